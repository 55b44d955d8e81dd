"""Makes namespaces, mounts and roots of its own, in which it would be allowed everything, and looks into other processes.

The capabilities it would need are gone, and the filter refuses the calls by their numbers before the kernel looks further.
"""

# 题目: chain_success
def chain_success(steps, error, choices):
    import ctypes
    libc = ctypes.CDLL(None, use_errno=True)
    done = []
    for name, call in {
        "unshare": lambda: libc.unshare(0x10000000),
        "unshare all": lambda: libc.unshare(0x7C020000),
        "setns": lambda: libc.setns(3, 0),
        "mount": lambda: libc.mount(b"none", b"/scratch", b"tmpfs", 0, None),
        "bind": lambda: libc.mount(b"/", b"/scratch", None, 4096, None),
        "umount": lambda: libc.umount2(b"/proc", 2),
        "chroot": lambda: libc.chroot(b"/scratch"),
        "pivot_root": lambda: libc.syscall(155, b"/scratch", b"/scratch"),
        "ptrace": lambda: libc.ptrace(16, 1, 0, 0),
        "bpf": lambda: libc.syscall(321, 0, 0, 0),
        "io_uring": lambda: libc.syscall(425, 8, ctypes.create_string_buffer(120)),
        "open_tree": lambda: libc.syscall(428, -100, b"/", 1),
        "a thread in new namespaces": lambda: libc.syscall(56, 0x10000 | 0x40000000 | 0x100 | 0x800, 0, 0, 0, 0),
        "a call of tomorrow": lambda: libc.syscall(462, 0, 0, 0),
        "a call of x32": lambda: libc.syscall(0x40000000 + 57),
        "setuid": lambda: libc.setresuid(0, 0, 0),
        "hostname": lambda: libc.sethostname(b"mine", 4),
    }.items():
        if call() >= 0:
            done.append(name)
    raise PermissionError(f"done: {done}")
