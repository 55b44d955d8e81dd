"""What grading a class costs: beyond the learners' own code, on one core and on two, and beside a stock nbgrader."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from importlib.metadata import version
from pathlib import Path

import psutil
from class_of_300 import NAME, ROOT, THEME, lay_class
from report import Distribution, Section, milliseconds, seconds

CLASS = 'name = "测试班"\ncode = ""\nkey = "a key that nobody guesses"\n'
RIVAL = ROOT / "benchmarks" / ".nbgrader"
"""nbgrader's own environment; made at the first race, and kept."""

FOR_NBGRADER = 60
"""How many of the submissions nbgrader grades; at three to four seconds each, all of them would take it twenty minutes."""

BUDGET = 0.05
"""Seconds that grading may add to a submission beyond the learner's own code, in the median."""


def measure(quick: bool) -> Section:
    """Grade classes by one core and by two cores, and one of them by nbgrader on one core."""
    size, rounds = (20, 1) if quick else (300, 3)
    with tempfile.TemporaryDirectory(prefix="classes-") as name:
        # Turns, because what else the machine does changes while it is measured; classes, because an endless loop that comes last
        # leaves one of two cores idle, and one that comes first does not.
        folders = [Path(name) / f"class-{seed}" for seed in range(1, rounds + 1)]
        classes = [lay_class(folder, size, seed) for seed, folder in enumerate(folders, 1)]
        for folder in folders:
            (folder / "class.toml").write_text(CLASS, encoding="utf-8")
        added, own = beyond_own_code(folders[0], classes[0])
        memory = Memory()
        graded(folders[0], cores=2, memory=memory)
        turns = [(graded(folder, cores=1), graded(folder, cores=2), gain_of_plain_work()) for folder in folders]
        one, two, plain = (Distribution.of(turn[number] for turn in turns) for number in (0, 1, 2))
        # What an endless loop costs is each side's own limit, 5 s here and 30 s there; one of the few that nbgrader grades would be too many.
        beside = Path(name) / "beside-nbgrader"
        compared = lay_class(beside, size, endless_share=0)[:FOR_NBGRADER]
        (beside / "class.toml").write_text(CLASS, encoding="utf-8")
        before, rival, after = graded(beside, cores=1), by_nbgrader(beside, compared), graded(beside, cores=1)
    each, each_rival = (before + after) / 2 / size, rival / len(compared)
    rows = [
        ["what grading adds to a submission", milliseconds(added.median), milliseconds(added.p95), ""],
        ["the learner's own code", milliseconds(own.median), milliseconds(own.p95), ""],
        ["`genmarketing grade --jobs 1`, one core", seconds(one.median), milliseconds(one.median / size), "1.00"],
        [
            "`genmarketing grade --jobs 2`, two cores",
            seconds(two.median),
            milliseconds(two.median / size),
            f"{two.median / one.median:.2f}",
        ],
        [
            "`genmarketing grade --jobs 1`, a class without an endless loop",
            seconds(each * size),
            milliseconds(each),
            "",
        ],
        [
            f"`nbgrader autograde` {version('nbgrader')}, one core, {len(compared)} of that class",
            seconds(rival),
            milliseconds(each_rival),
            "",
        ],
    ]
    return Section(
        f"Grading {size} submissions of {NAME}",
        "First two rows: median and 95th percentile over the submissions, graded one after the other in one process and one sandbox, "
        "from the file's bytes to the gradebook. Then whole commands, from start to the last written page: all in all, for each "
        f"submission, and as a ratio (median of {rounds} turns, each with a class of its own). nbgrader runs once, in an environment of "
        f"its own and with its defaults, on {len(compared)} notebooks of a class without an endless loop, which one core grades before and after it "
        "(the mean of both); nbgrader makes no feedback pages in that time. Memory is that of a run that is not timed.",
        ["what", "median, or whole", "p95, or each", "× one core"],
        rows,
        f"Grading adds {milliseconds(added.median)} of a budget of {milliseconds(BUDGET)}; one core takes 1/{each_rival / each:.1f} of "
        f"nbgrader's time; two cores are {Distribution.of(one / two for one, two, _ in turns).median:.2f} times as fast as one, where plain "
        f"computation gains {plain.median:.2f} from the second core; the command holds "
        f"{memory.command / 2**20:.0f} MB, each worker with its sandboxes at most {memory.worker / 2**20:.0f} MB.",
    )


def beyond_own_code(folder: Path, students: list[str]) -> tuple[Distribution, Distribution]:
    """Return, over all submissions, the seconds that grading adds, and the seconds of the learners' own code."""
    from genmarketing.grading.class_file import read_class
    from genmarketing.grading.gradebook import Gradebook
    from genmarketing.grading.inside.isolation import Limits
    from genmarketing.grading.sandboxes import Sandboxes
    from genmarketing.grading.task import Task, grade_in

    settings, limits = read_class(folder / "class.toml"), Limits()
    added, own = [], []
    gc.freeze()  # as each worker does before its first submission
    with Gradebook(folder / "beyond") as gradebook, Sandboxes(limits) as sandboxes:
        run = gradebook.open_run(settings.name, "benchmark")
        for student in students:
            path = folder / "submitted" / student / "homework" / NAME
            began = time.perf_counter()
            record, answers = grade_in(
                sandboxes, Task(student, THEME, str(path), path.read_bytes(), (), settings, limits)
            )
            gradebook.append(run, record)
            took = time.perf_counter() - began
            added.append(took - answers.own_seconds)
            own.append(answers.own_seconds)
    return Distribution.of(added), Distribution.of(own)


def gain_of_plain_work() -> float:
    """Return how many times as fast this machine is with two cores as with one, where nothing has to be shared."""
    code = "for _ in range(40): sorted(str(number) for number in range(100_000))"

    def seconds_of(processes: int, each: str) -> float:
        began = time.perf_counter()
        started = [
            subprocess.Popen([sys.executable, "-c", each], preexec_fn=lambda core=core: os.sched_setaffinity(0, {core}))
            for core in sorted(os.sched_getaffinity(0))[:processes]
        ]
        for process in started:
            process.wait()
        return time.perf_counter() - began

    return seconds_of(1, f"{code}\n{code}") / seconds_of(2, code)


class Memory:
    """The most memory, in bytes, that a command and one of its workers held; shared pages are shared out."""

    def __init__(self) -> None:
        self.command = self.worker = 0

    def watch(self, command: int) -> None:
        """Look again and again until the command has ended."""
        main = psutil.Process(command)
        while main.is_running():
            try:
                self.command = max(self.command, main.memory_full_info().pss)
                for worker in main.children():
                    family = [worker, *worker.children(recursive=True)]
                    self.worker = max(self.worker, sum(each.memory_full_info().pss for each in family))
            except (psutil.NoSuchProcess, psutil.AccessDenied):
                pass
            time.sleep(0.2)


def graded(folder: Path, cores: int, memory: Memory | None = None) -> float:
    """Grade the class from nothing, with so many workers on so many cores; return the seconds that it took."""
    out = folder / f"by-{cores}"
    shutil.rmtree(out, ignore_errors=True)
    command = [sys.executable, "-m", "genmarketing.cli", "grade", "submitted", "--class", "class.toml"]
    command += ["--out", str(out), "--jobs", str(cores)]
    began = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, preexec_fn=lambda: os.sched_setaffinity(0, _first(cores)), stderr=subprocess.DEVNULL
    )
    if memory is not None:
        threading.Thread(target=memory.watch, args=(process.pid,), daemon=True).start()
    code = process.wait()
    if code != 0:
        raise RuntimeError(f"{' '.join(command)} failed with exit code {code}")
    return time.perf_counter() - began


def by_nbgrader(folder: Path, students: list[str]) -> float:
    """Return the seconds that a stock `nbgrader autograde` takes for some of a class, on one core."""
    python = rival_python()
    course = folder / "nbgrader"
    for student in students:
        shutil.copytree(folder / "submitted" / student, course / "submitted" / student)
    source = course / "source" / "homework"
    source.mkdir(parents=True)
    shutil.copy(ROOT / "exercises" / NAME, source / NAME)
    _nbgrader(python, course, "generate_assignment", "homework", "--ClearSolutions.enabled=False")
    return _nbgrader(python, course, "autograde", "homework")


def _nbgrader(python: Path, folder: Path, *arguments: str) -> float:
    # nbgrader calls alembic and its kernel by their bare names, as in an activated environment.
    variables = {
        **os.environ,
        "PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}",
        "GENMARKETING_PROGRESS": str(folder / "progress.sqlite"),
    }
    began = time.perf_counter()
    done = subprocess.run(
        [python, "-m", "nbgrader", *arguments],
        cwd=folder,
        env=variables,
        capture_output=True,
        text=True,
        preexec_fn=lambda: os.sched_setaffinity(0, _first(1)),
        check=False,
    )
    took = time.perf_counter() - began
    # Of notebooks that are cut off it says so and goes on; that is its exit code then.
    if done.returncode != 0 and "autograde" not in arguments:
        raise RuntimeError(done.stderr[-2000:])
    return took


def rival_python() -> Path:
    """Return the Python of nbgrader's own environment, with the course as it is now; make it where it is missing."""
    python = RIVAL / "bin" / "python"
    pip = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    if not python.exists():
        print("making an environment for nbgrader …", file=sys.stderr, flush=True)
        subprocess.run([sys.executable, "-m", "venv", RIVAL], check=True)
        subprocess.run([*pip, f"nbgrader=={version('nbgrader')}", str(ROOT)], check=True)
    subprocess.run([*pip, "--force-reinstall", "--no-deps", str(ROOT)], check=True)
    return python


def _first(cores: int) -> set[int]:
    return set(sorted(os.sched_getaffinity(0))[:cores])
