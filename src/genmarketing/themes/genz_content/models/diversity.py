"""How many topics a set of posts really has: shares that differ count as fewer than their number.

    Shannon entropy   H = −Σ p·log₂ p                         in bits
    Simpson           1 − Σ p²                                chance that two posts differ in topic
    Hill number       D_q = (Σ p^q)^{1/(1−q)},  D₁ = exp(−Σ p·ln p)      effective number of topics (Hill 1973)

Shares of (½, ¼, ⅛, ⅛) make four topics in name, 3.36 by q = 1 and 2.91 by q = 2.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .arrays import FloatArray


def shares(counts: Sequence[float] | FloatArray) -> FloatArray:
    """Shares of counts, without the empty ones.

    Raises:
        ValueError: a negative count, or nothing to share.
    """
    values = np.asarray(counts, dtype=float)
    if (values < 0).any() or values.sum() <= 0:
        raise ValueError("counts must be zero or more, and not all zero")
    return np.asarray(values[values > 0] / values.sum())


def entropy(counts: Sequence[float] | FloatArray) -> float:
    """Shannon entropy in bits: yes-or-no questions needed, on average, to learn a post's topic."""
    p = shares(counts)
    return float(-(p * np.log2(p)).sum()) + 0.0


def simpson(counts: Sequence[float] | FloatArray) -> float:
    """Chance that two posts drawn at random differ in topic."""
    return float(1 - (shares(counts) ** 2).sum())


def effective_number(counts: Sequence[float] | FloatArray, order: float = 1.0) -> float:
    """Hill number: so many topics of equal size would be as diverse. Higher orders look at the large topics only."""
    p = shares(counts)
    if order == 1.0:
        return float(np.exp(-(p * np.log(p)).sum()))
    return float((p**order).sum() ** (1 / (1 - order)))
