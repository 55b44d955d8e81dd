"""Nearly the same is found through other names, comments and layout; different answers and handed-out code are left alone."""

from __future__ import annotations

import random
import time

from genmarketing.grading.similarity import near_identical

ONE = '''# 题目: payback
def payback(price, rent, staff):
    """几个月回本。"""
    months = 0
    saved = 0.0
    while saved < price:
        saved += rent - staff * 0.5
        months += 1
        if months > 600:
            return None
    return months
'''
RENAMED = """# 题目: payback
# 我自己写的
def payback(p, r, s):
    m = 0
    total = 0.0

    while total < p:
        total += r - s * 0.5   # 每个月省的
        m += 1
        if m > 600: return None
    return m
"""
OTHER = """# 题目: payback
import math
def payback(price, rent, staff):
    monthly = rent - staff / 2
    if monthly <= 0:
        return None
    needed = math.ceil(price / monthly)
    return needed if needed <= 600 else None
"""


def test_renaming_and_comments_do_not_hide_a_copy() -> None:
    [pair] = near_identical("payback", {"甲": ONE, "乙": RENAMED, "丙": OTHER})
    assert {pair.one, pair.other} == {"甲", "乙"}
    assert pair.share >= 0.85


def test_short_answers_and_starters_say_nothing() -> None:
    assert near_identical("x", {"甲": "x = ['b']", "乙": "x = ['b']"}) == []
    assert near_identical("payback", {"甲": ONE, "乙": ONE}, starter=ONE) == []


def test_what_half_of_the_class_has_letter_for_letter_was_handed_out() -> None:
    assert near_identical("payback", {f"学生 {n}": ONE for n in range(20)}) == []
    assert len(near_identical("payback", {"甲": ONE, "乙": ONE, "丙": OTHER})) == 1


def test_broken_code_is_compared_as_far_as_it_goes() -> None:
    assert len(near_identical("payback", {"甲": ONE + "(", "乙": RENAMED + "'"})) == 1


def test_a_class_of_three_hundred_is_compared_in_seconds() -> None:
    rng = random.Random(0)
    answers = {
        f"学生 {n}": "\n".join(
            f"v{rng.randrange(9)} = v{rng.randrange(9)} {rng.choice('+-*/')} {rng.random():.3f}" for _ in range(40)
        )
        for n in range(300)
    }
    answers["抄的"] = answers["学生 7"].replace("v", "w")
    began = time.process_time()
    [pair] = near_identical("x", answers)
    assert {pair.one, pair.other} == {"学生 7", "抄的"}
    assert time.process_time() - began < 20  # an n² that has gone wrong, not a benchmark
