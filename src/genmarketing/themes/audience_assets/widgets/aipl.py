"""Views on flows through AIPL, and on large and small brands."""

from __future__ import annotations

import numpy as np

from genmarketing.ui import Choice, Explorer, Flow, Frame, Link, Node, Point, Scatter, Slider, Tile, Tiles

from ..models.aipl import MONTHLY, STATES, after, flows, matrix, stationary
from ..models.dirichlet import Dirichlet
from ..models.nbd import Nbd

THEME = "audience_assets"

PEOPLE = 100_000

BRANDS = {"甲": 0.39, "乙": 0.24, "丙": 0.15, "丁": 0.10, "戊": 0.08, "己": 0.04}
"""Made brands and their market shares."""

FOREVER = 1000


def aipl_flows() -> Explorer:
    """100 000 people and the chain: move four transitions, one of them backwards, go forward in time, see who flows where."""
    start = np.array([PEOPLE, 0.0, 0.0, 0.0, 0.0])

    def results(interest: float, buy: float, loyal: float, back: float, month: int) -> Frame:
        moves = {("认知", "兴趣"): interest, ("兴趣", "购买"): buy, ("购买", "忠诚"): loyal, ("购买", "兴趣"): back}
        table = matrix({**MONTHLY, **moves})
        people = stationary(table) * PEOPLE if month == FOREVER else after(table, start, month)[-1]
        moved = flows(table, people)
        links = [
            Link(STATES[i], STATES[j], float(moved[i, j]), f"{table[i, j]:.0%}", "rival" if j < i else "main")
            for i in range(len(STATES))
            for j in range(len(STATES))
            if i != j and table[i, j] > 0
        ]
        nodes = [Node(name, float(count)) for name, count in zip(STATES, people, strict=True)]
        bought = float(people[3] + people[4])
        tiles = Tiles(
            [
                Tile("购买加忠诚", bought, "人", "0", f"占 {bought / PEOPLE:.1%}", "gain"),
                Tile("下个月新买的", float(moved[2, 3]), "人", "0", "从兴趣来", "main"),
                Tile("下个月掉出品牌的", float(moved[1, 0] + moved[4, 0]), "人", "0", "", "rival"),
            ]
        )
        when = "长期稳定以后" if month == FOREVER else "刚开始" if month == 0 else f"第 {month} 个月"
        sentence = (
            f"在这个模型里，{when}，十万人里 {bought:,.0f} 人在购买和忠诚两段，还有 {people[0]:,.0f} 人没有接触。"
        )
        if month == FOREVER:
            sentence += "人数不再变，人却一直在换：每段流进多少，就流出多少。"
        elif month:
            forward, back_again = np.triu(moved, 1).sum(), np.tril(moved, -1).sum()
            sentence += f"接下来一个月，{forward:,.0f} 人往前走一步，{back_again:,.0f} 人往回退。"
        return Frame([tiles, Flow(nodes, links, node_format="0", unit="人")], sentence)

    months = [0, 1, 3, 6, 12, 24, FOREVER]
    return Explorer(
        title="AIPL：人群怎样流动",
        alt="五个方框从左到右是未接触、认知、兴趣、购买、忠诚，方框里是人数；箭头的粗细是下个月流过的人数，往回的箭头在下面。",
        controls=[
            Slider("interest", "认知 → 兴趣", [0.1, 0.18, 0.26], labels=["10%", "18%", "26%"], start=1),
            Slider("buy", "兴趣 → 购买", [0.08, 0.15, 0.3], labels=["8%", "15%", "30%"], start=1),
            Slider("loyal", "购买 → 忠诚", [0.1, 0.2, 0.3], labels=["10%", "20%", "30%"], start=1),
            Slider("back", "购买 → 兴趣（退回）", [0.15, 0.35, 0.55], labels=["15%", "35%", "55%"], start=1),
            Slider(
                "month",
                "过了多久",
                months,
                labels=[f"{m} 个月" if m < FOREVER else "长期稳定" for m in months],
                start=4,
            ),
        ],
        results=results,
        key="aipl_flows",
        theme=THEME,
    )


def double_jeopardy() -> Explorer:
    """Penetration against frequency for six made brands of one category: the law, and what bends it."""

    def results(spread: float, mean: float, view: str) -> Frame:
        category = Dirichlet(Nbd(mean, 2.0), spread)
        brands = {name: category.brand(share) for name, share in BRANDS.items()}
        points = [
            Point(
                brand.penetration,
                brand.frequency if view == "frequency" else brand.category_share,
                f"品牌{name}",
                size=0.6 + 6 * brand.share,
                note=f"份额 {brand.share:.0%}",
            )
            for name, brand in brands.items()
        ]
        chart = Scatter(
            points,
            x="渗透率（一年买过它的人）",
            y="买它的人平均买几次" if view == "frequency" else "买它的人，这类东西里有多少买它",
            x_range=(0, 1),
            y_range=(0, {3.0: 3, 6.0: 6, 12.0: 10}[mean]) if view == "frequency" else (0, 1),
            x_format="0%",
            y_format="0" if view == "frequency" else "0%",
        )
        large, small = brands["甲"], brands["己"]
        sentence = (
            f"在这个模型里，最大的品牌份额是最小的 {large.share / small.share:.0f} 倍：买的人是 {large.penetration / small.penetration:.1f} 倍，"
            f"每人买的次数是 {large.frequency / small.frequency:.1f} 倍（{large.frequency:.1f} 次对 {small.frequency:.1f} 次）。"
        )
        if spread > 5:
            sentence += "人人口味相近，每次都像按份额抽签，大品牌的顾客也就明显买得更勤。"
        elif spread < 1:
            sentence += "人人各有偏爱，小品牌的顾客也买得勤，差别几乎全在人数。"
        else:
            sentence += "小品牌吃两次亏：买的人少，买的次数也略少。"
        return Frame([chart], sentence)

    return Explorer(
        title="大品牌大在哪里",
        alt="散点图：横轴渗透率，纵轴是买的人平均买几次或占他们这类购买的多少；六个品牌从左下到右上排成一条缓坡。",
        controls=[
            Slider("spread", "人人口味有多像（S）", [0.6, 1.2, 3.0, 10.0], start=1),
            Slider("mean", "这类东西一年买几次", [3.0, 6.0, 12.0], start=1, unit="次"),
            Choice("view", "纵轴", [("购买次数", "frequency"), ("占同类购买", "share")]),
        ],
        results=results,
        key="double_jeopardy",
        theme=THEME,
    )
