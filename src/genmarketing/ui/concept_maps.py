"""A chapter on one page: its ideas as boxes, and how one leads to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from genmarketing.ui import palette
from genmarketing.ui.figures import figure

Station = tuple[float, float, str, str]
"""Column, row (0 … 2, the highest on top), title, what belongs to it."""

Leads = tuple[str, str, str]
"""From which station, to which, and why."""

HALF_WIDTH, HALF_HEIGHT = 0.47, 0.29
"""Half the size of a box, in columns and rows."""


def concept_map(stations: Mapping[str, Station], arrows: Sequence[Leads]) -> Any:
    """Draw stations as boxes and their relations as labelled arrows: a FigureWidget.

    Raises:
        KeyError: an arrow begins or ends at no station.
    """
    notes: list[dict[str, Any]] = []
    boxes: list[dict[str, Any]] = []
    for x, y, title, content in stations.values():
        corners = {"x0": x - HALF_WIDTH, "x1": x + HALF_WIDTH, "y0": y - HALF_HEIGHT, "y1": y + HALF_HEIGHT}
        line = {"color": palette.LIGHT["main"], "width": 1.5}
        boxes.append({"type": "rect", **corners, "line": line, "fillcolor": palette.LIGHT["raised"], "layer": "below"})
        notes.append({"x": x, "y": y, "text": f"<b>{title}</b><br>{content}", "showarrow": False, "font": {"size": 12}})
    for start, end, why in arrows:
        (x0, y0, *_), (x1, y1, *_) = stations[start], stations[end]
        ahead, up = (x1 > x0) - (x1 < x0), (y1 > y0) - (y1 < y0)
        tail: dict[str, Any] = {
            "ax": x0 + ahead * HALF_WIDTH,
            "ay": y0 + (0 if ahead else up * HALF_HEIGHT),
            "axref": "x",
            "ayref": "y",
        }
        head: dict[str, Any] = {
            "x": x1 - ahead * HALF_WIDTH,
            "y": y1 - (0 if ahead else up * HALF_HEIGHT),
            "xref": "x",
            "yref": "y",
        }
        arrow = {"showarrow": True, "arrowhead": 2, "arrowwidth": 1.5, "arrowcolor": palette.LIGHT["quiet"], "text": ""}
        notes.append({**tail, **head, **arrow})
        middle = {"x": (tail["ax"] + head["x"]) / 2, "y": (tail["ay"] + head["y"]) / 2}
        shift: dict[str, Any] = {"yshift": 11} if ahead and not up else {"xshift": 8, "xanchor": "left"}
        small = {"size": 11, "color": palette.LIGHT["muted"]}
        notes.append({**middle, **shift, "text": why, "showarrow": False, "font": small})
    right = max(x for x, *_ in stations.values())
    alt = "概念图：" + "；".join(f"{stations[a][2]}到{stations[b][2]}（{why}）" for a, b, why in arrows) + "。"
    shown = figure(
        title="这一章的地图",
        alt=alt,
        x="",
        y="",
        width=600,
        height=440,
        annotations=notes,
        shapes=boxes,
        margin={"l": 8, "r": 8, "t": 48, "b": 8},
    )
    shown.update_xaxes(visible=False, fixedrange=True, range=[-0.5, right + 0.5])
    shown.update_yaxes(visible=False, fixedrange=True, range=[-0.4, 2.4])
    return shown
