"""Wants 8 GB at once, then in pieces that are really written to, then as an array, from several threads.

The kernel holds the one process to its address space: the allocations fail with MemoryError, which is caught like any other exception.
"""

# 题目: chain_success
def chain_success(steps, error, choices):
    import threading
    import numpy
    kept = []
    def take():
        try:
            for _ in range(800):
                kept.append(bytearray(10 * 2**20))
        except MemoryError:
            pass
    threads = [threading.Thread(target=take) for _ in range(4)]
    for each in threads:
        try:
            each.start()
        except RuntimeError:  # no memory for its stack
            take()
    kept.append(numpy.ones(2**30))
    return float(len(kept))
