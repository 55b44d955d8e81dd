"""Lifetime value as a Markov chain, and when to stop mailing (Pfeifer & Carraway 2000, J. of Interactive Marketing 14(2)).

States: the last purchase was 1, 2, … n periods ago, and «gone». Somebody at recency i buys with chance p_i and is then
at recency 1; else they slip to i + 1, and from the last one to «gone» for good.

    V = (I − P/(1 + d))⁻¹ R
"""

from collections.abc import Sequence

import numpy as np

from .arrays import FloatArray


def transitions(buys: Sequence[float]) -> FloatArray:
    """Return the matrix (n + 1, n + 1): rows from, columns to; the last state is «gone».

    ValueError unless all chances lie between 0 and 1.
    """
    if not all(0 <= p <= 1 for p in buys):
        raise ValueError("chances must be between 0 and 1")
    n = len(buys)
    matrix = np.zeros((n + 1, n + 1))
    for i, p in enumerate(buys):
        matrix[i, 0] += p
        matrix[i, i + 1] += 1 - p
    matrix[n, n] = 1.0
    return matrix


def rewards(recencies: int, margin: float, cost: float) -> FloatArray:
    """Return R (n + 1,): a purchase has just brought ``margin`` at recency 1; a mailing costs ``cost`` until «gone»."""
    reward = np.full(recencies + 1, -float(cost))
    reward[0] += margin
    reward[-1] = 0.0
    return reward


def value(matrix: FloatArray, reward: FloatArray, discount: float) -> FloatArray:
    """Return V (n + 1,) over an endless horizon: (I − P/(1 + d))⁻¹ R. ValueError unless the discount is positive."""
    if discount <= 0:
        raise ValueError("without a discount an endless horizon may have no finite value")
    return np.asarray(np.linalg.solve(np.eye(len(matrix)) - matrix / (1 + discount), reward), dtype=np.float64)


def value_until(matrix: FloatArray, reward: FloatArray, discount: float, periods: int) -> FloatArray:
    """Return V after ``periods`` transitions: Σ_{t=0}^{periods} (P/(1 + d))^t R."""
    worth = reward.copy()
    for _ in range(periods):
        worth = reward + matrix @ worth / (1 + discount)
    return np.asarray(worth, dtype=np.float64)


def stop_mailing(buys: Sequence[float], first_unmailed: int) -> list[float]:
    """Return chances when nobody is mailed from recency ``first_unmailed`` on: the list is cut there.

    Whoever is no longer mailed is taken to be gone, as in the paper.
    """
    return list(buys[: first_unmailed - 1])


def values_of_stopping(buys: Sequence[float], margin: float, cost: float, discount: float) -> dict[int, float]:
    """Return, for each recency at which mailing may stop, the value of a customer who has just bought."""
    found = {}
    for stop in range(2, len(buys) + 2):
        kept = stop_mailing(buys, stop)
        found[stop] = float(value(transitions(kept), rewards(len(kept), margin, cost), discount)[0])
    return found
