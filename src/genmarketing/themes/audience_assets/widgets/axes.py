"""Ends of axes that change seldom while a control moves, and never cut a bar or a line."""

from __future__ import annotations

import math

STEPS = (1.0, 1.5, 2.0, 3.0, 5.0, 8.0, 10.0)
"""Where an axis may end, in each power of ten."""


def nice_top(largest: float) -> float:
    """Return the smallest of 1, 1.5, 2, 3, 5, 8 and 10, times a power of ten, that is not below ``largest`` (above 0)."""
    power = 10.0 ** math.floor(math.log10(largest))
    return next(step * power for step in STEPS if step * power >= largest * (1 - 1e-12))
