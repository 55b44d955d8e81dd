"""Raises exceptions whose text raises, loops or is a gigabyte, whose class has no name, and those that the runner itself uses.

What goes wrong in describing an exception is caught, or costs the question as an endless loop does.
"""

# 题目: chain_success
class Biting(BaseException):
    def __str__(self):
        raise self

def chain_success(steps, error, choices):
    raise Biting

# %%
# 题目: group_advantages
class Loud(Exception):
    def __str__(self):
        return "响" * 300_000_000

def group_advantages(prompts, rewards):
    raise Loud

# %%
# 题目: top_k_gates
def top_k_gates(scores, bias, k):
    from genmarketing.workbook.calling import OutOfTime
    raise OutOfTime

# %%
# 题目: slogan_strengths
class Endless(Exception):
    def __str__(self):
        while True:
            pass

def slogan_strengths(votes, items, prior):
    raise Endless
