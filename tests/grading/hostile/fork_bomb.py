"""Starts processes that start processes, by every way that Python and C have for it.

A submission is one process: the filter refuses whatever would make it two, in the kernel, before there is anything to count.
"""

# 题目: chain_success
def chain_success(steps, error, choices):
    import ctypes
    import os
    import subprocess
    libc = ctypes.CDLL(None, use_errno=True)
    for _ in range(100):
        for start in (os.fork, lambda: subprocess.Popen(["sleep", "1000"]), lambda: os.posix_spawn("/bin/sh", ["sh"], {})):
            try:
                start()
            except OSError:
                pass
        libc.fork()
        libc.vfork()
        libc.system(b"sleep 1000 &")
    os.fork()
