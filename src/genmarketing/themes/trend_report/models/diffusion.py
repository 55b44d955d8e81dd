"""How something new spreads: Bass, adopter groups, and the gap between them.

    F(t) = (1 − e^{−(p+q)t}) / (1 + (q/p)·e^{−(p+q)t})          peak of new adopters: t* = ln(q/p)/(p+q)

p: takes it up without being told (per year). q: takes it up because others have. Sources: Bass 1969 (Management Science
15(5)); groups: Rogers 1962; chasm: Moore 1991; a dip between two markets: Goldenberg, Libai & Muller 2002 (Journal of
Marketing 66(2)).
"""

from dataclasses import dataclass
from math import exp, inf, log

import numpy as np

from .arrays import FloatArray

GROUPS = (("创新者", 0.025), ("早期采用者", 0.135), ("早期大众", 0.34), ("晚期大众", 0.34), ("落后者", 0.16))
"""Rogers' groups in the order in which they adopt, and their shares of all who ever will."""

CHASM = 0.16
"""Moore's gap: after innovators and early adopters."""


@dataclass(frozen=True)
class Bass:
    """One market in which everybody may hear from everybody."""

    p: float
    q: float

    def __post_init__(self) -> None:
        if self.p <= 0 or self.q < 0:
            raise ValueError("p must be positive and q not negative, or nobody ever begins")

    def adopted(self, t: float) -> float:
        """Share of the final adopters who have adopted by time t."""
        decay = exp(-(self.p + self.q) * t)
        return (1 - decay) / (1 + self.q / self.p * decay)

    def rate(self, t: float) -> float:
        """New adopters at time t, as a share of the final ones in a year: (p + q·F)·(1 − F)."""
        share = self.adopted(t)
        return (self.p + self.q * share) * (1 - share)

    @property
    def peak_time(self) -> float:
        """When new adopters are most; 0 if imitation is weaker than innovation, for then it only falls."""
        return max(0.0, log(self.q / self.p) / (self.p + self.q)) if self.q > 0 else 0.0

    def time_of(self, share: float) -> float:
        """When a share has adopted; ``inf`` for all of them."""
        if not 0 <= share <= 1:
            raise ValueError(f"a share lies between 0 and 1, not {share}")
        if share == 1:
            return inf
        return log((1 + share * self.q / self.p) / (1 - share)) / (self.p + self.q)

    def simulate(self, people: int, years: float, rng: np.random.Generator, step: float = 0.1) -> FloatArray:
        """Share adopted after each step, (steps,), when ``people`` decide one by one and by chance."""
        adopted = np.zeros(round(years / step))
        have = 0
        for now in range(len(adopted)):
            chance = 1 - exp(-(self.p + self.q * have / people) * step)
            have += int(rng.binomial(people - have, chance))
            adopted[now] = have / people
        return adopted


def group_of(share: float) -> str:
    """Rogers' group of whoever adopts when ``share`` of all have done so before."""
    edge = 0.0
    for name, size in GROUPS:
        edge += size
        if share < edge - 1e-12:
            return name
    return GROUPS[-1][0]


@dataclass(frozen=True)
class TwoMarkets:
    """An early market and a mainstream that listens to its own kind.

    Attributes:
        early: size of the early market, as a share.
        bass_early: how it takes things up.
        bass_main: how the mainstream does, by itself.
        across: how much of its ear the mainstream lends to the early market, 0 … 1. Small: a chasm.
    """

    early: float
    bass_early: Bass
    bass_main: Bass
    across: float

    def run(self, years: float, step: float = 0.05) -> tuple[FloatArray, FloatArray]:
        """Share of the early market and of the mainstream that has adopted after each step, (steps,) each."""
        early, main = np.zeros(round(years / step)), np.zeros(round(years / step))
        a = b = 0.0
        for now in range(len(early)):
            heard = self.across * a + (1 - self.across) * b
            a += (self.bass_early.p + self.bass_early.q * a) * (1 - a) * step
            b += (self.bass_main.p + self.bass_main.q * heard) * (1 - b) * step
            early[now], main[now] = a, b
        return early, main

    def new_adopters(self, years: float, step: float = 0.05) -> FloatArray:
        """New adopters of both markets at each step, as a share of all in a year, (steps,)."""
        early, main = self.run(years, step)
        return np.diff(self.early * early + (1 - self.early) * main, prepend=0.0) / step


def has_saddle(new_adopters: FloatArray, depth: float = 0.1) -> bool:
    """Whether adoption rises, falls by at least ``depth`` of that peak, and rises again above the fall."""
    peak, dip = 0.0, inf
    for value in new_adopters:
        if value > peak and dip == inf:
            peak = float(value)
        elif value <= (1 - depth) * peak:
            dip = min(dip, float(value))
        if dip < inf and value > dip / (1 - depth):
            return True
    return False
