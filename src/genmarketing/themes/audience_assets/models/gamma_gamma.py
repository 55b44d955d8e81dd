"""Gamma–Gamma: what does a customer spend on average? (Fader, Hardie & Lee 2005, JMR 42(4))

Single amounts of a customer scatter around their own mean; means scatter over the base. Somebody seen twice is
drawn towards the base's mean, somebody seen fifty times is believed:

    E[M | x, m] = p·(v + m·x) / (p·x + q − 1)
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln, psi

from .arrays import FloatArray, Numbers, four_digits
from .search import lowest


@dataclass(frozen=True)
class GammaGamma:
    """The three parameters; all positive, q above 1 or the mean of the base is infinite."""

    p: float
    q: float
    v: float

    def __post_init__(self) -> None:
        if min(self.p, self.q, self.v) <= 0:
            raise ValueError("p, q and v must be positive")

    @property
    def mean(self) -> float:
        """Expected amount of a customer of whom nothing is known: p·v/(q − 1)."""
        return self.p * self.v / (self.q - 1)

    def rounded(self) -> "GammaGamma":
        """Return the same to four significant digits: beyond, a fit depends on the processor that made it."""
        return GammaGamma(*(four_digits(value) for value in (self.p, self.q, self.v)))

    def log_likelihood(self, x: Numbers, m: Numbers) -> FloatArray:
        """Return the log-likelihood of mean amounts ``m`` over ``x`` purchases each; x and m above 0."""
        p, q, v = self.p, self.q, self.v
        constant = gammaln(p * x + q) - gammaln(p * x) - gammaln(q) + q * np.log(v)
        return np.asarray(
            constant + (p * x - 1) * np.log(m) + p * x * np.log(x) - (p * x + q) * np.log(x * m + v), dtype=np.float64
        )

    def gradient(self, x: Numbers, m: Numbers) -> FloatArray:
        """Return the derivatives of each log-likelihood by p, q and v, stacked: shape (3, …)."""
        p, q, v = self.p, self.q, self.v
        pooled = np.log(x * m + v)
        return np.stack(
            [
                x * (psi(p * x + q) - psi(p * x) + np.log(x * m) - pooled),
                psi(p * x + q) - psi(q) + np.log(v) - pooled,
                q / v - (p * x + q) / (x * m + v),
            ]
        )

    def expected_spend(self, x: Numbers, m: Numbers) -> FloatArray:
        """Return the expected amount of a purchase for customers with ``x`` amounts of mean ``m``; x may be 0."""
        seen = np.where(np.asarray(x) > 0, m, 0.0)
        return np.asarray(self.p * (self.v + seen * x) / (self.p * x + self.q - 1), dtype=np.float64)


def fit(x: FloatArray, m: FloatArray) -> GammaGamma:
    """Find the parameters of maximum likelihood from customers with at least one repeat purchase.

    ValueError if an x or m is not positive, RuntimeError if the search does not converge.
    """
    x, m = np.asarray(x, dtype=np.float64), np.asarray(m, dtype=np.float64)
    if not ((x > 0) & (m > 0)).all():
        raise ValueError("fit on customers with a repeat purchase and a positive amount only")
    scale = m.mean()

    def cost(logs: FloatArray) -> tuple[float, FloatArray]:
        model = GammaGamma(*np.exp(logs))
        uphill = model.gradient(x, m / scale).mean(axis=1) * np.exp(logs)  # by the logarithm of each parameter
        return -float(model.log_likelihood(x, m / scale).mean()), -uphill

    p, q, v = lowest(cost, np.array([1.0, 1.0, 0.0]))
    return GammaGamma(p, q, float(v * scale))
