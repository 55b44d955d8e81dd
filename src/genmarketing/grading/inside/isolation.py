"""A cell of its own for each submission: user, process and mount namespaces, a scratch folder, and limits.

The warm process already lives inside bubblewrap, without a network; this layer keeps one submission from the next, and from the warm
process. It is laid around a process that was just forked from the warm one, before anything of a learner's runs.
"""

from __future__ import annotations

import contextlib
import ctypes
import math
import os
import resource
import signal
import struct
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from genmarketing.grading.inside.system_calls import refuse_system_calls

SCRATCH = "/scratch"

_NEW_MOUNTS, _NEW_USERS, _NEW_PROCESSES = 0x00020000, 0x10000000, 0x20000000
"""CLONE_NEWNS, CLONE_NEWUSER and CLONE_NEWPID of <linux/sched.h>."""

_READ_ONLY, _NO_SETUID, _NO_DEVICES, _NO_PROGRAMS = 1, 2, 4, 8
_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_SET_NO_NEW_PRIVILEGES = 38
_CAPABILITY_VERSION = 0x20080522

NOBODY = 65534
_LEARNER = 1000
"""The user that a submission sees itself as."""

_FILES_IN_SCRATCH = 4096


class CannotIsolate(OSError):
    """The kernel refuses a namespace, a mount or a filter."""


@dataclass(frozen=True)
class Limits:
    """What one submission may use. It is one process (`inside.system_calls`), so that the kernel itself holds it to these.

    Args:
        seconds: wall time for one cell, and for one question on one set of cases, of which a function may be busy for half.
        total_seconds: wall time for the whole submission, however often it is started again.
        cpu: seconds of processor time, over all threads; anew when it is started again.
        memory: MB of address space above what the libraries already take.
        processes: threads at a time, which the kernel counts as processes.
        files: open files.
        disk: MB in the scratch folder, which lies in memory; without walls, MB of a single file.
        output: MB that may come back as answers.
        walls: False: no bubblewrap and no namespaces, only the numbers above and the filter of system calls.
    """

    seconds: float = 10.0
    total_seconds: float = 180.0
    cpu: float = 240.0
    memory: int = 1024
    processes: int = 32
    files: int = 64
    disk: int = 64
    output: int = 4
    walls: bool = True

    def __post_init__(self) -> None:
        """Refuse limits under which no submission could run.

        Raises:
            ValueError: one is too small or endless; the text is a Chinese sentence.
        """
        for name, least in _LEAST.items():
            value = getattr(self, name)
            if not least <= value < math.inf:
                raise ValueError(f"限度 {name} 写的是 {value:g}，要在 {least:g} 以上，不能是无穷大。")


_LEAST = {
    "seconds": 0.1,
    "total_seconds": 0.1,
    "cpu": 1,
    "memory": 64,
    "processes": 4,
    "files": 16,
    "disk": 1,
    "output": 1,
}
"""A job has to be read, a module imported, a first cell begun."""


def give_up_root() -> None:
    """Become nobody for good, where the warm process was started by root: root may read too much, and no limit on processes holds for it."""
    if os.geteuid() == 0:
        # In a container that does not map this user, root of the container is no root of the machine.
        with contextlib.suppress(OSError):
            os.setgroups([])
            os.setresgid(NOBODY, NOBODY, NOBODY)
            os.setresuid(NOBODY, NOBODY, NOBODY)
    libc = ctypes.CDLL(None, use_errno=True)
    _must(libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0))


def check_readable(files: Iterable[str]) -> None:
    """Make sure that libraries can still be loaded when a submission asks for them.

    Raises:
        SystemExit: one cannot be read; a Chinese sentence says what to do.
    """
    for file in files:
        if not os.access(file, os.R_OK):
            sys.exit(f"{file} 只有 root 能读，而学生的代码不能用 root 的身份运行。请换一个普通用户，装好课程再批改。")


class ProcessNamespaces:
    """Forks this process into process namespaces, a new one each time.

    Only who has rights over the process namespace it lives in may return from making another. So the program goes on in a child,
    inside a user and a process namespace of its own; the process it was until then waits for it, and ends as it ends.

    Raises:
        CannotIsolate: the kernel does not let us.
    """

    def __init__(self) -> None:
        self._libc = ctypes.CDLL(None, use_errno=True)
        user, group = os.geteuid(), os.getegid()
        _must(self._libc.unshare(_NEW_USERS | _NEW_PROCESSES))
        with _owning_its_own_files(self._libc):
            _be_called(user, user, group, group)
        child = os.fork()
        if child:
            _, status = os.waitpid(child, 0)
            end(os.waitstatus_to_exitcode(status) & 0xFF)
        _must(self._libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0))
        self._own = os.open("/proc/self/ns/pid", os.O_RDONLY)

    def fork(self) -> int:
        """Fork; the child is the first process of a new namespace.

        Raises:
            CannotIsolate: the kernel does not let us.
        """
        _must(self._libc.unshare(_NEW_PROCESSES))
        if child := os.fork():
            _must(self._libc.setns(self._own, _NEW_PROCESSES))
        return child


def leave_for_new_namespaces(limits: Limits) -> None:
    """Put this process into a user and a mount namespace of its own, with a scratch folder and nothing in /proc.

    Raises:
        CannotIsolate: the kernel does not let us.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    user, group = os.geteuid(), os.getegid()
    _must(libc.unshare(_NEW_USERS | _NEW_MOUNTS))
    with _owning_its_own_files(libc):
        _be_called(_LEARNER, user, _LEARNER, group)
        be_first_to_go()
    safe = _NO_SETUID | _NO_DEVICES
    _mount(libc, SCRATCH, safe, f"size={limits.disk}m,nr_inodes={_FILES_IN_SCRATCH},mode=0700")
    # The proc of the warm process shows the processes of others; an empty folder shows nothing.
    _mount(libc, "/proc", safe | _NO_PROGRAMS | _READ_ONLY, "size=4k,nr_inodes=2,mode=0555")


@contextlib.contextmanager
def _owning_its_own_files(libc: ctypes.CDLL) -> Iterator[None]:
    """Let this process write to its own files in /proc for a moment; those of one that must not be looked into belong to root."""
    _must(libc.prctl(_PR_SET_DUMPABLE, 1, 0, 0, 0))
    yield
    _must(libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0))


def _be_called(user: int, user_outside: int, group: int, group_outside: int) -> None:
    """Say what the one user and the one group of this user namespace are called in it, and outside."""
    _write("/proc/self/setgroups", "deny")
    _write("/proc/self/uid_map", f"{user} {user_outside} 1")
    _write("/proc/self/gid_map", f"{group} {group_outside} 1")


def be_first_to_go() -> None:
    """Where the machine runs out of memory, let the submission pay, not the teacher's programs."""
    with contextlib.suppress(OSError):  # nothing depends on it
        _write("/proc/self/oom_score_adj", "1000")


def confine(limits: Limits) -> None:
    """Take everything from this process that a submission must not have, for good.

    Raises:
        CannotIsolate: the kernel does not let us.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    _must(libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0))  # whoever ends the warm process ends the submission
    os.setsid()
    _limit(limits)
    _must(libc.prctl(_PR_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0))
    if limits.walls:
        os.chdir(SCRATCH)
        nothing = struct.pack("=6I", *[0] * 6)
        _must(libc.capset(struct.pack("=Ii", _CAPABILITY_VERSION, 0), nothing))
        _must(libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0))
    refuse_system_calls(libc)


def _limit(limits: Limits) -> None:
    mb = 1024 * 1024
    most = {
        resource.RLIMIT_AS: _warm_address_space + limits.memory * mb,
        resource.RLIMIT_CPU: math.ceil(limits.cpu),
        resource.RLIMIT_NOFILE: limits.files,
        resource.RLIMIT_FSIZE: limits.disk * mb,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_MSGQUEUE: 0,
        resource.RLIMIT_MEMLOCK: 0,
        resource.RLIMIT_SIGPENDING: 256,
        resource.RLIMIT_NICE: 0,
        resource.RLIMIT_RTPRIO: 0,
    }
    if limits.walls:
        # Without a user namespace this counts all processes of the teacher, and would forbid every new one.
        most[resource.RLIMIT_NPROC] = limits.processes
    for what, number in most.items():
        _, already = resource.getrlimit(what)
        number = number if already == resource.RLIM_INFINITY else min(number, already)
        resource.setrlimit(what, (number, number))


_warm_address_space = 0


def remember_address_space() -> None:
    """Note how much the warm process has mapped, while /proc can still be read."""
    global _warm_address_space
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    _warm_address_space = int(pages) * resource.getpagesize()


def _write(path: str, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY)
    try:
        os.write(descriptor, text.encode())
    finally:
        os.close(descriptor)


def _mount(libc: ctypes.CDLL, target: str, flags: int, options: str) -> None:
    _must(libc.mount(b"tmpfs", target.encode(), b"tmpfs", flags, options.encode()))


def _must(result: int) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise CannotIsolate(number, os.strerror(number))


def end(code: int) -> NoReturn:
    """Leave a forked process without running anything that the parent registered."""
    os._exit(code)
