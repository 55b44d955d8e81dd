"""The marker's end of a sandbox: starts the warm process, sends jobs, reads answers, and never believes more than it must."""

from __future__ import annotations

import json
import math
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from genmarketing.grading.bubblewrap import HOW_TO_ALLOW, STATISTICS, NoSandbox, command, environment
from genmarketing.grading.inside.isolation import Limits
from genmarketing.grading.inside.worker import LENGTH, NEXT, READY
from genmarketing.grading.lines import Lines, Lost
from genmarketing.grading.stripped import lay_out
from genmarketing.workbook.handed import Handed

GRACE = 1.0
"""Seconds that a step may take longer than its own limit, before its process is ended from outside."""

STARTS = 24
"""How often one submission is started again without the step that ended or hung it."""

LINES_FOR_A_STEP = 3
SLOWEST_START = 120.0

_STOPPED = {
    "time": "一直没有运行完，已经停下，这一格不算。",
    "ended": "运行到这里，程序自己结束了（退出、崩溃，或用尽了处理器时间、线程），这一格不算。",
    "output": "运行到这里，送出来的东西太大或不成形，这一格不算。",
}


@dataclass
class Answers:
    """What came out of the sandbox for one submission.

    Args:
        handed: question -> what was handed in, one for each set of cases; absent where the process was lost over it.
        lost: question or cell number -> why there is no answer (`time`, `ended`, `output`).
        failures: cell number -> what it raised, or why it was stopped.
        seconds: question -> time that the learner's own code took.
        cell_seconds: cell number -> time that the cell took, the last time that it was run.
        starts: how many processes it took.
    """

    handed: dict[str, list[Handed]] = field(default_factory=dict)
    lost: dict[str | int, str] = field(default_factory=dict)
    failures: dict[int, str] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    cell_seconds: dict[int, float] = field(default_factory=dict)
    starts: int = 0

    @property
    def own_seconds(self) -> float:
        """Return the time that the learner's own code took, cells and calls together."""
        return sum(self.seconds.values()) + sum(self.cell_seconds.values())


class Sandbox:
    """One warm process behind the wall. Use it as a context; one job at a time.

    Args:
        limits: what each submission may use.
        libraries: modules that it loads before the first submission; others are loaded by whoever imports them, each time anew.
    """

    def __init__(self, limits: Limits | None = None, libraries: Sequence[str] = STATISTICS) -> None:
        self.limits = limits or Limits()
        self._libraries = libraries
        self._stack = ExitStack()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def __enter__(self) -> Self:
        folder = Path(tempfile.mkdtemp(prefix="grading-"))
        self._stack.callback(shutil.rmtree, folder, ignore_errors=True)
        # The folder is the marker's alone; what lies in it has to be readable for whoever the warm process becomes.
        self._stripped, self._scratch = folder / "course", folder / "scratch"
        lay_out(self._stripped)
        self._scratch.mkdir()
        try:
            self._start()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()
        self._stack.close()

    def run(self, job: dict[str, Any]) -> Answers:
        """Run one submission; see `genmarketing.grading.inside.session` for what a job holds.

        A step that hangs or ends its process costs that step: the submission is started again without it.
        """
        answers = Answers()
        wanted = [each["name"] for each in job["questions"]]
        end = time.monotonic() + self.limits.total_seconds
        while answers.starts < STARTS and time.monotonic() < end:
            answers.starts += 1
            attempt = _Attempt(job, answers, self.limits, end)
            try:
                attempt.follow(self._taken())
                break
            except Lost as lost:
                # Where the warm process is gone, somebody on this machine ended it, not the submission.
                if self._wall_stands() and attempt.step is not None:
                    answers.lost[attempt.step] = str(lost)
            finally:
                attempt.close()
                self._ask_for_the_next()
        late = "time" if time.monotonic() >= end else "ended"
        for name in wanted:
            if name not in answers.handed:
                answers.lost.setdefault(name, late)
        _lose_what_stopped_cells_define(job, answers)
        return answers

    def _taken(self) -> socket.socket:
        """Return a connection to a process that waits for a job; where the warm process is gone, of a new one."""
        for _ in range(2):
            with suppress(OSError):
                assert self._control is not None
                message, descriptors, _, _ = socket.recv_fds(self._control, 1, 1)
                if message == READY and len(descriptors) == 1:
                    return socket.socket(fileno=descriptors[0])
            self._restart()
        raise NoSandbox("沙箱里的进程一启动就没了。多半是内存不够，关掉别的程序再运行一次。")

    def _ask_for_the_next(self) -> None:
        try:
            assert self._control is not None
            self._control.sendall(NEXT)
        except OSError:
            self._restart()  # which makes one ready without being asked

    def _wall_stands(self) -> bool:
        assert self._process is not None
        try:
            self._process.wait(0.02)
        except subprocess.TimeoutExpired:
            return True
        return False

    def _restart(self) -> None:
        self._stop()
        self._start()

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        said = self._stripped.parent / "said.txt"
        with theirs, said.open("wb") as errors:
            self._process = subprocess.Popen(
                command(self._stripped, theirs.fileno(), self.limits, self._libraries),
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                cwd="/",
                env=environment(self._stripped, self._scratch),
                start_new_session=True,
            )
        ours.settimeout(SLOWEST_START)
        self._control = ours
        # The first connection says that the libraries are loaded.
        try:
            ready = ours.recv(1, socket.MSG_PEEK)
        except OSError:
            ready = b""
        if not ready:
            why = said.read_text(encoding="utf-8", errors="replace").strip()[-300:]
            raise NoSandbox(f"沙箱没有启动起来：{why or '没有说明原因'}")

    def _stop(self) -> None:
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        for left in self._scratch.iterdir():
            shutil.rmtree(left, ignore_errors=True)


class _Attempt:
    """One process that runs one submission: what it says, line by line, and how far it has come."""

    def __init__(self, job: dict[str, Any], answers: Answers, limits: Limits, end: float) -> None:
        done = answers.handed.keys() | answers.lost.keys()
        self._questions = {each["name"]: each for each in job["questions"] if each["name"] not in done}
        skip = [*job["skip"], *(step for step in answers.lost if isinstance(step, int))]
        self._job = {**job, "questions": list(self._questions.values()), "skip": skip}
        self._cells = len(job["cells"])
        self._answers = answers
        self._limits = limits
        self._end = end
        self._connection: socket.socket | None = None
        self.step: str | int | None = None

    def close(self) -> None:
        """End the process, if it is still there."""
        if self._connection is not None:
            self._connection.close()

    def follow(self, connection: socket.socket) -> None:
        """Send the job, and read lines to the end.

        Raises:
            Lost: the process hangs, has ended or says what no honest one would.
            NoSandbox: it could not be isolated.
        """
        self._connection = connection
        self._send(connection)
        steps = self._cells + sum(1 + len(each["cases"]) for each in self._questions.values())
        lines = Lines(connection.fileno(), self._limits.output * 1024 * 1024, LINES_FOR_A_STEP * (1 + steps))
        while self._take(lines.read(min(time.monotonic() + self._limits.seconds + GRACE, self._end))):
            pass

    def _send(self, connection: socket.socket) -> None:
        text = json.dumps(self._job).encode()
        connection.settimeout(self._limits.seconds + GRACE)
        # Where it has ended already, it may have said before why it could not begin; reading will tell.
        with suppress(OSError):
            connection.sendall(len(text).to_bytes(LENGTH, "big") + text)

    def _take(self, line: object) -> bool:
        """Take one line; return whether more will come."""
        match line:
            case {"begins": int(number)} if 0 <= number < self._cells:
                self.step = int(number)
            case {"cell": int(number), "seconds": seconds, "failure": str(failure), "late": bool(late)} if (
                0 <= number < self._cells
            ):
                self._cell(int(number), _time(seconds, self._limits), failure, late=late)
            case {"asks": str(name), "set": int()} if name in self._questions:
                self.step = name
            case {"question": str(name), "handed": list(handed), "seconds": seconds} if name in self._questions and len(
                handed
            ) == self._sets(name):
                if name not in self._answers.handed:
                    self._answers.handed[name] = _all_handed(handed)
                    self._answers.seconds[name] = _time(seconds, self._limits)
            case {"end": True}:
                return False
            case {"isolation": str(reason)} if self.step is None:  # nothing of the submission has run yet
                raise NoSandbox(f"系统不让沙箱把每份作业单独隔离开（{reason[:200]}）。{HOW_TO_ALLOW}")
            case _:
                raise Lost("output")
        return True

    def _cell(self, number: int, seconds: float, failure: str, *, late: bool) -> None:
        self._answers.cell_seconds[number] = seconds
        if late:
            self._answers.lost[number] = "time"
        elif failure:
            self._answers.failures[number] = failure[:300]

    def _sets(self, name: str) -> int:
        return len(self._questions[name]["cases"]) if self._questions[name]["kind"] == "function" else 1


def _all_handed(handed: list[Any]) -> list[Handed]:
    try:
        return [Handed.from_plain(each) for each in handed]
    except (ValueError, RecursionError):
        raise Lost("output") from None


def _time(seconds: object, limits: Limits) -> float:
    """Return a time that the inside says it took, as far as it can be true."""
    if not isinstance(seconds, int | float) or not math.isfinite(seconds):
        raise Lost("output")
    return min(max(float(seconds), 0.0), limits.total_seconds)


def _lose_what_stopped_cells_define(job: dict[str, Any], answers: Answers) -> None:
    """Say of a stopped cell's questions why they are empty, where no other cell answers them; and of the cell, that it was stopped."""
    nothing, asked = Handed(), {each["name"] for each in job["questions"]}
    for number, why in [(step, why) for step, why in answers.lost.items() if isinstance(step, int)]:
        answers.failures[number] = _STOPPED[why]
        for name in asked & job["cells"][number]["questions"].keys():
            if all(each == nothing for each in answers.handed.get(name, [])):
                answers.handed.pop(name, None)
                answers.lost[name] = why
