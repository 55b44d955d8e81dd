"""Who needs a word: what was not handed in, not read, not begun, or did not run, and who is far behind."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from genmarketing.grading.class_picture.measures import ThemeMeasures
from genmarketing.grading.gradebook import Graded
from genmarketing.theme import theme
from genmarketing.workbook import State

EXPECTED = 0.5
"""Share of the class from which a theme counts as one that everybody was to hand in."""

BEHIND = 0.6
"""Part of the median below which a total is named."""

STUCK = 3
"""Answers that do not run from which a learner is stuck, not wrong."""


@dataclass(frozen=True)
class Word:
    """One student and why to talk to them.

    Args:
        student: by name.
        reasons: Chinese, without a full stop.
        weight: the more, the sooner.
    """

    student: str
    reasons: tuple[str, ...]
    weight: float


def words(graded: Sequence[Graded], measures: Sequence[ThemeMeasures]) -> list[Word]:
    """Return who needs a word, those who need it most first."""
    of_student: dict[str, dict[str, Graded]] = defaultdict(dict)
    for one in graded:
        of_student[one.record.student][one.record.theme] = one
    counts = Counter(name for handed in of_student.values() for name in handed if name)
    expected = sorted((name for name, count in counts.items() if count >= EXPECTED * len(of_student)), key=_number)
    measured = {each.about.name: each for each in measures}
    found = []
    for student, handed in of_student.items():
        said: dict[str, list[str]] = defaultdict(list)
        weight = 0.0
        for name in expected:
            reason, more = _about(measured.get(name), handed.get(name), handed)
            if reason:
                said[reason].append(f"{_number(name):02d}")
                weight += more
        if said:
            reasons = (f"{'、'.join(numbers)} {reason}" for reason, numbers in said.items())
            found.append(Word(student, tuple(reasons), weight))
    return sorted(found, key=lambda word: (-word.weight, word.student))


def _number(name: str) -> int:
    return theme(name).number


def _about(measures: ThemeMeasures | None, graded: Graded | None, handed: Mapping[str, Graded]) -> tuple[str, float]:
    """Return the reason that one theme gives, or an empty text, and its weight."""
    if graded is None:
        # A file of an unknown theme may be the one that is missing.
        return ("", 0.0) if "" in handed else ("没有交", 2.0)
    if graded.record.problem or measures is None:
        return "的文件没有批成", 2.0
    rows = graded.record.rows
    untouched = sum(row.state == State.UNTOUCHED for row in rows)
    stuck = sum(row.state == State.UNREADABLE for row in rows)
    total = sum(row.score for row in rows)
    if untouched == len(rows):
        return "一题也没有动", 2.0
    if 2 * untouched >= len(rows):
        return f"有 {untouched} 题没有动过", 1 + untouched / len(rows)
    if stuck >= STUCK:
        return f"有 {stuck} 题运行不了", 1 + stuck / len(rows)
    if total < BEHIND * measures.median:
        return f"得 {total:.3g} 分（中位数 {measures.median:.3g}）", 1 - total / measures.points
    return "", 0.0
