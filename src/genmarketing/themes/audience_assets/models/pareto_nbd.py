"""Pareto/NBD: the same customers, but they may leave at any time (Schmittlein, Morrison & Colombo 1987).

BG/NBD lets people leave only right after a repeat purchase, so whoever bought once is still here for certain. Here each
person's time to leaving is exponential with a rate of their own, Gamma(s, β) over the base; purchases are as in BG/NBD.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, gammaln, hyp2f1

from .arrays import FloatArray, Numbers


@dataclass(frozen=True)
class ParetoNbd:
    """The four parameters; all positive. Mean rate of buying r/α, mean rate of leaving s/β per unit of time."""

    r: float
    alpha: float
    s: float
    beta: float

    def __post_init__(self) -> None:
        if min(self.r, self.alpha, self.s, self.beta) <= 0:
            raise ValueError("r, alpha, s and beta must be positive")

    def log_likelihood(self, x: Numbers, t_x: Numbers, T: Numbers) -> FloatArray:
        """Return the log-likelihood of each customer."""
        r, alpha, s, beta = self.r, self.alpha, self.s, self.beta
        common = gammaln(r + x) - gammaln(r) + r * np.log(alpha) + s * np.log(beta)
        return np.asarray(common + np.logaddexp(self._here(x, T), self._left(x, t_x, T)), dtype=np.float64)

    def p_alive(self, x: Numbers, t_x: Numbers, T: Numbers) -> FloatArray:
        """Return the probability of still being a customer at T, below 1 for everybody."""
        return np.asarray(expit(self._here(x, T) - self._left(x, t_x, T)), dtype=np.float64)

    def future_purchases(self, t: Numbers, x: Numbers, t_x: Numbers, T: Numbers) -> FloatArray:
        """Return the expected purchases in the time t after T of customers with history (x, t_x, T).

        ValueError unless s differs from 1: the formula divides by s − 1.
        """
        if abs(self.s - 1) < 1e-9:
            raise ValueError("the formula is not defined for s = 1")
        rate = (self.r + x) / (self.alpha + T)
        stays = (self.beta + T) / (self.s - 1) * (1 - ((self.beta + T) / (self.beta + T + t)) ** (self.s - 1))
        return np.asarray(rate * stays * self.p_alive(x, t_x, T), dtype=np.float64)

    def _here(self, x: Numbers, T: Numbers) -> FloatArray:
        """Weight of having bought x times and being here at T, as a logarithm."""
        return np.asarray(-(self.r + x) * np.log(self.alpha + T) - self.s * np.log(self.beta + T), dtype=np.float64)

    def _left(self, x: Numbers, t_x: Numbers, T: Numbers) -> FloatArray:
        """Weight of having left somewhere between the last purchase and T, as a logarithm; −inf when they are one moment."""
        r, alpha, s, beta = self.r, self.alpha, self.s, self.beta
        total = r + s + x
        # The hypergeometric series needs the larger of α and β outside.
        second, larger, gap = (s + 1, alpha, alpha - beta) if alpha >= beta else (r + x, beta, beta - alpha)

        def integral(t: Numbers) -> FloatArray:
            series = hyp2f1(total, second, total + 1, gap / (larger + t))
            return np.asarray(np.log(series) - total * np.log(larger + t), dtype=np.float64)

        from_last, from_today = integral(t_x), integral(T)
        with np.errstate(divide="ignore"):
            between = from_last + np.log(-np.expm1(np.minimum(from_today - from_last, 0.0)))
        return np.asarray(np.log(s / total) + between, dtype=np.float64)
