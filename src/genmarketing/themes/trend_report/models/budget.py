"""Spread one budget over media whose returns fall off, within limits.

    value_i(x) = worth_i · u/(u + half_i),     u = x / price_i

At the best split the last 元 earns the same everywhere, except where a limit holds. A floor for the brand splits the media
into two pools, each with one marginal return of its own. When others crowd into a medium its price rises: the same money
buys less, and its advantage goes (media competitiveness).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt

import numpy as np

from .arrays import FloatArray


@dataclass(frozen=True)
class Medium:
    """One medium. Money in 万元.

    Attributes:
        name: for charts.
        worth: value that endless spend would bring, 万元.
        half: spend that brings half of it at price 1.
        price: cost of attention against the usual, 1.5 when it is half as dear again.
        low: least spend.
        high: largest spend.
        brand: whether it counts as brand building.
    """

    name: str
    worth: float
    half: float
    price: float = 1.0
    low: float = 0.0
    high: float = float("inf")
    brand: bool = False

    def value(self, spend: float) -> float:
        """Value of ``spend``, 万元."""
        bought = spend / self.price
        return self.worth * bought / (bought + self.half)

    def marginal(self, spend: float) -> float:
        """Value of the next 元."""
        dear = self.half * self.price
        return self.worth * dear / (spend + dear) ** 2

    def spend_at(self, marginal: float) -> float:
        """Spend at which the next 元 is worth ``marginal``, within the limits."""
        dear = self.half * self.price
        return min(self.high, max(self.low, sqrt(self.worth * dear / marginal) - dear))


class ImpossibleBudgetError(ValueError):
    """The limits leave no way to spend this budget."""


def total_value(media: Sequence[Medium], spend: Sequence[float] | FloatArray) -> float:
    """Value of a whole split, 万元."""
    return sum(medium.value(float(x)) for medium, x in zip(media, spend, strict=True))


def equal_margins(media: Sequence[Medium], budget: float) -> FloatArray:
    """The best split (media,) within each medium's limits: one marginal return for all, found by bisection.

    Raises:
        ImpossibleBudgetError: the least spends exceed the budget, or the largest do not use it up.
    """
    _check(media, budget)
    low, high = 1e-12, max(medium.marginal(0.0) for medium in media)
    for _ in range(200):
        middle = sqrt(low * high)
        if sum(medium.spend_at(middle) for medium in media) > budget:
            low = middle
        else:
            high = middle
    return np.array([medium.spend_at(high) for medium in media])


def by_pieces(media: Sequence[Medium], budget: float, piece: float) -> FloatArray:
    """The best split (media,) when money is handed out piece by piece: each goes where it adds most.

    Since all returns fall off, no other order of pieces ends better. Limits of single media are not looked at.
    """
    spend = np.zeros(len(media))
    for _ in range(round(budget / piece)):
        gains = [medium.value(x + piece) - medium.value(x) for medium, x in zip(media, spend.tolist(), strict=True)]
        spend[int(np.argmax(gains))] += piece
    return spend


def best_split(media: Sequence[Medium], budget: float, least_brand_share: float = 0.0) -> FloatArray:
    """The best split (media,) within each medium's limits, with a least share for the brand media together.

    All returns fall off, so a floor that the free split breaks is met exactly: the brand media share just that much, the
    others the rest.

    Raises:
        ImpossibleBudgetError: no split keeps all limits.
    """
    spend = equal_margins(media, budget)
    brand = np.array([medium.brand for medium in media])
    floor = least_brand_share * budget
    if spend[brand].sum() < floor - 1e-9 * budget:
        for pool, money in ((brand, floor), (~brand, budget - floor)):
            inside = [medium for medium, belongs in zip(media, pool, strict=True) if belongs]
            spend[pool] = equal_margins(inside, money)
    return spend


def crowded(medium: Medium, money: float) -> Medium:
    """The medium when ``money`` times the usual sum competes there for the same attention: its price rises as much."""
    return replace(medium, price=medium.price * money)


def _check(media: Sequence[Medium], budget: float) -> None:
    if sum(medium.low for medium in media) > budget + 1e-9:
        raise ImpossibleBudgetError("the least spends together exceed the budget")
    if sum(medium.high for medium in media) < budget - 1e-9:
        raise ImpossibleBudgetError("the largest spends together do not use the budget up")
