"""Worker processes, each with a sandbox of its own; what becomes of one of them costs at most the submission that it had."""

from __future__ import annotations

import gc
import os
import signal
import threading
import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Self

from genmarketing.course.failure import CourseError
from genmarketing.grading.affinity import Share, Waiting
from genmarketing.grading.bubblewrap import NoSandbox
from genmarketing.grading.record import Record
from genmarketing.grading.submissions import Submission, unread

if TYPE_CHECKING:
    from genmarketing.grading.class_file import ClassSettings
    from genmarketing.grading.inside.isolation import Limits

SLACK = 60.0
"""Seconds beyond a submission's own limit until a worker that says nothing is given up: for starting, reading and judging."""

TRIES = 2
"""How many workers a submission may lose before it is left alone."""

STARTS = 3
"""How many workers in a row may end before they have begun."""

_LOST = f"批改这一份时，批改进程意外结束了 {TRIES} 次（被系统结束，或占满了内存），没有批成。请单独再批一次，或打开文件看看。"
_SPAWN = get_context("spawn")


@dataclass(frozen=True)
class Refusal:
    """What a worker sends in place of a record: there is no sandbox, and why."""

    sentence: str


@dataclass(frozen=True)
class Ready:
    """What a worker sends when it has loaded the course."""


class _Worker:
    """One process, and what it is doing."""

    def __init__(self, settings: ClassSettings, limits: Limits, core: int | None) -> None:
        self.core = core
        self.connection, theirs = _SPAWN.Pipe()
        with theirs:
            given = (theirs, settings, limits, core)
            self.process: BaseProcess = _SPAWN.Process(target=_serve, args=given, daemon=True)
            self.process.start()
        self.busy_with: Submission | None = None
        self.share: Share | None = None
        self.until = 0.0
        self.ready = False

    def end(self, seconds: float) -> None:
        """End the process: friendly first, so that it tidies up; by force when it has not ended in that time."""
        self.connection.close()
        self.process.terminate()
        self.process.join(seconds)
        self.process.kill()
        self.process.join()


class Crew:
    """As many workers as asked for. Use it as a context.

    Args:
        size: workers at a time.
        settings: the class.
        limits: what each submission may use.
    """

    def __init__(self, size: int, settings: ClassSettings, limits: Limits) -> None:
        self._size = size
        self._settings = settings
        self._limits = limits
        self._cores = _cores_for(size)
        self._workers: list[_Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.process.terminate()
        for worker in self._workers:
            worker.end(seconds=5.0)
        self._workers.clear()

    def records(self, submissions: Iterable[Submission]) -> Iterator[Record]:
        """Give the record of each submission, in the order in which they are done.

        Raises:
            NoSandbox: a worker found none.
            CourseError: workers end before they begin.
        """
        waiting, false_starts = Waiting(submissions, self._settings.code), 0
        again: deque[Submission] = deque()
        lost: Counter[tuple[str, str, str]] = Counter()
        while True:
            self._hand_out(waiting, again)
            busy = {worker.connection: worker for worker in self._workers if worker.busy_with is not None}
            if not busy:
                return
            patience = max(min(worker.until for worker in busy.values()) - time.monotonic(), 0)
            heard = wait(list(busy), patience)
            silent = [worker for worker in busy.values() if worker.until <= time.monotonic()]
            for worker in {*(busy[each] for each in heard if isinstance(each, Connection)), *silent}:
                submission = worker.busy_with
                assert submission is not None
                record = _heard(worker)
                if isinstance(record, Ready):
                    worker.ready, false_starts = True, 0
                    continue
                worker.busy_with = None
                if record is None:
                    worker.end(seconds=0.0)
                    self._workers.remove(worker)
                    if not worker.ready:
                        false_starts += 1
                        again.append(submission)
                        if false_starts == STARTS:
                            raise CourseError(
                                "批改进程起不来。请看看上面的报错和内存，重新装一次课程，再运行这条命令。"
                            )
                        continue
                    key = (submission.student, submission.theme, submission.origin)
                    lost[key] += 1
                    if lost[key] < TRIES:
                        again.append(submission)
                        continue
                    record = unread(submission, _LOST)
                # While the record is written, the worker already has its next submission.
                self._hand_out(waiting, again)
                yield record

    def _hand_out(self, waiting: Waiting, again: deque[Submission]) -> None:
        """Give every idle worker a submission; start one for each that is missing and needed."""
        while True:
            idle = next((worker for worker in self._workers if worker.busy_with is None), None)
            if idle is None and len(self._workers) >= self._size:
                return
            known = idle.share if idle is not None else None
            others = [worker.share for worker in self._workers if worker is not idle]
            taken = (again.popleft(), known) if again else waiting.take(known, others)
            if taken is None:
                return
            submission, share = taken
            if idle is None:
                taken_cores = {worker.core for worker in self._workers}
                core = next((each for each in self._cores if each not in taken_cores), None)
                idle = _Worker(self._settings, self._limits, core)
                self._workers.append(idle)
            idle.busy_with, idle.share = submission, share
            idle.until = time.monotonic() + self._limits.total_seconds + SLACK
            with suppress(OSError):  # one that has died is heard like any other death
                idle.connection.send(submission)


def _cores_for(size: int) -> list[int]:
    """Return a core for each worker, where there are as many of them as cores; else none, and the system places them."""
    if not hasattr(os, "sched_getaffinity"):
        return []
    cores = sorted(os.sched_getaffinity(0))
    return cores if len(cores) == size else []


def _heard(worker: _Worker) -> Record | Ready | None:
    """Return what a worker has to say, or None when it has died, hangs, or sends nonsense."""
    try:
        if not worker.connection.poll():
            return None
        said = worker.connection.recv()
    except (EOFError, OSError):
        return None
    if isinstance(said, Refusal):
        raise NoSandbox(said.sentence)
    return said if isinstance(said, Record | Ready) else None


def _serve(connection: Connection, settings: ClassSettings, limits: Limits, core: int | None) -> None:
    """Grade what comes until nobody sends any more; the main of a worker process."""
    if core is not None:
        # Marker, warm process and submission wake each other a hundred times for each submission; on one core, that is quick.
        os.sched_setaffinity(0, {core})
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    signal.signal(signal.SIGTERM, _leave)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    from genmarketing.grading.task import grade_submission

    gc.freeze()  # else every notebook that is read makes the collector walk through all of pandas
    with suppress(EOFError, OSError):
        connection.send(Ready())
        while True:
            submission = connection.recv()
            try:
                said: Record | Refusal = grade_submission(submission, settings, limits)
            except NoSandbox as refused:
                said = Refusal(str(refused))
            connection.send(said)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)


def _leave(number: int, frame: FrameType | None) -> None:
    """End by an exception, so that the sandbox is closed and its folder removed; once, for that must not be interrupted."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise SystemExit(0)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
    os.kill(os.getpid(), signal.SIGTERM)
