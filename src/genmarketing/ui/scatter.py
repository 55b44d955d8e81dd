"""Labelled points over two numeric axes, with lines and regions behind them. Drawn by `js/scatter.js`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from genmarketing.ui.kinds import Legend, encoded_kinds, kind_signs, named_groups
from genmarketing.ui.lines import Reference
from genmarketing.ui.panel_checks import (
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
class Point:
    """One thing at its place.

    Attributes:
        x: position; NaN or None leaves the point out.
        y: position, likewise.
        label: written beside the point where there is room, and in the read-out.
        group: name of the group that gives the point its shape and colour.
        size: area, as a multiple of the usual one.
        note: a further line in the read-out.
    """

    x: float | None
    y: float | None
    label: str = ""
    group: str = ""
    size: float = 1.0
    note: str = ""

    def __post_init__(self) -> None:
        if not (math.isfinite(self.size) and self.size > 0):
            raise ValueError(f"the size of point {self.label!r} must be above zero, not {self.size}")


@dataclass(frozen=True)
class Region:
    """A labelled rectangle behind the points; an end that is None lies at the edge of the panel.

    Example: `Region("明星", x0=50, y0=0.3)` is a quadrant to the right of 50 and above 0.3.
    """

    label: str
    x0: float | None = None
    x1: float | None = None
    y0: float | None = None
    y1: float | None = None
    colour: str = "quiet"

    def __post_init__(self) -> None:
        check_colour(self.colour)
        for axis, low, high in (("x", self.x0, self.x1), ("y", self.y0, self.y1)):
            if low is not None and high is not None and not low < high:
                raise ValueError(
                    f"region {self.label!r} must go from a smaller to a larger {axis}, not {low} to {high}"
                )

    def encode(self) -> dict[str, Any]:
        """Return what the browser needs."""
        result: dict[str, Any] = {"label": self.label, "colour": self.colour}
        return result | {"x": [number(self.x0), number(self.x1)], "y": [number(self.y0), number(self.y1)]}


@dataclass(frozen=True)
class Scatter:
    """Points over two numeric axes.

    Labels stand where they cover nothing; a label that finds no place is left to the read-out.

    Example: `Scatter([Point(12, 0.4, "奶茶"), Point(55, 0.1, "果汁")], x="客单价（元）", y="复购率", y_format="0%")`.

    Attributes:
        points: what is drawn.
        x: title of the horizontal axis, with its unit in full-width brackets.
        y: title of the vertical axis, likewise.
        title: a short heading.
        groups: names of the groups in a fixed order, each alone or with a role of the palette; others follow as they come up. Name
            them where points change their group from frame to frame, so that colours stay.
        references: labelled straight lines, such as the cuts between quadrants.
        regions: labelled rectangles.
        x_scale: "linear" or "log".
        y_scale: "linear" or "log".
        x_range: ends of the axis; by default those of all frames together.
        y_range: likewise.
        x_format: how numbers are written, see `panel_checks.FORMATS`.
        y_format: likewise.
        height: height of the drawing, in px.

    Raises:
        ValueError: more than six groups, a region at or below zero on a logarithmic axis, an unknown format, colour or range.
    """

    points: Sequence[Point]
    x: str
    y: str
    title: str = field(default="", kw_only=True)
    groups: Sequence[Legend] = field(default=(), kw_only=True)
    references: Sequence[Reference] = field(default=(), kw_only=True)
    regions: Sequence[Region] = field(default=(), kw_only=True)
    x_scale: Scale = field(default="linear", kw_only=True)
    y_scale: Scale = field(default="linear", kw_only=True)
    x_range: Range | None = field(default=None, kw_only=True)
    y_range: Range | None = field(default=None, kw_only=True)
    x_format: str = field(default="auto", kw_only=True)
    y_format: str = field(default="auto", kw_only=True)
    height: int = field(default=360, kw_only=True)

    def __post_init__(self) -> None:
        check_format(self.x_format)
        check_format(self.y_format)
        check_range("x_range", self.x_range, self.x_scale)
        check_range("y_range", self.y_range, self.y_scale)
        for region in self.regions:
            for scale, sides in ((self.x_scale, (region.x0, region.x1)), (self.y_scale, (region.y0, region.y1))):
                if scale == "log" and any(side is not None and side <= 0 for side in sides):
                    raise ValueError(f"region {region.label!r} must lie above zero on a logarithmic axis")
        self._kinds()

    def _kinds(self) -> list[dict[str, str]]:
        return encoded_kinds(named_groups(self.groups, (point.group for point in self.points)))

    def encode(self) -> dict[str, Any]:
        """Return what the browser needs: one list for each property of the points, so that what stays is sent once."""
        kinds = self._kinds()
        sizes = [point.size for point in self.points]
        notes = [point.note for point in self.points]
        return {
            "kind": "scatter",
            "title": self.title,
            "height": self.height,
            "x": {"title": self.x, "scale": self.x_scale, "range": ends(self.x_range), "format": self.x_format},
            "y": {"title": self.y, "scale": self.y_scale, "range": ends(self.y_range), "format": self.y_format},
            "points": {
                "x": numbers(point.x for point in self.points),
                "y": numbers(point.y for point in self.points),
                "labels": [point.label for point in self.points],
                "groups": kind_signs((point.group for point in self.points), [kind["name"] for kind in kinds]),
                "sizes": numbers(sizes) if any(size != 1 for size in sizes) else [],
                "notes": notes if any(notes) else [],
            },
            "groups": kinds,
            "references": [reference.encode() for reference in self.references],
            "regions": [region.encode() for region in self.regions],
        }
