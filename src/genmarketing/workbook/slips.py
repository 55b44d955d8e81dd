"""Numbers that are right but for the way in which they were written: rounded, as per cent, as text."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from genmarketing.workbook.comparison import equal
from genmarketing.workbook.describing import describe_encoded, kind_of
from genmarketing.workbook.encoding import Encoded

ROUNDED = "数对得上，只是先四舍五入过了：别取整，把算出来的小数原样交上来。"
PER_CENT = "每个数正好是应有的一百倍：写成了百分数，别乘 100。"
SOME_PER_CENT = "有的数正好是应有的一百倍，其余都对：把写成百分数的那一项除以 100。"
SOME_NOT_PER_CENT = "有的数正好是应有的百分之一，其余都对：题目里这一项要的是百分数，乘上 100。"
MOST_DIGITS = 5

Pair = tuple[Encoded, Encoded]
"""What was given, and what is right."""


def slip(pairs: Sequence[Pair]) -> str:
    """Return a sentence if one such slip is all that separates what was given from what is right, else nothing."""
    found = [leaf for pair in pairs for leaf in _leaves(*pair)]
    texts = [given for given, right in found if isinstance(given, str) and kind_of(right) == "数"]
    if texts and len(texts) == sum(kind_of(right) == "数" for _, right in found):
        return f"这里要数，你给的是{describe_encoded(texts[0])}：去掉单位和百分号，别转成文字。"
    numbers = [(float(a), float(e)) for a, e in found if isinstance(a, int | float) and isinstance(e, int | float)]
    others = [(a, e) for a, e in found if not (isinstance(a, int | float) and isinstance(e, int | float))]
    if not numbers or not all(equal(a, e) for a, e in others):
        return ""
    off = [(a, e) for a, e in numbers if not equal(a, e)]
    if not off:
        return ""
    if all(equal(a, 100 * e) for a, e in off):
        return PER_CENT if len(off) == sum(e != 0 for _, e in numbers) else SOME_PER_CENT
    if len(off) < len(numbers) and all(equal(100 * a, e) for a, e in off):
        return SOME_NOT_PER_CENT
    return ROUNDED if _rounded(off) else ""


def _rounded(numbers: Sequence[tuple[float, float]]) -> bool:
    """Tell whether the given numbers are the right ones cut to some number of digits; zeros alone do not show it."""
    close = sum(a != 0 and abs(a - e) <= 0.05 * abs(e) for a, e in numbers)
    return 2 * close > len(numbers) and any(
        all(math.isclose(a, round(e, digits)) or math.isclose(a, _cut(e, digits)) for a, e in numbers)
        for digits in range(MOST_DIGITS)
    )


def _cut(number: float, digits: int) -> float:
    return math.trunc(number * 10.0**digits) / 10.0**digits


def _leaves(given: Encoded, right: Encoded) -> Iterator[Pair]:
    """Yield the single values of two canonical forms, side by side; a difference of shape is one pair."""
    if isinstance(given, list) and isinstance(right, list) and len(given) == len(right):
        for pair in zip(given, right, strict=True):
            yield from _leaves(*pair)
    elif isinstance(given, dict) and isinstance(right, dict) and given.keys() == right.keys():
        for key in right:
            yield from _leaves(given[key], right[key])
    else:
        yield given, right
