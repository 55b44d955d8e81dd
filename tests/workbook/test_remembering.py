"""References that compute once for the same inputs, and the programs that let them: none may change what it is given."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from genmarketing.grading.inside.wire import pack
from genmarketing.theme import themes
from genmarketing.workbook.kinds.function import renamed_source
from genmarketing.workbook.kinds.value import InputQuestion
from genmarketing.workbook.remembering import remembered

CALLS: list[str] = []

WITH_INPUTS = [
    question
    for theme in themes()
    for question in theme.questions()
    if isinstance(question, InputQuestion) and question.gives_data
]


@remembered
def _doubled(table: pd.DataFrame, name: str) -> pd.DataFrame:
    CALLS.append(name)
    return pd.DataFrame({name: table["x"] * 2})


@pytest.fixture(autouse=True)
def _nothing_called() -> None:
    CALLS.clear()


def test_the_same_objects_are_computed_once_however_they_are_passed_on() -> None:
    table = pd.DataFrame({"x": [1, 2]})
    first = _doubled(table=table, name="y")
    assert _doubled(table=table, name="y").equals(first)
    assert CALLS == ["y"]


def test_equal_inputs_that_are_not_the_same_are_computed_anew() -> None:
    table = pd.DataFrame({"x": [1, 2]})
    _doubled(table, "y")
    _doubled(table.copy(), "y")
    _doubled(table, "z")
    assert CALLS == ["y", "y", "z"]


def test_what_is_done_to_a_result_stays_out_of_the_next_one() -> None:
    table = pd.DataFrame({"x": [1, 2]})
    result = _doubled(table, "y")
    result.loc[0, "y"] = 0
    assert _doubled(table, "y")["y"].tolist() == [2, 4]
    assert CALLS == ["y"]


def test_altered_inputs_in_between_do_not_push_out_the_question_s_own() -> None:
    table = pd.DataFrame({"x": [1, 2]})
    for other in range(3):
        _doubled(table, "own")
        _doubled(table + other, "other")
    assert CALLS == ["own", "other", "other", "other"]


def test_the_solution_shows_the_function_without_its_decorator() -> None:
    assert renamed_source(_doubled, "solve").startswith("def solve(table")


@pytest.mark.parametrize("question", WITH_INPUTS, ids=lambda question: question.name)
def test_no_program_of_the_course_changes_its_inputs(question: InputQuestion) -> None:
    programs: list[Callable[..., Any]] = [question.reference]
    programs += [each.program for each in question.misconceptions if callable(each.program)]
    for seed in range(3):
        inputs = question.inputs_of(seed)
        before = pack(inputs)
        for program in programs:
            program(**inputs)
            assert pack(inputs) == before, program.__name__


def test_there_are_questions_to_hold_to_that() -> None:
    assert len(WITH_INPUTS) > 15
