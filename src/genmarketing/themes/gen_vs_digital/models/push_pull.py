"""Push and pull: sending to those who subscribed, or being found by those who search.

Push: a list of subscribers gets f messages a week. Each further message of a week is answered less, and each makes
some leave, the more the oftener it comes. Pull: people in need come by themselves; what is seen of them depends on
how well one is found. Expected values, week by week; all rates are made.
"""

from dataclasses import dataclass
from math import exp

import numpy as np

from .arrays import FloatArray


@dataclass(frozen=True)
class PushList:
    """A list of subscribers and how it answers."""

    subscribers: float = 10_000.0
    answer: float = 0.004
    """orders for each message, when one comes a week"""
    fatigue: float = 0.25
    """each further message of the same week is answered e^-fatigue times as often"""
    leaving: float = 0.003
    """share that leaves after a week with one message; grows with the square of the number"""

    def weekly(self, per_week: int, weeks: int = 52) -> tuple[FloatArray, FloatArray]:
        """Subscribers left and orders in each week: two arrays (weeks,)."""
        each = self.answer * sum(exp(-self.fatigue * number) for number in range(per_week))
        left = self.subscribers * (1 - min(1.0, self.leaving * per_week**2)) ** np.arange(weeks)
        return np.asarray(left), np.asarray(left * each)


def best_frequency(answers: PushList, weeks: int = 52, most: int = 7) -> int:
    """Messages a week that bring the most orders over ``weeks`` weeks."""
    return max(range(1, most + 1), key=lambda per_week: float(answers.weekly(per_week, weeks)[1].sum()))


def pull_orders(searchers: float, found: float, conversion: float, weeks: int = 52) -> FloatArray:
    """Orders in each week from people who look for it themselves: searchers · share who find us · conversion."""
    return np.full(weeks, searchers * found * conversion)


def break_even_response(cost: float, margin: float) -> float:
    """Share of receivers of a direct mailing that must order before it pays: cost of one letter / margin of one order."""
    return cost / margin
