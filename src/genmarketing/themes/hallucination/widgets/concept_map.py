"""The chapter on one page: where inventions come from, how they are caught, and what decides about them."""

from __future__ import annotations

from typing import Any

from genmarketing.ui import figure, palette

STATIONS: dict[str, tuple[float, float, str, str]] = {
    "fluent": (0, 2, "通顺不等于真", "n-gram · 补白<br>第 1 节"),
    "monofacts": (0, 1, "为什么非编不可", "单次率 · 校准<br>第 2 节"),
    "temperature": (0, 0, "温度", "摇摆的错 · 不知道的错<br>第 3 节"),
    "ground": (1.4, 2, "先查再答", "BM25 · 坏笔记<br>第 5 节"),
    "detect": (1.4, 1, "抓住它", "重问 · 逻辑 · 逐条比对<br>第 4 节"),
    "abstain": (1.4, 0, "闭嘴", "门槛 · 风险与覆盖<br>第 6 节"),
    "referee": (2.8, 2, "裁判与筛子", "棋规 · 审核<br>第 8 节"),
    "versions": (2.8, 1, "三个版本", "代价 · 边界 · 人审<br>第 7 节"),
    "check": (2.8, 0, "查到源头", "代码 · 表格 · 论文<br>第 9 节"),
}
"""Name -> column, row, title, what belongs to it."""

ARROWS: tuple[tuple[str, str, str], ...] = (
    ("fluent", "monofacts", "不问真假"),
    ("monofacts", "temperature", "拧不掉"),
    ("monofacts", "detect", "编了要抓"),
    ("fluent", "ground", "给它原文"),
    ("temperature", "abstain", "没把握"),
    ("ground", "referee", "还会错"),
    ("detect", "versions", "每道关有价"),
    ("abstain", "check", "人也该这样"),
    ("referee", "versions", "管住的一样"),
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
