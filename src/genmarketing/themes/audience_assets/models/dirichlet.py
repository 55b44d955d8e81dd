"""NBD–Dirichlet: why small brands have fewer buyers, who also buy a little less often: double jeopardy.

The category is bought as in ``nbd``; each purchase goes to a brand by chance, with leanings that differ between people
as a Dirichlet with sum S. Large S: everybody chooses alike. (Goodhardt, Ehrenberg & Chatfield 1984, JRSS A 147(5))
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import betaln, gammaln

from .arrays import FloatArray
from .nbd import Nbd

MOST_PURCHASES = 2000
"""The category's purchases are summed up to this many at most."""


@dataclass(frozen=True)
class Brand:
    """One brand in one period.

    Attributes:
        share: of all purchases of the category.
        penetration: share of the population that buys it.
        frequency: mean purchases of it by its buyers.
        category_share: what part of its buyers' category purchases it gets (share of category requirements).
    """

    share: float
    penetration: float
    frequency: float
    category_share: float


@dataclass(frozen=True)
class Dirichlet:
    """A category: its NBD, and the sum ``S`` of the leanings."""

    category: Nbd
    S: float

    def __post_init__(self) -> None:
        if self.S <= 0:
            raise ValueError("S must be positive")

    def brand(self, share: float) -> Brand:
        """Return what a brand of that market share can expect."""
        n, chances = self._purchases()
        buyers = chances * (1 - self._none_of_it(share, n))
        penetration = float(buyers.sum())
        frequency = self.category.m * share / penetration
        return Brand(share, penetration, frequency, frequency / float((buyers * n).sum() / penetration))

    def light_buyers(self, share: float, at_most: int = 2) -> float:
        """Return which part of a brand's buyers buys it no more than ``at_most`` times."""
        return sum(self._buying(share, r) for r in range(1, at_most + 1)) / self.brand(share).penetration

    def light_sales(self, share: float, at_most: int = 2) -> float:
        """Return which part of a brand's purchases is made by those who buy it no more than ``at_most`` times."""
        return sum(r * self._buying(share, r) for r in range(1, at_most + 1)) / (self.category.m * share)

    def duplication(self, share: float, other: float) -> float:
        """Return the share of one brand's buyers who also buy the other, divided by the other's penetration."""
        both = self.brand(share).penetration + self.brand(other).penetration - self.brand(share + other).penetration
        return both / self.brand(share).penetration / self.brand(other).penetration

    def _purchases(self) -> tuple[FloatArray, FloatArray]:
        n = np.arange(0, MOST_PURCHASES + 1)
        chances = self.category.probability(n)
        kept = np.cumsum(chances) < 1 - 1e-13
        return n[kept].astype(np.float64), chances[kept]

    def _buying(self, share: float, times: int) -> float:
        """Share of the population that buys the brand exactly ``times`` times."""
        n, chances = self._purchases()
        own, others = self.S * share, self.S * (1 - share)
        enough = n >= times
        m = n[enough]
        log_chance = gammaln(m + 1) - gammaln(times + 1) - gammaln(m - times + 1)
        log_chance += betaln(own + times, others + m - times) - betaln(own, others)
        return float((chances[enough] * np.exp(log_chance)).sum())

    def _none_of_it(self, share: float, n: FloatArray) -> FloatArray:
        """Chance that none of n category purchases goes to the brand (beta-binomial)."""
        others = self.S * (1 - share)
        return np.asarray(
            np.exp(gammaln(others + n) - gammaln(others) - gammaln(self.S + n) + gammaln(self.S)), dtype=np.float64
        )
