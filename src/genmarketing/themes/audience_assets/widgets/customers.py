"""Views on the customer base of the coffee data: definitions of repurchase, cohorts, tiers, the RFM cube."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

from genmarketing.ui import (
    Bars,
    Choice,
    Explorer,
    Frame,
    Heat,
    Series,
    Slider,
    Tile,
    Tiles,
)

from ..models.cohorts import average_retention, cohort_counts, retention, survival
from ..models.repurchase import DEFINITIONS, Rate, period_of
from ..models.rfm import TIERS, Rules, cube, rfm_scores, rfm_table, tiers

if TYPE_CHECKING:
    import pandas as pd

THEME = "audience_assets"

PERIODS = {
    "2024 年 11 月": ("2024-11-01", "2024-12-01"),
    "2024 年四季度": ("2024-10-01", "2025-01-01"),
    "2024 年": ("2024-01-01", "2025-01-01"),
}
"""Periods of the coffee data; a report may choose any of them."""

SHOPS = ("六家店合计", "大学城", "软件园", "火车站")


def definition_explorer(orders: pd.DataFrame) -> Explorer:
    """Eight definitions of the repurchase rate side by side, for a period and a shop."""
    counted: dict[tuple[str, str], list[Rate]] = {}
    for shop in SHOPS:
        own = orders if shop == SHOPS[0] else orders[orders["store"] == shop]
        for period, (start, end) in PERIODS.items():
            counted[shop, period] = [each.count(own, period_of(start, end)) for each in DEFINITIONS]
    names = [each.name for each in DEFINITIONS]

    def results(period: str, shop: str, name: str) -> Frame:
        rates = counted[shop, period]
        at = names.index(name)
        values = [rate.value for rate in rates]
        bars = Bars(
            names,
            [Series("复购率", values, "main")],
            "复购率",
            horizontal=True,
            labelled=True,
            highlighted=[at],
            y_range=(0, 1),
            y_format="0%",
            height=330,
        )
        chosen, rate = DEFINITIONS[at], rates[at]
        spread = 100 * (max(values) - min(values))
        unit = "单" if name == "复购订单占比" else "人"
        sentence = (
            f"「{name}」：{chosen.whole}有 {rate.whole:,} {unit}，其中{chosen.part} {rate.part:,} {unit}，"
            f"得 {rate.value:.1%}。同一份订单，八种说法最多差 {spread:.0f} 个百分点。"
        )
        if shop != SHOPS[0]:
            sentence += "这里只认这一家店的订单：在别家店来过的人，到这里也算新客。"
        return Frame([bars], sentence)

    return Explorer(
        title="换一个定义，换一个数",
        alt="横条图：八种「复购率」的定义在同一份订单上各得多少，选中的一条用实色。",
        controls=[
            Choice("period", "哪一段时间", list(PERIODS)),
            Choice("shop", "哪家店", list(SHOPS)),
            Slider("name", "哪个定义", names),
        ],
        results=results,
        key="definition_explorer",
        theme=THEME,
    )


def cohort_heat(orders: pd.DataFrame) -> Explorer:
    """Retention by month of the first order, for one year's cohorts, as shares or people; below the shares, the average."""
    counts = cohort_counts(orders)
    shares = retention(counts)
    months = 12
    average = average_retention(counts)[: months + 1]
    only_last = survival(np.full(months, average[1]))

    def results(year: int, view: str) -> Frame:
        rows = [month for month in counts.index if month.year == year]
        names = [f"{month.month} 月来的 {int(counts.loc[month, 0])} 人" for month in rows]
        table = (shares if view == "share" else counts).loc[rows].iloc[:, 1 : months + 1].to_numpy().tolist()
        if view == "share":
            names += ["三年各批合起来", "假如走了就不回来"]
            table += [average[1:].tolist(), only_last[1:].tolist()]
        heat = Heat(
            table,
            names,
            [str(age) for age in range(1, months + 1)],
            "还来的比例" if view == "share" else "还来的人数",
            x="首单以后第几个月",
            format="0%" if view == "share" else "0",
            limits=(0, 0.6) if view == "share" else (0, 350),
            height=440,
        )
        first = shares.loc[rows, 1].dropna()
        worst, best = (rows[int(at)] for at in (first.argmin(), first.argmax()))
        sentence = (
            f"{year} 年来的新客，次月还来的比例从 {worst.month} 月那批的 {first.min():.0%} 到 {best.month} 月那批的 {first.max():.0%}；"
            f"三年合起来是 {average[1]:.0%}，满一年的那个月还剩 {average[12]:.0%}。"
        )
        if year == 2023:
            june = rows[5]
            size = int(counts[0].loc[june])
            sentence += f"6 月那批有 {size} 人，最多，三个月后只剩 {shares.loc[june, 3]:.0%}，最低：首杯 9.9 元带来的人，多半只为那一杯。"
        return Frame([heat], sentence)

    return Explorer(
        title="一批一批地看：留存",
        alt="热图：每行是一个月里新来的一批人，每列是首单以后第几个月，颜色越深还来的越多；还没有到的月份空着。看比例时最下面另有两行：各批合起来的留存，和「假如走了就不回来」，后一行淡得快得多。",
        controls=[
            Choice("year", "哪一年来的新客", [("2022 年", 2022), ("2023 年", 2023), ("2024 年", 2024)], start=1),
            Choice("view", "看什么", [("比例", "share"), ("人数", "count")]),
        ],
        results=results,
        key="cohort_heat",
        theme=THEME,
    )


def tier_rules(orders: pd.DataFrame, today: pd.Timestamp) -> Explorer:
    """Move the shop's cuts and see how many people, and how much of the past year's money, each tier holds."""
    table = rfm_table(orders, today)
    recent = orders[orders["date"] >= today - _year()]
    money = recent.groupby("customer_id")["amount"].sum().reindex(table.index, fill_value=0.0)

    def results(fresh: int, often: int, dear: int) -> Frame:
        group = tiers(table, Rules(fresh=fresh, lost=180, often=often, dear=dear))
        people = group.value_counts(normalize=True).reindex(list(TIERS), fill_value=0.0)
        paid = (money.groupby(group).sum() / money.sum()).reindex(list(TIERS), fill_value=0.0)
        bars = Bars(
            list(TIERS),
            [Series("占顾客", people.to_list(), "quiet"), Series("占过去一年的销售额", paid.to_list(), "main")],
            "比例",
            labelled=True,
            y_range=(0, 0.8),
            y_format="0%",
        )
        core = int((group == "核心").sum())
        going = int((group == "要走的常客").sum())
        sentence = (
            f"照这套规则，核心有 {core:,} 人（{people['核心']:.1%}），占过去一年销售额的 {paid['核心']:.0%}：{TIERS['核心']}。"
            f"本周该联系的「要走的常客」有 {going:,} 人。"
        )
        if core > 400:
            sentence += "核心太多，专人问候就做不过来了。"
        elif core < 60:
            sentence += "核心太少，大半的好顾客被当成了常客。"
        return Frame([bars], sentence)

    return Explorer(
        title="分层的刀切在哪里",
        alt="柱图：五个层级各占多少顾客、多少销售额；刀一动，两种柱子此消彼长。",
        controls=[
            Slider("fresh", "几天内来过算活跃", [14, 21, 30, 45, 60], start=2, unit="天"),
            Slider("often", "下过几单算常客", [5, 8, 10, 15, 20], start=2, unit="单"),
            Slider("dear", "平均每单几元算核心", [22, 26, 30, 36], start=1, unit="元"),
        ],
        results=results,
        key="tier_rules",
        theme=THEME,
    )


def rfm_cube(orders: pd.DataFrame, today: pd.Timestamp) -> Explorer:
    """The eight corners of the RFM cube: people, money of the past year, or money a head."""
    table = rfm_table(orders, today)
    scores = rfm_scores(table)
    recent = orders[orders["date"] >= today - _year()]
    money = recent.groupby("customer_id")["amount"].sum().reindex(table.index, fill_value=0.0)
    columns = {
        (True, True): "勤 · 贵",
        (True, False): "勤 · 省",
        (False, True): "稀 · 贵",
        (False, False): "稀 · 省",
    }
    measures = {
        "people": ("人数（人）", "0", (0.0, 0.6 * len(scores))),
        "money": ("占过去一年的销售额", "0%", (0.0, 1.0)),
        "each": ("过去一年每人花费（元）", "0", (0.0, 1500.0)),
    }

    def results(high: int, measure: str) -> Frame:
        people = cube(scores, high)
        corner = [tuple(bool(score >= high) for score in row) for row in scores[["r", "f", "m"]].to_numpy()]
        paid = dict.fromkeys(itertools.product((True, False), repeat=3), 0.0)
        for key, amount in zip(corner, money, strict=True):
            paid[key] += amount
        total = sum(paid.values())

        def value(recent: bool, often: bool, dear: bool) -> float:
            key = (recent, often, dear)
            if measure == "people":
                return float(people[key])
            if measure == "money":
                return paid[key] / total
            return paid[key] / max(1, int(people[key]))

        name, format, limits = measures[measure]
        rows = (True, False)
        heat = Heat(
            [[value(recent, *corner_name) for corner_name in columns] for recent in rows],
            ["最近来过", "很久没来"],
            list(columns.values()),
            name,
            x="来得勤还是稀 · 每单贵还是省",
            format=format,
            limits=limits,
            height=230,
        )
        best = (True, True, True)
        lapsed = (False, True, True)
        tiles = Tiles(
            [
                Tile("三项都高", int(people[best]), "人", "0", f"占销售额 {paid[best] / total:.0%}", "main"),
                Tile("又勤又贵，却很久没来", int(people[lapsed]), "人", "0", "先打给他们", "rival"),
            ]
        )
        sentence = (
            f"{high} 分以上算高：三项都高的 {people[best]:,} 人占顾客的 {people[best] / len(scores):.0%}，"
            f"占过去一年销售额的 {paid[best] / total:.0%}。分数是名次，不是好坏：门槛抬高一分，「最好的顾客」就少一批。"
        )
        return Frame([tiles, heat], sentence)

    return Explorer(
        title="RFM 的八个角",
        alt="两行四列的热图：上行是最近来过的人，下行是很久没来的人；各列按来得勤不勤、每单贵不贵分开。",
        controls=[
            Slider("high", "几分以上算高", [3, 4, 5], start=1, unit="分"),
            Choice("measure", "格子里是", [("人数", "people"), ("销售额占比", "money"), ("每人花费", "each")]),
        ],
        results=results,
        key="rfm_cube",
        theme=THEME,
    )


def _year() -> pd.DateOffset:
    import pandas as pd

    return pd.DateOffset(years=1)
