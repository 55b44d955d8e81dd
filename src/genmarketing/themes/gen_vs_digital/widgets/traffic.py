"""Views on where people come from: definitions, pools, a funnel with four levers, paid and owned visits, push and pull."""

from __future__ import annotations

import numpy as np
import pandas as pd

from genmarketing.ui import (
    Bars,
    Choice,
    Explorer,
    Flow,
    Frame,
    Line,
    Lines,
    Link,
    Node,
    Series,
    Slider,
    Table,
    Tile,
    Tiles,
)

from ..models.push_pull import PushList, best_frequency, pull_orders
from ..models.traffic import DIGITAL_BY, digital_share, funnel, overtaking_month, owned_visits, paid_visits, pool_table

THEME = "gen_vs_digital"

PROPERTIES = {"online": "互联网", "measured": "能量化", "database": "连数据库", "digital": "数字设备"}


def definition_table(activities: pd.DataFrame) -> Explorer:
    """Which of a shop's activities count as digital marketing under a definition, and what share of the money."""

    def results(definition: str) -> Frame:
        asked = DIGITAL_BY[definition]
        counted = activities[list(asked)].all(axis=1)
        rows = [
            [
                "算" if yes else "不算",
                row.activity,
                f"{row.spend} 万元",
                *("是" if getattr(row, name) else "" for name in PROPERTIES),
            ]
            for row, yes in zip(activities.itertuples(), counted, strict=True)
        ]
        table = Table(
            ["", "这家店的花费", "一年", *PROPERTIES.values()],
            rows,
            highlighted=[i for i, yes in enumerate(counted) if yes],
        )
        shares = [digital_share(activities, each) for each in DIGITAL_BY]
        bars = Bars(
            list(DIGITAL_BY),
            [Series("数字营销占花费", shares, "main")],
            "占全部花费",
            horizontal=True,
            labelled=True,
            highlighted=[list(DIGITAL_BY).index(definition)],
            y_range=(0, 1),
            y_format="0%",
            height=220,
        )
        share = digital_share(activities, definition)
        return Frame(
            [table, bars],
            f"按「{definition}」，{int(counted.sum())} 项算数字营销，占花费的 {share:.0%}。店还是这家店，一分钱没有挪。",
        )

    return Explorer(
        title="同一笔钱，有多少是「数字营销」",
        alt="一张表列出一家店的八项花费，算作数字营销的几行突出；横条图比较四种定义下数字营销占花费的比例。",
        controls=[Choice("definition", "采用的定义", list(DIGITAL_BY))],
        results=results,
        key="definition_table",
        theme=THEME,
    )


def pool_view(touches: pd.DataFrame) -> Explorer:
    """The five pools counted in four ways; the order of the pools changes with the way of counting."""
    table = pool_table(touches)
    journeys = touches["journey_id"].nunique()
    reached = table["journeys"] / journeys
    ways = {
        "碰到过多少旅程": (reached, "占全部旅程"),
        "常是第一次接触": (table["first"], "占成交旅程"),
        "常是最后一次接触": (table["last"], "占成交旅程"),
        "碰到以后的成交率": (table["conversion"], "成交的比例"),
    }
    meaning = {
        "碰到过多少旅程": "库存最足的池子，碰到的人最多",
        "常是第一次接触": "人多半先在这里被打动，或者只是先刷到",
        "常是最后一次接触": "人常在这里收口，收口不等于促成",
        "碰到以后的成交率": "来这里的人本来就更想买，高不等于它有效",
    }

    def results(way: str) -> Frame:
        values, unit = ways[way]
        best = str(values.idxmax())
        bars = Bars(
            list(table.index),
            [Series(way, list(values), "main")],
            unit,
            x="流量池",
            labelled=True,
            highlighted=[list(table.index).index(best)],
            y_range=(0, 0.65),
            y_format="0%",
        )
        return Frame(
            [bars],
            f"在这 {journeys:,} 段模拟旅程里，按「{way}」数，{best}池最高（{values.max():.0%}）：{meaning[way]}。",
        )

    return Explorer(
        title="五大流量池，四种数法",
        alt="五根柱子是电商、搜索、资讯、视频、社交五个池；换一种数法，最高的池就换了。",
        controls=[Choice("way", "怎样数", list(ways))],
        results=results,
        key="pool_view",
        theme=THEME,
    )


REACHED = 1_000_000.0
RATES = (0.02, 0.25, 0.12, 0.2)
STAGES = ("看到", "点进来", "逛到商品", "下单", "再买")


def funnel_levers() -> Explorer:
    """Four strategies, each lifting one rate of the funnel; what comes out at the end."""

    def results(placement: float, content: float, experience: float, growth: float) -> Frame:
        factors = (placement, content, experience, growth)
        rates = [rate * factor for rate, factor in zip(RATES, factors, strict=True)]
        people, before = funnel(REACHED, rates), funnel(REACHED, RATES)
        flow = Flow(
            [Node(name, round(count)) for name, count in zip(STAGES, people, strict=True)],
            [
                Link(here, there, rate, colour="gain" if factor > 1 else "main")
                for here, there, rate, factor in zip(STAGES, STAGES[1:], rates, factors, strict=False)
            ],
            format="0.0%",
            node_format="万",
            unit="人",
            widest=0.4,
        )
        tiles = Tiles(
            [
                Tile("下单", people[3], "人", "0", f"原来 {before[3]:,.0f} 人", "main"),
                Tile("再买", people[4], "人", "0", f"原来 {before[4]:,.0f} 人", "gain"),
            ]
        )
        more = people[4] / before[4] - 1
        moved = sum(factor > 1 for factor in factors)
        said = "还没有动任何一环。" if not moved else f"动了 {moved} 环，再买的人多了 {more:.0%}。"
        if moved == 1:
            said += "抬哪一环都是这么多，所以先抬最便宜的那一环。"
        elif moved > 1:
            said += "几环相乘，不是相加。"
        return Frame([flow, tiles], f"在这个漏斗里，{said}")

    def lever(name: str, label: str) -> Choice:
        return Choice(name, label, [("不动", 1.0), ("抬一成", 1.1), ("抬三成", 1.3)])

    return Explorer(
        title="漏斗和四策略",
        alt="五个阶段从看到到再买，箭头上是每一环的转化率；抬高某一环，后面各阶段的人数一起变多。",
        controls=[
            lever("placement", "投放（看到 → 点进来）"),
            lever("content", "内容（点进来 → 逛到商品）"),
            lever("experience", "体验（逛到商品 → 下单）"),
            lever("growth", "增长（下单 → 再买）"),
        ],
        results=results,
        key="funnel_levers",
        theme=THEME,
    )


MONTHS = 24
BUDGET = 20_000.0
CLICK, ARTICLE, FIRST_MONTH = 2.0, 2_000.0, 250.0
"""元 for a click, 元 for an article, visits of an article in its first month; made."""


def paid_and_owned() -> Explorer:
    """Share of the money for own content, how long it lasts, and when spending stops; visits month by month."""
    shares, lasting, stops = (0.0, 0.25, 0.5, 0.75, 1.0), (0.6, 0.8, 0.9, 0.95), (6, 12, 18, 24)

    def results(share: float, lasts: float, stop: int) -> Frame:
        money = np.where(np.arange(MONTHS) < stop, BUDGET, 0.0)
        paid = paid_visits((1 - share) * money, CLICK)
        owned = owned_visits(share * money, ARTICLE, FIRST_MONTH, lasts)
        only_paid = paid_visits(money, CLICK)
        chart = Bars(
            [str(month + 1) for month in range(MONTHS)],
            [Series("付费带来的", paid, "rival"), Series("自己的内容带来的", owned, "gain")],
            "访问（次）",
            x="第几个月",
            stacked=True,
            y_range=(0, max(15_000.0, 1.05 * float((paid + owned).max()))),
            y_format="0",
        )
        total, other = float((paid + owned).sum()), float(only_paid.sum())
        kept = "" if stop < MONTHS else "两年里没有停过"
        tiles = Tiles(
            [
                Tile("两年访问", total / 1e4, "万次", "0.0", colour="main"),
                Tile("全部付费的话", other / 1e4, "万次", "0.0", colour="rival"),
                Tile("停钱以后还来的", float((paid + owned)[stop:].sum()) / 1e4, "万次", "0.0", kept, "gain"),
            ]
        )
        month = overtaking_month(paid + owned, only_paid) if share else None
        if not share:
            said = "全部付费：当月就见效，停了钱，下个月归零。"
        elif month and total > other:
            said = f"自己的内容慢热，到第 {month} 个月，累计访问追上了全部付费。"
        else:
            said = "内容老得太快，两年也追不上全部付费。"
        return Frame([tiles, chart], f"在这个模型里，{said}")

    return Explorer(
        title="付费和免费：来得快与留得住",
        alt="每月一根柱子，叠着付费与自己的内容带来的访问；停止花钱以后付费归零，自己的内容慢慢下降。",
        controls=[
            Slider("share", "多少钱做自己的内容", shares, labels=[f"{s:.0%}" for s in shares], start=2),
            Slider("lasts", "内容每月还剩几成流量", lasting, labels=[f"{s:.0%}" for s in lasting], start=2),
            Slider("stop", "花钱花到", stops, labels=["满 6 个月", "满 12 个月", "满 18 个月", "不停"], start=1),
        ],
        results=results,
        key="paid_and_owned",
        theme=THEME,
    )


def push_frequency() -> Explorer:
    """Messages a week and how soon people tire; subscribers and orders over a year, beside those who come by search."""
    fatigues, founds = (0.1, 0.25, 0.6), (0.05, 0.1, 0.2)
    searchers, conversion = 8_000.0, 0.05

    def results(per_week: int, fatigue: float, found: float) -> Frame:
        answers = PushList(fatigue=fatigue)
        left, orders = answers.weekly(per_week)
        pull = pull_orders(searchers, found, conversion)
        weeks = range(1, 53)
        people = Lines(
            [Line("还留着的订阅者", weeks, left, "rival")],
            "第几周",
            "人",
            title="推：名单还剩多少人",
            y_range=(0, 10_500),
            y_format="0",
        )
        sold = Lines(
            [Line("推来的订单", weeks, orders, "main"), Line("拉来的订单", weeks, pull, "gain")],
            "第几周",
            "订单（单／周）",
            title="每周订单",
            y_range=(0, 240),
            y_format="0",
        )
        best = best_frequency(answers)
        tiles = Tiles(
            [
                Tile("推，一年", float(orders.sum()), "单", "0", f"名单剩 {left[-1]:,.0f} 人", "main"),
                Tile("拉，一年", float(pull.sum()), "单", "0", "不靠名单，靠被找到", "gain"),
                Tile("一年里最好的频次", best, "次／周"),
            ]
        )
        if per_week > best:
            said = f"每周 {per_week} 次太多：头几周单子多，名单漏得更快。"
        elif per_week < best:
            said = f"每周 {per_week} 次还没有用足名单，可是名单也留得多些，明年还要用它。"
        else:
            said = f"每周 {per_week} 次是这一年的最好，代价是名单只剩 {left[-1] / left[0]:.0%}。"
        return Frame([tiles, people, sold], f"在这个模型里，{said}")

    return Explorer(
        title="推和拉：名单会用完，搜索要等人来",
        alt="左图是订阅者逐周减少，右图是推来与拉来的每周订单；推得越勤，开头越高，后来越低。",
        controls=[
            Slider("per_week", "每周推几次", list(range(1, 8)), start=2, unit="次"),
            Slider("fatigue", "腻得多快", fatigues, labels=["慢", "中", "快"], start=1),
            Slider("found", "搜的人里多少找得到你", founds, labels=["5%", "10%", "20%"], start=1),
        ],
        results=results,
        key="push_frequency",
        theme=THEME,
    )
