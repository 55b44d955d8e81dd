"""The chapter on one page: what a question meets on its way, and which idea stands behind each station."""

from __future__ import annotations

from typing import Any

from genmarketing import ui

STATIONS = {
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

ARROWS = (
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


def concept_map() -> Any:
    """Draw the chapter's map: a FigureWidget."""
    return ui.concept_map(STATIONS, ARROWS)
