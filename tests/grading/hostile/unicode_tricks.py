"""Names that look like others: letters of another alphabet, characters without width, text that runs backwards, half characters, names that Python reads as one.

An answer is found by the exact name of its question; what merely looks like it is nothing. Sentences are cleaned before they reach a page.
"""

# 题目: chain_success
def сhain_success(steps, error, choices):
    raise ValueError("\u202egnp.\u200b\ud800\x00\x1b[31m红")

def chain_success(steps, error, choices):
    raise ValueError("\u202egnp.\u200b\ud800\x00\x1b[31m红 <script>alert(1)</script>")

# %%
# 题目: ｇroup_advantages\u200b
# 题目: group_аdvantages
group_аdvantages = ...

# %%
# 题目: model_account
model_account = {"total_b\u200b": 1, "tоtal_b": 2, "ｔotal_b": 3, "\ud800": 4, "total_b": "\u202e\ud83d"}
