"""The canonical form of an answer: plain data in which equal answers look equal.

Card and marker compare this form and nothing else, so they cannot disagree over a dtype, an index or the library that
made a table. Numbers are int or float, text is str, sequences and arrays are lists, mappings have text keys, and a
DataFrame or Series is a mapping marked `table`. Everything in it survives a round trip through JSON.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any

MOST_ITEMS = 200_000
DEEPEST = 12
LONGEST_TEXT = 100_000
TOO_LONG = f"这段文字超过 {LONGEST_TEXT:,} 个字符，请缩短。"

Encoded = None | bool | int | float | str | list["Encoded"] | dict[str, "Encoded"]


class Unreadable(ValueError):
    """An answer that cannot be put into the canonical form; its text is a Chinese sentence for the learner."""


def encode(answer: Any) -> Encoded:
    """Return the canonical form of an answer.

    NaN becomes `{"number": "nan"}`, ±infinity `{"number": "inf"}` / `"-inf"`, a table `{"table": {...}}` with its columns
    in order (a named or non-default index becomes the first columns), a set a sorted list.

    Raises:
        Unreadable: an object of an unknown class, nesting deeper than 12, more than 200 000 items, too long a text.
    """
    return _Encoder().encode(answer, 0)


class _Encoder:
    def __init__(self) -> None:
        self.items = 0

    def encode(self, value: Any, depth: int) -> Encoded:
        self._count(1)
        if depth > DEEPEST:
            raise Unreadable("答案一层套一层，套得太深（也可能自己包含自己）。请返回题目要求的那种简单结构。")
        kind = type(value)
        if kind is list or kind is tuple:
            if set(map(type, value)) == {float} and all(map(math.isfinite, value)) and depth < DEEPEST:
                self._count(len(value))
                return list(value)
            return [self.encode(each, depth + 1) for each in value]
        if value is None or kind is bool:
            return value  # type: ignore[no-any-return]
        if isinstance(value, str):
            if len(value) > LONGEST_TEXT:
                raise Unreadable(TOO_LONG)
            return str(value)
        if isinstance(value, float):
            return _number(value)
        if isinstance(value, int):
            return _integer(value)
        if kind.__module__.split(".")[0] in ("numpy", "pandas"):
            return self._library(value, depth)
        if isinstance(value, Mapping):
            return _mapping({str(_key(k)): self.encode(v, depth + 1) for k, v in value.items()})
        if isinstance(value, Set):
            return sorted((self.encode(v, depth + 1) for v in value), key=repr)
        if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray | memoryview):
            return [self.encode(v, depth + 1) for v in value]
        if isinstance(value, Iterable) and type(value).__name__ in ("dict_keys", "dict_values", "dict_items"):
            return [self.encode(v, depth + 1) for v in value]
        raise Unreadable(f"答案里有 {type(value).__name__} 类型的对象，这里认不出来。{_advice(value)}")

    def _count(self, items: int) -> None:
        self.items += items
        if self.items > MOST_ITEMS:
            raise Unreadable(f"答案里有超过 {MOST_ITEMS:,} 个元素，这里用不着这么大。请检查是不是把整张数据表返回了。")

    def _library(self, value: Any, depth: int) -> Encoded:
        import numpy as np
        import pandas as pd

        if value is pd.NA or value is pd.NaT:
            return {"number": "nan"}
        if isinstance(value, np.bool_):
            return bool(value)
        if isinstance(value, np.integer):
            return _integer(int(value))
        if isinstance(value, np.floating):
            return _number(float(value))
        if isinstance(value, np.str_):
            return str(value)
        if isinstance(value, np.ndarray):
            if value.size > MOST_ITEMS:
                raise Unreadable(f"数组有 {value.size:,} 个元素，这里用不着这么大。请检查是不是多返回了一维。")
            return self.encode(value.tolist(), depth)
        if isinstance(value, pd.Timestamp | pd.Timedelta | pd.Period):
            return str(value)
        if isinstance(value, pd.DataFrame):
            return {"table": self._columns(value, depth)}
        if isinstance(value, pd.Series):
            return {"table": self._columns(value.to_frame(value.name if value.name is not None else "value"), depth)}
        if isinstance(value, pd.Index | pd.api.extensions.ExtensionArray):
            return [self.encode(v, depth + 1) for v in value.tolist()]
        if isinstance(value, np.generic):
            return self.encode(value.item(), depth + 1)
        raise Unreadable(f"答案是 {type(value).__name__}，这里认不出来。{_advice(value)}")

    def _columns(self, table: Any, depth: int) -> dict[str, Encoded]:
        import pandas as pd

        if isinstance(table.columns, pd.MultiIndex):
            raise Unreadable("表的列名有两层。请把它变成一层（例如 `.columns = [...]`）再交。")
        # pandas makes a RangeIndex of 101, 102, 103 as well, and those are keys, not row numbers
        default = table.index.name is None and table.index.equals(pd.RangeIndex(len(table)))
        if not default:
            named = [n for n in table.index.names if n is not None]
            if set(named) <= {str(c) for c in table.columns}:
                table = table.reset_index(drop=bool(named))
            else:
                table = table.reset_index()
        names = [str(c) for c in table.columns]
        if len(set(names)) < len(names):
            raise Unreadable("表里有重名的列，分不清要看哪一列。请给每一列一个名字。")
        return {
            name: [self.encode(v, depth + 2) for v in table.iloc[:, place].tolist()] for place, name in enumerate(names)
        }


_NOT_FINITE = ("nan", "inf", "-inf")


def _mapping(encoded: dict[str, Encoded]) -> Encoded:
    """Return a mapping, unless it has the one key that marks a number or a table and is none: nothing could be compared with it."""
    if len(encoded) == 1:
        [(mark, inner)] = encoded.items()
        if (mark == "number" and inner not in _NOT_FINITE) or (mark == "table" and not _is_table(inner)):
            raise Unreadable(f"答案是一个只有「{mark}」这一个键的字典，这里认不出来。请照题目要求的样子返回。")
    return encoded


def _is_table(encoded: Encoded) -> bool:
    columns = list(encoded.values()) if isinstance(encoded, dict) else [None]
    lengths = {len(column) if isinstance(column, list) else -1 for column in columns}
    return -1 not in lengths and len(lengths) <= 1


def _integer(value: int) -> Encoded:
    if value.bit_length() > 1000:
        raise Unreadable("这个整数超过三百位，请检查算式。")
    return int(value)


def _number(value: float) -> Encoded:
    if math.isfinite(value):
        return float(value)
    return {"number": "nan" if math.isnan(value) else "inf" if value > 0 else "-inf"}


def _key(key: Any) -> Any:
    if hasattr(key, "item") and type(key).__module__ == "numpy":
        key = key.item()
    if isinstance(key, float) and key.is_integer():
        return int(key)
    return key


def _advice(value: Any) -> str:
    if callable(value):
        return "是不是忘了在函数名后面写括号？"
    if hasattr(value, "__next__") or type(value).__name__ in ("map", "filter", "zip", "generator", "range"):
        return "在外面套一层 `list(...)` 再返回。"
    return "请返回数、文字、列表、字典或 pandas 的表。"
