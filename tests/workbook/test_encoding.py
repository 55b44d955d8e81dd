"""The canonical form: equal answers look equal, whatever library made them; what cannot be read says why."""

import json

import numpy as np
import pandas as pd
import pytest

from genmarketing.workbook.comparison import equal
from genmarketing.workbook.describing import describe
from genmarketing.workbook.encoding import Unreadable, encode

FRAME = pd.DataFrame({"expert": [0, 1], "load": [3.0, 5.0]})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (3, np.int64(3)),
        (3.0, np.float32(3.0)),
        (True, np.bool_(True)),
        ([1, 2], (1, 2)),
        ([1, 2], np.array([1, 2])),
        ([[1.0, 2.0], [3.0, 4.0]], np.array([[1, 2], [3, 4]], dtype=np.int8)),
        ("甲", np.str_("甲")),
        ({1: "a"}, {"1": "a"}),
        ({1.0: 2}, {np.int64(1): 2}),
        (FRAME, FRAME.set_index("expert")),
        (FRAME, FRAME.astype({"expert": "int8", "load": "Float64"})),
        (FRAME, FRAME.set_index(pd.Index([0, 1], name="expert"))),
        (float("nan"), np.nan),
        (pd.NA, np.nan),
        (pd.Series(["a"], dtype="str"), pd.Series(["a"], dtype=object)),
        ({3, 1, 2}, {1, 2, 3}),
        ({"a": 1}.keys(), ["a"]),
    ],
)
def test_equal_answers_look_equal(one: object, other: object) -> None:
    assert equal(encode(one), encode(other))
    assert equal(json.loads(json.dumps(encode(one))), encode(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (3, 4),
        (0.1, 0.1001),
        ([1, 2], [2, 1]),
        ([1, 2], [1, 2, 3]),
        ("1", 1),
        (None, 0),
        (float("nan"), 0.0),
        (float("inf"), 1e308),
        (float("inf"), float("-inf")),
        ({"a": 1}, {"b": 1}),
        (4_426_165_368, 4_426_165_369),
        (FRAME, FRAME.rename(columns={"load": "share"})),
    ],
)
def test_different_answers_differ(one: object, other: object) -> None:
    assert not equal(encode(one), encode(other))
    assert not equal(encode(other), encode(one))


def test_nan_is_taken_for_nothing_but_nothing_not_for_nan() -> None:
    """pandas turns None into NaN by itself; nobody gets None where a number is asked for by accident."""
    assert equal(encode({"a": float("nan")}), encode({"a": None}))
    assert not equal(encode(None), encode(float("nan")))


def test_rounding_in_the_ninth_place_is_forgiven() -> None:
    assert equal(encode(0.30000000004), encode(0.3))
    assert not equal(encode(0.3001), encode(0.3))


def endless() -> list[object]:
    loop: list[object] = []
    loop.append(loop)
    return loop


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (endless(), "套得太深"),
        (np.zeros(300_000), "用不着这么大"),
        (10**400, "三百位"),
        (iter([1]), "list("),
        (len, "括号"),
        (object(), "认不出来"),
        (pd.DataFrame([[1, 2]], columns=["a", "a"]), "重名"),
        (pd.DataFrame({("a", "b"): [1]}), "两层"),
        ("字" * 200_000, "请缩短"),
        ({"number": "a lot"}, "只有「number」"),
        ({"number": [1]}, "只有「number」"),
        ({"table": 3}, "只有「table」"),
        ({"table": {"a": [1, 2], "b": [1]}}, "只有「table」"),
    ],
)
def test_unreadable_answers_say_why(answer: object, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence.replace("(", r"\(")):
        encode(answer)


def test_descriptions_are_short() -> None:
    assert describe(0.42) == "0.42"
    assert describe("0.42") == '文字 "0.42"'
    assert describe(list(range(1000))).startswith("1000 个元素的列表")
    assert describe(FRAME) == "2 行的表（列：expert、load）"
    assert len(describe({str(k): "长" * 50 for k in range(100)})) < 120
    assert describe({"": 10}) == '1 个键的字典 {"": 10}', "an empty key can be seen"
    assert describe(object()) == "object 对象"
