"""The chapter on one page: from dirty posts to a content decision."""

from __future__ import annotations

from typing import Any

from genmarketing.ui import figure, palette

STATIONS: dict[str, tuple[float, float, str, str]] = {
    "clean": (0, 2, "从脏帖子到词", "清洗 · 分词<br>第 1 节"),
    "read": (0, 1, "机器读出了什么", "关键词 · 情感<br>第 2 节"),
    "tags": (0, 0, "四级标签", "图谱 · 社群<br>第 3 节"),
    "matrix": (1.4, 2, "两张矩阵", "种草 · 转化<br>第 4 节"),
    "creators": (1.4, 1, "找谁来说", "互动率 · 收缩<br>第 5 节"),
    "tests": (1.4, 0, "测了再信", "对照 · 偷看<br>第 6 节"),
    "line": (2.8, 2, "开工与把关", "生产线 · 合规<br>第 7 节"),
    "layers": (2.8, 1, "铺出去", "1+N+X · 形式<br>第 8 节"),
    "check": (2.8, 0, "查到源头", "C34 C36 C47 C50 C51<br>第 9 节"),
}
"""Name -> column, row, title, what belongs to it."""

ARROWS: tuple[tuple[str, str, str], ...] = (
    ("clean", "read", "洗净才能读"),
    ("read", "tags", "词归成标签"),
    ("clean", "matrix", "一条一行"),
    ("read", "creators", "谁写的"),
    ("tags", "tests", "换标签试"),
    ("matrix", "creators", "定了写什么"),
    ("creators", "tests", "碰巧还是本事"),
    ("matrix", "line", "写什么"),
    ("creators", "layers", "请谁"),
    ("line", "layers", "过了关才发"),
    ("tests", "check", "数要查"),
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
