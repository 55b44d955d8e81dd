"""The five-layer funnel, what one layer is worth, and the sales funnel that begins where it ends."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

import numpy as np

from .arrays import FloatArray

LAYERS = ("展现", "点击", "访问", "咨询", "订单")
"""Impression, click, visit, enquiry, order."""

LEVERS = ("出价与预算", "画面与利益点", "落地页打开", "内容与客服", "价格与专业")
"""What moves each layer."""


def pass_rates(counts: Sequence[float]) -> FloatArray:
    """Share that passes from each layer to the next, (layers − 1,). ValueError where more come out than went in."""
    numbers = np.asarray(counts, dtype=np.float64)
    if np.any(numbers <= 0) or np.any(np.diff(numbers) > 0):
        raise ValueError("a funnel's counts must be positive and must not rise")
    return np.asarray(numbers[1:] / numbers[:-1], dtype=np.float64)


def orders(impressions: float, rates: Sequence[float]) -> float:
    """Impressions times all pass rates."""
    return impressions * prod(rates)


def improved_orders(impressions: float, rates: Sequence[float], layer: int, factor: float) -> float:
    """Orders when one pass rate is multiplied by ``factor``, at most to 1. Which layer does not matter; the room left does."""
    changed = list(rates)
    changed[layer] = min(1.0, changed[layer] * factor)
    return orders(impressions, changed)


def gain_to_benchmark(impressions: float, rates: Sequence[float], benchmark: Sequence[float]) -> FloatArray:
    """Orders gained if each pass rate alone rose to its benchmark, (layers − 1,); 0 where it is there already."""
    now = orders(impressions, rates)
    gains = [
        orders(impressions, [*rates[:i], max(rate, benchmark[i]), *rates[i + 1 :]]) - now
        for i, rate in enumerate(rates)
    ]
    return np.array(gains)


def deals(leads: float, qualified: float, won: float, capacity: float) -> float:
    """Deals of the sales funnel: leads that are worth a call, as many as can be called, times the share that is won."""
    return min(leads * qualified, capacity) * won
