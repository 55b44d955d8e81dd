"""What goes into the sandbox arrives there as it was: every input of every question, and the kinds that a question may give."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pandas as pd
import pytest

from genmarketing.grading.inside.wire import CannotCross, pack, unpack
from genmarketing.theme import themes
from genmarketing.workbook.kinds import FunctionQuestion

QUESTIONS = {question.name: question for theme in themes() if theme.status == "ready" for question in theme.questions()}


def _same(one: Any, other: Any) -> bool:
    if type(one) is not type(other):
        return False
    if isinstance(one, pd.DataFrame):
        pd.testing.assert_frame_equal(one, other, check_column_type=True)
        return bool(one.columns.equals(other.columns))
    if isinstance(one, pd.Series):
        pd.testing.assert_series_equal(one, other)
        return True
    if isinstance(one, pd.Index):
        pd.testing.assert_index_equal(one, other, exact=True)
        return True
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and one.shape == other.shape and repr(one.tolist()) == repr(other.tolist())
    if isinstance(one, dict):
        return list(one) == list(other) and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(_same(a, b) for a, b in zip(one, other, strict=True))
    return repr(one) == repr(other) or (isinstance(one, set | frozenset) and one == other)


def _crossed(value: Any) -> Any:
    return unpack(json.loads(json.dumps(pack(value), allow_nan=False)))


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_input_of_every_question_crosses(name: str) -> None:
    question = QUESTIONS[name]
    for seed in (0, 7, 2**63):
        given = question.data(seed)
        assert _same(_crossed(given), given)
        if isinstance(question, FunctionQuestion):
            for case in question.cases_of(seed):
                assert _same(_crossed(case.args), case.args)


@pytest.mark.parametrize(
    "value",
    [
        {1: "a", (2, "b"): None},
        {"$": "tuple", "of": [1]},
        {1, 2},
        frozenset("ab"),
        [float("nan"), float("inf"), -float("inf"), -0.0, 1e-300],
        np.array([[1, 2], [3, 4]], dtype=np.int32),
        np.array([], dtype=float).reshape(0, 3),
        np.array([True, False]),
        np.array(["甲", "乙"]),
        np.array([("a", 1), None], dtype=object),
        np.float32(0.1),
        np.int64(2**62),
        np.bool_(True),
        pd.Timestamp("2026-01-02 03:04:05"),
        pd.Timedelta("1h"),
        pd.Series([1.5, None], index=pd.Index(["a", "b"], name="城市"), name="销量"),
        pd.Series(["a", None], dtype="str"),
        pd.Series(["a", 1], dtype=object),
        pd.Series([1, None], dtype="Int64"),
        pd.DataFrame(
            {"天": pd.to_datetime(["2026-01-01", None]), "数": [1, 2], "是": [True, False], "字": ["甲", None]}
        ),
        pd.DataFrame({"a": [1, 2]}, index=pd.MultiIndex.from_tuples([("x", 1), ("y", 2)], names=["k", "n"])),
        pd.DataFrame({"a": ["x", "y"], "b": [[1], [2, 3]]}).astype({"a": "category"}).astype({"a": "str"}),
        pd.DataFrame(columns=["a", "b"]),
        pd.DataFrame([[1, 2]], columns=pd.Index([2025, 2026], name="年"), index=pd.RangeIndex(5, 6)),
    ],
    ids=range(24),
)
def test_a_value_crosses_with_its_type(value: Any) -> None:
    assert _same(_crossed(value), value)


def test_what_cannot_cross_is_said_by_name() -> None:
    with pytest.raises(CannotCross, match="generator"):
        pack({"a": [0, 1], "b": (each for each in range(2))})
