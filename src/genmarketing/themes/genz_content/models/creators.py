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
import pandas as pd

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
            infinite weight: give everybody the mean), or as far apart as 0 and 1 (no prior is that wide).
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
    if true >= mean * (1 - mean):
        raise ValueError("the rates differ more than those of any Beta")
    weight = mean * (1 - mean) / true - 1
    return Prior(mean * weight, (1 - mean) * weight)


def root_mean_square(error: FloatArray) -> float:
    """Typical size of an error."""
    return float(np.sqrt(np.mean(np.square(error))))


MADE = Prior(3.0, 57.0)
"""How the true rates of made creators scatter: 5 % on average."""


@dataclass(frozen=True)
class Simulated:
    """Made creators whose true rate is known."""

    true_rate: FloatArray
    interactions: IntArray
    exposures: IntArray


def simulate(number: int, typical_exposures: float, rng: np.random.Generator) -> Simulated:
    """Draw creators: true rates from ``MADE``, exposures log-normal around a median, interactions binomial."""
    true = rng.beta(MADE.a, MADE.b, number)
    exposures = np.maximum(1, rng.lognormal(np.log(typical_exposures), 1.0, number)).astype(np.int64)
    return Simulated(true, rng.binomial(exposures, true), exposures)


def worth(posts: pd.DataFrame, people: pd.DataFrame, weeks: int) -> pd.DataFrame:
    """What is known of each creator after some weeks.

    Args:
        posts: one row for each post; columns ``creator_id``, ``date``, ``exposures``, ``interactions``.
        people: one row for each creator; columns ``creator_id``, ``kind``, ``fee`` for one post, and others that are kept.
        weeks: how many weeks of posts have been seen.

    Returns:
        Creators that have posted by then, with ``posts``, ``exposures`` and ``interactions`` seen, the rate ``own``, the rate
        ``shrunken`` towards creators of the same kind, ``cost``, yuan for one of the interactions that one more post is
        expected to bring, and ``usual``, exposures of a post over the whole time: what a booking will really meet.
    """
    days = pd.to_datetime(posts["date"])
    early = posts[days < days.min() + pd.Timedelta(weeks=weeks)]
    seen = early.groupby("creator_id")[["exposures", "interactions"]].sum()
    seen["posts"] = early.groupby("creator_id").size()
    seen["usual"] = posts.groupby("creator_id")["exposures"].mean()
    table = people.merge(seen, on="creator_id").sort_values("creator_id", ignore_index=True)
    x, n = table["interactions"].to_numpy(float), table["exposures"].to_numpy(float)
    table["own"] = engagement_rate(x, n)
    for _, group in table.groupby("kind"):
        alike = fit_prior(x[group.index], n[group.index])
        table.loc[group.index, "shrunken"] = alike.shrunken(x[group.index], n[group.index])
    expected = (table["shrunken"] * table["exposures"] / table["posts"]).to_numpy()
    table["cost"] = cost_per_engagement(table["fee"].to_numpy(float), expected)
    return table


def booked(table: pd.DataFrame, score: pd.Series, budget: float) -> pd.DataFrame:
    """Creators for a budget, one post each: the highest score first, a fee that no longer fits passed over."""
    chosen, left = [], budget
    for at in score.sort_values(ascending=False, kind="stable").index:
        if table.loc[at, "fee"] <= left:
            chosen.append(at)
            left -= table.loc[at, "fee"]
    return table.loc[chosen]
