"""Which submission a worker gets next: one of the variant that it knows already, where there is one.

The hidden cases of a variant, and what right and wrong programs make of them, are worked out in each worker once and kept. Two workers that
share every variant would each work out all of them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable

from genmarketing.grading.submissions import Submission
from genmarketing.workbook.variants import variant_of

Share = tuple[str, int]
"""A theme, and the variant that a student of this name has in it if the notebook names them alike; a wrong guess costs time only."""


class Waiting:
    """Submissions that nobody has taken yet, sorted into shares.

    Args:
        submissions: all of them.
        class_code: the class's public code.
    """

    def __init__(self, submissions: Iterable[Submission], class_code: str) -> None:
        self._shares: dict[Share, deque[Submission]] = {}
        for each in submissions:
            self._shares.setdefault((each.theme, variant_of(each.student, class_code)), deque()).append(each)

    def take(self, known: Share | None, others: Collection[Share | None]) -> tuple[Submission, Share] | None:
        """Return the next submission for a worker, and its share; None where nothing is left.

        Args:
            known: the share that the worker had last.
            others: those that the other workers have.
        """
        if not self._shares:
            return None
        share = known
        if share is None or share not in self._shares:
            free = [each for each in self._shares if each not in others] or list(self._shares)
            share = max(free, key=lambda each: len(self._shares[each]))
        submission = self._shares[share].popleft()
        if not self._shares[share]:
            del self._shares[share]
        return submission, share
