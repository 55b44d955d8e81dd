"""Lifts the limit on recursion and calls itself through C until the stack is used up.

The process crashes. The marker sees it end over this question and starts it again without.
"""

# 题目: chain_success
def chain_success(steps, error, choices):
    import sys
    sys.setrecursionlimit(10**9)
    class Deep:
        def __getattr__(self, name):
            return getattr(self, name)
        def __repr__(self):
            return repr([self])
    return len(repr(Deep()))
