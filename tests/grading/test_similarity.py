"""Nearly the same is found through other names, comments and layout; different answers and handed-out code are left alone."""

from __future__ import annotations

import builtins
import keyword
import random
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from genmarketing.grading.similarity import near_identical
from genmarketing.theme import themes
from genmarketing.workbook import Question

FAIR = Path(__file__).parent / "fair"

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
    short = "def f(a, b):\n    if b == 0:\n        return 0\n    return a / b"
    assert near_identical("f", {"甲": short, "乙": short}) == []
    assert near_identical("payback", {"甲": ONE, "乙": ONE}, starter=ONE) == []


def test_what_many_have_written_says_nothing_about_two_of_them() -> None:
    assert near_identical("payback", {f"学生 {n}": ONE for n in range(20)}) == []
    varied = {f"学生 {n}": ONE.replace("600", str(600 + n)) + f"\nprint({n})\n" for n in range(20)}
    assert near_identical("payback", varied) == [], "nor where each has changed a little"
    few = {f"学生 {n}": ONE if n < 3 else f"x{n} = {n}" for n in range(20)}
    assert len(near_identical("payback", few)) == 3


# Measured: honest answers in different ways, and copies of them


def honest() -> Iterator[tuple[Question, list[str]]]:
    for about in themes():
        for question in about.questions():
            ways = [
                path.read_text(encoding="utf-8") for path in sorted((FAIR / about.name).glob(f"{question.name}__*.py"))
            ]
            if ways:
                yield question, [question.solution(), *ways]


def test_honest_answers_in_different_ways_are_left_alone() -> None:
    asked = 0
    for question, ways in honest():
        asked += 1
        found = near_identical(question.name, {f"学生 {n}": way for n, way in enumerate(ways)}, question.starter)
        assert found == [], question.name
    assert asked >= 9


def _with_other_names(source: str, rng: random.Random) -> str:
    written = set(re.findall(r"(?<![.\w\"'])[a-z_]\w{2,}", source)) - set(keyword.kwlist) - set(dir(builtins))
    for name in written - set(re.findall(r"(?:import|as|from) (\w+)", source)):
        source = re.sub(rf"(?<![.\w\"']){name}\b(?![\"'])", f"{name}_{rng.randrange(9)}", source)
    return source


def _with_more_lines(source: str, rng: random.Random) -> str:
    lines = []
    for line in source.split("\n"):
        lines.append(f"{line}  # 第 {rng.randrange(99)} 步" if line.strip() and not line.endswith("\\") else line)
        indented = re.match(r"(\s+)\w+ = .*[\w)\]]$", line)
        if indented and rng.random() < 0.25:
            lines.append(f"{indented[1]}unused = {rng.randrange(99)}")
    return "\n".join(["import math", *lines])


@pytest.mark.parametrize("disguise", [_with_other_names, _with_more_lines], ids=lambda each: each.__name__[1:])
def test_copies_in_disguise_are_found(disguise: Callable[[str, random.Random], str]) -> None:
    rng = random.Random(0)
    found = [
        bool(near_identical(question.name, {"甲": way, "乙": disguise(way, rng)}, question.starter))
        for question, ways in honest()
        for way in ways
    ]
    assert sum(found) / len(found) > 0.9, "the rest are answers too short to be told apart"


def test_a_whole_class_of_different_answers_and_one_copy() -> None:
    rng = random.Random(0)
    question, ways = max(honest(), key=lambda each: len(each[1]))
    answers = {f"学生 {n}": way for n, way in enumerate(ways)}
    answers["抄的"] = _with_more_lines(_with_other_names(ways[1], rng), rng)
    assert [(pair.one, pair.other) for pair in near_identical(question.name, answers)] == [("学生 1", "抄的")]


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
