"""Comparing a test group with a control group: how many people it takes, and what stopping early does to the answer.

Two shares p₀ and p₁, two-sided error α, power 1−β, per group (Fleiss 1981)::

    n = (z_{1−α/2}·√(2·p̄(1−p̄)) + z_{1−β}·√(p₀(1−p₀) + p₁(1−p₁)))² / (p₁ − p₀)²        p̄ = (p₀ + p₁)/2

Looking k times at growing data and stopping at the first |z| > 1.96 errs more often than 5 % (Armitage, McPherson &
Rowe 1969). Two ways of paying for the looks: the same higher threshold at each look (Pocock 1977), or one that starts
very high and falls, c·√(K/k) (O'Brien & Fleming 1979).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, sqrt
from statistics import NormalDist

import numpy as np

from .arrays import FloatArray

NORMAL = NormalDist()


def sample_size(control: float, test: float, alpha: float = 0.05, power: float = 0.8) -> int:
    """People that each group needs for the difference of two shares to be seen with chance ``power``.

    Raises:
        ValueError: equal shares, or shares outside (0, 1): no sample is large enough.
    """
    if not (0 < control < 1 and 0 < test < 1) or control == test:
        raise ValueError(f"two different shares between 0 and 1 are needed, not {control} and {test}")
    mean = (control + test) / 2
    spread_if_equal = sqrt(2 * mean * (1 - mean))
    spread = sqrt(control * (1 - control) + test * (1 - test))
    z_error, z_power = NORMAL.inv_cdf(1 - alpha / 2), NORMAL.inv_cdf(power)
    return ceil(((z_error * spread_if_equal + z_power * spread) / (test - control)) ** 2)


@dataclass(frozen=True)
class Comparison:
    """Two groups: people, and those of them who did it (bought, joined, remembered)."""

    control_people: int
    control_yes: int
    test_people: int
    test_yes: int

    @property
    def control(self) -> float:
        """Share in the control group."""
        return self.control_yes / self.control_people

    @property
    def test(self) -> float:
        """Share in the test group."""
        return self.test_yes / self.test_people

    @property
    def lift(self) -> float:
        """Relative difference: 0.6 is «60 % higher»."""
        return self.test / self.control - 1

    @property
    def z(self) -> float:
        """Difference in standard errors, pooled: as if both groups had one share."""
        people = self.control_people + self.test_people
        pooled = (self.control_yes + self.test_yes) / people
        error = sqrt(pooled * (1 - pooled) * (1 / self.control_people + 1 / self.test_people))
        return (self.test - self.control) / error if error else 0.0

    @property
    def p_value(self) -> float:
        """Chance of a difference as large, either way, if the groups were alike."""
        return 2 * NORMAL.cdf(-abs(self.z))

    def interval(self, confidence: float = 0.95) -> tuple[float, float]:
        """Interval for the difference of the shares, unpooled (Wald)."""
        error = sqrt(
            self.control * (1 - self.control) / self.control_people + self.test * (1 - self.test) / self.test_people
        )
        half = NORMAL.inv_cdf((1 + confidence) / 2) * error
        return self.test - self.control - half, self.test - self.control + half


def looks(tests: int, number: int, rng: np.random.Generator, drift: float = 0.0) -> FloatArray:
    """z-values (tests, number) of tests looked at ``number`` times, at equal steps of new data.

    Each step adds an independent normal increment; what is looked at is their sum in standard errors. ``drift`` is the
    z-value expected at the last look: 0 where test and control do not differ.
    """
    steps = rng.standard_normal((tests, number)) + drift / sqrt(number)
    seen = np.arange(1, number + 1)
    return np.asarray(np.cumsum(steps, axis=1) / np.sqrt(seen))


def pocock(number: int, constant: float) -> FloatArray:
    """The same threshold at each of ``number`` looks."""
    return np.full(number, constant)


def obrien_fleming(number: int, constant: float) -> FloatArray:
    """Thresholds that fall from look to look: constant·√(K/k)."""
    return constant * np.sqrt(number / np.arange(1, number + 1))


def crossed(z: FloatArray, thresholds: FloatArray) -> FloatArray:
    """Share of tests (looks,) that has been called significant by each look."""
    over = np.abs(z) > thresholds
    return np.asarray(np.maximum.accumulate(over, axis=1).mean(axis=0))


def error_rates(thresholds: FloatArray) -> FloatArray:
    """Exact chance (looks,) that a test without any effect has been called significant by each look.

    The density of the sum, kept where no look has crossed yet, moves on by one normal increment from look to look
    (Armitage, McPherson & Rowe 1969). In units of √(data per look), threshold k lies at thresholds[k]·√k.
    """
    number = len(thresholds)
    reach = np.max(thresholds * np.sqrt(np.arange(1, number + 1))) + 1e-9
    size = 1001  # points of the sum; twice as many change no rate by 1e-4
    sums = np.linspace(-reach, reach, size)
    step = sums[1] - sums[0]
    spread = np.arange(-(size - 1), size) * step
    kernel = np.exp(-(spread**2) / 2) / np.sqrt(2 * np.pi) * step
    alive = np.exp(-(sums**2) / 2) / np.sqrt(2 * np.pi)
    rates = np.zeros(number)
    for look, threshold in enumerate(thresholds, start=1):
        inside = np.clip((threshold * sqrt(look) - np.abs(sums)) / step + 0.5, 0.0, 1.0)
        alive = alive * inside
        rates[look - 1] = 1 - alive.sum() * step
        if look < number:
            alive = np.convolve(alive, kernel, mode="valid")
    return rates


def error_rate(thresholds: FloatArray) -> float:
    """Exact chance that a test without any effect is called significant at one of the looks."""
    return float(error_rates(thresholds)[-1])


def constant_for(shape: Callable[[int, float], FloatArray], number: int, alpha: float = 0.05) -> float:
    """The constant with which ``number`` looks at thresholds of a shape err with chance ``alpha`` in all; by bisection."""
    low, high = 1.0, 6.0
    while high - low > 1e-5:
        middle = (low + high) / 2
        if error_rate(shape(number, middle)) > alpha:
            low = middle
        else:
            high = middle
    return high
