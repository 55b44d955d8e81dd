"""How unequally revenue is spread over customers: top share, Lorenz curve, Gini coefficient."""

import numpy as np

from .arrays import FloatArray


def top_share(amounts: FloatArray, share: float) -> float:
    """Return what part of the total comes from the top ``share`` of customers; the marginal customer counts in part.

    ValueError unless ``share`` is between 0 and 1 and the total positive.
    """
    if not 0 <= share <= 1:
        raise ValueError("share must be between 0 and 1")
    people, money = lorenz(amounts)
    return float(1 - np.interp(1 - share, people, money))


def lorenz(amounts: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return shares of people (n + 1,) and of money (n + 1,), the smallest spenders first, both from 0 to 1.

    ValueError when there is no positive total to divide.
    """
    reached = np.cumsum(np.sort(np.asarray(amounts, dtype=np.float64)))
    # The last of these sums is the total: adding up in another order would miss 1 by a hair at the curve's end.
    if not (len(reached) and reached[-1] > 0):
        raise ValueError("the total must be positive")
    money = np.concatenate([[0.0], reached / reached[-1]])
    return np.linspace(0, 1, len(money)), money


def gini(amounts: FloatArray) -> float:
    """Return the Gini coefficient: 0 when all spend the same, near 1 when one spends everything."""
    people, money = lorenz(amounts)
    return float(1 - 2 * np.trapezoid(money, people))
