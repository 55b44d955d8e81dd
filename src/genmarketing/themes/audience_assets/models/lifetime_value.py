"""Lifetime value: what a customer will bring, in today's money.

    CLV = Σ_t  margin · spend · (expected purchases in period t) / (1 + d)^t

The textbook formula with a constant retention rate is the special case in which all customers are alike.
"""

import numpy as np

from .arrays import FloatArray
from .bg_nbd import BgNbd

WEEKS_PER_YEAR = 52


def lifetime_value(
    model: BgNbd,
    x: FloatArray,
    t_x: FloatArray,
    T: FloatArray,
    spend: FloatArray,
    margin: float,
    yearly_discount: float,
    years: int = 5,
) -> FloatArray:
    """Return the value (元) of each customer over the coming ``years``, discounted quarter by quarter.

    Args:
        model: fitted in weeks.
        x: repeat purchases (n,).
        t_x: weeks from first to last purchase (n,).
        T: weeks from first purchase to today (n,).
        spend: expected 元 a purchase (n,).
        margin: share of the spend that is left after the cost of the goods, 0 to 1.
        yearly_discount: by how much money in a year is worth less than money now, such as 0.1.
        years: how far ahead to look.
    """
    # Customers with one history have one future: work it out once for each.
    histories, which = np.unique(np.column_stack([x, t_x, T]), axis=0, return_inverse=True)
    quarters = np.arange(0, 4 * years + 1)
    ends = quarters * WEEKS_PER_YEAR / 4
    so_far = model.future_purchases(ends[None, :], *(histories[:, [column]] for column in range(3)))
    purchases = np.diff(so_far, axis=1)
    # Money of a quarter comes in its middle, on average.
    worth = (1 + yearly_discount) ** -((quarters[:-1] + 0.5) / 4)
    return np.asarray(margin * np.asarray(spend) * (purchases @ worth)[which.ravel()], dtype=np.float64)


def simple_value(yearly_margin: float, retention: float, yearly_discount: float) -> float:
    """Return the textbook value of a customer kept with the same chance every year: m·(1 + d) / (1 + d − r).

    The first margin comes now, the next in a year if the customer stays. ValueError unless 0 ≤ retention ≤ 1 and the
    discount is positive.
    """
    if not 0 <= retention <= 1 or yearly_discount <= 0:
        raise ValueError("retention must be between 0 and 1 and the discount positive")
    return yearly_margin * (1 + yearly_discount) / (1 + yearly_discount - retention)
