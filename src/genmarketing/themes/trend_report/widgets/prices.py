"""Views on prices: one quote in every pricing model and who carries its risk; an auction for two slots."""

from __future__ import annotations

import numpy as np

from genmarketing.ui import (
    Bars,
    Choice,
    Explorer,
    Frame,
    Line,
    Lines,
    Marker,
    Reference,
    Series,
    Slider,
    Table,
    Tile,
    Tiles,
)

from ..models.auction import gsp_payments, ranking, utility, vcg_payments
from ..models.pricing import MODELS, Rates, bid_for, cost_per_order, ocpm_bid, ocpm_cost_per_order

THEME = "trend_report"

BASKET = 200
"""元 for an order, in the converter."""

PAID_FOR = {"CPM": "每千次展现", "CPC": "每次点击", "CPA": "每个订单", "CPS": "收入的", "CPT": "每天包断"}


def pricing_converter() -> Explorer:
    """Write one price in every pricing model, then let the conversion rate turn out otherwise and see who pays."""
    click_rates, order_rates = (0.005, 0.01, 0.02, 0.04), (0.01, 0.02, 0.03, 0.05)
    outcomes = {"只有一半": 0.5, "和预计一样": 1.0, "多出一半": 1.5}

    def results(ecpm: float, ctr: float, cvr: float, outcome: str) -> Frame:
        expected = Rates(ctr, cvr, BASKET)
        actual = Rates(ctr, cvr * outcomes[outcome], BASKET)
        bids = {model: bid_for(model, ecpm, expected) for model in MODELS}
        planned = cost_per_order("CPM", ecpm, expected)
        written = {model: f"{bid:,.2f} 元" for model, bid in bids.items()} | {"CPS": f"{bids['CPS']:.1%}"}
        costs = [cost_per_order(model, bids[model], actual) for model in MODELS]
        target = planned
        optimised = ocpm_cost_per_order(expected, actual, target)
        rows = [
            [model, PAID_FOR[model], written[model], f"{cost:,.0f} 元"]
            for model, cost in zip(MODELS, costs, strict=True)
        ]
        rows.append(
            [
                "oCPM",
                "每千次展现，瞄准订单",
                f"{ocpm_bid(ctr, cvr, target):,.2f} 元（目标 {target:,.0f} 元一单）",
                f"{optimised:,.0f} 元",
            ]
        )
        dearer = [i for i, cost in enumerate([*costs, optimised]) if cost > planned * 1.01]
        table = Table(["计费方式", "为什么付钱", "同样的价写成", "结果每单花"], rows, highlighted=dearer)
        bars = Bars(
            [*MODELS, "oCPM"],
            [Series("结果每单花", [100 * cost / planned for cost in [*costs, optimised]], "main")],
            "和预计比（%）",
            labelled=True,
            y_format="0",
            y_range=(0, 200),
            references=[Reference(100, "预计")],
            highlighted=dearer,
            height=240,
        )
        if planned > BASKET:
            said = f"每单预计要 {planned:,.0f} 元，一单只卖 {BASKET} 元：价太高，换哪种计费都亏。"
        elif outcome == "和预计一样":
            said = "六种写法是同一个价。"
        elif outcome == "只有一半":
            said = "按展现、点击、时间付钱的，每单贵了一倍，oCPM 预估没有跟上时也一样；按订单和销售付钱的不变，少掉的由媒体承担。"
        else:
            said = "转化好了，按展现、点击、时间付钱的占了便宜；按订单和销售付钱的照付。"
        return Frame([table, bars], f"点击率 {ctr:.1%}、转化率预计 {cvr:.0%}、实际{outcome}：{said}")

    return Explorer(
        title="一个价，六种写法",
        alt="表格把同一个千次价写成六种计费方式；转化率和预计不同时，标出的几行每单变贵。",
        controls=[
            Slider("ecpm", "千次展现值多少", (15.0, 30.0, 60.0), start=1, unit="元"),
            Slider("ctr", "点击率", click_rates, labels=[f"{rate:.1%}" for rate in click_rates], start=2),
            Slider("cvr", "转化率（预计）", order_rates, labels=[f"{rate:.0%}" for rate in order_rates], start=2),
            Choice("outcome", "转化率实际", list(outcomes), start=1),
        ],
        results=results,
        key="pricing_converter",
        theme=THEME,
    )


MY_VALUE = 10.0
RIVALS = (4.0, 2.0)
FIRST_SLOT = 200.0
"""Clicks of the upper slot."""

RULES = {"gsp": "广义第二价格", "vcg": "VCG"}


def auction_room() -> Explorer:
    """Bid for one of two slots against two rivals; see what each rule charges and which bid keeps most."""
    bids = (1.0, 2.5, 3.0, 3.5, 4.5, 6.0, 8.0, 10.0, 12.0)
    fine = np.linspace(0.1, 12, 120)

    def results(bid: float, second: float, rule: str) -> Frame:
        clicks = (FIRST_SLOT, second)
        everyone = (bid, *RIVALS)
        payments = {"gsp": gsp_payments, "vcg": vcg_payments}[rule](everyone, clicks)
        names = ("你", "甲", "乙")
        slots = {int(bidder): slot for slot, bidder in enumerate(ranking(everyone, 2))}
        rows = []
        for bidder in np.argsort(-np.array(everyone), kind="stable").tolist():
            slot = slots.get(bidder)
            got = "没有位置" if slot is None else f"第 {slot + 1} 位，{clicks[slot]:.0f} 次点击"
            rows.append([names[bidder], f"{everyone[bidder]:g} 元", got, f"{payments[bidder]:,.0f} 元"])
        kept = {name: [utility(MY_VALUE, (float(b), *RIVALS), 0, clicks, name) for b in fine] for name in RULES}
        mine = utility(MY_VALUE, everyone, 0, clicks, rule)
        honest = utility(MY_VALUE, (MY_VALUE, *RIVALS), 0, clicks, rule)
        best = max(utility(MY_VALUE, (b, *RIVALS), 0, clicks, rule) for b in bids)
        chart = Lines(
            [
                Line("广义第二价格", fine, kept["gsp"], "main", dash=rule != "gsp"),
                Line("VCG", fine, kept["vcg"], "gain", dash=rule != "vcg"),
            ],
            "你的出价（元／次点击）",
            "你留下的（元）",
            references=[Reference(MY_VALUE, "一次点击值 10 元", axis="x")],
            markers=[Marker(bid, mine, "你", "rival")],
            height=280,
        )
        tiles = Tiles(
            [
                Tile("你留下", f"{mine:,.0f}", "元", colour="main"),
                Tile("照实出 10 元会留下", f"{honest:,.0f}", "元"),
            ]
        )
        if best > honest + 1e-6:
            said = f"照实出价不是最好的：压低一点能留下 {best:,.0f} 元。"
        elif mine < honest - 1e-6:
            said = f"照实出 10 元最好，能留下 {honest:,.0f} 元。"
        else:
            said = "照实出价也是这么多，已经最好。"
        return Frame(
            [
                tiles,
                Table(
                    ["谁", "出价", "得到", "付"],
                    rows,
                    highlighted=[next(i for i, row in enumerate(rows) if row[0] == "你")],
                ),
                chart,
            ],
            f"{RULES[rule]}，下面一个位置 {second:.0f} 次点击，你出 {bid:g} 元：付 {payments[0]:,.0f} 元，留下 {mine:,.0f} 元。{said}",
        )

    return Explorer(
        title="两个广告位，三个人出价",
        alt="表格是排名与付款；下图是你留下的钱随出价的变化，一条线一种规则，标出你的出价。",
        controls=[
            Slider("bid", "你的出价", bids, start=7, unit="元"),
            Slider("second", "下面一个位置的点击", (50.0, 100.0, 150.0, 199.0), start=1, unit="次"),
            Choice("rule", "规则", [(name, rule) for rule, name in RULES.items()]),
        ],
        results=results,
        key="auction_room",
        theme=THEME,
    )
