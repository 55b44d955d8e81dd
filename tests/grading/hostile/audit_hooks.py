"""Adds a hook that hears of every import, compile, open and socket in the process, cannot be removed, and refuses them all.

The hook lives and dies with its own process. It can only spoil its own answers.
"""

# 题目: chain_success
import sys

def chain_success(steps, error, choices):
    def hook(event, arguments):
        if event not in ("object.__getattr__", "sys._getframe"):
            raise RuntimeError("不许")
    sys.addaudithook(hook)
    import decimal
    return open("x", "w")
