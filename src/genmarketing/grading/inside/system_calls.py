"""A filter on the kernel's calls: a submission stays one process, the program that it is, and talks to nobody.

Namespaces hide things and limits bound them; this takes the doors themselves away. No answer needs a second process, another program
or a socket, and without them what one process may use is what the submission may use, nothing of it can stay behind, and there is
nothing to reach. Gone as well: debugging, mounts, further namespaces, memory that no limit counts, and interfaces of the kernel
with a history of faults. A refused call fails, and the program goes on. It is a classic BPF program (`man 2 seccomp`): pairs of a
comparison and a verdict, no loops.
"""

from __future__ import annotations

import ctypes
import os
import platform
import socket
import struct
from errno import EAFNOSUPPORT, ENOSYS, EPERM

_ARCHITECTURES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}
"""Machine -> AUDIT_ARCH of <linux/audit.h>, and which of the two numbers below is its."""

_NONE = 0xFFFF
"""In place of the number of a call that a processor does not have."""

REFUSED = {
    "fork": (57, _NONE),
    "vfork": (58, _NONE),
    "execve": (59, 221),
    "execveat": (322, 281),
    "socket": (41, 198),
    "sendmsg": (46, 211),  # hands over open files
    "sendmmsg": (307, 269),
    "recvmsg": (47, 212),
    "recvmmsg": (299, 243),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "pidfd_getfd": (438, 438),
    "kcmp": (312, 272),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "unshare": (272, 97),
    "setns": (308, 268),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "fanotify_init": (300, 262),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "vmsplice": (278, 75),
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "shmget": (29, 194),
    "msgget": (68, 186),
    "semget": (64, 190),
    "mq_open": (240, 180),
    "syslog": (103, 116),
}
"""Name -> its number on x86_64 and on aarch64."""

_NEWEST = 450
"""The last call that the list above was made for. What later kernels add is not there for a submission; nor are the x32 calls, whose numbers begin at 2³⁰."""

_CLONE, _CLONE3, _SOCKETPAIR, _SENDTO, _RECVFROM = (56, 220), (435, 435), (53, 199), (44, 206), (45, 207)
_NEW_NAMESPACE = 0x7E020000
_THREAD = 0x00010000

_LOAD, _AND, _EQUAL, _GREATER, _ANY_BIT, _RETURN = 0x20, 0x54, 0x15, 0x25, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT, _FOURTH_ARGUMENT = 0, 4, 16, 40
_ALLOW, _KILL, _FAIL = 0x7FFF0000, 0x80000000, 0x00050000

_PR_SET_SECCOMP = 22
_SECCOMP_MODE_FILTER = 2


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def refuse_system_calls(libc: ctypes.CDLL) -> None:
    """Put the filter on this process and its threads, for good; `no_new_privs` has to be set before.

    Raises:
        OSError: the kernel has no filters, or there is none for this processor.
    """
    code = _FILTERS.get(platform.machine())
    if code is None:
        raise OSError(ENOSYS, f"no filter for {platform.machine()}")
    program = _Program(len(code) // 8, code)
    if libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0) != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def _instructions(architecture: int, column: int) -> bytes:
    code = [
        _step(_LOAD, _ARCHITECTURE),
        _step(_EQUAL, architecture, yes=1),
        _step(_RETURN, _KILL),
        _step(_LOAD, _NUMBER),
        _step(_GREATER, _NEWEST, no=1),
        _step(_RETURN, _FAIL | ENOSYS),
    ]
    for numbers in REFUSED.values():
        code += [_step(_EQUAL, numbers[column], no=1), _step(_RETURN, _FAIL | EPERM)]
    # What stands behind the pointer of clone3 cannot be read here; without it the C library falls back to clone.
    code += [_step(_EQUAL, _CLONE3[column], no=1), _step(_RETURN, _FAIL | ENOSYS)]
    # A thread of this process, in no namespace of its own, may be made; nothing else.
    code += [
        _step(_EQUAL, _CLONE[column], no=5),
        _step(_LOAD, _FIRST_ARGUMENT),
        _step(_AND, _THREAD | _NEW_NAMESPACE),
        _step(_EQUAL, _THREAD, no=1),
        _step(_RETURN, _ALLOW),
        _step(_RETURN, _FAIL | EPERM),
    ]
    # Urgent bytes are read and written by code of the kernel that nobody needs and that attacks have come in by.
    for numbers in (_SENDTO, _RECVFROM):
        code += [
            _step(_EQUAL, numbers[column], no=4),
            _step(_LOAD, _FOURTH_ARGUMENT),
            _step(_ANY_BIT, socket.MSG_OOB, no=1),
            _step(_RETURN, _FAIL | EPERM),
            _step(_RETURN, _ALLOW),
        ]
    # An event loop wakes itself by a pair of sockets of its own.
    code += [
        _step(_EQUAL, _SOCKETPAIR[column], yes=1),
        _step(_RETURN, _ALLOW),
        _step(_LOAD, _FIRST_ARGUMENT),
        _step(_EQUAL, socket.AF_UNIX, no=1),
        _step(_RETURN, _ALLOW),
        _step(_RETURN, _FAIL | EAFNOSUPPORT),
    ]
    return b"".join(code)


def _step(operation: int, operand: int, yes: int = 0, no: int = 0) -> bytes:
    """Return one instruction; `yes` and `no` say how many of the next ones a comparison leaves out."""
    return struct.pack("=HBBI", operation, yes, no, operand)


_FILTERS = {machine: _instructions(*numbers) for machine, numbers in _ARCHITECTURES.items()}
"""Machine -> its program; written when this module is loaded, before the warm process is forked."""
