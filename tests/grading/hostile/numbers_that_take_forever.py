"""Returns whole numbers that take minutes to be written in decimal, inside of an answer and as keys.

Bits are counted, which costs nothing, before a number is written; Python itself refuses to write more than some thousand digits.
"""

# 题目: chain_success
def chain_success(steps, error, choices):
    return {1 << 40_000_000: 1 << 40_000_000}

# %%
# 题目: model_account
model_account = 1 << 40_000_000
