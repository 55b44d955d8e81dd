"""Hands in what never ends when it is gone through, counted or turned into an array.

A function's answer is read while its time runs. An assigned one is read by the session, and when that takes too long the marker gives it up.
"""

import collections.abc

class Endless(collections.abc.Sequence):
    def __getitem__(self, place):
        return Endless()
    def __iter__(self):
        while True:
            yield 1
    def __len__(self):
        return 2**62

# %%
# 题目: chain_success
def chain_success(steps, error, choices):
    return Endless()

# %%
# 题目: model_account
class Slow(collections.abc.Mapping):
    def __getitem__(self, key):
        return 1
    def __iter__(self):
        while True:
            yield "total_b"
    def __len__(self):
        while True:
            pass
    def items(self):
        while True:
            pass

model_account = Slow()

# %%
# 题目: top_k_gates
class Odd:
    def __array__(self, *args, **named):
        while True:
            pass
    __float__ = __index__ = __array__
    __module__ = "numpy"

def top_k_gates(scores, bias, k):
    return Odd()
