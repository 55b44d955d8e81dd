"""Answers with what compares oddly: NaN, infinities, NaT, NA, minus zero, NaN as a key, hoping to be equal to something.

NaN equals NaN only, infinity only itself; JSON has a form of its own for them, and no question expects them here.
"""

# 题目: chain_success
def chain_success(steps, error, choices):
    return float("nan")

# %%
# 题目: model_account
import pandas
model_account = {"total_b": float("inf"), "active_b": pandas.NA, "cost_wan": float("-inf"), "first_doubling": pandas.NaT, "second_doubling": -0.0}

# %%
# 题目: group_advantages
def group_advantages(prompts, rewards):
    return {float("nan"): float("nan"), "number": "nan"}

# %%
# 题目: slogan_strengths
def slogan_strengths(votes, items, prior):
    return {"number": "nan"}
