"""Short Chinese descriptions of values, for cards: what somebody gave or returned, never what was expected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from genmarketing.workbook.encoding import Encoded, encode

LONGEST = 90


def kind_of(value: Encoded) -> str:
    """Name the kind of a canonical form: 数, 文字, 列表, 字典, 表, 空值, 真假."""
    if value is None:
        return "空值"
    if isinstance(value, bool):
        return "真假值"
    if isinstance(value, int | float) or (isinstance(value, dict) and value.keys() == {"number"}):
        return "数"
    if isinstance(value, str):
        return "文字"
    if isinstance(value, list):
        return "列表"
    return "表" if value.keys() == {"table"} else "字典"


def describe(value: Any) -> str:
    """Return a short description of any value: `0.42`, `文字 "0.42"`, `4 个元素的列表 [1, 2, …]`, `5 行 3 列的表`."""
    try:
        encoded = encode(value)
    except Exception:  # also whatever an object of the learner's own class raises
        return f"{type(value).__name__} 对象"
    return describe_encoded(encoded)


def describe_encoded(value: Encoded) -> str:
    """Like `describe`, of a canonical form."""
    kind = kind_of(value)
    if kind == "数":
        return _short(value)
    if kind == "文字":
        return f"文字 {_short(value)}"
    if kind == "列表" and isinstance(value, list):
        if not value:
            return "空列表 []"
        return f"{len(value)} 个元素的列表 {_short(value)}"
    if kind == "表" and isinstance(value, dict) and isinstance(value["table"], dict):
        columns = value["table"]
        first = next(iter(columns.values()), [])
        names = "、".join(columns)
        return f"{len(first) if isinstance(first, list) else 0} 行的表（列：{names[:LONGEST]}）"
    if kind == "字典" and isinstance(value, dict):
        return f"{len(value)} 个键的字典 {_short(value)}"
    return {"空值": "None", "真假值": str(value)}.get(kind, _short(value))


def describe_args(args: Sequence[Any]) -> str:
    """Describe the arguments of a call, one after the other."""
    return "，".join(describe(a) for a in args)


def _plain(value: Encoded) -> str:
    if isinstance(value, dict) and value.keys() == {"number"}:
        return {"nan": "NaN", "inf": "∞", "-inf": "-∞"}[str(value["number"])]
    if isinstance(value, bool) or value is None:
        return str(value)
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, list):
        shown = [_plain(v) for v in value[:12]]
        return f"[{', '.join(shown)}{', …' if len(value) > 12 else ''}]"
    shown = [f"{k or _plain('')}: {_plain(v)}" for k, v in list(value.items())[:8]]
    return f"{{{', '.join(shown)}{', …' if len(value) > 8 else ''}}}"


def _short(value: Encoded) -> str:
    text = _plain(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
