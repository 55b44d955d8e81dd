"""BG/NBD: who is still a customer, and how often will they buy? (Fader, Hardie & Lee 2005, Marketing Science 24(2))

A customer buys at random times with their own rate λ. After each repeat purchase they leave for good with their own
chance p. Rates are Gamma(r, α), chances Beta(a, b) over the customer base. All that the model looks at of one person:

    x    repeat purchases (on different days, the first one not counted)
    t_x  time from the first to the last purchase (0 if x = 0)
    T    time from the first purchase to today

Arrays broadcast; times are in one unit throughout (weeks in the paper).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import betaln, expit, gammaln, hyp2f1, psi

from .arrays import FloatArray, IntArray, Numbers, four_digits
from .search import lowest

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class BgNbd:
    """The four parameters; all positive. Mean rate r/α per unit of time, mean chance to leave a/(a+b)."""

    r: float
    alpha: float
    a: float
    b: float

    def __post_init__(self) -> None:
        if min(self.r, self.alpha, self.a, self.b) <= 0:
            raise ValueError("r, alpha, a and b must be positive")

    def rounded(self) -> "BgNbd":
        """Return the same to four significant digits: beyond, a fit depends on the processor that made it."""
        return BgNbd(*(four_digits(value) for value in (self.r, self.alpha, self.a, self.b)))

    def log_likelihood(self, x: Numbers, t_x: Numbers, T: Numbers) -> FloatArray:
        """Return the log-likelihood of each customer (equation 6, in logarithms)."""
        r, alpha, a, b = self.r, self.alpha, self.a, self.b
        common = gammaln(r + x) - gammaln(r) + r * np.log(alpha) + betaln(a, b + x) - betaln(a, b)
        alive = -(r + x) * np.log(alpha + T)
        # After x ≥ 1 repeats the customer may have left right after the last one.
        repeats = np.maximum(x, 1)
        left = np.log(a) - np.log(b + repeats - 1) - (r + x) * np.log(alpha + t_x)
        return np.asarray(common + np.where(x > 0, np.logaddexp(alive, left), alive), dtype=np.float64)

    def gradient(self, x: Numbers, t_x: Numbers, T: Numbers) -> FloatArray:
        """Return the derivatives of each log-likelihood by r, alpha, a and b, stacked: shape (4, …)."""
        r, alpha, a, b = self.r, self.alpha, self.a, self.b
        gone = 1 - self.p_alive(x, t_x, T)
        repeats = np.maximum(x, 1)
        together = psi(a + b) - psi(a + b + x)
        return np.stack(
            [
                psi(r + x) - psi(r) + np.log(alpha) - (1 - gone) * np.log(alpha + T) - gone * np.log(alpha + t_x),
                r / alpha - (r + x) * ((1 - gone) / (alpha + T) + gone / (alpha + t_x)),
                together + gone / a,
                together + psi(b + x) - psi(b) - gone / (b + repeats - 1),
            ]
        )

    def p_alive(self, x: Numbers, t_x: Numbers, T: Numbers) -> FloatArray:
        """Return the probability of still being a customer at T; 1 while x = 0, since one can only leave after a repeat."""
        repeats = np.maximum(x, 1)
        # The odds are taken in logarithms: after hundreds of purchases their power overflows.
        silence = np.log((self.alpha + T) / (self.alpha + t_x))
        log_odds = np.log(self.a / (self.b + repeats - 1)) + (self.r + x) * silence
        return np.asarray(np.where(x > 0, expit(-log_odds), 1.0), dtype=np.float64)

    def expected_purchases(self, t: Numbers) -> FloatArray:
        """Return how many repeat purchases a new customer makes within t on average (equation 9).

        ValueError unless a differs from 1: the formula divides by a − 1.
        """
        r, alpha, a, b = self.r, self.alpha, self.a, self.b
        self._check_a()
        bracket = 1 - (alpha / (alpha + t)) ** r * hyp2f1(r, b, a + b - 1, t / (alpha + t))
        return np.asarray((a + b - 1) / (a - 1) * bracket, dtype=np.float64)

    def future_purchases(self, t: Numbers, x: Numbers, t_x: Numbers, T: Numbers) -> FloatArray:
        """Return the expected purchases in the time t after T of customers with history (x, t_x, T) (equation 10)."""
        r, alpha, a, b = self.r, self.alpha, self.a, self.b
        self._check_a()
        ratio = ((alpha + T) / (alpha + T + t)) ** (r + x)
        bracket = 1 - ratio * hyp2f1(r + x, b + x, a + b + x - 1, t / (alpha + T + t))
        if_alive = (a + b + x - 1) / (a - 1) * bracket
        return np.asarray(if_alive * self.p_alive(x, t_x, T), dtype=np.float64)

    def _check_a(self) -> None:
        if abs(self.a - 1) < 1e-9:
            raise ValueError("the formula is not defined for a = 1")


def fit(x: FloatArray, t_x: FloatArray, T: FloatArray) -> BgNbd:
    """Find the parameters of maximum likelihood; RuntimeError if the search does not converge.

    Customers with equal histories are counted once with a weight. Logarithms of the parameters are searched, so that
    all stay positive; time is scaled so that the longest T is 10, which keeps the search well-conditioned.
    """
    histories, weight = np.unique(np.column_stack([x, t_x, T]), axis=0, return_counts=True)
    scale = 10 / histories[:, 2].max()
    x, t_x, T = histories[:, 0], histories[:, 1] * scale, histories[:, 2] * scale

    def cost(logs: FloatArray) -> tuple[float, FloatArray]:
        model, share = BgNbd(*np.exp(logs)), weight / weight.sum()
        uphill = model.gradient(x, t_x, T) @ share * np.exp(logs)  # by the logarithm of each parameter
        return -float(model.log_likelihood(x, t_x, T) @ share), -uphill

    r, alpha, a, b = lowest(cost, np.zeros(4))
    return BgNbd(r, float(alpha / scale), a, b)


def histories(orders: "pd.DataFrame", today: "pd.Timestamp", unit_days: float = 7.0) -> "pd.DataFrame":
    """Return ``x``, ``t_x`` and ``T`` in weeks (or another unit) for each customer who bought before ``today``.

    Several orders on one day are one purchase. ``spend`` is the mean amount of the repeat days (nan if x = 0).
    """
    import pandas as pd

    past = orders[orders["date"] < today]
    days = past.groupby(["customer_id", "date"])["amount"].sum().reset_index()
    first = days.groupby("customer_id")["date"].transform("min")
    repeats = days[days["date"] > first]
    by_customer = days.groupby("customer_id")["date"].agg(["min", "max", "size"])
    table = pd.DataFrame(
        {
            "x": by_customer["size"] - 1,
            "t_x": (by_customer["max"] - by_customer["min"]).dt.days / unit_days,
            "T": (today - by_customer["min"]).dt.days / unit_days,
        }
    )
    table["spend"] = repeats.groupby("customer_id")["amount"].mean()
    return table


def simulate(model: BgNbd, T: FloatArray, rng: np.random.Generator) -> tuple[IntArray, FloatArray]:
    """Let customers observed for the times ``T`` buy and leave as the model says; return x and t_x."""
    rate = rng.gamma(model.r, 1 / model.alpha, len(T))
    leave = rng.beta(model.a, model.b, len(T))
    x, t_x, now = np.zeros(len(T), dtype=np.int64), np.zeros(len(T)), np.zeros(len(T))
    buying = np.ones(len(T), dtype=bool)
    while buying.any():
        now = np.where(buying, now + rng.exponential(1, len(T)) / rate, now)
        buying &= now <= T
        x[buying] += 1
        t_x[buying] = now[buying]
        buying &= rng.random(len(T)) >= leave
    return x, t_x
