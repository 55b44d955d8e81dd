"""The chapter on one page: one market, how it is served, and how the result is counted."""

from __future__ import annotations

from typing import Any

from genmarketing.ui import figure, palette

STATIONS: dict[str, tuple[float, float, str, str]] = {
    "systems": (0, 2, "三种操作系统", "猜测 · 响应 · 共创<br>第 1 节"),
    "versions": (0, 1, "规模与范围", "多做一款 · 多做几款<br>第 2 节"),
    "traffic": (0, 0, "流量与漏斗", "五个池 · 推与拉<br>第 6 节"),
    "need": (1.7, 2, "问出需要", "信息量 · 新中介<br>第 3 节"),
    "dimensions": (1.7, 1, "六个维度", "先开口 · 有人看着<br>第 4 节"),
    "journey": (1.7, 0, "自动化", "标签 · 分数 · 旅程<br>第 7 节"),
    "feed": (3.4, 2, "千人千面", "点击 · 宽度 · 茧房<br>第 5 节"),
    "check": (3.4, 1, "查到源头", "原文 · 算式 · 数据<br>第 9 节"),
    "credit": (3.4, 0, "归因", "规则 · 围墙 · 试验<br>第 8 节"),
}
"""Name -> column, row, title, what belongs to it."""

ARROWS: tuple[tuple[str, str, str], ...] = (
    ("versions", "systems", "开办费摊得开吗"),
    ("systems", "need", "共创先要会问"),
    ("systems", "dimensions", "由旧到新"),
    ("need", "feed", "不问就只能猜"),
    ("traffic", "journey", "人来以后"),
    ("dimensions", "journey", "谁来把关"),
    ("journey", "credit", "买了，算谁的"),
    ("check", "credit", "先问口径"),
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
    shown.update_xaxes(visible=False, fixedrange=True, range=[-0.5, 3.9])
    shown.update_yaxes(visible=False, fixedrange=True, range=[-0.4, 2.4])
    return shown
