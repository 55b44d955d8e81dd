"""The guard of one submission: it stands outside of the submission's namespaces, and ends it when it uses too much or nobody listens."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass

from genmarketing.grading.inside.isolation import Limits

EVERY = 0.1
"""Seconds from one look at what a submission uses to the next."""

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class _Process:
    number: int
    parent: int
    cpu: float
    threads: int
    memory: int  # bytes that no file stands behind


class Guard:
    """Watches the first process of a submission and all that come from it.

    Args:
        inside: the first process.
        proc: descriptor of a /proc in which it can be seen.
        line: descriptor of the connection to the marker.
        begun: descriptor of a pipe whose other end is closed when the submission begins.
        limits: what it may use.
    """

    def __init__(self, inside: int, proc: int, line: int, begun: int, limits: Limits) -> None:
        self._inside = inside
        self._proc = proc
        self._line = line
        self._begun = begun
        self._limits = limits
        self._inherited = _process(proc, os.getpid()).memory

    def watch(self) -> None:
        """Return when the submission has ended or has to: time, memory, processes, or the marker is gone."""
        waiting = select.poll()
        waiting.register(os.pidfd_open(self._inside), select.POLLIN)
        waiting.register(self._line, 0)  # an event comes when the other end is closed
        waiting.register(self._begun, 0)
        if any(descriptor != self._begun for descriptor, _ in waiting.poll()):
            return
        waiting.unregister(self._begun)
        deadline = time.monotonic() + self._limits.total_seconds
        while not waiting.poll(EVERY * 1000):
            if time.monotonic() > deadline or self._uses_too_much():
                return

    def end(self) -> None:
        """Kill what is left; where there is a process namespace, its first process takes all others with it."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._inside, signal.SIGKILL)
        if not self._limits.walls:
            while left := [each.number for each in self._descendants(os.getpid())]:
                for number in left:
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(number, signal.SIGKILL)
                self._bury()
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self._inside, 0)

    def _bury(self) -> None:
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        time.sleep(0.005)

    def _uses_too_much(self) -> bool:
        all_of_them = list(self._descendants(os.getpid()))
        memory = sum(max(each.memory - self._inherited, 0) for each in all_of_them)
        return (
            memory > self._limits.memory * 1024 * 1024
            or sum(each.threads for each in all_of_them) > self._limits.processes
            or sum(each.cpu for each in all_of_them) > self._limits.cpu
        )

    def _descendants(self, ancestor: int) -> list[_Process]:
        children: dict[int, list[_Process]] = {}
        for process in _processes(self._proc):
            children.setdefault(process.parent, []).append(process)
        found = list(children.get(ancestor, []))
        for process in found:  # grows while it is walked
            found += children.get(process.number, [])
        return found


def _processes(proc: int) -> Iterator[_Process]:
    for name in os.listdir(proc):
        if name.isdigit():
            # A process may end, or be one that cannot be read, between the two calls.
            with contextlib.suppress(OSError):
                yield _process(proc, int(name))


def _process(proc: int, number: int) -> _Process:
    """Read what `man 5 proc` says of a process; its name, in brackets, may hold anything."""
    fields = _read(proc, f"{number}/stat").rpartition(b")")[2].split()
    cpu = sum(int(fields[place]) for place in (11, 12, 13, 14)) / _TICKS
    status = dict(line.split(b":", 1) for line in _read(proc, f"{number}/status").splitlines() if b":" in line)
    memory = sum(int(status.get(name, b"0").split()[0]) * 1024 for name in (b"RssAnon", b"RssShmem"))
    return _Process(number, int(fields[1]), cpu, int(fields[17]), memory)


def _read(proc: int, path: str) -> bytes:
    descriptor = os.open(path, os.O_RDONLY, dir_fd=proc)
    try:
        return os.read(descriptor, 1 << 14)
    finally:
        os.close(descriptor)
