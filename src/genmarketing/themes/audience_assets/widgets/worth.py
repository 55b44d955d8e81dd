"""Views on worth: concentration, value by store and tier, and two ways to value a company."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from genmarketing.ui import Bars, Choice, Explorer, Frame, Line, Lines, Marker, Reference, Series, Slider

from ..models.concentration import gini, lorenz, top_share
from ..models.valuation import Company, by_customers, by_profit, by_sales, sensitivity
from ..models.value_levels import by_segment, by_store
from .axes import nice_top

if TYPE_CHECKING:
    import pandas as pd

THEME = "audience_assets"

ASSUMPTIONS = {
    "customers": "现有顾客数",
    "yearly_spend": "每人每年花费",
    "margin": "毛利率",
    "retention": "年留存率",
    "new_customers": "每年新客",
    "acquisition_cost": "获客成本",
    "fixed_costs": "固定成本",
    "discount": "折现率",
}
"""What the learner reads for each field of ``Company``."""


def pareto_curve(past: pd.Series[float], future: pd.Series[float]) -> Explorer:
    """Lorenz curves of what customers spent and of what they are expected to bring; the top share can be moved."""
    kinds = {"past": ("过去三年的销售额", past), "future": ("预计今后三年的毛利", future)}
    steps = np.concatenate([np.linspace(0, 0.1, 21), np.linspace(0.12, 1, 45)])

    def results(kind: str, share: float) -> Frame:
        name, amounts = kinds[kind]
        values = np.asarray(amounts, dtype=np.float64)
        people, money = lorenz(values)
        best_first = 1 - np.interp(1 - steps, people, money)
        part = top_share(values, share)
        chart = Lines(
            [
                Line(name, 100 * steps, 100 * best_first, "main"),
                Line("人人一样", [0, 100], [0, 100], "quiet", dash=True),
            ],
            "从最好的顾客数起（% 的人）",
            "占总额（%）",
            x_range=(0, 100),
            y_range=(0, 100),
            markers=[Marker(100 * share, 100 * part, f"{share:.0%} 的人占 {part:.0%}")],
            references=[Reference(100 * share, "", axis="x"), Reference(100 * part, "")],
            height=320,
        )
        sentence = f"{name}里，最好的 {share:.0%} 顾客占 {part:.1%}；基尼系数 {gini(values):.2f}（0 是人人一样，1 是一人全包）。"
        if share == 0.2:
            eighty = abs(part - 0.8) < 0.03
            sentence += "正好接近二八。" if eighty else "不是二八。"
        return Frame([chart], sentence)

    return Explorer(
        title="是二八吗",
        alt="曲线：横轴从最好的顾客数起，纵轴是他们占的总额，越往左上弯越集中；圆点是选中的比例。",
        controls=[
            Choice("kind", "数什么", [(name, key) for key, (name, _) in kinds.items()]),
            Slider(
                "share",
                "最好的",
                [0.01, 0.05, 0.1, 0.2, 0.3, 0.5],
                labels=["1%", "5%", "10%", "20%", "30%", "50%"],
                start=3,
            ),
        ],
        results=results,
        key="pareto_curve",
        theme=THEME,
    )


def value_levels(value: pd.Series[float], orders: pd.DataFrame, tier: pd.Series[str]) -> Explorer:
    """The customers' value summed by store and by tier, as a total or a head."""
    tables = {"store": by_store(value, orders), "tier": by_segment(value, tier)}
    names = {"store": "店", "tier": "层级"}

    def results(level: str, measure: str) -> Frame:
        table = tables[level].sort_values("value" if measure == "value" else "value_each", ascending=False)
        values = table[measure] / (1e4 if measure == "value" else 1)
        unit = "万元毛利" if measure == "value" else "元毛利一人"
        bars = Bars(
            list(table.index),
            [Series("今后三年", values.to_list(), "main")],
            f"今后三年的价值（{unit}）",
            labelled=True,
            highlighted=[0],
            y_range=(0, nice_top(float(values.max()))),
            y_format="0.0" if measure == "value" else "0",
        )
        first, last = table.index[0], table.index[-1]
        total = f"合计都是 {value.sum() / 1e4:.1f} 万元。"
        if measure == "value":
            share = table["value"].iloc[0] / value.sum()
            sentence = f"按{names[level]}分，「{first}」最多，占 {share:.0%}；不管按什么分，{total}"
        else:
            ratio = values.iloc[0] / values.iloc[-1]
            sentence = f"按人头看，「{first}」每人 {values.iloc[0]:.0f} 元，是「{last}」（{values.iloc[-1]:.0f} 元）的 {ratio:.1f} 倍。"
        return Frame([bars], sentence)

    return Explorer(
        title="同一笔价值，按店看，按人群看",
        alt="柱图：今后三年的价值按店或按层级分开，最高的一根用实色。",
        controls=[
            Choice("level", "按什么分", [("店", "store"), ("层级", "tier")]),
            Choice("measure", "看什么", [("合计", "value"), ("每人", "value_each")]),
        ],
        results=results,
        key="value_levels",
        theme=THEME,
    )


def two_companies(keeps: float, leaks: float) -> dict[str, Company]:
    """Return two made companies with equal sales and profit this year: one keeps its customers, one keeps buying new ones."""
    spend, margin = 300.0, 0.6
    loyal = Company(220, spend, margin, keeps, 60, 60, 20_000)
    acquiring = Company(160, spend, margin, leaks, 180, 60, loyal.fixed_costs - 120 * 60)
    return {"老店（靠老客）": loyal, "新店（靠拉新）": acquiring}


def valuation_duel() -> Explorer:
    """Two companies that look alike this year, valued by multiples and by their customers; what moves the second."""

    def results(multiple: int, keeps: float, leaks: float, discount: float) -> Frame:
        companies = {
            name: Company(**{**vars(company), "discount": discount})
            for name, company in two_companies(keeps, leaks).items()
        }
        methods = {
            f"市盈率 {multiple} 倍": [by_profit(company, multiple) for company in companies.values()],
            "市销率 2 倍": [by_sales(company, 2) for company in companies.values()],
            "按人群": [by_customers(company).total for company in companies.values()],
        }
        duel = Bars(
            list(methods),
            [
                Series(name, [values[at] / 1e4 for values in methods.values()], colour)
                for at, (name, colour) in enumerate(zip(companies, ("main", "rival"), strict=True))
            ],
            "估值（亿元）",
            title="三种算法，两家公司",
            labelled=True,
            y_range=(0, 70),
            y_format="0.0",
        )
        loyal, acquiring = companies.values()
        ranges = list(sensitivity(loyal).items())[:6]
        now = by_customers(loyal).total
        widest = nice_top(max(abs(end - now) / 1e4 for _, ends in ranges for end in ends))
        tornado = Bars(
            [ASSUMPTIONS[field] for field, _ in ranges],
            [
                Series("假设少一成", [(low - now) / 1e4 for _, (low, _) in ranges], "warm"),
                Series("假设多一成", [(high - now) / 1e4 for _, (_, high) in ranges], "gain"),
            ],
            "按人群估值的变化（亿元）",
            title="老店：哪条假设最要紧",
            horizontal=True,
            labelled=True,
            y_format="0.0",
            y_range=(-widest, widest),
        )
        by_people = [by_customers(company).total / 1e4 for company in (loyal, acquiring)]
        sentence = (
            f"今年两家销售额都是 {loyal.sales / 1e4:.1f} 亿元，利润都是 {loyal.profit / 1e4:.2f} 亿元，按倍数估值分不出来；"
            f"按人群估，老店 {by_people[0]:.1f} 亿，新店 {by_people[1]:.1f} 亿。对老店最要紧的假设是「{ASSUMPTIONS[ranges[0][0]]}」。"
        )
        if by_people[1] < 0.5:
            sentence += "新店拉来的人刚够抵开支就走了。"
        return Frame([duel, tornado], sentence)

    return Explorer(
        title="估值对决：看倍数，还是看人",
        alt="左图：两家今年账面相同的公司，按市盈率、市销率和人群三种算法的估值；右图：每条假设上下一成，老店的人群估值变多少，最宽的在上。",
        controls=[
            Slider("multiple", "市盈率", [5, 10, 20, 30], start=2, unit="倍"),
            Slider("keeps", "老店的年留存率", [0.6, 0.7, 0.8, 0.9], labels=["60%", "70%", "80%", "90%"], start=2),
            Slider("leaks", "新店的年留存率", [0.2, 0.3, 0.4, 0.6], labels=["20%", "30%", "40%", "60%"], start=1),
            Slider("discount", "折现率", [0.08, 0.12, 0.2], labels=["8%", "12%", "20%"], start=1),
        ],
        results=results,
        key="valuation_duel",
        theme=THEME,
    )
