"""Answers that are too large: a million digits, a million items, a text of ten million characters, an array of a billion.

Numbers, items and characters are counted before they are sent; numbers that were never made fail in memory.
"""

# 题目: chain_success
def chain_success(steps, error, choices):
    return 1 << 3_000_000

# %%
# 题目: group_advantages
def group_advantages(prompts, rewards):
    return list(range(1_000_000))

# %%
# 题目: top_k_gates
def top_k_gates(scores, bias, k):
    import numpy
    return numpy.broadcast_to(numpy.float64(0), (10**9,))

# %%
# 题目: model_account
model_account = {"total_b": 10**400, "active_b": "9" * 10_000_000}
