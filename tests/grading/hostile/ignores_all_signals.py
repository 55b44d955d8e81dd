"""Ignores and blocks every signal, and loops.

The one signal that ends it cannot be ignored, and comes from a namespace above.
"""

# 题目: chain_success
def chain_success(steps, error, choices):
    import signal
    for number in range(1, 65):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
    while True:
        pass
