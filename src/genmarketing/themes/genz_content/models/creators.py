"""What a creator is worth: rates from few posts, pulled towards what creators of that kind usually reach.

    engagement rate      ER  = interactions / exposures
    cost per engagement  CPE = fee / interactions
    shrunken rate            = (x + a)/(n + a + b)         x interactions of n exposures, Beta(a, b) among colleagues

a and b are fitted to all creators together by moments (empirical Bayes; Robbins 1956, Morris 1983): the spread of the
observed rates, less what chance alone would spread them. A creator with few exposures is pulled most.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arrays import FloatArray, IntArray


def engagement_rate(interactions: FloatArray, exposures: FloatArray) -> FloatArray:
    """Interactions per exposure; NaN where nobody was shown anything."""
    exposures = np.asarray(exposures, dtype=float)
    rates: FloatArray = np.divide(interactions, exposures, out=np.full(exposures.shape, np.nan), where=exposures > 0)
    return rates


def cost_per_engagement(fee: FloatArray, interactions: FloatArray) -> FloatArray:
    """Yuan for one interaction; infinite where there was none."""
    interactions = np.asarray(interactions, dtype=float)
    costs: FloatArray = np.divide(fee, interactions, out=np.full(interactions.shape, np.inf), where=interactions > 0)
    return costs


@dataclass(frozen=True)
class Prior:
    """What is known of a creator before the first post: rates of the kind follow Beta(a, b)."""

    a: float
    b: float

    @property
    def mean(self) -> float:
        """The usual rate."""
        return self.a / (self.a + self.b)

    @property
    def weight(self) -> float:
        """The prior counts as much as so many exposures: at n = a + b, a creator's own rate counts half."""
        return self.a + self.b

    def shrunken(self, interactions: FloatArray, exposures: FloatArray) -> FloatArray:
        """Expected rate of each creator, given own posts and the prior."""
        return np.asarray((np.asarray(interactions) + self.a) / (np.asarray(exposures) + self.a + self.b))


def fit_prior(interactions: FloatArray, exposures: FloatArray) -> Prior:
    """Beta(a, b) by moments, creators weighted by their exposures.

    Raises:
        ValueError: fewer than two creators, no exposures, or rates no further apart than chance makes them (a prior of
            infinite weight: give everybody the mean).
    """
    x, n = np.asarray(interactions, dtype=float), np.asarray(exposures, dtype=float)
    if len(x) < 2 or not (n > 0).all():
        raise ValueError("a prior needs at least two creators, each with exposures")
    mean = x.sum() / n.sum()
    rates = x / n
    observed = np.average((rates - mean) ** 2, weights=n)
    # Of the weighted spread, chance explains mean(1−mean)·(k−1)/Σn, true differences the rest.
    between = n.sum() - (n**2).sum() / n.sum()
    true = (observed * n.sum() - mean * (1 - mean) * (len(n) - 1)) / between
    if true <= 0:
        raise ValueError("the rates differ no more than chance makes them differ")
    weight = mean * (1 - mean) / true - 1
    return Prior(mean * weight, (1 - mean) * weight)


def root_mean_square(error: FloatArray) -> float:
    """Typical size of an error."""
    return float(np.sqrt(np.mean(np.square(error))))


@dataclass(frozen=True)
class Simulated:
    """Made creators whose true rate is known."""

    true_rate: FloatArray
    interactions: IntArray
    exposures: IntArray


def simulate(number: int, typical_exposures: float, rng: np.random.Generator, prior: Prior | None = None) -> Simulated:
    """Draw creators: true rates from a Beta, exposures log-normal around a median, interactions binomial."""
    prior = prior or Prior(3.0, 57.0)
    true = rng.beta(prior.a, prior.b, number)
    exposures = np.maximum(1, rng.lognormal(np.log(typical_exposures), 1.0, number)).astype(np.int64)
    return Simulated(true, rng.binomial(exposures, true), exposures)


def cheapest_plan(fee: FloatArray, interactions: FloatArray, budget: float) -> list[int]:
    """Creators for a budget: the cheapest engagement first, as long as the money lasts; positions in the arrays.

    Greedy, so a large fee that no longer fits is passed over. Each creator is booked once.
    """
    order = np.argsort(cost_per_engagement(fee, interactions), kind="stable")
    chosen, left = [], budget
    for at in order.tolist():
        if fee[at] <= left and interactions[at] > 0:
            chosen.append(at)
            left -= float(fee[at])
    return chosen
