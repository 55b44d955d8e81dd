"""Spread one budget over media whose returns fall off, within limits.

    value_i(x) = worth_i · u/(u + half_i),     u = x / price_i

At the best split the last 元 earns the same everywhere, except where a limit holds. When others crowd into a medium its
price rises: the same money buys less, and its advantage goes (media competitiveness).
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


def optimise(media: Sequence[Medium], budget: float, least_brand_share: float = 0.0) -> FloatArray:
    """The best split (media,) by SciPy's SLSQP, with a least share for the brand media on top of the limits.

    Raises:
        ImpossibleBudgetError: no split keeps all limits, or the search did not end.
    """
    from scipy.optimize import minimize

    _check(media, budget)
    brand = np.array([medium.brand for medium in media], dtype=np.float64)
    most_brand = min(
        sum(medium.high for medium in media if medium.brand),
        budget - sum(medium.low for medium in media if not medium.brand),
    )
    if most_brand < least_brand_share * budget - 1e-9:
        raise ImpossibleBudgetError("the limits leave too little for the brand")
    found = minimize(
        lambda x: -total_value(media, x) / budget,
        x0=np.full(len(media), budget / len(media)),
        jac=lambda x: -np.array([medium.marginal(v) for medium, v in zip(media, x, strict=True)]) / budget,
        bounds=[(medium.low, min(medium.high, budget)) for medium in media],
        constraints=[
            {"type": "eq", "fun": lambda x: (np.sum(x) - budget) / budget, "jac": lambda x: np.ones(len(x)) / budget},
            {"type": "ineq", "fun": lambda x: brand @ x / budget - least_brand_share, "jac": lambda x: brand / budget},
        ],
        method="SLSQP",
        options={"ftol": 1e-12, "maxiter": 500},
    )
    if not found.success:
        raise ImpossibleBudgetError(str(found.message))
    return np.asarray(found.x, dtype=np.float64)


def crowded(medium: Medium, money: float) -> Medium:
    """The medium when ``money`` times the usual sum competes there for the same attention: its price rises as much."""
    return replace(medium, price=medium.price * money)


def _check(media: Sequence[Medium], budget: float) -> None:
    if sum(medium.low for medium in media) > budget + 1e-9:
        raise ImpossibleBudgetError("the least spends together exceed the budget")
    if sum(medium.high for medium in media) < budget - 1e-9:
        raise ImpossibleBudgetError("the largest spends together do not use the budget up")
