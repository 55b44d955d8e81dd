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
        kept = [self._row(cells, f"{file} 第 {line} 行") for line, cells in enumerate(rows[1:], 2)]
        self._no_repeats(kept, file)
        columns = {
            field.name: pd.Series([row[at] for row in kept], dtype=field.dtype) for at, field in enumerate(self.fields)
        }
        return pd.DataFrame(columns)

    def _row(self, cells: Sequence[str], place: str) -> list[Any]:
        if len(cells) != len(self.fields):
            raise DatasetError(f"{place}有 {len(cells)} 格，应有 {len(self.fields)} 格；请看看是不是少了或多了逗号。")
        read = []
        for field, text in zip(self.fields, cells, strict=True):
            try:
                read.append(field.read(text))
            except DatasetError as fault:
                raise DatasetError(f"{place}「{field.name}」一栏{fault}。") from None
        return read

    def _no_repeats(self, rows: Sequence[Sequence[Any]], file: str) -> None:
        at = {field.name: position for position, field in enumerate(self.fields)}
        keys = [[field.name] for field in self.fields if field.constraints.get("unique")]
        for key in [*keys, list(self.primary_key)]:
            first: dict[tuple[Any, ...], int] = {}
            for line, row in enumerate(rows, 2):
                value = tuple(row[at[name]] for name in key)
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
