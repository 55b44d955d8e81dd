"""What marking an answer comes to: a state, points, and the sentences that a card shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class State(StrEnum):
    """The five outcomes. Only the last three are attempts; the first two cost nothing."""

    UNTOUCHED = "untouched"
    UNREADABLE = "unreadable"
    PARTIAL = "partial"
    CORRECT = "correct"
    PENDING = "pending"

    @property
    def label(self) -> str:
        """The state's name in Chinese, as cards and gradebooks print it."""
        return _LABELS[self]


_LABELS = {
    State.UNTOUCHED: "未作答",
    State.UNREADABLE: "格式有误",
    State.PARTIAL: "部分正确",
    State.CORRECT: "正确",
    State.PENDING: "待批阅",
}


@dataclass(frozen=True)
class CheckResult:
    """One named part of the marks: whether it was met, and what it is worth.

    Args:
        name: what was looked at, in Chinese («空表»).
        passed: whether every case of this check was met.
        points: points it is worth.
        note: a sentence for the learner when it was missed; never an expected value.
    """

    name: str
    passed: bool
    points: float
    note: str = ""


@dataclass(frozen=True)
class Verdict:
    """The result of marking one answer to one question.

    Args:
        state: one of the five states.
        score: points earned, 0 … the question's points.
        message: the one sentence that this learner needs.
        checks: the named parts, in the order in which they were looked at.
        misconception: name of the recognised misconception, if any.
        notes: remarks that cost nothing (the function changed its input, …).
    """

    state: State
    score: float
    message: str
    checks: tuple[CheckResult, ...] = ()
    misconception: str | None = None
    notes: tuple[str, ...] = field(default=())
