"""Reach and frequency: how many different people a schedule meets, and how often.

People differ in how easily they are met. Beta-binomial: a person's chance to meet one insertion is drawn from Beta(a, b)::

    reach(n) = 1 − ∏_{i<n} (b + i)/(a + b + i)          average frequency = n·reach(1)/reach(n)

a and b follow from the reach of one and of two insertions. Source: Metheringham 1964 (Journal of
Advertising Research 4(4)). For different media Sainsbury's rule takes them as independent: 1 − ∏(1 − r).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, lgamma, prod


@dataclass(frozen=True)
class BetaBinomial:
    """People whose chance to meet an insertion follows Beta(a, b)."""

    a: float
    b: float

    def reach(self, insertions: int) -> float:
        """Share of people met at least once."""
        return 1 - prod((self.b + i) / (self.a + self.b + i) for i in range(insertions))

    def exactly(self, times: int, insertions: int) -> float:
        """Share of people met exactly so many times."""
        a, b, n, k = self.a, self.b, insertions, times
        ways = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
        met = lgamma(a + k) + lgamma(b + n - k) - lgamma(a + b + n)
        return exp(ways + met + lgamma(a + b) - lgamma(a) - lgamma(b))

    def at_least(self, times: int, insertions: int) -> float:
        """Effective reach: share of people met ``times`` times or more."""
        return 1 - sum(self.exactly(k, insertions) for k in range(times))

    def average_frequency(self, insertions: int) -> float:
        """How often those who are met at all are met."""
        return insertions * self.reach(1) / self.reach(insertions)


def fit(first: float, second: float) -> BetaBinomial:
    """Beta(a, b) from the reach of one and of two insertions.

    Raises:
        ValueError: two insertions reach no more than one, or more than if people were all alike.
    """
    if not 0 < first < second < 1 - (1 - first) ** 2:
        raise ValueError(f"reach {first} then {second} fits no beta-binomial audience")
    kept = (1 - second) / (1 - first)
    total = (1 - kept) / (kept - (1 - first))
    return BetaBinomial(first * total, (1 - first) * total)


def independent_reach(first: float, insertions: int) -> float:
    """Reach if each insertion met people afresh, with no habits: 1 − (1 − r)^n. Too high for real media."""
    return 1 - (1 - first) ** insertions


def sainsbury(reaches: Sequence[float]) -> float:
    """Reach of several media together if meeting one said nothing about meeting another."""
    return 1 - prod(1 - reach for reach in reaches)


def gross_rating_points(first: float, insertions: int) -> float:
    """Insertions × reach of one, in percentage points: contacts, not people."""
    return 100 * first * insertions
