"""How a customer base grows: what leaks out, what is won, who brings a friend.

    customers next month = kept · customers + won + brought by customers

Without referral the base ends at won / (1 − kept), whatever it began with; that is also the limit of «compounding».
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .arrays import FloatArray


def grow(customers: float, kept: float, won: float, months: int, brought: float = 0.0) -> FloatArray:
    """Return the number of customers (months + 1,), now first; ``brought`` new ones for each customer and month."""
    path = [customers]
    for _ in range(months):
        path.append((kept + brought) * path[-1] + won)
    return np.asarray(path, dtype=np.float64)


def ends_at(kept: float, won: float, brought: float = 0.0) -> float:
    """Return the number of customers at which gains equal losses; inf when referral makes up for all that leak."""
    leak = 1 - kept - brought
    return won / leak if leak > 1e-12 else float("inf")


@dataclass(frozen=True)
class Plan:
    """A way to spend the same budget each month. Money in 元.

    Attributes:
        new_cost: to win one new customer.
        reach_cost: to reach one customer again.
        kept: chance that a customer of this month is one next month, if reached again.
        kept_unreached: the same, if not.
        margin: what one customer brings in a month.
    """

    new_cost: float
    reach_cost: float
    kept: float
    kept_unreached: float
    margin: float


def profit_path(
    plan: Plan, customers: float, budget: float, reach_first: bool, months: int
) -> tuple[FloatArray, FloatArray]:
    """Return customers and cumulative profit (months + 1,) when the budget goes to the old ones first, or only to new ones.

    Reaching customers keeps more of them; what is left of the budget wins new ones. All margins are counted, the whole
    budget is spent.
    """
    path, earned = [customers], [0.0]
    for _ in range(months):
        now = path[-1]
        reached = min(now, budget / plan.reach_cost) if reach_first else 0.0
        won = (budget - reached * plan.reach_cost) / plan.new_cost
        path.append(reached * plan.kept + (now - reached) * plan.kept_unreached + won)
        earned.append(earned[-1] + path[-1] * plan.margin - budget)
    return np.asarray(path, dtype=np.float64), np.asarray(earned, dtype=np.float64)


STAGES = ("获取", "激活", "留存", "收入", "推荐")
"""AARRR: acquisition, activation, retention, revenue, referral."""


@dataclass(frozen=True)
class Aarrr:
    """The five rings of growth as one model of a monthly cohort.

    Attributes:
        acquired: visitors in a month.
        activated: share of them who buy a first time.
        kept: chance that a customer of one month is one the next.
        revenue: margin of one customer in a month (元).
        referred: visitors whom one customer brings each month.
    """

    acquired: float
    activated: float
    kept: float
    revenue: float
    referred: float

    def monthly_value(self) -> float:
        """Return the margin (元 a month) at which the base settles; inf when each customer more than replaces itself.

        Customers N satisfy N = kept·N + activated·(acquired + referred·N).
        """
        return self.revenue * ends_at(self.kept, self.activated * self.acquired, self.activated * self.referred)

    def improved(self, stage: int, by: float, points: float | None = None) -> "Aarrr":
        """Return the same with one of the five rings better by the share ``by``.

        For retention the *loss* shrinks by that share, unless ``points`` says by how much the chance itself rises.
        """
        values = [self.acquired, self.activated, self.kept, self.revenue, self.referred]
        if STAGES[stage] == "留存":
            values[stage] = 1 - (1 - self.kept) * (1 - by) if points is None else self.kept + points
        else:
            values[stage] *= 1 + by
        return Aarrr(*values)


def gains(model: Aarrr, by: float = 0.1, points: float | None = None) -> Sequence[float]:
    """Return by what share the settled value grows when each of the five rings gets better, in their order."""
    now = model.monthly_value()
    return [model.improved(stage, by, points).monthly_value() / now - 1 for stage in range(len(STAGES))]
