"""NBD: how often a whole population buys a brand (Ehrenberg 1959; Goodhardt, Ehrenberg & Chatfield 1984).

Everybody buys at random times with their own rate; rates are Gamma over the population. The number of purchases in a
period is then negative binomial with mean ``m`` and shape ``k``; a longer period has a larger m and the same k.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.special import gammaln

from .arrays import FloatArray, IntArray


@dataclass(frozen=True)
class Nbd:
    """Mean purchases a head of the population ``m`` and shape ``k`` (small: a few buy much, most nothing)."""

    m: float
    k: float

    def __post_init__(self) -> None:
        if self.m <= 0 or self.k <= 0:
            raise ValueError("m and k must be positive")

    def probability(self, n: IntArray) -> FloatArray:
        """Return the probability of exactly n purchases."""
        n = np.asarray(n)
        ways = gammaln(self.k + n) - gammaln(self.k) - gammaln(n + 1.0)
        shares = self.k * np.log(self.k / (self.k + self.m)) + n * np.log(self.m / (self.k + self.m))
        return np.asarray(np.exp(ways + shares), dtype=np.float64)

    def penetration(self, periods: float = 1.0) -> float:
        """Return the share of the population that buys at least once in ``periods`` periods: 1 − (1 + m/k)^−k."""
        return float(1 - (1 + periods * self.m / self.k) ** -self.k)

    def frequency(self) -> float:
        """Return the mean purchases of a buyer."""
        return self.m / self.penetration()

    def bought_twice(self, periods: float = 1.0) -> float:
        """Return the share of buyers with at least two purchases in ``periods`` periods."""
        longer = Nbd(self.m * periods, self.k)
        none, one = longer.probability(np.array([0, 1]))
        return float((1 - none - one) / (1 - none))

    def came_back(self) -> float:
        """Return the share of one period's buyers who buy again in the next: (2b − b₂) / b."""
        b, b2 = self.penetration(), self.penetration(2)
        return (2 * b - b2) / b


def shape_of(mean: float, penetration: float) -> float:
    """Solve 1 − (1 + m/k)^−k = b for k; ValueError unless 0 < b < 1 − exp(−m), which equal rates would give."""
    if not 0 < penetration < 1 - np.exp(-mean):
        raise ValueError("penetration must be positive and below 1 − exp(−mean)")
    return float(brentq(lambda k: Nbd(mean, k).penetration() - penetration, 1e-9, 1e9, xtol=1e-13))


def buying_for(monthly: float, yearly: float) -> Nbd:
    """Find monthly buying of which ``monthly`` of a month's and ``yearly`` of a year's buyers buy at least twice in it.

    ValueError when no NBD does both. For equal rates (k → ∞) a year's share is at its largest; the more unequal the
    rates, the closer the two shares.
    """

    def mean_for(k: float) -> float:
        return float(brentq(lambda m: Nbd(m, k).bought_twice() - monthly, 1e-9, 1e9, xtol=1e-13))

    def yearly_gap(log_k: float) -> float:
        k = float(np.exp(log_k))
        return Nbd(mean_for(k), k).bought_twice(12) - yearly

    low, high = -3.0, 5.0
    if yearly_gap(low) * yearly_gap(high) > 0:
        raise ValueError("no NBD has both shares")
    k = float(np.exp(brentq(yearly_gap, low, high, xtol=1e-12)))
    return Nbd(mean_for(k), k)
