"""A cell of its own for each submission: user, process, mount, network and message namespaces, a scratch folder, and limits.

Called in a process that was just forked from the warm one, before anything of a learner's runs. The warm process already
lives inside bubblewrap; this layer keeps one submission from the next.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

SCRATCH = "/scratch"

_NEW_NAMESPACES = 0x00020000 | 0x08000000 | 0x04000000 | 0x10000000 | 0x20000000 | 0x40000000
"""CLONE_NEWNS, NEWIPC, NEWUTS, NEWUSER, NEWPID and NEWNET of <linux/sched.h>."""

_NO_SUID_NO_DEVICES = 2 | 4
_PR_SET_NO_NEW_PRIVILEGES = 38
_PR_SET_DUMPABLE = 4


class CannotIsolate(OSError):
    """The kernel refuses a namespace or a mount."""


@dataclass(frozen=True)
class Limits:
    """What one submission may use.

    Args:
        seconds: wall time for one cell, and for one question on one set of cases.
        total_seconds: wall time for the whole submission.
        memory: MB, above what the warm process already has.
        processes: processes and threads at a time.
        files: open files.
        disk: MB in the scratch folder.
        output: MB that may come back as answers.
    """

    seconds: float = 10.0
    total_seconds: float = 120.0
    memory: int = 1024
    processes: int = 32
    files: int = 64
    disk: int = 64
    output: int = 16


def isolate(limits: Limits) -> int:
    """Leave this process's namespaces for new ones, and fork into them; return the id of the process inside, or 0 inside of it.

    Raises:
        CannotIsolate: the kernel does not let us.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    resource.setrlimit(resource.RLIMIT_NPROC, (limits.processes, limits.processes))
    _must(libc.unshare(_NEW_NAMESPACES))
    inside = os.fork()
    if inside:
        return inside
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.setsid()
    _mount(libc, SCRATCH, f"size={limits.disk}m,mode=0777")
    # Processes of others would be seen in the proc of the warm process; an empty one says nothing.
    _mount(libc, "/proc", "size=0,mode=0555")
    _limit(limits)
    _must(libc.prctl(_PR_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0))
    _must(libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0))
    os.chdir(SCRATCH)
    return 0


def _mount(libc: ctypes.CDLL, target: str, options: str) -> None:
    _must(libc.mount(b"tmpfs", target.encode(), b"tmpfs", _NO_SUID_NO_DEVICES, options.encode()))


def _limit(limits: Limits) -> None:
    mb = 1024 * 1024
    for what, most in (
        (resource.RLIMIT_AS, _warm_address_space + limits.memory * mb),
        (resource.RLIMIT_CPU, int(limits.total_seconds) + 1),
        (resource.RLIMIT_NOFILE, limits.files),
        (resource.RLIMIT_FSIZE, limits.disk * mb),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


_warm_address_space = 0


def remember_address_space() -> None:
    """Note how much the warm process has mapped, while /proc can still be read."""
    global _warm_address_space
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    _warm_address_space = int(pages) * resource.getpagesize()


def _must(result: int) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise CannotIsolate(number, os.strerror(number))


def end(code: int) -> NoReturn:
    """Leave a forked process without running anything that the parent registered."""
    os._exit(code)
