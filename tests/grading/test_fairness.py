"""Every right answer counts, however it is written: other libraries, loops, dtypes, orders of rows, a last digit of rounding.

`fair/<theme>/<question>__<way>.py` holds answer cells that honest learners might hand in. They run in the sandbox, and are judged on the
visible and the hidden cases. Letters and texts are written in other ways by `other_forms`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
from one_submission import LIMITS, SETTINGS, rows
from other_forms import other_forms

from genmarketing.grading.record import Record
from genmarketing.grading.task import Task, grade
from genmarketing.theme import Theme, themes
from genmarketing.workbook import EssayQuestion, FunctionQuestion, Question, State, TableQuestion, ValueQuestion

READY = [each for each in themes() if each.status == "ready"]
FOLDER = Path(__file__).parent / "fair"
STUDENTS = ("", "2023001", "李雷")
"""Three learners, three variants."""

every_theme = pytest.mark.parametrize("about", READY, ids=lambda each: each.name)


def computed(question: Question) -> bool:
    """Tell whether an answer has to be programmed."""
    return isinstance(question, FunctionQuestion | ValueQuestion | TableQuestion)


def ways(about: Theme) -> dict[str, list[str]]:
    """Return, question by question, the answer cells that were written for it."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted((FOLDER / about.name).glob("*.py")):
        found[path.stem.split("__")[0]].append(path.read_text(encoding="utf-8"))
    return found


def graded(about: Theme, cells: dict[str, str], student: str) -> Record:
    """Grade a workbook made of these answer cells."""
    setup = f'import numpy as np\nimport pandas as pd\nfrom genmarketing.workbook import Workbook\nlearner_id = "{student}"\nwb = Workbook("{about.name}", learner_id)'
    sources = [setup, *(f"# 题目: {name}\n{source}" for name, source in cells.items())]
    notebook = {"cells": [{"cell_type": "code", "source": source} for source in sources]}
    content = json.dumps(notebook).encode()
    return grade(Task(student, about.name, "fair.ipynb", content, (), SETTINGS, LIMITS))


@every_theme
def test_every_computed_question_is_answered_in_two_other_ways(about: Theme) -> None:
    written = ways(about)
    assert set(written) == {question.name for question in about.questions() if computed(question)}
    assert all(len(set(each)) >= 2 for each in written.values())


@pytest.mark.parametrize("student", STUDENTS, ids=["nobody", "number", "name"])
@every_theme
def test_right_answers_written_in_other_ways_score_full(about: Theme, student: str) -> None:
    written = ways(about)
    for place in range(max(map(len, written.values()), default=0)):
        cells = {name: each[place] for name, each in written.items() if place < len(each)}
        found = rows(graded(about, cells, student))
        wrong = {name: (found[name].state, found[name].message) for name in cells if found[name].state != "correct"}
        assert wrong == {}


@every_theme
def test_letters_written_in_other_ways_score_full(about: Theme) -> None:
    letters = [question for question in about.questions() if not computed(question)]
    forms: dict[str, list[Any]] = {
        question.name: [answer for _, answer in other_forms(question, 0)] for question in letters
    }
    for question in letters:
        if isinstance(question, EssayQuestion):
            forms[question.name] = [question.example, f"\n\n{question.example}\n"]
    for answers in zip_longest(*forms.values()):
        cells = {
            name: f"{name} = {answer!r}" for name, answer in zip(forms, answers, strict=True) if answer is not None
        }
        found = rows(graded(about, cells, ""))
        assert {found[name].state for name in cells} <= {State.CORRECT.value, State.PENDING.value}
