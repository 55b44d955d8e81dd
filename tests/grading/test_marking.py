"""The marker says what the card says: on the same cases, for every question and every kind of answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from broken_answers import broken_answers
from one_submission import LIMITS, SETTINGS, graded, rows
from other_forms import other_forms

from genmarketing.build.proof import right_answer, wrong_answer
from genmarketing.grading import marking
from genmarketing.grading.inside.wire import unpack
from genmarketing.grading.marking import Marked, Marker, together
from genmarketing.grading.notebooks import Sheet
from genmarketing.grading.sandbox import Answers
from genmarketing.grading.task import Task, grade
from genmarketing.theme import Theme, theme, themes
from genmarketing.workbook import CheckResult, FunctionQuestion, Question, State, Verdict
from genmarketing.workbook.handed import Handed, hand_in, hand_in_function
from genmarketing.workbook.kinds.value import InputQuestion
from genmarketing.workbook.variants import VARIANTS, hidden_seeds, variant_of, visible_seed

READY = [each for each in themes() if each.status == "ready"]


class HereSandbox:
    """Stands in for the sandbox: hands in given answers, in this process, through the same job and the same JSON.

    Args:
        answers: question -> answer, and the seconds that it gets.
    """

    class limits:
        seconds = 5.0

    def __init__(self, answers: dict[str, tuple[Any, float]]) -> None:
        self.answers = answers

    def run(self, job: dict[str, Any]) -> Answers:
        """Hand in as the session inside of the sandbox does."""
        job = json.loads(json.dumps(job, allow_nan=False))
        found = Answers()
        for asked in job["questions"]:
            handed = list(self._handed(asked))
            plain = json.loads(json.dumps([each.plain() for each in handed], allow_nan=False))
            found.handed[asked["name"]] = [Handed.from_plain(each) for each in plain]
        return found

    def _handed(self, asked: dict[str, Any]) -> Iterator[Handed]:
        answer, seconds = self.answers.get(asked["name"], (None, 5.0))
        if asked["kind"] != "function":
            yield hand_in(answer)
            return
        for cases in asked["cases"]:
            yield hand_in_function(answer, asked["starter"], asked["name"], [unpack(args) for args in cases], seconds)


def marked(about: Theme, answers: dict[str, tuple[Any, float]], variant: int) -> dict[str, Marked]:
    """Mark answers of one theme and return what came of each question."""
    sheet = Sheet((), None, None)
    found, _ = Marker(SETTINGS.secret).mark(about, sheet, variant, HereSandbox(answers))  # type: ignore[arg-type]
    return {each.question: each for each in found}


def all_answers(question: Question, seed: int) -> list[tuple[Any, float]]:
    """Return answers of every kind with the seconds they get: right, right in other forms, misconceived, broken."""
    right = [right_answer(question, seed), *(answer for _, answer in other_forms(question, seed))]
    wrong = [wrong_answer(question, each, seed) for each in question.misconceptions]
    odd = [..., {"a": 1}, [1, 2], "四十二", True, 1 + 2j, {"number": "a lot"}, b"42"]
    broken = [(each.answer, each.seconds) for each in broken_answers(question, seed)]
    return [*((answer, 5.0) for answer in (*right, *wrong, *odd)), *broken]


@pytest.mark.parametrize(
    "hidden", [0, pytest.param(3, marks=pytest.mark.full)], ids=["the same cases", "hidden cases as well"]
)
@pytest.mark.parametrize("about", READY, ids=lambda each: each.name)
def test_card_and_marker_never_differ(about: Theme, hidden: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the cases that the card knows, the verdict is the card's, word by word; with more, it is the card's wherever that found something."""
    monkeypatch.setattr(marking, "HIDDEN_SETS", hidden)
    variant = 3
    table = {question.name: all_answers(question, variant) for question in about.questions()}
    for place in range(max(map(len, table.values()))):
        answers = {name: each[place] for name, each in table.items() if place < len(each)}
        found = marked(about, answers, variant)
        for question in about.questions():
            if question.name not in answers:
                continue
            answer, seconds = answers[question.name]
            card, verdict = question.mark(answer, variant, seconds), found[question.name].verdict
            if hidden == 0:
                assert verdict == card, (question.name, place)
            elif card.state is not State.CORRECT:
                said, shown = replace(verdict, score=0, checks=()), replace(card, score=0, checks=())
                assert said == shown, (question.name, place)
                assert verdict.score <= card.score, (question.name, place)


@pytest.mark.parametrize("about", READY, ids=lambda each: each.name)
def test_what_is_not_explained_is_judged_alike(about: Theme) -> None:
    """Of further sets nobody reads the reason; which checks are met is the same."""
    for question in about.questions():
        if not isinstance(question, FunctionQuestion):
            continue
        for answer, seconds in all_answers(question, 3):
            handed = question.hand_in(answer, 3, seconds)
            full, short = question.judge(handed, 3), question.judge(handed, 3, explain=False)
            met = [{check.name for check in each.checks if check.passed} for each in (full, short)]
            assert met[0] == met[1], (question.name, answer)
            assert (full.state is State.CORRECT) == (short.state is State.CORRECT)
            assert short.state in (full.state, State.UNREADABLE)


ANSWERS = {
    "chain_success": {
        "raises": "def chain_success(steps, error, choices):\n    return [][steps]",
        "raises in some cases": "def chain_success(steps, error, choices):\n    return (1 - error) ** steps / (choices - 1)",
        "never ends": "def chain_success(steps, error, choices):\n    while True:\n        pass",
        "recurses": "def chain_success(*args):\n    return chain_success(*args)",
        "NaN": "def chain_success(steps, error, choices):\n    return float('nan')",
        "another dtype": "def chain_success(steps, error, choices):\n    return np.float32((1 - error) ** steps)",
        "a text": "def chain_success(steps, error, choices):\n    return str((1 - error) ** steps)",
        "no function": "chain_success = 0.5",
        "leaves": "def chain_success(steps, error, choices):\n    raise SystemExit",
        "needs too much memory": "def chain_success(steps, error, choices):\n    return np.zeros(10**15)",
    },
    "top_k_gates": {
        "changes what it is given": "def top_k_gates(scores, bias, k):\n    scores[0] = 99\n    return [float(each) for each in scores]",
        "an object of its own": "class Mine(list):\n    def __eq__(self, other):\n        return True\ndef top_k_gates(scores, bias, k):\n    return Mine(scores)",
    },
    "model_account": {
        "NaN": "model_account = dict.fromkeys(wb.data('model_account'), float('nan'))",
        "another dtype": "model_account = {key: np.float32(1) for key in ('total_b', 'active_b', 'cost_wan', 'first_doubling', 'second_doubling')}",
    },
    "expert_specialisation": {
        "a raw table": "expert_specialisation = wb.data('expert_specialisation')",
        "an empty one": "expert_specialisation = pd.DataFrame()",
    },
}
"""Question of theme 01 -> cells that learners might run, from which the card said something."""

SETUP = 'import numpy as np\nimport pandas as pd\nfrom genmarketing.workbook import Workbook\nwb = Workbook("moe_reasoning", "{student}")'


def test_the_sandbox_says_what_the_card_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same cells, run where the learner's card is made and run in the real sandbox."""
    monkeypatch.setattr(marking, "HIDDEN_SETS", 0)
    student, questions = "20230001", {each.name: each for each in theme("moe_reasoning").questions()}
    seed = visible_seed(variant_of(student))
    settings = replace(SETTINGS, key="for the visible cases alone")  # a marker packs its cases once
    for place in range(max(map(len, ANSWERS.values()))):
        cells = {name: list(each.values())[place] for name, each in ANSWERS.items() if place < len(each)}
        sources = [SETUP.format(student=student), *(f"# 题目: {name}\n{source}" for name, source in cells.items())]
        notebook = {"cells": [{"cell_type": "code", "source": source} for source in sources]}
        task = Task(student, "moe_reasoning", "a.ipynb", json.dumps(notebook).encode(), (), settings, LIMITS)
        found = rows(grade(task))
        for name, source in cells.items():
            space: dict[str, Any] = {}
            exec(compile(sources[0], "<cell>", "exec"), space)
            exec(compile(f"# 题目: {name}\n{source}", "<cell>", "exec"), space)
            card, row = questions[name].mark(space[name], seed, seconds=0.5), found[name]
            said = (card.state.value, card.score, card.message, card.misconception or "", card.notes)
            assert (row.state, row.score, row.message, row.misconception, row.notes) == said, (name, source)


def test_hidden_cases_need_the_key() -> None:
    seeds = {key: hidden_seeds(key, "top_k_gates", 3, 3) for key in (b"one key", b"another key")}
    assert not set(seeds[b"one key"]) & set(seeds[b"another key"])
    assert all(seed >= VARIANTS for each in seeds.values() for seed in each)


def test_an_answer_that_knows_only_the_visible_cases_is_found_out() -> None:
    about = theme("moe_reasoning")
    question = next(each for each in about.questions() if each.name == "chain_success")
    assert isinstance(question, FunctionQuestion)
    known = {repr(case.args): question.reference(*case.args) for case in question.cases_of(3)}

    def cheats(*args: Any) -> Any:
        return known[repr(args)]

    assert question.mark(cheats, 3).state is State.CORRECT
    assert marked(about, {"chain_success": (cheats, 5.0)}, 3)["chain_success"].verdict.score == 0


def test_an_answer_copied_from_another_variant_is_recognised() -> None:
    about = theme("moe_reasoning")
    question = next(each for each in about.questions() if each.name == "model_account")
    copied = question.reference(**question.inputs_of(7))  # type: ignore[attr-defined]
    found = marked(about, {"model_account": (copied, 5.0)}, 3)["model_account"]
    assert found.copied_from == 7
    assert found.verdict.state is not State.CORRECT
    assert marked(about, {"model_account": (copied, 5.0)}, 7)["model_account"].copied_from is None


@pytest.mark.parametrize("about", READY, ids=lambda each: each.name)
def test_answers_written_off_from_another_variant_are_recognised_in_a_hand_in(about: Theme) -> None:
    """Numbers and tables as somebody else's notebook shows them; the data of one's own variant would give others."""
    student, cells = "20230001", {}
    own = variant_of(student)
    other = next(each for each in range(VARIANTS) if each != own)
    for question in about.questions():
        if isinstance(question, InputQuestion) and question.data(own) is not None:
            answer = question.reference(**question.inputs_of(other))
            if isinstance(answer, pd.DataFrame | pd.Series):
                answer = pd.DataFrame(answer).reset_index(drop=set(question.keys) <= set(answer)).to_dict("list")  # type: ignore[attr-defined]
            cells[question.name] = f"nan = float('nan')\n# 题目: {question.name}\n{question.name} = {literal(answer)}"
    setup = f'learner_id = "{student}"'
    notebook = {"cells": [{"cell_type": "code", "source": source} for source in (setup, *cells.values())]}
    task = Task(student, about.name, "a.ipynb", json.dumps(notebook).encode(), (), SETTINGS, LIMITS)
    found = rows(grade(task))
    written_off = {name: found[name].copied_from for name in cells if found[name].state == "partial"}
    assert written_off == dict.fromkeys(written_off, other)
    assert len(written_off) >= min(2, len(cells))
    assert all(row.copied_from is None for name, row in found.items() if name not in cells)


def literal(answer: Any) -> str:
    """Return an answer as somebody writes it down: plain numbers and texts."""
    return repr(
        json.loads(json.dumps(answer, default=lambda each: each.item() if hasattr(each, "item") else str(each)))
    )


def test_what_the_notebook_says_of_its_learner_chooses_the_variant(solution: dict[str, Any]) -> None:
    marker = Marker(SETTINGS.secret, "mk1")
    assert marker.variant(Sheet((), "2023001", "mk1"), "somebody else") == variant_of("2023001", "mk1")
    assert marker.variant(Sheet((), None, None), "2023001") == variant_of("2023001", "mk1")
    record = graded(solution, student="张三")
    assert any("没有填学号" in flag for flag in record.flags)
    assert rows(record)["model_account"].state == "correct"  # flagged, not punished


def verdict(state: State, *passed: bool, message: str = "", misconception: str | None = None) -> Verdict:
    checks = tuple(CheckResult(f"第 {n} 项", met, 5.0, "" if met else message) for n, met in enumerate(passed, 1))
    score = sum(check.points for check in checks if check.passed)
    return Verdict(state, score, message, checks, misconception)


def test_together_a_check_is_met_where_every_set_meets_it() -> None:
    right = verdict(State.CORRECT, True, True)
    first = verdict(State.PARTIAL, True, False, message="先看第二项", misconception="b")
    second = verdict(State.PARTIAL, False, True, message="先看第一项", misconception="a")
    unreadable = Verdict(State.UNREADABLE, 0, "读不懂")
    assert together([right, right]) == right
    assert together([right, first]) == first
    both = together([first, second])
    assert (both.score, both.message, both.misconception) == (0, "先看第二项", "b")
    assert together([unreadable, unreadable]) == unreadable
    lost = together([right, unreadable])
    assert (lost.state, lost.score, lost.message) == (State.UNREADABLE, 0, "读不懂")
    assert not any(check.passed for check in lost.checks)


@pytest.mark.parametrize(
    ("written", "student", "said"),
    [
        ("20230001", "20230001", ""),
        ("20230001", "20230001张三", ""),
        ("２０２３０００１", "20230001", ""),
        ("20230001", "zhangsan", ""),
        ("张三", "张三", ""),
        ("20230002", "20230001", "交来时的名字是"),
        ("李四", "张三", "交来时的名字是"),
        ("1", "20230001", "交来时的名字是"),
        ("20230001\u200b", "20230001", ""),
        ("", "张三", "没有填学号"),
    ],
)
def test_an_id_that_disagrees_is_flagged_and_nothing_else(written: str, student: str, said: str) -> None:
    source = f"learner_id = {written!r}\nx = 1"
    record = graded({"cells": [{"cell_type": "code", "source": source}]}, student)
    assert [said in flag for flag in record.flags] == ([True] if said else [])
