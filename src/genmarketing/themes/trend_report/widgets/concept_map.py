"""The chapter on one page: from a printed percentage to a decision about money."""

from __future__ import annotations

from typing import Any

from genmarketing import ui

STATIONS = {
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

ARROWS = (
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


def concept_map() -> Any:
    """Draw the chapter's map: a FigureWidget."""
    return ui.concept_map(STATIONS, ARROWS)
