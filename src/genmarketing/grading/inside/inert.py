"""The workbook that a submission sees: it hands out the learner's data, and checks nothing.

In the stripped package this module stands in for `genmarketing.workbook`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from genmarketing.grading.inside.wire import unpack

_given: Mapping[str, Any] = {}


class Ungraded:
    """What an inert check returns; it prints as no points."""

    text = ""

    def __repr__(self) -> str:
        return "0"


class Workbook:
    """Stands in for the learner's `wb`: same calls, no references, no verdicts."""

    def __init__(self, theme: str = "", learner_id: str = "", class_code: str = "", progress: object = None) -> None:
        self.learner_id = str(learner_id)

    def check(self, name: str, answer: object = None) -> Ungraded:
        """Check nothing."""
        return Ungraded()

    def data(self, name: str) -> Any:
        """Return a fresh copy of what the question gives this learner, or None."""
        return unpack(_given.get(name))

    def points(self) -> float:
        """Return no points."""
        return 0.0


def give(data: Mapping[str, Any]) -> None:
    """Say what `Workbook.data` hands out in this process: question -> packed data."""
    global _given
    _given = data
