"""Bars, heat maps, number tiles and tables. Drawn by `js/bars.js`, `js/heat.js` and `js/frame.js`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from genmarketing.ui.lines import Reference
from genmarketing.ui.panel_checks import Range, check_colour, check_format, check_range, ends, number, numbers


@dataclass(frozen=True)
class Series:
    """The bars of one name in a `Bars` panel: one value for each category.

    Attributes:
        name: shown in the legend and in the read-out.
        values: one for each category.
        colour: a role of `palette.ROLES`; by default the next one.
        low: lower ends of intervals, drawn as whiskers over the bars; not in a stacked panel.
        high: upper ends.
    """

    name: str
    values: Sequence[Any]
    colour: str = ""
    low: Sequence[Any] | None = None
    high: Sequence[Any] | None = None

    def __post_init__(self) -> None:
        check_colour(self.colour)
        for name in ("low", "high"):
            given = getattr(self, name)
            if given is not None and len(given) != len(self.values):
                raise ValueError(f"series {self.name!r} has {len(self.values)} values and {len(given)} in {name}")
        if (self.low is None) != (self.high is None):
            raise ValueError(f"series {self.name!r} has one end of its intervals; give both low and high")

    def encode(self) -> dict[str, Any]:
        """Return what the browser needs."""
        result: dict[str, Any] = {"name": self.name, "values": numbers(self.values), "colour": self.colour}
        if self.low is not None and self.high is not None:
            result |= {"low": numbers(self.low), "high": numbers(self.high)}
        return result


@dataclass(frozen=True)
class Bars:
    """Bars for categories, grouped or stacked.

    Example: `Bars(["专家 1", "专家 2"], [Series("收到的词", [12, 30])], y="词（个）", highlighted=[1])`.

    Attributes:
        categories: names of the categories.
        series: one or more series with a value for each category.
        y: title of the value axis, with its unit.
        title: a short heading.
        x: title of the category axis.
        horizontal: bars lie, for long category names.
        stacked: series stand on one another instead of side by side.
        highlighted: indices of categories that keep full colour; the others fade. Empty: none fades.
        y_range: ends of the value axis; by default from zero to the largest value of all frames.
        y_format: how numbers are written, see `panel_checks.FORMATS`.
        labelled: write each bar's value at its end.
        references: labelled lines across the bars (axis "y" only).
        height: height of the drawing, in px.
    """

    categories: Sequence[str]
    series: Sequence[Series]
    y: str
    title: str = field(default="", kw_only=True)
    x: str = field(default="", kw_only=True)
    horizontal: bool = field(default=False, kw_only=True)
    stacked: bool = field(default=False, kw_only=True)
    highlighted: Sequence[int] = field(default=(), kw_only=True)
    y_range: Range | None = field(default=None, kw_only=True)
    y_format: str = field(default="auto", kw_only=True)
    labelled: bool = field(default=False, kw_only=True)
    references: Sequence[Reference] = field(default=(), kw_only=True)
    height: int = field(default=300, kw_only=True)

    def __post_init__(self) -> None:
        if not self.categories or not self.series:
            raise ValueError("a Bars panel needs at least one category and one series")
        for series in self.series:
            if len(series.values) != len(self.categories):
                raise ValueError(
                    f"series {series.name!r} has {len(series.values)} values for {len(self.categories)} categories"
                )
            if self.stacked and series.low is not None:
                raise ValueError(f"series {series.name!r} is stacked, where whiskers would stand in the wrong place")
        if any(not 0 <= index < len(self.categories) for index in self.highlighted):
            raise ValueError(f"highlighted must be indices below {len(self.categories)}, not {list(self.highlighted)}")
        if any(reference.axis != "y" for reference in self.references):
            raise ValueError("references of a Bars panel belong to its value axis, 'y'")
        check_format(self.y_format)
        check_range("y_range", self.y_range)

    def encode(self) -> dict[str, Any]:
        """Return what the browser needs."""
        return {
            "kind": "bars",
            "title": self.title,
            "height": self.height,
            "categories": [str(category) for category in self.categories],
            "series": [series.encode() for series in self.series],
            "highlighted": [int(index) for index in self.highlighted],
            "x": {"title": self.x},
            "y": {"title": self.y, "scale": "linear", "range": ends(self.y_range), "format": self.y_format},
            "horizontal": self.horizontal,
            "stacked": self.stacked,
            "labelled": self.labelled,
            "references": [reference.encode() for reference in self.references],
        }


@dataclass(frozen=True)
class Heat:
    """A table of numbers as colours.

    Example: `Heat(shares, rows=topics, columns=experts, value="分配比例", format="0%")`.

    Attributes:
        values: one row of numbers for each name in `rows`, one number for each name in `columns`.
        rows: names, from the top.
        columns: names, from the left.
        value: what a number is, with its unit; title of the colour scale.
        title: a short heading.
        x: title of the columns.
        y: title of the rows.
        limits: values of the two ends of the scale; by default those of all frames.
        diverging: two colours from a middle at zero; for differences.
        format: how numbers are written, see `panel_checks.FORMATS`.
        labelled: write each number into its cell where there is room.
        height: height of the drawing, in px; by default from the number of rows.
    """

    values: Sequence[Sequence[Any]]
    rows: Sequence[str]
    columns: Sequence[str]
    value: str
    title: str = field(default="", kw_only=True)
    x: str = field(default="", kw_only=True)
    y: str = field(default="", kw_only=True)
    limits: Range | None = field(default=None, kw_only=True)
    diverging: bool = field(default=False, kw_only=True)
    format: str = field(default="auto", kw_only=True)
    labelled: bool = field(default=True, kw_only=True)
    height: int | None = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        if len(self.values) != len(self.rows) or any(len(row) != len(self.columns) for row in self.values):
            raise ValueError(f"a Heat panel of {len(self.rows)} rows and {len(self.columns)} columns has other values")
        if not self.rows or not self.columns:
            raise ValueError("a Heat panel needs at least one row and one column")
        check_format(self.format)
        check_range("limits", self.limits)

    def encode(self) -> dict[str, Any]:
        """Return what the browser needs."""
        return {
            "kind": "heat",
            "title": self.title,
            "height": self.height or max(150, 32 * len(self.rows) + 70),
            "values": [numbers(row) for row in self.values],
            "rows": [str(row) for row in self.rows],
            "columns": [str(column) for column in self.columns],
            "x": {"title": self.x},
            "y": {"title": self.y},
            "value": {"title": self.value, "range": ends(self.limits), "format": self.format},
            "diverging": self.diverging,
            "labelled": self.labelled,
        }


@dataclass(frozen=True)
class Tile:
    """One large number with its name.

    Attributes:
        label: what the number is.
        value: a number, written in `format`, or a text, shown as it is.
        unit: written small after the value.
        format: how a number is written, see `panel_checks.FORMATS`.
        note: a short line below.
        colour: a role; by default that of text.
    """

    label: str
    value: float | str
    unit: str = ""
    format: str = "auto"
    note: str = ""
    colour: str = ""

    def __post_init__(self) -> None:
        check_colour(self.colour)
        check_format(self.format)

    def encode(self) -> dict[str, Any]:
        """Return what the browser needs."""
        value = self.value if isinstance(self.value, str) else number(self.value)
        result: dict[str, Any] = {"label": self.label, "value": value, "unit": self.unit, "format": self.format}
        return result | {"note": self.note, "colour": self.colour}


@dataclass(frozen=True)
class Tiles:
    """A row of large numbers. Example: `Tiles([Tile("总参数", 671.03, "B"), Tile("激活参数", 37.55, "B")])`."""

    tiles: Sequence[Tile]

    def __post_init__(self) -> None:
        if not self.tiles:
            raise ValueError("a Tiles panel needs at least one tile")

    def encode(self) -> dict[str, Any]:
        """Return what the browser needs."""
        return {"kind": "tiles", "tiles": [tile.encode() for tile in self.tiles]}


@dataclass(frozen=True)
class Table:
    """A small table of text and numbers already written out.

    Example: `Table(["步骤", "交接的内容"], [["分析", "三条洞察"], ["创作", "五条文案"]], highlighted=[1])`.

    Attributes:
        columns: headings.
        rows: one text for each heading in each row.
        title: a short heading.
        highlighted: indices of rows that stand out.
    """

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    title: str = field(default="", kw_only=True)
    highlighted: Sequence[int] = field(default=(), kw_only=True)

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"each row of a Table needs {len(self.columns)} cells")
        if any(not 0 <= index < len(self.rows) for index in self.highlighted):
            raise ValueError(f"highlighted must be indices below {len(self.rows)}, not {list(self.highlighted)}")

    def encode(self) -> dict[str, Any]:
        """Return what the browser needs."""
        return {
            "kind": "table",
            "title": self.title,
            "columns": list(self.columns),
            "rows": [[str(cell) for cell in row] for row in self.rows],
            "highlighted": [int(index) for index in self.highlighted],
        }
