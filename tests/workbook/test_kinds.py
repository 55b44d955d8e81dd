"""Each kind of question: every state, honest ways of writing the same answer, misconceptions, and points."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from genmarketing.workbook import (
    Case,
    Check,
    ChoiceQuestion,
    Criterion,
    EssayQuestion,
    FunctionQuestion,
    MatchingQuestion,
    Misconception,
    Option,
    OrderingQuestion,
    Question,
    State,
    TableQuestion,
    ValueQuestion,
)

COMMON: dict[str, Any] = {"title": "题目", "points": 6, "minutes": 5, "concepts": ("K001",), "prompt": "问"}


def repurchase(customers: list[str]) -> float:
    if not customers:
        return 0.0
    return sum(customers.count(c) > 1 for c in set(customers)) / len(set(customers))


def by_order(customers: list[str]) -> float:
    return sum(customers.count(c) > 1 for c in customers) / len(customers) if customers else 0.0


def no_empty(customers: list[str]) -> float:
    return sum(customers.count(c) > 1 for c in set(customers)) / len(set(customers))


FUNCTION = FunctionQuestion(
    **COMMON,
    name="repurchase_rate",
    starter='def repurchase_rate(customers):\n    """返回复购率。"""\n    ...\n',
    reference=repurchase,
    checks=(Check("普通情形", 0.5, "看看分母是谁。"), Check("没有订单", 0.5, "一个订单也没有时，题目要求返回 0。")),
    cases=lambda rng: [
        Case("没有订单", ([],)),
        *(Case("普通情形", (["a", "a", "a", *rng.choice(list("bcdefgh"), 5)],)) for _ in range(3)),
    ],
    misconceptions=(
        Misconception("by_order", "你数的是订单，题目问的是人。", by_order),
        Misconception("no_empty", "没有订单时，你的函数除以了零。", no_empty),
    ),
)
VALUE = ValueQuestion(
    **COMMON,
    name="total",
    starter="total = ...",
    inputs=lambda rng: {"prices": rng.integers(1, 90, 5).tolist()},
    reference=lambda prices: float(sum(prices)),
    within=(0, 1000),
    unit="元",
    misconceptions=(Misconception("mean", "你算的是平均。", lambda prices: sum(prices) / len(prices)),),
)
PARTS = ValueQuestion(
    **COMMON,
    name="parts",
    starter="parts = {'low': ..., 'high': ...}",
    reference=lambda: {"low": 1.0, "high": 2.0},
    labels={"low": "低", "high": "高"},
    misconceptions=(Misconception("swapped", "高低写反了。", lambda: {"low": 2.0, "high": 1.0}),),
)


def shop_totals(orders: pd.DataFrame) -> pd.DataFrame:
    return orders.groupby("shop", as_index=False).agg(revenue=("price", "sum"), orders=("price", "size"))


TABLE = TableQuestion(
    **COMMON,
    name="shops",
    starter="shops = ...",
    inputs=lambda rng: {"orders": pd.DataFrame({"shop": list("aabbc"), "price": rng.integers(1, 50, 5) * 1.5})},
    reference=shop_totals,
    keys=("shop",),
    misconceptions=(
        Misconception("mean", "你取的是平均。", lambda orders: shop_totals(orders).eval("revenue = revenue / orders")),
    ),
)
CHOICE = ChoiceQuestion(
    **COMMON,
    name="pick",
    starter="pick = ...",
    options=(
        Option("a", "对"),
        Option("b", "错", "b 错在这里。", "thinks_b"),
        Option("c", "错", "c 错在那里。", "thinks_c"),
    ),
    answer=("a",),
)
SEVERAL = ChoiceQuestion(
    **COMMON,
    name="several",
    starter="several = ...",
    options=(Option("a", "对"), Option("b", "错", "b 错在这里。", "thinks_b"), Option("c", "对")),
    answer=("a", "c"),
)
ORDERING = OrderingQuestion(
    **COMMON,
    name="steps",
    starter="steps = [...]",
    items={"a": "甲", "b": "乙", "c": "丙", "d": "丁"},
    answer=("b", "d", "a", "c"),
    misconceptions=(Misconception("reversed", "正好反了。", ("c", "a", "d", "b")),),
)
MATCHING = MatchingQuestion(
    **COMMON,
    name="pairs",
    starter='pairs = {"1": ..., "2": ...}',
    left={"1": "一", "2": "二"},
    right={"x": "甲", "y": "乙", "z": "丙"},
    answer={"1": "y", "2": "x"},
    misconceptions=(Misconception("crossed", "两个写反了。", {"1": "x", "2": "y"}),),
)
ESSAY = EssayQuestion(
    **COMMON,
    name="letter",
    starter='letter = """\n"""',
    rubric=(Criterion("证据", 4, ("有", "无")), Criterion("表达", 2, ("清楚", "不清楚"))),
    least=10,
    most=50,
    example="一二三四五六七八九十",
)


def starter_of(question: Question) -> Any:
    names: dict[str, Any] = {}
    exec(question.starter, names)
    return names[question.name]


def solution_of(question: Question, seed: int) -> Any:
    names: dict[str, Any] = {
        "wb": type("Given", (), {"data": staticmethod(lambda name: question.data(seed))}),
        "pd": pd,
    }
    exec(question.solution(), names)
    return names[question.name]


@pytest.mark.parametrize(
    "question", [FUNCTION, VALUE, PARTS, TABLE, CHOICE, SEVERAL, ORDERING, MATCHING, ESSAY], ids=lambda q: q.name
)
def test_the_starter_is_untouched_and_costs_nothing(question: Question) -> None:
    verdict = question.mark(starter_of(question), 0)
    assert (verdict.state, verdict.score) == (State.UNTOUCHED, 0)
    assert question.mark(None, 0).state is State.UNTOUCHED


@pytest.mark.parametrize("question", [FUNCTION, CHOICE, SEVERAL, ORDERING, MATCHING], ids=lambda q: q.name)
def test_the_printed_solution_is_right(question: Question) -> None:
    verdict = question.mark(solution_of(question, 3), 3)
    assert (verdict.state, verdict.score) == (State.CORRECT, 6)


def test_a_function_that_returns_a_constant_has_been_touched() -> None:
    def repurchase_rate(customers: list[str]) -> Any:
        return "0.42"

    assert FUNCTION.mark(repurchase_rate, seed=0).state is State.UNREADABLE


def test_a_function_is_marked_by_its_checks() -> None:
    def half(customers: list[str]) -> float:
        return repurchase(customers) if customers else 1.0

    verdict = FUNCTION.mark(half, 0)
    assert (verdict.state, verdict.score) == (State.PARTIAL, 3)
    assert verdict.message.startswith("一个订单也没有时，题目要求返回 0。例如传入 空列表 [] 时，你返回了 1")


@pytest.mark.parametrize("seed", range(20))
def test_misconceptions_are_recognised_by_what_they_compute(seed: int) -> None:
    for misconception in FUNCTION.misconceptions:
        verdict = FUNCTION.mark(misconception.program, seed)
        assert (verdict.misconception, verdict.message) == (misconception.name, misconception.message)
        assert verdict.score < 6


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (0.5, "这里要一个函数"),
        (lambda c: None, "少了 return"),
        (lambda c: "0.5", '文字 "0.5"，这里要的是数'),
        (lambda c: [0.5], "列表"),
        (lambda c: float("nan"), "NaN"),
        (lambda: 0.5, "参数个数"),
        (lambda c: 1 / 0, "除数是零"),
        (lambda c: undefined_name, "没有定义的名字"),  # type: ignore[name-defined]  # noqa: F821
        (lambda c: (x for x in c), "list("),
    ],
)
def test_an_unreadable_function_costs_nothing_and_says_why(answer: Any, sentence: str) -> None:
    verdict = FUNCTION.mark(answer, 0)
    assert (verdict.state, verdict.score) == (State.UNREADABLE, 0)
    assert sentence in verdict.message


RECORD = FunctionQuestion(
    **COMMON,
    name="ends",
    starter="def ends(c): ...",
    reference=lambda c: {"low": min(c) if c else float("nan"), "high": max(c) if c else float("nan")},
    checks=(Check("all", 0.5, "都不对。"), Check("nobody", 0.5, "没有人时不对。")),
    cases=lambda rng: [Case("all", ([0.5, 1.0],)), Case("nobody", ([],))],
    misconceptions=(Misconception("per_cent", "百分数。", lambda c: {"low": -1.0, "high": 100.0}),),
)


@pytest.mark.parametrize(
    ("answer", "state", "sentence"),
    [
        (lambda c: {"lowest": 1, "highest": 2}, State.UNREADABLE, "字典里还缺：low、high。"),
        (lambda c: {"low": "1%", "high": 2}, State.UNREADABLE, '字典里的 `low` 是文字 "1%"，这里要的是数。'),
        (lambda c: RECORD.reference(c) | {"mean": 0}, State.UNREADABLE, "字典里多了：mean。这里只要 low、high。"),
        (lambda c: {"low": True, "high": 2}, State.PARTIAL, "都不对"),
        (lambda c: {"low": 0.5, "high": 1.0} if c else {}, State.PARTIAL, "没有人时不对"),
        (lambda c: {"low": 0.5, "high": 1.0} if c else {"low": None, "high": None}, State.PARTIAL, "没有人时不对"),
    ],
)
def test_a_record_that_lacks_a_key_in_every_case_is_unreadable(answer: Any, state: State, sentence: str) -> None:
    verdict = RECORD.mark(answer, 0)
    assert verdict.state is state
    assert sentence in verdict.message


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (lambda c: pd.Series(RECORD.reference(c)), State.CORRECT),
        (lambda c: pd.Series(RECORD.reference(c)).to_frame("value"), State.CORRECT),
        (lambda c: pd.Series([0.5, 1.0], index=["high", "low"]), State.PARTIAL),
        (lambda c: pd.Series([0.5, 1.0], index=["low", "low"]), State.UNREADABLE),
        (lambda c: pd.Series([0.5, 1.0]), State.UNREADABLE),
    ],
)
def test_a_series_is_read_as_a_dictionary_where_one_is_asked_for(answer: Any, state: State) -> None:
    assert RECORD.mark(answer, 0).state is state


GRID = FunctionQuestion(
    **COMMON,
    name="grid",
    starter="def grid(n): ...",
    reference=lambda n: {"cells": [[0, n], [1, 2]], "sums": {"甲": n, "乙": 3}},
    checks=(Check("all", 1.0, "都不对。"),),
    cases=lambda rng: [Case("all", (4,)), Case("all", (5,))],
    misconceptions=(
        Misconception("none", "都没有。", lambda n: {"cells": [[0, 0], [0, 0]], "sums": {"甲": 0, "乙": 0}}),
    ),
)


@pytest.mark.parametrize(
    ("cells", "sums", "state"),
    [
        (lambda n: pd.DataFrame([[0, n], [1, 2]]), lambda n: pd.Series({"甲": n, "乙": 3}), State.CORRECT),
        (lambda n: pd.DataFrame([[0, n], [1, 2]], columns=["a", "b"]), lambda n: {"甲": n, "乙": 3}, State.CORRECT),
        (lambda n: pd.Series([[0, n], [1, 2]]), lambda n: {"甲": n, "乙": 3}, State.CORRECT),
        (lambda n: pd.DataFrame([[0, 1], [n, 2]]), lambda n: {"甲": n, "乙": 3}, State.PARTIAL),
        (lambda n: [[0, n], [1, 2]], lambda n: pd.Series({"甲": 3, "乙": n}), State.PARTIAL),
        (lambda n: pd.Series([0, n, 1, 2]), lambda n: {"甲": n, "乙": 3}, State.PARTIAL),
    ],
)
def test_a_table_inside_of_a_dictionary_is_read_as_what_is_asked_for(cells: Any, sums: Any, state: State) -> None:
    assert GRID.mark(lambda n: {"cells": cells(n), "sums": sums(n)}, 0).state is state


def test_a_function_that_changes_its_input_keeps_its_marks_and_is_told() -> None:
    def empties(customers: list[str]) -> float:
        rate = repurchase(customers)
        customers.clear()
        return rate

    verdict = FUNCTION.mark(empties, 0)
    assert verdict.score == 6
    assert "改动了传进来的数据" in verdict.notes[0]


def test_one_endless_case_costs_that_check_only_in_time_for_the_rest() -> None:
    def slow(customers: list[str]) -> float:
        while not customers:
            pass
        return repurchase(customers)

    verdict = FUNCTION.mark(slow, 0, seconds=0.3)
    assert (verdict.state, verdict.score) == (State.PARTIAL, 3)


@pytest.mark.parametrize("wrap", [float, np.float32, lambda x: f"{x}", lambda x: [x]])
def test_values_of_any_number_type(wrap: Any) -> None:
    right = sum(VALUE.data(0))
    verdict = VALUE.mark(wrap(right), 0)
    assert verdict.state is (State.CORRECT if isinstance(wrap(right), float | np.floating) else State.UNREADABLE)


def test_values_wrong_and_out_of_range() -> None:
    prices = VALUE.data(0)
    assert VALUE.mark(sum(prices) / 5, 0).message == "你算的是平均。"
    assert "单位" in VALUE.mark(123456, 0).message
    assert VALUE.mark(float("nan"), 0).state is State.UNREADABLE
    wrong = VALUE.mark(sum(prices) + 1, 0)
    assert (wrong.state, wrong.score) == (State.PARTIAL, 0)
    assert str(sum(prices)) not in wrong.message


def test_parts_of_a_value_are_worth_their_share() -> None:
    assert PARTS.mark({"low": 1, "high": 2, "more": 3}, 0).state is State.CORRECT
    half = PARTS.mark({"low": 1, "high": 3}, 0)
    assert half.score == 3
    assert "「高」" in half.message
    assert PARTS.mark({"low": 2, "high": 1}, 0).message == "高低写反了。"
    assert "high" in PARTS.mark({"low": 1, "high": ...}, 0).message
    assert PARTS.mark([1, 2], 0).state is State.UNREADABLE


def test_a_missed_part_of_a_value_has_a_sentence_of_its_own() -> None:
    asked = replace(PARTS, missed={"high": "最高的要从全天里找。"})
    half = asked.mark({"low": 1, "high": 3}, 0)
    assert half.message == "最高的要从全天里找。"
    assert [check.note for check in half.checks] == ["", "最高的要从全天里找。"]
    assert asked.mark({"low": 2, "high": 1}, 0).message == "高低写反了。", "a misconception says more"
    assert "「低」" in asked.mark({"low": 9, "high": 2}, 0).message, "a part without a sentence is named"


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda t: t,
        lambda t: t.sample(frac=1, random_state=1),
        lambda t: t.set_index("shop"),
        lambda t: t[["orders", "shop", "revenue"]].assign(remark="x"),
        lambda t: t.to_dict("list"),
        lambda t: t.to_dict("records"),
        lambda t: t.astype({"shop": object, "orders": float}),
        lambda t: t.set_index("shop").rename_axis(None),
        lambda t: t.assign(revenue=t.revenue * (1 + 1e-9)),
    ],
)
def test_tables_however_they_are_written(rewrite: Any) -> None:
    right = shop_totals(TABLE.data(5))
    assert TABLE.mark(rewrite(right), 5).state is State.CORRECT


def test_tables_wrong_in_part() -> None:
    right = shop_totals(TABLE.data(5))
    assert TABLE.mark(right.assign(orders=0), 5).score == 3
    assert "行" in TABLE.mark(right.head(2), 5).message
    assert "相同" in TABLE.mark(pd.concat([right, right]), 5).message
    assert "revenue" in TABLE.mark(right.drop(columns="revenue"), 5).message
    assert TABLE.mark(5, 5).state is State.UNREADABLE
    assert TABLE.mark(right.eval("revenue = revenue / orders"), 5).misconception == "mean"


@pytest.mark.parametrize("answer", ["a", ["a"], ("A",), {"a"}, "Ａ", " a. "])
def test_letters_however_they_are_written(answer: Any) -> None:
    assert CHOICE.mark(answer, 0).state is State.CORRECT


def test_choices() -> None:
    assert CHOICE.mark("b", 0).message == "b 错在这里。"
    assert CHOICE.mark(["c"], 0).misconception == "thinks_c"
    assert CHOICE.mark(["a", "b"], 0).state is State.UNREADABLE
    assert "没有「x」" in CHOICE.mark("x", 0).message
    assert CHOICE.mark(3, 0).state is State.UNREADABLE
    assert SEVERAL.mark("a、c", 0).score == 6
    assert SEVERAL.mark("a", 0).score == 3
    assert SEVERAL.mark(["a", "b", "c"], 0).message == "b 错在这里。"
    assert "两次" in SEVERAL.mark(["a", "a"], 0).message


def test_orderings() -> None:
    assert ORDERING.mark("b d a c", 0).state is State.CORRECT
    assert ORDERING.mark(["c", "a", "d", "b"], 0).message == "正好反了。"
    assert ORDERING.mark(["b", "d", "c", "a"], 0).score == 2
    assert "d" in ORDERING.mark(["a", "b", "c"], 0).message


def test_matchings() -> None:
    assert MATCHING.mark({1: "Y", "2": ["x"]}, 0).state is State.CORRECT
    assert MATCHING.mark({"1": "x", "2": "y"}, 0).misconception == "crossed"
    assert MATCHING.mark({"1": "y", "2": "z"}, 0).score == 3
    assert "2" in MATCHING.mark({"1": "y"}, 0).message
    assert MATCHING.mark({"1": "y", "2": ...}, 0).state is State.UNREADABLE
    assert MATCHING.mark("yx", 0).state is State.UNREADABLE


def test_essays_wait_for_a_person() -> None:
    assert ESSAY.mark("一二三四五六七八九十", 0).state is State.PENDING
    assert "至少要 10 个" in ESSAY.mark("太短", 0).message
    assert "最多 50 个" in ESSAY.mark("长" * 51, 0).message
    assert ESSAY.mark(42, 0).state is State.UNREADABLE


@pytest.mark.parametrize("question", [VALUE, TABLE, CHOICE, ORDERING, MATCHING, ESSAY], ids=lambda q: q.name)
@pytest.mark.parametrize(
    "answer",
    [object(), lambda: 1, iter([1]), 10**400, {"a": {"b": [1]}}],
    ids=["object", "function", "iterator", "huge", "nested"],
)
def test_strange_answers_are_unreadable(question: Question, answer: Any) -> None:
    verdict = question.mark(answer, 0)
    assert (verdict.state, verdict.score) == (State.UNREADABLE, 0)
    assert verdict.message.endswith("这一次不计。")


@pytest.mark.parametrize("question", [VALUE, TABLE, CHOICE, ORDERING, MATCHING], ids=lambda q: q.name)
def test_an_answer_that_contains_itself(question: Question) -> None:
    loop: list[Any] = []
    loop.append(loop)
    assert question.mark(loop, 0).state is State.UNREADABLE


def test_an_author_is_stopped_early() -> None:
    with pytest.raises(ValueError, match="shares"):
        FunctionQuestion(
            **COMMON,
            name="f",
            starter="def f(): ...",
            reference=repurchase,
            checks=(Check("一", 0.5, ""),),
            cases=FUNCTION.cases,
        )
    with pytest.raises(ValueError, match="rubric"):
        EssayQuestion(**COMMON, name="e", starter="e = ''", rubric=(), least=1, most=2, example="")
    with pytest.raises(ValueError, match="wrong option"):
        ChoiceQuestion(**COMMON, name="c", starter="c = ...", options=(Option("a", ""), Option("b", "")), answer=("a",))
    with pytest.raises(ValueError, match="three hints"):
        ChoiceQuestion(**COMMON, name="c", starter="c = ...", options=(), answer=(), hints=("1", "2", "3", "4"))
    with pytest.raises(ValueError, match="does not define"):
        ChoiceQuestion(**COMMON, name="c", starter="d = ...", options=(), answer=())
