"""What advertising leaves behind: carry-over from week to week, and saturation.

    stock_t = λ·stock_{t−1} + spend_t          half-life = ln 0.5 / ln λ
    response = stock / (stock + half)          doubling the stock never doubles the response

Sources: carry-over, Koyck 1954; «adstock», Broadbent 1979; the saturating curve is Michaelis–Menten's, as media mix models use it.
"""

from math import inf, log

import numpy as np

from .arrays import FloatArray


def adstock(spend: FloatArray, carry: float) -> FloatArray:
    """Stock (weeks,) after each week's spend (weeks,), starting from nothing; ``carry`` is what is left a week later."""
    stock = np.zeros(len(spend))
    left = 0.0
    for week, money in enumerate(spend):
        left = carry * left + float(money)
        stock[week] = left
    return stock


def half_life(carry: float) -> float:
    """Weeks until half of the stock is gone; 0 where nothing is carried over, ``inf`` where nothing is lost."""
    if not 0 <= carry <= 1:
        raise ValueError(f"the share left over must be between 0 and 1, not {carry}")
    if carry in (0, 1):
        return 0.0 if carry == 0 else inf
    return log(0.5) / log(carry)


def steady_stock(spend: float, carry: float) -> float:
    """Stock in which constant weekly spend ends: spend / (1 − λ)."""
    return spend / (1 - carry)


def saturation(stock: FloatArray | float, half: float) -> FloatArray:
    """Response between 0 and 1; ``half`` is the stock that brings half of it."""
    reached = np.asarray(stock, dtype=np.float64)
    return np.asarray(reached / (reached + half), dtype=np.float64)
