"""Sends every signal to its parent, to its process group, to everybody and to the first few thousand process numbers.

The process is the first of its own process namespace and alone in it: its parent has no number there, and signals that it sends to
itself are ignored, as for every first process. Warm process and marker are in namespaces above, where it has no names for them.
"""

# 题目: chain_success
def chain_success(steps, error, choices):
    import os
    import signal
    me = os.getpid()
    others = [os.getppid(), 0, -1, *(number for number in range(1, 3000) if number != me), 2**22]
    reached = []
    for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGSTOP):
        for other in others:
            if other == 0:
                continue
            try:
                os.kill(other, number)
                reached.append(other)
            except OSError:
                pass
    raise RuntimeError(f"reached {sorted(set(reached))}, parent {os.getppid()}")
