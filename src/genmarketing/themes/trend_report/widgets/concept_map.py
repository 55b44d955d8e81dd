"""The chapter on one page: from a printed percentage to a decision about money."""

from __future__ import annotations

from typing import Any

from genmarketing.ui import figure, palette

STATIONS: dict[str, tuple[float, float, str, str]] = {
    "one": (0, 2, "一个百分数", "区间 · 多数<br>第 1 节"),
    "two": (0, 1, "两个百分数", "单选 · 多选 · 两次调查<br>第 2 节"),
    "people": (0, 0, "背后的人", "耙平 · 切片<br>第 3 节"),
    "split": (1.4, 2, "品牌与效果", "存量 · 看多远<br>第 4 节"),
    "media": (1.4, 1, "媒介", "边际 · 拥挤 · 触达<br>第 5 节"),
    "price": (1.4, 0, "计费与竞价", "eCPM · 第二价格<br>第 6 节"),
    "check": (2.8, 2, "查到源头", "年份 · 分母 · 单位<br>第 9 节"),
    "back": (2.8, 1, "回报", "漏斗 · 保本 · 多出来的<br>第 7 节"),
    "spread": (2.8, 0, "扩散", "Bass · 鸿沟<br>第 8 节"),
}
"""Name -> column, row, title, what belongs to it."""

ARROWS: tuple[tuple[str, str, str], ...] = (
    ("one", "two", "能不能比"),
    ("two", "people", "谁勾了哪些"),
    ("two", "media", "当作情报"),
    ("split", "media", "再往下分"),
    ("price", "media", "一元买到什么"),
    ("media", "back", "换回多少"),
    ("check", "back", "下结论以前"),
    ("spread", "back", "还要等多久"),
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
