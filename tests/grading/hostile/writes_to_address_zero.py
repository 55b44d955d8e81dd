"""Writes where there is no memory.

The process crashes and leaves no core file. The marker sees it end over this question and starts it again without.
"""

# 题目: chain_success
def chain_success(steps, error, choices):
    import ctypes
    ctypes.memset(0, 0, 1)
