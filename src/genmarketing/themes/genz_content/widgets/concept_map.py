"""The chapter on one page: from dirty posts to a content decision."""

from __future__ import annotations

from typing import Any

from genmarketing import ui

STATIONS = {
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

ARROWS = (
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


def concept_map() -> Any:
    """Draw the chapter's map: a FigureWidget."""
    return ui.concept_map(STATIONS, ARROWS)
