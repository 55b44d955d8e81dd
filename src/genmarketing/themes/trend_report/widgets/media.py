"""Views on media: what advertisers say they will buy more of, a budget over media, and reach against frequency."""

from __future__ import annotations

from functools import cache

import numpy as np

from genmarketing.data import claim
from genmarketing.ui import Bars, Choice, Explorer, Film, Frame, Line, Lines, Marker, Series, Slider, Tile, Tiles

from ..models.arrays import FloatArray
from ..models.budget import Medium, best_split, crowded, total_value
from ..models.intervals import wilson
from ..models.marginals import MARGINALS, RESPONDENTS
from ..models.reach import fit, gross_rating_points, independent_reach

THEME = "trend_report"

GROUPS = ("媒介", "互联网资源", "广告形式", "社媒重点", "短视频投放", "AI")


def media_intentions() -> Explorer:
    """Choose a question of the report; see its options with their intervals, and which neighbours cannot be told apart."""

    def results(group: str, shown: str) -> Frame:
        options = sorted((m for m in MARGINALS if m.group == group), key=lambda m: -m.published)
        whole, unit = (100, "比例（%）") if shown == "percent" else (RESPONDENTS, "人")
        ends = [wilson(m.count, RESPONDENTS) for m in options]
        low, high = ([whole * end for end in side] for side in zip(*ends, strict=True))
        bars = Bars(
            [m.question for m in options],
            [
                Series(
                    "公布",
                    [m.published if shown == "percent" else m.count for m in options],
                    "main",
                    low=low,
                    high=high,
                )
            ],
            f"{unit}，细线是 95% 区间",
            horizontal=True,
            labelled=True,
            y_range=(0, whole),
            y_format="0",
            height=60 + 44 * len(options),
        )
        first, second = options[0], options[1]
        apart = ends[0][0] > ends[1][1]
        said = (
            "两个区间分得开，前一项确实更多。"
            if apart
            else "两个区间有重叠，能不能说前一项更多，要看同时勾的人有多少。"
        )
        if group == "媒介":
            said += "直播电视问的是「会不会投」，别同「增投」排在一起比。"
        return Frame(
            [bars],
            f"「{group}」里最多的是{first.question}（{first.published:.0f}%），其次是{second.question}（{second.published:.0f}%）：{said}",
        )

    return Explorer(
        title="广告主说，2025 年要多投哪里",
        alt="横条图是报告里一道题的各个选项，可以换成人数；细线是 95% 区间。",
        controls=[
            Choice("group", "哪一题", GROUPS),
            Choice("shown", "看", [("百分数", "percent"), ("人数", "people")]),
        ],
        results=results,
        key="media_intentions",
        theme=THEME,
    )


MEDIA = (
    Medium("种草平台", worth=500, half=220, brand=True),
    Medium("短视频", worth=420, half=170),
    Medium("站内搜索", worth=700, half=90),
    Medium("户外楼宇", worth=900, half=170, brand=True),
    Medium("智能电视", worth=260, half=120, high=150, brand=True),
)
"""A made brand's five media, money in 万元. What is popular with others is not what pays most here."""

HEAT = ("E36-24", "E36-25", "E36-26", "E36-20", "E36-21")
"""Published shares of advertisers who mean to buy more of each of ``MEDIA``."""


def _plan(plan: str, budget: float) -> FloatArray:
    """Spend by the printed intentions («heat») or evenly."""
    parts = [float(claim(id).figure) if plan == "heat" else 1.0 for id in HEAT]
    return np.array([budget * part / sum(parts) for part in parts])


def budget_optimiser() -> Explorer:
    """Spend a budget over five media by three plans, with a floor for the brand and with rivals crowding into seeding."""

    @cache
    def optimum(budget: float, floor: float, crowd: float) -> FloatArray:
        return best_split((crowded(MEDIA[0], crowd), *MEDIA[1:]), budget, floor)

    def results(budget: float, floor: float, crowd: float, plan: str) -> Frame:
        media = (crowded(MEDIA[0], crowd), *MEDIA[1:])
        best = optimum(budget, floor, crowd)
        spend = best if plan == "best" else _plan(plan, budget)
        value, most = total_value(media, spend), total_value(media, best)
        margins = [medium.marginal(x) for medium, x in zip(media, spend, strict=True)]
        bars = Bars(
            [medium.name for medium in media],
            [Series("这样投", spend, "main"), Series("最好的投法", best, "quiet")],
            "万元",
            horizontal=True,
            labelled=True,
            y_format="0",
            title="钱放在哪里",
            height=330,
        )
        last = Bars(
            [medium.name for medium in media],
            [Series("再投一元的收获", margins, "warm")],
            "元",
            horizontal=True,
            labelled=True,
            y_format="0.00",
            y_range=(0, 6),
            title="再多投一元，各换回多少",
            height=330,
        )
        brand = sum(float(x) for medium, x in zip(media, spend, strict=True) if medium.brand) / budget
        tiles = Tiles(
            [
                Tile("收获", f"{value:,.0f}", "万元", colour="main"),
                Tile("比最好的少", max(0.0, 1 - value / most), format="0.0%", colour="rival"),
                Tile("品牌类占", brand, format="0%", note=f"下限 {floor:.0%}"),
            ]
        )
        broken = brand < floor - 1e-6
        if plan != "best":
            said = "这样投没有守住品牌的下限。" if broken else f"比最好的少收 {max(0.0, 1 - value / most):.1%}。"
        elif floor > 0 and brand < floor + 1e-4:
            said = "品牌下限管住了它：两类媒介最后一元的收获不再相等。"
        else:
            said = "没有碰到限制的几种媒介，再投一元的收获相等。"
        price = "价格照旧" if crowd == 1 else f"价格涨到 {crowd:g} 倍"
        return Frame([tiles, bars, last], f"在这个模型里，{budget:,.0f} 万元、种草平台{price}：{said}")

    return Explorer(
        title="一笔预算，五种媒介",
        alt="左图比较你的投法和最好的投法，右图是每种媒介再多投一元的收获；最好的投法让右图尽量一样长。",
        controls=[
            Slider("budget", "预算", (100, 300, 600, 1000), start=1, unit="万元"),
            Slider("floor", "品牌类至少占", (0.0, 0.3, 0.6), labels=["不限", "30%", "60%"]),
            Slider(
                "crowd", "种草平台有多挤", (1.0, 1.5, 2.0, 3.0), labels=["平时", "1.5 倍的钱", "2 倍的钱", "3 倍的钱"]
            ),
            Choice("plan", "怎样投", [("照增投热度", "heat"), ("平均分", "even"), ("最好的投法", "best")]),
        ],
        results=results,
        key="budget_optimiser",
        theme=THEME,
    )


HABITS = {"人人差不多": 0.50, "有些人常看": 0.46, "看的总是那批人": 0.42, "几乎全是熟面孔": 0.35}
"""Reach of two insertions when one reaches 30 %."""


def reach_explorer() -> Explorer:
    """Book more insertions; reach grows slower than contacts, and most so where the same people always watch."""
    audiences = {name: fit(0.30, second) for name, second in HABITS.items()}

    def results(insertions: int, habit: str) -> Frame:
        audience = audiences[habit]
        curve = Lines(
            [
                Line("这批观众", range(1, 9), [100 * audience.reach(n) for n in range(1, 9)], "main"),
                Line(
                    "每次都是新人",
                    range(1, 9),
                    [100 * independent_reach(0.3, n) for n in range(1, 9)],
                    "quiet",
                    dash=True,
                ),
            ],
            "投放次数",
            "至少见过一次的人（%）",
            x_range=(0, 8),
            y_range=(0, 100),
            markers=[Marker(insertions, 100 * audience.reach(insertions), "现在", "main")],
            title="触达",
        )
        often = [100 * audience.exactly(k, insertions) for k in range(insertions + 1)]
        spread = Bars(
            [str(k) for k in range(9)],
            [Series("人", often + [0.0] * (8 - insertions), "warm")],
            "占全体（%）",
            x="见过几次",
            title="频次",
            y_range=(0, 75),
        )
        tiles = Tiles(
            [
                Tile("至少一次", audience.reach(insertions), format="0.0%", colour="main"),
                Tile("见到的人平均见", f"{audience.average_frequency(insertions):.2f}", "次"),
                Tile(
                    "三次以上",
                    audience.at_least(3, insertions) if insertions >= 3 else 0.0,
                    format="0.0%",
                    note="有效触达",
                ),
                Tile("总收视点", f"{gross_rating_points(0.3, insertions):.0f}", note="接触的次数，不是人"),
            ]
        )
        missed = independent_reach(0.3, insertions) - audience.reach(insertions)
        said = (
            "第一次投放，两种算法一样。"
            if insertions == 1
            else f"当作每次都是新人，会多算 {100 * missed:.0f} 个百分点。"
        )
        return Frame([tiles, curve, spread], f"投 {insertions} 次、{habit}：{said}")

    return Explorer(
        title="投得越多，见到的还是那些人",
        alt="左图是触达随投放次数的上升，实线低于「每次都是新人」的虚线；右图是各人见过几次。",
        controls=[
            Film("insertions", "投放次数", range(1, 9), start=5, unit="次"),
            Choice("habit", "观众", list(HABITS), start=2),
        ],
        results=results,
        key="reach_explorer",
        theme=THEME,
    )
