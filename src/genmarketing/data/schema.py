"""The Table Schemas of `datapackage.json`, and what they demand of a file: one Chinese sentence for the first fault found."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from genmarketing.data.folder import datasets_folder

if TYPE_CHECKING:
    import pandas as pd

_INTEGER = re.compile(r"-?\d+")
_FRESH = "请改回来，或重新取一份课程文件。"
_TRUTH = {"true": True, "false": False}
_KINDS = {"integer": "整数", "number": "数", "boolean": " true 或 false"}


class DatasetError(ValueError):
    """A data file is not what its schema demands; the text is one Chinese sentence: file, line, column, what to do."""


@dataclass(frozen=True)
class Field:
    """One column of a data set.

    Args:
        name: its header.
        type: `string`, `integer`, `number` or `boolean`.
        constraints: Table Schema constraints; `required`, `unique`, `enum`, `pattern`, `minimum` and `maximum` are checked.
    """

    name: str
    type: str
    constraints: Mapping[str, Any]

    @property
    def dtype(self) -> str:
        """The column's pandas dtype; a column with gaps gets the nullable form."""
        required = self.constraints.get("required", False)
        return {
            "string": "str",
            "integer": "int64" if required else "Int64",
            "number": "float64",
            "boolean": "bool" if required else "boolean",
        }[self.type]

    def read(self, text: str) -> str | int | float | bool | None:
        """Return the value that a cell's text stands for, None for an empty one.

        Raises:
            DatasetError: the text breaks a constraint; the message is the end of a sentence («…要填整数，…»).
        """
        if text == "":
            if self.constraints.get("required"):
                raise DatasetError("没有填，这一栏不能空；请补上")
            return None
        value = self._typed(text)
        for broken in self._broken(value, text):
            raise DatasetError(f"写的是「{text}」，{broken}；请改正")
        return value

    def _typed(self, text: str) -> str | int | float | bool:
        try:
            if self.type == "integer" and _INTEGER.fullmatch(text):
                return int(text)
            if self.type == "number" and math.isfinite(number := float(text)):
                return number
            if self.type == "boolean":
                return _TRUTH[text]
            if self.type == "string":
                return text
        except (ValueError, KeyError):
            pass
        raise DatasetError(f"写的是「{text}」，这一栏要填{_KINDS[self.type]}；请改正")

    def _broken(self, value: Any, text: str) -> Iterable[str]:
        rules = self.constraints
        if "enum" in rules and value not in rules["enum"]:
            yield f"只能是 {'、'.join(map(str, rules['enum']))} 之一"
        if "pattern" in rules and not re.fullmatch(rules["pattern"], text):
            yield f"不合这一栏的写法 {rules['pattern']}"
        if "minimum" in rules and not value >= rules["minimum"]:
            yield f"不能小于 {rules['minimum']}"
        if "maximum" in rules and not value <= rules["maximum"]:
            yield f"不能大于 {rules['maximum']}"


@dataclass(frozen=True)
class Resource:
    """One data set as `datapackage.json` describes it.

    Args:
        name: what `load` is called with.
        path: its file, below the datasets folder.
        fields: its columns, in order.
        primary_key: names of the columns that tell its rows apart.
    """

    name: str
    path: str
    fields: Sequence[Field]
    primary_key: Sequence[str]

    def frame(self, rows: Sequence[Sequence[str]], file: str) -> pd.DataFrame:
        """Return a checked table.

        Args:
            rows: the cells of the file, header first.
            file: the file's name, for messages.

        Raises:
            DatasetError: with the first fault, from the top of the file.
        """
        import pandas as pd

        header = [field.name for field in self.fields]
        if not rows or list(rows[0]) != header:
            raise DatasetError(f"{file} 第 1 行的列名应为 {'、'.join(header)}；{_header_fault(rows, header)}。{_FRESH}")
        # most cells say what another cell of their column says: each distinct text is read once
        known: list[dict[str, Any]] = [{} for _ in self.fields]
        for line, cells in enumerate(rows[1:], 2):
            self._check_row(cells, known, f"{file} 第 {line} 行")
        columns = {field.name: [known[at][cells[at]] for cells in rows[1:]] for at, field in enumerate(self.fields)}
        self._no_repeats(columns, file)
        return pd.DataFrame({field.name: pd.Series(columns[field.name], dtype=field.dtype) for field in self.fields})

    def _check_row(self, cells: Sequence[str], known: Sequence[dict[str, Any]], place: str) -> None:
        """Read what is new in a row into `known`: for each column, its texts with the values that they stand for."""
        if len(cells) != len(self.fields):
            raise DatasetError(f"{place}有 {len(cells)} 格，应有 {len(self.fields)} 格；请看看是不是少了或多了逗号。")
        for field, seen, text in zip(self.fields, known, cells, strict=True):
            if text not in seen:
                try:
                    seen[text] = field.read(text)
                except DatasetError as fault:
                    raise DatasetError(f"{place}「{field.name}」一栏{fault}。") from None

    def _no_repeats(self, columns: Mapping[str, Sequence[Any]], file: str) -> None:
        unique = [(field.name,) for field in self.fields if field.constraints.get("unique")]
        for key in dict.fromkeys([*unique, tuple(self.primary_key)]):
            values = list(zip(*(columns[name] for name in key), strict=True))
            if len(set(values)) == len(values):
                continue
            first: dict[tuple[Any, ...], int] = {}
            for line, value in enumerate(values, 2):
                if value in first:
                    shown = "、".join(map(str, value))
                    raise DatasetError(
                        f"{file} 第 {line} 行「{'、'.join(key)}」一栏的「{shown}」与第 {first[value]} 行重复；"
                        "请改掉其中一行。"
                    )
                first[value] = line


def _header_fault(rows: Sequence[Sequence[str]], header: Sequence[str]) -> str:
    if not rows:
        return "文件是空的"
    missing = [name for name in header if name not in rows[0]]
    if missing:
        return f"现在缺 {'、'.join(missing)}"
    extra = [name for name in rows[0] if name not in header]
    return f"现在多出 {'、'.join(extra)}" if extra else "现在次序不同"


@cache
def resources() -> Mapping[str, Resource]:
    """Return all data sets by name, as `datapackage.json` describes them."""
    package = json.loads((datasets_folder() / "datapackage.json").read_text(encoding="utf-8"))
    return {described["name"]: _resource(described) for described in package["resources"]}


def _resource(described: Mapping[str, Any]) -> Resource:
    schema = described["schema"]
    fields = [Field(field["name"], field["type"], field.get("constraints", {})) for field in schema["fields"]]
    return Resource(described["name"], described["path"], fields, schema["primaryKey"])
