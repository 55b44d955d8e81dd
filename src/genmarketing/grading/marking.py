"""From what came out of the sandbox to verdicts: the marker's side, which alone knows references, hidden cases and the class key."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from genmarketing.grading.inside.wire import pack
from genmarketing.grading.notebooks import Sheet
from genmarketing.grading.sandbox import Answers, Sandbox
from genmarketing.theme import Theme
from genmarketing.workbook import CheckResult, EssayQuestion, FunctionQuestion, Question, State, Verdict
from genmarketing.workbook.calling import Outcome
from genmarketing.workbook.encoding import Encoded
from genmarketing.workbook.handed import Handed
from genmarketing.workbook.kinds.value import InputQuestion, no_inputs
from genmarketing.workbook.variants import HIDDEN_SETS, VARIANTS, hidden_seeds, variant_of, visible_seed

MOST_TIMES_AS_LONG = 5
"""How much longer than the right one an answer may be to be looked for among those of other variants; one of 200 000 items takes its time."""

_CHECK = re.compile(r"\s*wb\.check\(\"\w+\", \w+\)\s*")
"""A cell that asks for the learner's card. In the sandbox it does nothing, so it is not run."""

_LOST = {
    "time": "这一题的代码一直没有算完，已经停下。检查循环有没有出口。",
    "ended": "运行这一题时，程序自己结束了，没有留下答案。检查有没有退出、占满内存或改动系统的语句。",
    "output": "这一题交上来的东西太大或不成形，没有收。检查返回的是不是题目要的那种结果。",
}


@dataclass(frozen=True)
class Marked:
    """One question of one submission, marked.

    Args:
        question: its name.
        verdict: state, points, message, checks, misconception.
        seconds: the time that the learner's own code took for it.
        copied_from: number of another variant whose right answer this one is, or None.
        text: of an essay, what was handed in.
    """

    question: str
    verdict: Verdict
    seconds: float
    copied_from: int | None = None
    text: str = ""


class Marker:
    """Marks the submissions of one class.

    Args:
        class_key: the class's secret; it seeds the hidden cases.
        class_code: the class's public code, for submissions that no longer say theirs.
    """

    def __init__(self, class_key: bytes, class_code: str = "") -> None:
        self._key = class_key
        self._code = class_code
        self._packed: dict[tuple[str, int], dict[str, Any]] = {}

    def variant(self, sheet: Sheet, student: str) -> int:
        """Return the variant that the learner worked on: by what the notebook says, else by the name it was handed in under."""
        learner = sheet.learner_id if sheet.learner_id is not None else student
        code = sheet.class_code if sheet.class_code is not None else self._code
        return variant_of(learner, code)

    def mark(self, theme: Theme, sheet: Sheet, variant: int, sandbox: Sandbox) -> tuple[list[Marked], Answers]:
        """Run a submission in the sandbox and judge every question of the theme; return what came out of the sandbox as well."""
        questions, seeds = theme.questions(), self._seeds(theme, variant)
        cells = [{"source": cell.source, "questions": dict(cell.questions)} for cell in sheet.cells]
        skip = [number for number, cell in enumerate(sheet.cells) if _CHECK.fullmatch(cell.source)]
        answers = sandbox.run(
            {"cells": cells, "skip": skip, "seconds": sandbox.limits.seconds, **self._asked(theme, variant)}
        )
        return [self._judge(question, answers, seeds[question.name], variant) for question in questions], answers

    def _seeds(self, theme: Theme, variant: int) -> dict[str, list[int]]:
        """Return, question by question, the seeds of the sets it is judged on: what the learner saw, and what they did not."""
        seen = visible_seed(variant)
        return {
            question.name: [seen, *hidden_seeds(self._key, question.name, variant, HIDDEN_SETS)]
            if isinstance(question, FunctionQuestion)
            else [seen]
            for question in theme.questions()
        }

    def _asked(self, theme: Theme, variant: int) -> dict[str, Any]:
        """Return what a job asks, the same for everybody who has this variant; packed once."""
        if (theme.name, variant) not in self._packed:
            seeds = self._seeds(theme, variant)
            self._packed[theme.name, variant] = {
                "questions": [_asked(question, seeds[question.name]) for question in theme.questions()],
                "data": {question.name: pack(question.data(visible_seed(variant))) for question in theme.questions()},
            }
        return self._packed[theme.name, variant]

    def _judge(self, question: Question, answers: Answers, seeds: Sequence[int], variant: int) -> Marked:
        seconds = answers.seconds.get(question.name, 0.0)
        handed = answers.handed.get(question.name)
        if handed is None:
            why = answers.lost.get(question.name, "ended")
            handed = [_nothing(question, seed, _LOST[why], why) for seed in seeds]
        verdict = together(_verdicts(question, handed, seeds))
        text = handed[0].value if isinstance(question, EssayQuestion) else None
        copied_from = _copied_from(question, handed[0], verdict, variant)
        return Marked(question.name, verdict, seconds, copied_from, text if isinstance(text, str) else "")


def together(verdicts: Sequence[Verdict]) -> Verdict:
    """Return the verdict over several sets of cases, the one that the learner saw first.

    State, message and misconception are those of the first set that is not right, so they are the card's wherever the card found
    something. A check is met where every set meets it; a set that could not be read meets none.
    """
    first = next((each for each in verdicts if each.state is not State.CORRECT), verdicts[0])
    shown = [each.checks for each in verdicts if each.checks]
    if first.state in (State.CORRECT, State.UNTOUCHED, State.PENDING) or not shown:
        return first
    lost = len(shown) < len(verdicts)
    checks = tuple(_over_all_sets(results, lost=lost) for results in zip(*shown, strict=True))
    score = round(sum(check.points for check in checks if check.passed), 2)
    return replace(first, score=score, checks=checks)


def _over_all_sets(results: Sequence[CheckResult], *, lost: bool) -> CheckResult:
    missed = next((result for result in results if not result.passed), results[0])
    return replace(missed, passed=missed.passed and not lost)


def _asked(question: Question, seeds: Sequence[int]) -> dict[str, Any]:
    cases: list[Any] = []
    if isinstance(question, FunctionQuestion):
        cases = [[pack(case.args) for case in question.cases_of(seed)] for seed in seeds]
    return {"name": question.name, "kind": question.kind, "starter": question.starter, "cases": cases}


def _verdicts(question: Question, handed: Sequence[Handed], seeds: Sequence[int]) -> list[Verdict]:
    """Judge every set; why an answer is wrong is said of the first one in which it is."""
    verdicts: list[Verdict] = []
    for each, seed in zip(handed, seeds, strict=True):
        explain = all(verdict.state is State.CORRECT for verdict in verdicts)
        verdicts.append(_judged(question, each, seed, explain=explain))
    return verdicts


def _judged(question: Question, handed: Handed, seed: int, *, explain: bool) -> Verdict:
    """Judge one set. Outcomes of a wrong number are a forger's: they count as nothing readable."""
    if not isinstance(question, FunctionQuestion):
        return question.judge(handed, seed)
    wanted = len(question.cases_of(seed))
    if handed.outcomes is not None and len(handed.outcomes) != wanted:
        return Verdict(State.UNREADABLE, 0, _LOST["output"])
    return question.judge(handed, seed, explain=explain)


def _nothing(question: Question, seed: int, sentence: str, why: str) -> Handed:
    """Return what counts as handed in where the process was lost: a failed call for each case, or an unreadable answer."""
    if isinstance(question, FunctionQuestion):
        failed = Outcome(failure=sentence, kind="time" if why == "time" else "error")
        return Handed(outcomes=(failed,) * len(question.cases_of(seed)))
    return Handed(unreadable=sentence)


def _copied_from(question: Question, handed: Handed, verdict: Verdict, variant: int) -> int | None:
    """Return the variant for which a wrong answer would be right, if there is one; an answer that a wrong idea explains is not looked into."""
    if not isinstance(question, InputQuestion) or verdict.state is not State.PARTIAL or verdict.misconception:
        return None
    if question.inputs is no_inputs:
        return None
    if _items(handed.value) > MOST_TIMES_AS_LONG * _items(question.expected(visible_seed(variant))):
        return None
    others = (other for other in range(VARIANTS) if other != variant)
    return next((other for other in others if question.is_right(handed.value, visible_seed(other))), None)


def _items(value: Encoded) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + sum(map(_items, inner))
