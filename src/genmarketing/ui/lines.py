"""Lines and points over two numeric axes, with what is marked on them. Drawn by `js/chart.js`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from genmarketing.ui.panel_checks import (
    Axis,
    Range,
    Scale,
    check_colour,
    check_format,
    check_range,
    ends,
    number,
    numbers,
)


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
        check_colour(self.colour)
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
        check_colour(self.colour)

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
        check_colour(self.colour)

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
        check_colour(self.colour)
        check_range("a band", (self.low, self.high))

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
        x_format: how numbers are written on the axis and in the read-out, see `panel_checks.FORMATS`.
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
        check_format(self.x_format)
        check_format(self.y_format)
        check_range("x_range", self.x_range, self.x_scale)
        check_range("y_range", self.y_range, self.y_scale)

    def encode(self) -> dict[str, Any]:
        """Return what the browser needs."""
        return {
            "kind": "lines",
            "title": self.title,
            "height": self.height,
            "x": {"title": self.x, "scale": self.x_scale, "range": ends(self.x_range), "format": self.x_format},
            "y": {"title": self.y, "scale": self.y_scale, "range": ends(self.y_range), "format": self.y_format},
            "lines": [line.encode() for line in self.lines],
            "markers": [marker.encode() for marker in self.markers],
            "references": [reference.encode() for reference in self.references],
            "bands": [band.encode() for band in self.bands],
        }
