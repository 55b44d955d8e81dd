"""What all panels share: short numbers, and the mistakes of authors that are refused."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import Any, Literal

from genmarketing.ui.palette import ROLES

Scale = Literal["linear", "log"]
Axis = Literal["x", "y"]
Range = tuple[float, float]

_FORMAT = re.compile(r"auto|万|10\^|0(\.0{1,6})?%?")
FORMATS = "'auto', '0', '0.00', '0%', '0.0%', '万' (万 and 亿), '10^' (powers of ten)"


def number(value: Any) -> float | None:
    """Return a number with six significant digits, and None for what is no finite number (a gap in a line).

    Six digits are more than a screen shows, and make the text equal on processors whose `exp` differs in the last bits.
    """
    if value is None:
        return None
    real = float(value)
    if not math.isfinite(real):
        return None
    short = float(f"{real:.6g}")
    return int(short) if short.is_integer() and abs(short) < 1e15 else short


def numbers(values: Iterable[Any]) -> list[float | None]:
    """Return `number` of each value."""
    return [number(value) for value in values]


def check_format(spec: str) -> None:
    """Raise ValueError for a format that the browser cannot write."""
    if not _FORMAT.fullmatch(spec):
        raise ValueError(f"unknown format {spec!r}; use one of {FORMATS}")


def check_colour(colour: str) -> None:
    """Raise ValueError for a colour that is no role of the palette; empty takes the next role."""
    if colour and colour not in ROLES:
        raise ValueError(f"unknown colour {colour!r}; use one of {', '.join(ROLES)}")


def check_range(name: str, limits: Range | None, scale: Scale = "linear") -> None:
    """Raise ValueError unless the ends are finite, ascending and fit the scale."""
    if limits is None:
        return
    low, high = limits
    if not (math.isfinite(low) and math.isfinite(high) and low < high):
        raise ValueError(f"{name} must go from a smaller to a larger number, not {limits}")
    if scale == "log" and low <= 0:
        raise ValueError(f"{name} of a logarithmic axis must be above zero, not {limits}")


def ends(limits: Range | None) -> list[float | None] | None:
    """Return the two ends of an axis as short numbers, or None."""
    return None if limits is None else [number(limits[0]), number(limits[1])]
