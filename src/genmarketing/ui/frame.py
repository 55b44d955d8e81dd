"""What a widget shows at one moment: panels and a sentence. Plain data, checked when it is made, drawn by `js/chart.js`."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
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


def _check_format(spec: str) -> None:
    if not _FORMAT.fullmatch(spec):
        raise ValueError(f"unknown format {spec!r}; use one of {FORMATS}")


def _check_colour(colour: str) -> None:
    if colour and colour not in ROLES:
        raise ValueError(f"unknown colour {colour!r}; use one of {', '.join(ROLES)}")


def _check_range(name: str, limits: Range | None, scale: Scale = "linear") -> None:
    if limits is None:
        return
    low, high = limits
    if not (math.isfinite(low) and math.isfinite(high) and low < high):
        raise ValueError(f"{name} must go from a smaller to a larger number, not {limits}")
    if scale == "log" and low <= 0:
        raise ValueError(f"{name} of a logarithmic axis must be above zero, not {limits}")


@dataclass(frozen=True)
class Line:
    """One line, or one cloud of points.

    Attributes:
        name: shown in the legend and in the read-out.
        x: positions, same length as `y`.
        y: values; NaN or None leaves a gap.
        colour: a role of `palette.ROLES`; by default the next one.
        dash: drawn dashed.
        points: a dot at each position.
        joined: False leaves the line away and draws only dots.
        low: lower edge of a band around the line, same length as `y`.
        high: upper edge of the band.
    """

    name: str
    x: Sequence[Any]
    y: Sequence[Any]
    colour: str = ""
    dash: bool = False
    points: bool = False
    joined: bool = True
    low: Sequence[Any] | None = None
    high: Sequence[Any] | None = None

    def __post_init__(self) -> None:
        _check_colour(self.colour)
        for name in ("y", "low", "high"):
            values = getattr(self, name)
            if values is not None and len(values) != len(self.x):
                raise ValueError(f"line {self.name!r} has {len(self.x)} values in x and {len(values)} in {name}")
        if (self.low is None) != (self.high is None):
            raise ValueError(f"line {self.name!r} has one edge of its band; give both low and high")

    def encode(self) -> dict[str, Any]:
        """Return what the browser needs."""
        result: dict[str, Any] = {"name": self.name, "x": numbers(self.x), "y": numbers(self.y), "colour": self.colour}
        result |= {"dash": self.dash, "points": self.points or not self.joined, "joined": self.joined}
        if self.low is not None and self.high is not None:
            result |= {"low": numbers(self.low), "high": numbers(self.high)}
        return result


@dataclass(frozen=True)
class Marker:
    """One labelled point in a `Lines` panel: where you are, the optimum, the break-even."""

    x: float
    y: float
    text: str
    colour: str = "rival"

    def __post_init__(self) -> None:
        _check_colour(self.colour)

    def encode(self) -> dict[str, Any]:
        """Return what the browser needs."""
        return {"x": number(self.x), "y": number(self.y), "text": self.text, "colour": self.colour}


@dataclass(frozen=True)
class Reference:
    """A labelled straight line across a panel, at a value of one axis."""

    value: float
    text: str
    axis: Axis = "y"
    colour: str = "quiet"

    def __post_init__(self) -> None:
        _check_colour(self.colour)

    def encode(self) -> dict[str, Any]:
        """Return what the browser needs."""
        return {"value": number(self.value), "text": self.text, "axis": self.axis, "colour": self.colour}


@dataclass(frozen=True)
class Band:
    """A labelled shaded region between two values of one axis."""

    low: float
    high: float
    text: str
    axis: Axis = "y"
    colour: str = "quiet"

    def __post_init__(self) -> None:
        _check_colour(self.colour)
        _check_range("a band", (self.low, self.high))

    def encode(self) -> dict[str, Any]:
        """Return what the browser needs."""
        result: dict[str, Any] = {"low": number(self.low), "high": number(self.high), "text": self.text}
        return result | {"axis": self.axis, "colour": self.colour}


@dataclass(frozen=True)
class Lines:
    """Lines and points over two numeric axes.

    Example: `Lines([Line("损失", steps, loss)], x="训练步", y="损失（奈特）")`.

    Attributes:
        lines: what is drawn, at least one line or marker.
        x: title of the horizontal axis, with its unit in full-width brackets.
        y: title of the vertical axis, likewise.
        title: a short heading.
        x_scale: "linear" or "log".
        y_scale: "linear" or "log".
        x_range: ends of the axis; by default those of all frames together, so that motion can be read.
        y_range: likewise.
        x_format: how numbers are written on the axis and in the read-out, see `FORMATS`.
        y_format: likewise.
        markers: labelled points.
        references: labelled straight lines.
        bands: labelled shaded regions.
        height: height of the drawing, in px.
    """

    lines: Sequence[Line]
    x: str
    y: str
    title: str = field(default="", kw_only=True)
    x_scale: Scale = field(default="linear", kw_only=True)
    y_scale: Scale = field(default="linear", kw_only=True)
    x_range: Range | None = field(default=None, kw_only=True)
    y_range: Range | None = field(default=None, kw_only=True)
    x_format: str = field(default="auto", kw_only=True)
    y_format: str = field(default="auto", kw_only=True)
    markers: Sequence[Marker] = field(default=(), kw_only=True)
    references: Sequence[Reference] = field(default=(), kw_only=True)
    bands: Sequence[Band] = field(default=(), kw_only=True)
    height: int = field(default=300, kw_only=True)

    def __post_init__(self) -> None:
        if not self.lines and not self.markers:
            raise ValueError("a Lines panel needs at least one line or marker")
        _check_format(self.x_format)
        _check_format(self.y_format)
        _check_range("x_range", self.x_range, self.x_scale)
        _check_range("y_range", self.y_range, self.y_scale)

    def encode(self) -> dict[str, Any]:
        """Return what the browser needs."""
        return {
            "kind": "lines",
            "title": self.title,
            "height": self.height,
            "x": {"title": self.x, "scale": self.x_scale, "range": _limits(self.x_range), "format": self.x_format},
            "y": {"title": self.y, "scale": self.y_scale, "range": _limits(self.y_range), "format": self.y_format},
            "lines": [line.encode() for line in self.lines],
            "markers": [marker.encode() for marker in self.markers],
            "references": [reference.encode() for reference in self.references],
            "bands": [band.encode() for band in self.bands],
        }


@dataclass(frozen=True)
class Series:
    """The bars of one name in a `Bars` panel: one value for each category."""

    name: str
    values: Sequence[Any]
    colour: str = ""

    def __post_init__(self) -> None:
        _check_colour(self.colour)

    def encode(self) -> dict[str, Any]:
        """Return what the browser needs."""
        return {"name": self.name, "values": numbers(self.values), "colour": self.colour}


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
        y_format: how numbers are written, see `FORMATS`.
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
        if any(not 0 <= index < len(self.categories) for index in self.highlighted):
            raise ValueError(f"highlighted must be indices below {len(self.categories)}, not {list(self.highlighted)}")
        if any(reference.axis != "y" for reference in self.references):
            raise ValueError("references of a Bars panel belong to its value axis, 'y'")
        _check_format(self.y_format)
        _check_range("y_range", self.y_range)

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
            "y": {"title": self.y, "scale": "linear", "range": _limits(self.y_range), "format": self.y_format},
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
        format: how numbers are written, see `FORMATS`.
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
        _check_format(self.format)
        _check_range("limits", self.limits)

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
            "value": {"title": self.value, "range": _limits(self.limits), "format": self.format},
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
        format: how a number is written, see `FORMATS`.
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
        _check_colour(self.colour)
        _check_format(self.format)

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


Panel = Lines | Bars | Heat | Tiles | Table


@dataclass(frozen=True)
class Frame:
    """All that a widget shows at one moment.

    Attributes:
        panels: drawn in this order; two charts stand side by side where there is room.
        sentence: what this moment says, one Chinese sentence; read out by screen readers.
    """

    panels: Sequence[Panel]
    sentence: str = ""

    def __post_init__(self) -> None:
        if not self.panels and not self.sentence:
            raise ValueError("a Frame needs a panel or a sentence")

    def encode(self) -> dict[str, Any]:
        """Return what the browser needs."""
        return {"panels": [panel.encode() for panel in self.panels], "sentence": self.sentence}


def _limits(limits: Range | None) -> list[float | None] | None:
    return None if limits is None else [number(limits[0]), number(limits[1])]
