"""What is handed in survives JSON, and is judged like the answer itself; what is forged is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from genmarketing.theme import themes
from genmarketing.workbook import Question
from genmarketing.workbook.handed import Handed, hand_in
from genmarketing.workbook.kinds import FunctionQuestion

QUESTIONS = {question.name: question for theme in themes() if theme.status == "ready" for question in theme.questions()}


def _answers(question: Question) -> list[Any]:
    space: dict[str, Any] = {"wb": _Data(question)}
    exec(compile("from __future__ import annotations\n" + question.solution(), "<solution>", "exec"), space)
    answers = [space[question.name], None, ..., 42, float("nan"), {"a": ...}, ["a", ...], object()]
    if isinstance(question, FunctionQuestion):
        answers += [misconception.program for misconception in question.misconceptions]
    return answers


class _Data:
    def __init__(self, question: Question) -> None:
        self.question = question

    def data(self, name: str) -> Any:
        return self.question.data(3)


@pytest.mark.parametrize("name", QUESTIONS)
def test_an_answer_that_crossed_as_json_gets_the_verdict_of_the_answer(name: str) -> None:
    question = QUESTIONS[name]
    for answer in _answers(question):
        handed = question.hand_in(answer, 3)
        crossed = Handed.from_plain(json.loads(json.dumps(handed.plain(), allow_nan=False)))
        assert question.judge(crossed, 3) == question.mark(answer, 3)


@pytest.mark.parametrize(
    "forged",
    [
        None,
        [],
        {},
        {"value": 1},
        {"value": 1, "unreadable": 0, "outcomes": None, "given": ""},
        {"value": 1, "unreadable": "", "outcomes": "all right", "given": ""},
        {"value": 1, "unreadable": "", "outcomes": [{"kind": "value"}], "given": ""},
        {
            "value": None,
            "unreadable": "",
            "outcomes": [{"value": 1, "failure": "", "kind": "correct", "mutated": False}],
            "given": "",
        },
        {
            "value": None,
            "unreadable": "",
            "outcomes": [{"value": 1, "failure": "", "kind": "value", "mutated": "no"}],
            "given": "",
        },
    ],
)
def test_a_forged_form_is_refused(forged: Any) -> None:
    with pytest.raises(ValueError, match=r"not an|have to be"):
        Handed.from_plain(forged)


def test_what_is_not_filled_in_counts_as_nothing_wherever_it_stands() -> None:
    assert hand_in(...).value is None
    assert hand_in({"a": ..., "b": 1}).value == {"a": None, "b": 1}
    assert hand_in(["a", ...]).value == ["a", None]
    assert hand_in((..., 2)).value == [None, 2]


class Raising(dict):  # type: ignore[type-arg]
    def items(self) -> Any:
        raise ZeroDivisionError


def test_an_object_that_raises_when_it_is_read_is_unreadable() -> None:
    assert "ZeroDivisionError" in hand_in(Raising()).unreadable
    question = next(each for each in QUESTIONS.values() if isinstance(each, FunctionQuestion))
    assert question.hand_in(Raising(), 3).given == "Raising 对象"
