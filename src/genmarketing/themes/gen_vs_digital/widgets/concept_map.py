"""The chapter on one page: one market, how it is served, and how the result is counted."""

from __future__ import annotations

from typing import Any

from genmarketing import ui

STATIONS = {
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

ARROWS = (
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


def concept_map() -> Any:
    """Draw the chapter's map: a FigureWidget."""
    return ui.concept_map(STATIONS, ARROWS)
