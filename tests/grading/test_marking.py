"""The marker says what the card says: on the same cases, for every question and every kind of answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from one_submission import SETTINGS, graded, rows

from genmarketing.build.proof import wrong_answer
from genmarketing.grading.inside.wire import unpack
from genmarketing.grading.marking import Marker, together
from genmarketing.grading.notebooks import Sheet
from genmarketing.grading.sandbox import Answers
from genmarketing.theme import Theme, theme, themes
from genmarketing.workbook import CheckResult, FunctionQuestion, Question, State, Verdict
from genmarketing.workbook.handed import Handed, hand_in, hand_in_function
from genmarketing.workbook.variants import VARIANTS, hidden_seeds, variant_of

READY = [each for each in themes() if each.status == "ready"]


class HereSandbox:
    """Stands in for the sandbox: hands in given answers, in this process, through the same job and the same JSON."""

    class limits:
        seconds = 5.0

    def __init__(self, answers: dict[str, Any]) -> None:
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
        answer = self.answers.get(asked["name"])
        if asked["kind"] != "function":
            yield hand_in(answer)
            return
        for cases in asked["cases"]:
            yield hand_in_function(answer, asked["starter"], asked["name"], [unpack(args) for args in cases], 5.0)


def marked(about: Theme, answers: dict[str, Any], variant: int) -> dict[str, Any]:
    """Mark answers of one theme and return what came of each question."""
    sheet = Sheet((), None, None)
    found, _ = Marker(SETTINGS.secret).mark(about, sheet, variant, HereSandbox(answers))  # type: ignore[arg-type]
    return {each.question: each for each in found}


def wrong_answers(question: Question, seed: int) -> list[Any]:
    """Return answers of which the card has something to say."""
    odd = [None, ..., 42, "四十二", float("nan"), {"a": 1}, [1, 2], object()]
    return [*(wrong_answer(question, each, seed) for each in question.misconceptions), *odd]


@pytest.mark.parametrize("about", READY, ids=lambda each: each.name)
def test_card_and_marker_agree_wherever_the_card_found_something(about: Theme) -> None:
    variant = 3
    table = {question.name: wrong_answers(question, variant) for question in about.questions()}
    for place in range(max(map(len, table.values()))):
        answers = {name: each[min(place, len(each) - 1)] for name, each in table.items()}
        for name, found in marked(about, answers, variant).items():
            question = next(each for each in about.questions() if each.name == name)
            card = question.mark(answers[name], variant)
            assert found.verdict.state is card.state, (name, place)
            assert found.verdict.message == card.message, (name, place)
            assert found.verdict.misconception == card.misconception, (name, place)
            assert found.verdict.score <= card.score, (name, place)


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
    assert marked(about, {"chain_success": cheats}, 3)["chain_success"].verdict.score == 0


def test_an_answer_copied_from_another_variant_is_recognised() -> None:
    about = theme("moe_reasoning")
    question = next(each for each in about.questions() if each.name == "model_account")
    copied = question.reference(**question.inputs_of(7))  # type: ignore[attr-defined]
    found = marked(about, {"model_account": copied}, 3)["model_account"]
    assert found.copied_from == 7
    assert found.verdict.state is not State.CORRECT
    assert marked(about, {"model_account": copied}, 7)["model_account"].copied_from is None


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
        ("", "张三", "没有填学号"),
    ],
)
def test_an_id_that_disagrees_is_flagged_and_nothing_else(written: str, student: str, said: str) -> None:
    source = f"learner_id = {written!r}\nx = 1"
    record = graded({"cells": [{"cell_type": "code", "source": source}]}, student)
    assert [said in flag for flag in record.flags] == ([True] if said else [])
