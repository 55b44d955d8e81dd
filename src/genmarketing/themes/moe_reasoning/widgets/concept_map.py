"""The chapter on one page: what a question meets on its way, and which idea stands behind each station."""

from __future__ import annotations

from typing import Any

from genmarketing import ui

STATIONS = {
    "scale": (0, 2, "规模与成本", "规模法则 · V3 底座<br>第 3 节"),
    "route": (0, 1, "专家路由", "总参数 · 激活参数<br>第 1 节"),
    "balance": (0, 0, "动态平衡", "偏置 · MaxVio<br>第 2 节"),
    "score": (1.4, 2, "谁来打分", "规则 · 偏好 · 组内比较<br>第 6 节"),
    "chain": (1.4, 1, "逐步推理", "思维链 · 投票<br>第 4 节"),
    "teach": (1.4, 0, "老师教学生", "软标签 · 拒绝采样<br>第 5 节"),
    "check": (2.8, 2, "查到源头", "论文 · 代码 · 算术<br>第 8 节"),
    "deploy": (2.8, 1, "落地", "接口 · 自部署 · 微调<br>第 7 节"),
}
"""Name -> column, row, title, what belongs to it."""

ARROWS = (
    ("scale", "route", "想大又想省"),
    ("route", "balance", "怕有人闲着"),
    ("route", "chain", "逐个写出"),
    ("score", "chain", "奖励训练它"),
    ("chain", "teach", "留下对的，教小的"),
    ("chain", "deploy", "拿去用"),
    ("teach", "deploy", "小的便宜"),
    ("check", "deploy", "下结论以前"),
)
"""From, to, and why."""


def concept_map() -> Any:
    """Draw the chapter's map: a FigureWidget."""
    return ui.concept_map(STATIONS, ARROWS)
