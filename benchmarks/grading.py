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

BUDGET = 0.05
"""Seconds that grading may add to a submission beyond the learner's own code, in the median."""


def measure(quick: bool) -> Section:
    """Grade the same class by one core, by two cores, and by nbgrader on one core."""
    size, rounds = (20, 1) if quick else (300, 3)
    with tempfile.TemporaryDirectory(prefix="class-") as name:
        folder = Path(name)
        students = lay_class(folder, size)
        (folder / "class.toml").write_text(CLASS, encoding="utf-8")
        added, own = beyond_own_code(folder, students)
        # Turns, because what else the machine does changes while it is measured.
        turns = [(graded(folder, cores=1), graded(folder, cores=2)) for _ in range(rounds)]
        one, two = (Distribution.of(turn[number].seconds for turn in turns) for number in (0, 1))
        rival = by_nbgrader(folder)
        main = max(run.main_memory for turn in turns for run in turn)
        workers = max(run.worker_memory for turn in turns for run in turn)
    each, each_rival = one.median / size, rival / size
    rows = [
        ["what grading adds to a submission", milliseconds(added.median), milliseconds(added.p95), ""],
        ["the learner's own code", milliseconds(own.median), milliseconds(own.p95), ""],
        ["`genmarketing grade --jobs 1`, one core", seconds(one.median), milliseconds(each), "1.00"],
        [
            "`genmarketing grade --jobs 2`, two cores",
            seconds(two.median),
            milliseconds(two.median / size),
            f"{two.median / one.median:.2f}",
        ],
        [
            f"`nbgrader autograde` {version('nbgrader')}, one core",
            seconds(rival),
            milliseconds(each_rival),
            f"{rival / one.median:.1f}",
        ],
    ]
    return Section(
        f"Grading {size} submissions of {NAME}",
        "First two rows: median and 95th percentile over the submissions, graded one after the other in one process and one sandbox, "
        "from the file's bytes to the gradebook. Then whole commands, from start to the last written page: all in all, for each "
        f"submission, and as a ratio (median of {rounds} turns; nbgrader once). nbgrader runs in an environment of its own, on the "
        "same notebooks, with its defaults; it makes no feedback pages in that time.",
        ["what", "median, or whole", "p95, or each", "× one core"],
        rows,
        f"Grading adds {milliseconds(added.median)} of a budget of {milliseconds(BUDGET)}; one core takes 1/{rival / one.median:.0f} of "
        f"nbgrader's time; two cores are {one.median / two.median:.2f} times as fast as one; the command holds {main / 2**20:.0f} MB, "
        f"each worker with its sandbox at most {workers / 2**20:.0f} MB.",
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


class Graded:
    """One run of the command: how long it took, and the most memory that it and its workers held."""

    def __init__(self, command: list[str], folder: Path, cores: int) -> None:
        self.main_memory = self.worker_memory = 0
        began = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, preexec_fn=lambda: os.sched_setaffinity(0, _first(cores)), stderr=subprocess.DEVNULL
        )
        watcher = threading.Thread(target=self._watch, args=(psutil.Process(process.pid),), daemon=True)
        watcher.start()
        code = process.wait()
        self.seconds = time.perf_counter() - began
        if code != 0:
            raise RuntimeError(f"{' '.join(command)} failed with exit code {code}")

    def _watch(self, main: psutil.Process) -> None:
        while main.is_running():
            try:
                self.main_memory = max(self.main_memory, main.memory_full_info().pss)
                for worker in main.children():
                    family = [worker, *worker.children(recursive=True)]
                    self.worker_memory = max(self.worker_memory, sum(each.memory_full_info().pss for each in family))
            except (psutil.NoSuchProcess, psutil.AccessDenied):
                pass
            time.sleep(0.2)


def graded(folder: Path, cores: int) -> Graded:
    """Grade the class from nothing, with so many workers on so many cores."""
    out = folder / f"by-{cores}"
    shutil.rmtree(out, ignore_errors=True)
    command = [sys.executable, "-m", "genmarketing.cli", "grade", "submitted", "--class", "class.toml"]
    return Graded([*command, "--out", str(out), "--jobs", str(cores)], folder, cores)


def by_nbgrader(folder: Path) -> float:
    """Return the seconds that a stock `nbgrader autograde` takes for the class, on one core."""
    python = rival_python()
    source = folder / "source" / "homework"
    source.mkdir(parents=True)
    shutil.copy(ROOT / "exercises" / NAME, source / NAME)
    _nbgrader(python, folder, "generate_assignment", "homework", "--ClearSolutions.enabled=False")
    return _nbgrader(python, folder, "autograde", "homework")


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
