"""The one sentence for numbers that are right and only written otherwise, and no such sentence for wrong ones."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from genmarketing.workbook import Case, Check, FunctionQuestion, Misconception, State, TableQuestion
from genmarketing.workbook.slips import PER_CENT, ROUNDED, SOME_NOT_PER_CENT, SOME_PER_CENT, slip

RIGHT = [0.44339, 1.26671, 0.0]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ([0.44, 1.27, 0], ROUNDED),
        ([0.4433, 1.2667, 0], ROUNDED),
        ([44.339, 126.671, 0.0], PER_CENT),
        ([44.339, 1.26671, 0.0], SOME_PER_CENT),
        ([0.0044339, 1.26671, 0.0], SOME_NOT_PER_CENT),
        ([0.44, 1.26671, 0.0], ROUNDED),
        (["44.3%", "126.7%", "0%"], '这里要数，你给的是文字 "44.3%"：去掉单位和百分号，别转成文字。'),
        ([0.45, 1.27, 0], ""),
        ([0, 0, 0], ""),
        ([44.339, 1.3, 0.0], ""),
        (["44.3%", 1.26671, 0], ""),
        ([0.44, 1.27], ""),
        (0.44, ""),
        ([{"number": "nan"}, 1.27, 0], ""),
    ],
)
def test_what_separates_given_numbers_from_right_ones(given: Any, sentence: str) -> None:
    assert slip([(given, RIGHT)]) == sentence


def test_whole_numbers_that_differ_are_not_rounded() -> None:
    assert slip([([10, 7, 4], [11, 7, 4])]) == ""


def test_texts_and_keys_must_agree_besides() -> None:
    right = {"店": "甲", "占": 0.44339}
    assert slip([({"店": "甲", "占": 0.44}, right)]) == ROUNDED
    assert slip([({"店": "乙", "占": 0.44}, right)]) == ""
    assert slip([({"店": "甲"}, right)]) == ""


def _thirds(n: int) -> float:
    return n / 3


def test_a_function_that_rounds_is_told_so() -> None:
    question = FunctionQuestion(
        name="thirds",
        title="题目",
        points=6,
        minutes=5,
        concepts=("K001",),
        prompt="问",
        starter="def thirds(n): ...",
        reference=_thirds,
        checks=(Check("all", 1.0, "都不对。"),),
        cases=lambda rng: [Case("all", (4,)), Case("all", (6,))],
        misconceptions=(Misconception("half", "一半。", lambda n: n / 2),),
    )
    rounding = question.mark(lambda n: round(n / 3, 2), 0)
    assert (rounding.state, rounding.message) == (State.PARTIAL, ROUNDED)
    assert question.mark(lambda n: n / 2, 0).message == "一半。"
    assert "都不对" in question.mark(lambda n: 0, 0).message
    assert "都不对" in question.mark(lambda n: round(n / 3, 2) if n == 4 else 1 / 0, 0).message


def test_a_column_in_per_cent_is_told_so() -> None:
    right = pd.DataFrame({"shop": ["甲", "乙"], "share": [0.25, 0.75], "orders": [1, 3]})
    question = TableQuestion(
        name="shares",
        title="题目",
        points=6,
        minutes=5,
        concepts=("K001",),
        prompt="问",
        starter="shares = ...",
        inputs=lambda rng: {},
        reference=lambda: right,
        keys=("shop",),
        missed={"share": "份额不对。"},
        misconceptions=(Misconception("none", "都没有。", lambda: right.assign(share=0.0)),),
    )
    verdict = question.mark(right.assign(share=[25, 75]), 0)
    assert verdict.message == f"「share」这一列：{PER_CENT}"
    assert question.mark(right.assign(share=[0.1, 0.9]), 0).message == "份额不对。"
