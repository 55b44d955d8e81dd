"""The chapter on one page: what a question meets on its way, and which idea stands behind each station."""

from __future__ import annotations

from typing import Any

from genmarketing.ui import figure, palette

STATIONS: dict[str, tuple[float, float, str, str]] = {
    "define": (0, 2, "分母是谁", "八种复购率<br>第 1 节"),
    "tier": (0, 1, "留存与分层", "留存表 · RFM<br>第 2 节"),
    "person": (0, 0, "认得出是谁", "散列 · 同意 · k<br>第 8 节"),
    "value": (1.4, 1, "今后值多少", "仍是顾客 · 终身价值<br>第 3 节"),
    "grow": (1.4, 2, "复利与外溢", "漏桶 · AARRR<br>第 5 节"),
    "flow": (1.4, 0, "人群在流动", "AIPL · 大小品牌<br>第 7 节"),
    "sum": (2.8, 1, "人、店、公司", "三本账 · 估值<br>第 4 节"),
    "pull": (2.8, 2, "账号与鸿沟", "牵引 · 扩散<br>第 6 节"),
    "check": (2.8, 0, "查到源头", "口径 · 出处 · 证据<br>第 9 节"),
}
"""Name -> column, row, title, what belongs to it."""

ARROWS: tuple[tuple[str, str, str], ...] = (
    ("define", "tier", "先说清再数"),
    ("person", "tier", "先认得出"),
    ("tier", "value", "往后看"),
    ("value", "sum", "加起来"),
    ("grow", "value", "留得住才值"),
    ("grow", "pull", "谁在拉"),
    ("flow", "value", "往回的也算"),
    ("check", "sum", "写出去以前"),
)
"""From, to, and why."""

HALF_WIDTH, HALF_HEIGHT = 0.47, 0.29
"""Half the size of a box, in columns and rows."""


def concept_map() -> Any:
    """Draw the stations as boxes and their relations as labelled arrows: a FigureWidget."""
    notes: list[dict[str, Any]] = []
    boxes: list[dict[str, Any]] = []
    for x, y, title, content in STATIONS.values():
        corners = {"x0": x - HALF_WIDTH, "x1": x + HALF_WIDTH, "y0": y - HALF_HEIGHT, "y1": y + HALF_HEIGHT}
        line = {"color": palette.LIGHT["main"], "width": 1.5}
        boxes.append({"type": "rect", **corners, "line": line, "fillcolor": palette.LIGHT["raised"], "layer": "below"})
        notes.append({"x": x, "y": y, "text": f"<b>{title}</b><br>{content}", "showarrow": False, "font": {"size": 12}})
    for start, end, why in ARROWS:
        (x0, y0, *_), (x1, y1, *_) = STATIONS[start], STATIONS[end]
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
    alt = "概念图：" + "；".join(f"{STATIONS[a][2]}到{STATIONS[b][2]}（{why}）" for a, b, why in ARROWS) + "。"
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
    shown.update_xaxes(visible=False, fixedrange=True, range=[-0.5, 3.3])
    shown.update_yaxes(visible=False, fixedrange=True, range=[-0.4, 2.4])
    return shown
