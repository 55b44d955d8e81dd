"""The chapter on one page: where inventions come from, how they are caught, and what decides about them."""

from __future__ import annotations

from typing import Any

from genmarketing import ui

STATIONS = {
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

ARROWS = (
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


def concept_map() -> Any:
    """Draw the chapter's map: a FigureWidget."""
    return ui.concept_map(STATIONS, ARROWS)
