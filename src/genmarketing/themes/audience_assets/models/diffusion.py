"""Innovation spreading through two groups, and the chasm between them.

Rogers (1962) cuts the bell curve of adoption times into five groups; Moore (1991) says that between the early adopters
and the early majority lies a chasm, because the majority asks people like themselves. The equations are of the
dual-market kind (Goldenberg, Libai & Muller 2002, Journal of Marketing 66(2)), in discrete time:

    early:     ΔE = (p + q·E)·(1 − E)
    majority:  ΔM = (p_m + q_m·M + c·E)·(1 − M)        c: how much the majority heeds the early ones
"""

from dataclasses import dataclass

import numpy as np
from scipy.stats import norm

from .arrays import FloatArray

ROGERS = ("创新者", "早期采用者", "早期大众", "晚期大众", "落后者")
"""Rogers's adopter groups, in the order of adoption."""


def rogers_shares() -> FloatArray:
    """Return the shares of the five groups: a normal curve of adoption times cut at −2, −1, 0 and 1 deviations.

    Rounded they are the familiar 2.5, 13.5, 34, 34 and 16 %. That the curve is normal is Rogers's convention.
    """
    return np.asarray(np.diff(norm.cdf([-np.inf, -2, -1, 0, 1, np.inf])), dtype=np.float64)


@dataclass(frozen=True)
class Market:
    """Chances for each period, between 0 and 1, and the share of early customers in the market."""

    early_share: float = 0.16
    innovation: float = 0.02
    imitation: float = 0.4
    majority_innovation: float = 0.0005
    majority_imitation: float = 0.3
    cross: float = 0.02

    def spread(self, periods: int) -> tuple[FloatArray, FloatArray]:
        """Return the shares of the early ones and of the majority who have adopted, each (periods + 1,)."""
        early, majority = [0.0], [0.0]
        for _ in range(periods):
            e, m = early[-1], majority[-1]
            early.append(e + min(1.0, self.innovation + self.imitation * e) * (1 - e))
            heed = self.majority_innovation + self.majority_imitation * m + self.cross * e
            majority.append(m + min(1.0, heed) * (1 - m))
        return np.asarray(early, dtype=np.float64), np.asarray(majority, dtype=np.float64)

    def new_adopters(self, periods: int) -> FloatArray:
        """Return new adopters in each period (periods,) as shares of the whole market."""
        early, majority = self.spread(periods)
        return np.diff(self.early_share * early + (1 - self.early_share) * majority)


def saddle(new_adopters: FloatArray) -> float:
    """Return how far sales fall after their first peak before they rise again, as a share of that peak; 0 if they do not.

    A fall that is never followed by a rise is the end of a product's growth, not a chasm that was crossed.
    """
    sales = np.asarray(new_adopters)
    falling = np.flatnonzero(np.diff(sales) < 0)
    if not len(falling):
        return 0.0
    peak = int(falling[0])
    rising = np.flatnonzero(np.diff(sales[peak:]) > 0)
    if not len(rising):
        return 0.0
    valley = peak + int(rising[0])
    return float(1 - sales[valley] / sales[peak])
