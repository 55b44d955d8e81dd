"""An agent that shops for people: whom does it serve?

It ranks products by fit for the customer and by the commission that it earns, and buys the first::

    score = (1 − w)·fit + w·commission        both scaled to 0 … 1

With w = 0 it serves the customer alone. The customer sees one recommendation and no ranking.
"""

from dataclasses import dataclass

import numpy as np

from .arrays import FloatArray, IntArray


@dataclass(frozen=True)
class Served:
    """Means over customers."""

    fit: float
    """of what was bought, 1 is the best product for that customer"""
    commission: float
    """earned on each purchase, 0 … 1"""
    best: float
    """share of customers who got their best product"""
    leaders_share: float
    """share of purchases that went to the most recommended product"""


def recommend(fit: FloatArray, commission: FloatArray, weight: float) -> IntArray:
    """Number of the product bought for each customer; ``fit`` (customers, products), ``commission`` (products,)."""
    return np.asarray(((1 - weight) * fit + weight * commission).argmax(axis=1), dtype=np.int64)


def serve(fit: FloatArray, commission: FloatArray, weight: float) -> Served:
    """What customers and the agent get at one weight of commission."""
    bought, customers = recommend(fit, commission, weight), np.arange(len(fit))
    counts = np.bincount(bought, minlength=fit.shape[1])
    return Served(
        float(fit[customers, bought].mean()),
        float(commission[bought].mean()),
        float(np.mean(bought == fit.argmax(axis=1))),
        float(counts.max() / len(fit)),
    )


def fit_from_tastes(customers: FloatArray, products: FloatArray) -> FloatArray:
    """Fit (customers, products) from squared distances of tastes: e^−(distance − least), so the best product has 1."""
    distance = ((customers[:, None, :] - products[None]) ** 2).sum(axis=2)
    return np.asarray(np.exp(-(distance - distance.min(axis=1, keepdims=True))), dtype=np.float64)
