"""Hands in well-formed answers that take the marker as long as they may: hundreds of thousands of rows, keys and items, all nearly right.

Items are counted, and what is compared is compared once for each variant at most: seconds, in the worst case, of one marker.
"""

# 题目: expert_specialisation
import numpy
import pandas

expert_specialisation = pandas.DataFrame({name: numpy.arange(20_000) for name in ("expert", "topic", "share", "load")})

# %%
# 题目: distillation_gain
names = ("samples", "hard", "soft", "gain_points", "gap_closed")
distillation_gain = {name: list(range(20_000)) for name in names}

# %%
# 题目: api_bill
api_bill = [{"a": 1, "b": 2}] * 10_000

# %%
# 题目: model_account
model_account = {f"k{number}": 1 for number in range(50_000)}

# %%
# 题目: top_k_gates
def top_k_gates(scores, bias, k):
    return [0] * 1_000
