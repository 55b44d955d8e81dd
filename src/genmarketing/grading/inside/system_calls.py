"""A filter on the kernel's calls, for what a submission never needs and an attack on the kernel or on a neighbour does.

Namespaces hide things and limits bound them; this takes away the doors themselves: debugging other processes, mounts, further
namespaces, kernel interfaces with a history of faults, memory that no limit counts, and sockets that do not belong to a network
namespace (vsock reaches the host of a virtual machine). A refused call fails with EPERM, and the program goes on. It is a
classic BPF program (`man 2 seccomp`): pairs of a comparison and a verdict, no loops.
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

_REFUSED = {
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
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "shmget": (29, 194),
    "msgget": (68, 186),
    "semget": (64, 190),
    "mq_open": (240, 180),
    "quotactl": (179, 60),
    "syslog": (103, 116),
    "kexec_load": (246, 104),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
}
"""Name -> its number on x86_64 and on aarch64."""

_CLONE, _CLONE3, _SOCKET = (56, 220), (435, 435), (41, 198)
_NEW_NAMESPACE = 0x7E020000
_FAMILIES = (socket.AF_UNIX, socket.AF_INET, socket.AF_INET6)
_X32 = 0x40000000

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
_ALLOW, _KILL, _FAIL = 0x7FFF0000, 0x80000000, 0x00050000

_PR_SET_SECCOMP = 22
_SECCOMP_MODE_FILTER = 2


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def refuse_system_calls(libc: ctypes.CDLL) -> None:
    """Put the filter on this process and all that it starts; `no_new_privs` has to be set before.

    On another processor than x86-64 and ARM64 nothing is filtered: there the namespaces stand alone.

    Raises:
        OSError: the kernel has no filters.
    """
    if platform.machine() not in _ARCHITECTURES:
        return
    code = _instructions(*_ARCHITECTURES[platform.machine()])
    program = _Program(len(code) // 8, code)
    if libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0) != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def _instructions(architecture: int, column: int) -> bytes:
    code = [
        _step(_LOAD, _ARCHITECTURE),
        _step(_EQUAL, architecture, yes=1),
        _step(_RETURN, _KILL),
        _step(_LOAD, _NUMBER),
        _step(_AT_LEAST, _X32, no=1),
        _step(_RETURN, _FAIL | EPERM),
    ]
    for numbers in _REFUSED.values():
        code += [_step(_EQUAL, numbers[column], no=1), _step(_RETURN, _FAIL | EPERM)]
    # What stands behind the pointer of clone3 cannot be read here; without it the C library falls back to clone.
    code += [_step(_EQUAL, _CLONE3[column], no=1), _step(_RETURN, _FAIL | ENOSYS)]
    code += [
        _step(_EQUAL, _CLONE[column], no=4),
        _step(_LOAD, _FIRST_ARGUMENT),
        _step(_ANY_BIT, _NEW_NAMESPACE, no=1),
        _step(_RETURN, _FAIL | EPERM),
        _step(_RETURN, _ALLOW),
    ]
    code += [_step(_EQUAL, _SOCKET[column], yes=1), _step(_RETURN, _ALLOW), _step(_LOAD, _FIRST_ARGUMENT)]
    for family in _FAMILIES:
        code += [_step(_EQUAL, family, no=1), _step(_RETURN, _ALLOW)]
    return b"".join([*code, _step(_RETURN, _FAIL | EAFNOSUPPORT)])


def _step(operation: int, operand: int, yes: int = 0, no: int = 0) -> bytes:
    """Return one instruction; `yes` and `no` say how many of the next ones a comparison leaves out."""
    return struct.pack("=HBBI", operation, yes, no, operand)
