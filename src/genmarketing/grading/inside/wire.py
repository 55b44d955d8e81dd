"""Inputs on their way into the sandbox: Python, NumPy and pandas values as JSON, type and all, and back.

Only the marker packs, only the sandbox unpacks; nothing a submission makes is ever read by this module (answers come back in the
canonical form of `genmarketing.workbook.encoding`, which knows plain data only). Unlike that form, this one is faithful: a tuple stays a tuple,
an int32 array an int32 array, an index an index.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

TAG = "$"


class CannotCross(TypeError):
    """A question gives its learners a value of a class that has no packed form."""


def pack(value: Any) -> Any:
    """Return a JSON value from which `unpack` makes an equal value of the same type.

    Raises:
        CannotCross: the value, or one inside of it, is of a class that is not known here.
    """
    if value is None or isinstance(value, bool | str):
        return value
    if type(value) is int:
        return value
    if type(value) is float:
        return value if math.isfinite(value) else {TAG: "float", "of": repr(value)}
    if type(value) is list:
        return [pack(each) for each in value]
    if type(value) is dict:
        if all(isinstance(key, str) for key in value) and TAG not in value:
            return {key: pack(each) for key, each in value.items()}
        return {TAG: "dict", "of": [[pack(key), pack(each)] for key, each in value.items()]}
    for kind, name in ((tuple, "tuple"), (set, "set"), (frozenset, "frozenset")):
        if type(value) is kind:
            return {TAG: name, "of": [pack(each) for each in value]}
    return _pack_library(value)


def _pack_library(value: Any) -> Any:
    if isinstance(value, pd.Timestamp | pd.Timedelta):
        return {TAG: type(value).__name__, "of": value.isoformat(), "unit": value.unit}
    if isinstance(value, np.generic):
        return {TAG: "scalar", "dtype": value.dtype.str, "of": pack(value.item())}
    if type(value) is np.ndarray:
        return {
            TAG: "array",
            "dtype": _dtype(value.dtype),
            "shape": list(value.shape),
            "of": pack(value.ravel().tolist()),
        }
    if isinstance(value, pd.MultiIndex):
        return {TAG: "levels", "names": pack(list(value.names)), "of": [pack(level) for level in _levels(value)]}
    if type(value) is pd.RangeIndex:
        return {TAG: "range", "of": [value.start, value.stop, value.step], "name": pack(value.name)}
    if isinstance(value, pd.Index):
        return {TAG: "index", "dtype": str(value.dtype), "of": pack(_items(value)), "name": pack(value.name)}
    if type(value) is pd.Series:
        return {
            TAG: "series",
            "dtype": str(value.dtype),
            "of": pack(_items(value)),
            "name": pack(value.name),
            "index": pack(value.index),
        }
    if type(value) is pd.DataFrame:
        columns = [pack(value.iloc[:, place].reset_index(drop=True)) for place in range(value.shape[1])]
        return {TAG: "table", "columns": pack(value.columns), "index": pack(value.index), "of": columns}
    raise CannotCross(f"{type(value).__name__} has no packed form")


def unpack(packed: Any) -> Any:
    """Return the value that `pack` was given."""
    if isinstance(packed, list):
        return [unpack(each) for each in packed]
    if not isinstance(packed, dict):
        return packed
    if TAG not in packed:
        return {key: unpack(each) for key, each in packed.items()}
    return _UNPACKERS[packed[TAG]](packed)


def _dtype(dtype: np.dtype[Any]) -> str:
    return "object" if dtype.hasobject else dtype.str


def _items(values: Any) -> list[Any]:
    """Return the items of an index or series as Python values; a missing one of whatever kind is None."""
    missing = values.isna()
    if values.dtype.kind in "mM":
        return [None if gone else each for each, gone in zip(values, missing, strict=True)]
    listed: list[Any] = values.tolist()
    if values.dtype == object or values.dtype.kind == "f":
        return listed
    return [None if gone else each for each, gone in zip(listed, missing, strict=True)]


def _levels(index: pd.MultiIndex) -> list[pd.Index]:
    return [index.get_level_values(number).rename(None) for number in range(index.nlevels)]


def _array(packed: dict[str, Any]) -> Any:
    made = np.empty(len(packed["of"]), dtype=packed["dtype"])
    made[:] = unpack(packed["of"])
    return made.reshape(packed["shape"])


def _series(packed: dict[str, Any]) -> pd.Series[Any]:
    index = unpack(packed["index"])
    made: pd.Series[Any] = pd.Series(
        unpack(packed["of"]), index=index, name=unpack(packed["name"]), dtype=packed["dtype"]
    )
    return made


def _table(packed: dict[str, Any]) -> pd.DataFrame:
    made = pd.DataFrame(dict(enumerate(unpack(packed["of"]))))
    made.columns = unpack(packed["columns"])
    made.index = unpack(packed["index"])
    return made


_UNPACKERS: dict[str, Any] = {
    "float": lambda packed: float(packed["of"]),
    "dict": lambda packed: {unpack(key): unpack(value) for key, value in packed["of"]},
    "tuple": lambda packed: tuple(unpack(packed["of"])),
    "set": lambda packed: set(unpack(packed["of"])),
    "frozenset": lambda packed: frozenset(unpack(packed["of"])),
    "Timestamp": lambda packed: pd.Timestamp(packed["of"]).as_unit(packed["unit"]),
    "Timedelta": lambda packed: pd.Timedelta(packed["of"]).as_unit(packed["unit"]),
    "scalar": lambda packed: np.dtype(packed["dtype"]).type(unpack(packed["of"])),
    "array": _array,
    "levels": lambda packed: pd.MultiIndex.from_arrays(unpack(packed["of"]), names=unpack(packed["names"])),
    "range": lambda packed: pd.RangeIndex(range(*packed["of"]), name=unpack(packed["name"])),
    "index": lambda packed: pd.Index(unpack(packed["of"]), dtype=packed["dtype"], name=unpack(packed["name"])),
    "series": _series,
    "table": _table,
}
