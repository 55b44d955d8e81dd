"""The guard of one submission: it stands outside of the submission's process namespace, and ends it when its time is up or nobody listens."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import time

from genmarketing.grading.inside.isolation import Limits

EVERY = 0.1
"""Seconds from one look at the submission to the next."""

_THREADS = 17
"""Place of the number of threads in /proc/PID/stat, counted behind the name (`man 5 proc`)."""


class Guard:
    """Watches the one process of a submission.

    Args:
        inside: the process.
        proc: descriptor of a /proc in which it can be seen.
        line: descriptor of the connection to the marker.
        begun: descriptor of a pipe whose other end is closed when the submission begins.
        limits: what it may use; of these, the guard holds it to the time, and to the threads where the kernel does not.
    """

    def __init__(self, inside: int, proc: int, line: int, begun: int, limits: Limits) -> None:
        self._inside = inside
        self._proc = proc
        self._line = line
        self._begun = begun
        self._limits = limits

    def watch(self) -> None:
        """Return when the submission has ended or has to: time, threads, or the marker is gone."""
        waiting = select.poll()
        waiting.register(os.pidfd_open(self._inside), select.POLLIN)
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

    def _threads(self) -> int:
        descriptor = os.open(f"{self._inside}/stat", os.O_RDONLY, dir_fd=self._proc)
        try:
            # The process's name, in brackets, may hold anything.
            return int(os.read(descriptor, 4096).rpartition(b")")[2].split()[_THREADS])
        finally:
            os.close(descriptor)
