"""How sure a share from a sample is: intervals, their true coverage, and the sample that a margin asks for.

    Wald:    p ± z·√(p(1−p)/n)
    Wilson:  (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n)

Sources: Wilson 1927 (JASA 22); why Wald covers too little: Brown, Cai & DasGupta 2001 (Statistical Science 16(2)).
Everything assumes that the sample was drawn at random; who agreed to answer is not in the formula.
"""

from math import ceil, sqrt
from statistics import NormalDist

import numpy as np

from .arrays import FloatArray, IntArray

Z95 = NormalDist().inv_cdf(0.975)
"""1.95996: 95 % of a normal distribution lies within so many standard deviations."""


def count_of(percent: float, n: int) -> int:
    """People that a printed percentage stands for: the nearest whole number."""
    return round(percent / 100 * n)


def wald(yes: int, n: int, z: float = Z95) -> tuple[float, float]:
    """The textbook interval: share plus and minus z standard errors. Too short for small samples and extreme shares."""
    p = yes / n
    half = z * sqrt(p * (1 - p) / n)
    return p - half, p + half


def wilson(yes: int, n: int, z: float = Z95) -> tuple[float, float]:
    """All true shares from which the observed one is less than z standard errors away."""
    p = yes / n
    centre = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z * sqrt(p * (1 - p) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
    return centre - half, centre + half


def margin(n: int, p: float = 0.5, z: float = Z95) -> float:
    """Half the width of Wald's interval; at p = 0.5 the largest there is: the «± 6.5 points» of a survey."""
    return z * sqrt(p * (1 - p) / n)


def sample_for_margin(half_width: float, p: float = 0.5, z: float = Z95) -> int:
    """Respondents needed for a margin of ``half_width`` (0.05 for ± 5 points)."""
    # The tiny subtraction keeps an exact result from being rounded up by floating-point dust.
    return ceil(z**2 * p * (1 - p) / half_width**2 - 1e-9)


def finite_population_factor(n: int, population: int) -> float:
    """By how much a standard error shrinks when ``n`` of only ``population`` were asked: √((N−n)/(N−1))."""
    if not 1 <= n <= population:
        raise ValueError(f"cannot ask {n} of {population}")
    return sqrt((population - n) / (population - 1)) if population > 1 else 0.0


def majority_p_value(p: float, n: int) -> float:
    """Two-sided p-value of a share p among n against «exactly half», by the normal approximation (score test).

    Wilson's interval excludes a half exactly when this lies below its error rate.
    """
    z = abs(p - 0.5) / sqrt(0.25 / n)
    return 2 * (1 - NormalDist().cdf(z))


def chance_of_at_least(yes: int, n: int, p: float) -> float:
    """Exact probability of ``yes`` or more among n when the true share is p."""
    return float(_binomial(n, p)[yes:].sum())


def likely_counts(p: float, n: int) -> tuple[IntArray, FloatArray]:
    """Counts of yes that can be expected of n people when the true share is p, and the exact chance of each.

    Counts more than five standard errors away are left out.
    """
    away = 5 * sqrt(n * p * (1 - p))
    counts: IntArray = np.arange(max(0, ceil(n * p - away)), min(n, int(n * p + away)) + 1)
    return counts, _binomial(n, p)[counts]


def simulate_surveys(p: float, n: int, surveys: int, rng: np.random.Generator) -> FloatArray:
    """Shares (surveys,) that repeated surveys of n people find when the true share is p."""
    return rng.binomial(n, p, surveys) / n


def true_coverage(method: str, p: float, n: int, z: float = Z95) -> float:
    """Exact chance that the interval of a survey contains the true share p.

    Args:
        method: «wald» or «wilson».
        p: true share.
        n: respondents.
        z: how many standard errors.
    """
    interval = {"wald": wald, "wilson": wilson}[method]
    ends = np.array([interval(yes, n, z) for yes in range(n + 1)])
    covered = (ends[:, 0] <= p) & (p <= ends[:, 1])
    return float(_binomial(n, p)[covered].sum())


def _binomial(n: int, p: float) -> FloatArray:
    """Probabilities (n + 1,) of 0 … n yes; for 0 < p < 1, through logarithms, so that large n stays finite."""
    yes: IntArray = np.arange(n + 1)
    log_factorial = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, n + 1)))])
    log_ways = log_factorial[n] - log_factorial[yes] - log_factorial[n - yes]
    return np.asarray(np.exp(log_ways + yes * np.log(p) + (n - yes) * np.log1p(-p)), dtype=np.float64)
