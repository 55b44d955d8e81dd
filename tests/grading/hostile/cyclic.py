"""Returns things that contain themselves: a list, a dictionary, a mapping that answers with itself.

Encoding stops at twelve levels, whatever comes.
"""

import collections.abc

class Mirror(collections.abc.Mapping):
    def __getitem__(self, key):
        return self
    def __iter__(self):
        return iter("ab")
    def __len__(self):
        return 2

# %%
# 题目: chain_success
def chain_success(steps, error, choices):
    loop = []
    loop.append({"loop": loop})
    return loop

# %%
# 题目: model_account
model_account = Mirror()
