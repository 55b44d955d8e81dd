"""Watching over one submission from outside of its process namespace: it is ended when its time is up, or when nobody listens."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import time
from pathlib import Path

from genmarketing.grading.inside.isolation import Limits

EVERY = 0.1
"""Seconds from one look at the submission to the next."""

_THREADS = 17
"""Place of the number of threads in /proc/PID/stat, counted behind the name (`man 5 proc`)."""

_GONE = "-1"
"""What stands for the number of a process that has ended and was waited for (`man 2 pidfd_open`)."""


class Guard:
    """Watches the one process of a submission.

    Args:
        inside: the process, a child of this one.
        line: descriptor of the submission's end of its connection to the marker.
        begun: descriptor of a pipe whose other end is closed when the submission begins.
        limits: what it may use; of these, the guard holds it to the time, and to the threads where the kernel does not.
    """

    def __init__(self, inside: int, line: int, begun: int, limits: Limits) -> None:
        self._inside = inside
        self._handle = os.pidfd_open(inside)
        self._line = line
        self._begun = begun
        self._limits = limits

    def watch(self) -> None:
        """Return when the submission has ended or has to: time, threads, or the marker is gone."""
        waiting = select.poll()
        waiting.register(self._handle, select.POLLIN)
        waiting.register(self._line, 0)  # an event comes when the other end is closed
        waiting.register(self._begun, 0)
        if any(descriptor != self._begun for descriptor, _ in waiting.poll()):
            return
        waiting.unregister(self._begun)
        deadline = time.monotonic() + self._limits.total_seconds
        while not waiting.poll(EVERY * 1000):
            if time.monotonic() > deadline or self._threads() > self._limits.processes:
                return

    def end(self) -> None:
        """Kill what is left; it is one process, and where there are walls the first of its namespace."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._inside, signal.SIGKILL)
        os.waitpid(self._inside, 0)
        os.close(self._handle)

    def _threads(self) -> int:
        # The /proc that is visible here belongs to a namespace above, in which the process has another number.
        about = Path(f"/proc/self/fdinfo/{self._handle}").read_text(encoding="ascii")
        number = next(line for line in about.splitlines() if line.startswith("Pid:")).split()[1]
        if number == _GONE:
            return 0
        # The process's name, in brackets, may hold anything.
        return int(Path(f"/proc/{number}/stat").read_bytes().rpartition(b")")[2].split()[_THREADS])
