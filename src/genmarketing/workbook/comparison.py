"""Equality of two canonical forms, with a tolerance for numbers."""

from __future__ import annotations

import math
from typing import Any

from genmarketing.workbook.encoding import Encoded


def equal(answer: Encoded, expected: Encoded, relative: float = 1e-6, absolute: float = 1e-9) -> bool:
    """Tell whether two canonical forms agree.

    Numbers agree within `absolute + relative·|expected|`; True and 1 agree, NaN agrees with NaN, and with None where
    that is asked for, since pandas turns one into the other; lists agree place by place; mappings key by key, in any order.
    """
    if answer == expected:  # as most right answers are, and quickly told however long they are
        return True
    if _is_number(answer) and _is_number(expected):
        a, e = _value(answer), _value(expected)
        if math.isnan(e) or math.isnan(a):
            return math.isnan(e) and math.isnan(a)
        if math.isinf(e) or math.isinf(a):
            return a == e
        if isinstance(a, int) and isinstance(e, int):
            return a == e or abs(a - e) <= absolute + relative * abs(e) < 0.5
        return abs(a - e) <= absolute + relative * abs(e)
    if isinstance(expected, str):
        return isinstance(answer, str) and answer.strip() == expected.strip()
    if isinstance(expected, list):
        return (
            isinstance(answer, list)
            and len(answer) == len(expected)
            and all(equal(a, e, relative, absolute) for a, e in zip(answer, expected, strict=True))
        )
    if isinstance(expected, dict) and not _is_number(expected):
        return (
            isinstance(answer, dict)
            and answer.keys() == expected.keys()
            and all(equal(answer[k], expected[k], relative, absolute) for k in expected)
        )
    return expected is None and (answer is None or answer == {"number": "nan"})


def _is_number(value: Any) -> bool:
    return isinstance(value, bool | int | float) or (isinstance(value, dict) and value.keys() == {"number"})


def _value(value: Any) -> int | float:
    if isinstance(value, dict):
        return float(value["number"])
    return int(value) if isinstance(value, bool) else value
