"""Views on what came back: the funnel of each campaign line, break-even, and seeding that platforms cannot see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genmarketing.data import load
from genmarketing.ui import Bars, Choice, Explorer, Flow, Frame, Link, Node, Reference, Series, Slider, Tile, Tiles

from ..models.funnel import LAYERS, LEVERS, improved_orders, pass_rates
from ..models.returns import Seeding, break_even_roas, roas, roi, romi

if TYPE_CHECKING:
    import pandas as pd

THEME = "trend_report"

COLUMNS = ("impressions", "clicks", "visits", "enquiries", "orders")


def _totals() -> pd.DataFrame:
    """One quarter of each campaign line, by name, and of all together."""
    table = load("campaigns")
    table["line"] = table["platform"] + " " + table["pricing"]
    totals = table.groupby("line")[[*COLUMNS, "spend", "revenue"]].sum()
    totals.loc["全部"] = totals.sum()
    return totals


def funnel_flow() -> Explorer:
    """Choose a campaign line and a layer to improve; each layer multiplies the orders alike, but not all can be moved."""
    totals = _totals()
    names = ["全部", *(name for name in totals.index if name != "全部")]

    def results(line: str, layer: int, factor: float) -> Frame:
        counts = [float(totals[column][line]) for column in COLUMNS]
        spend = float(totals["spend"][line])
        rates = pass_rates(counts).tolist()
        changed = [min(1.0, rate * factor) if at == layer else rate for at, rate in enumerate(rates)]
        amounts = [counts[0]]
        for rate in changed:
            amounts.append(amounts[-1] * rate)
        flow = Flow(
            [
                Node(name, round(amount), note="" if at == 0 else LEVERS[at])
                for at, (name, amount) in enumerate(zip(LAYERS, amounts, strict=True))
            ],
            [
                Link(
                    LAYERS[at],
                    LAYERS[at + 1],
                    rate,
                    f"{rate:.1%}" if rate >= 0.01 else f"{rate:.2%}",
                    "gain" if at == layer and factor > 1 else "main",
                )
                for at, rate in enumerate(changed)
            ],
            format="0.0%",
            node_format="万",
            widest=1.0,
        )
        now, then = counts[-1], improved_orders(counts[0], rates, layer, factor)
        tiles = Tiles(
            [
                Tile("点击率 CTR", changed[0], format="0.00%"),
                Tile("订单", f"{then:,.0f}", "单", note=f"原来 {now:,.0f} 单", colour="main"),
                Tile("每单花", f"{spend / then:,.0f}", "元", note=f"原来 {spend / now:,.0f} 元"),
            ]
        )
        if factor == 1:
            said = f"从展现到订单，一万次里成交 {10_000 * now / counts[0]:.1f} 单。"
        elif rates[layer] * factor > 1:
            said = f"「{LAYERS[layer + 1]}」这一层已经到顶，改不了这么多。"
        else:
            said = f"把「{LAYERS[layer + 1]}」这一层提高到 {factor:g} 倍，订单也变成 {then / now:.2f} 倍，改哪一层都一样；差的是哪一层改得动。"
        return Frame([flow, tiles], f"{line}：{said}")

    return Explorer(
        title="五层漏斗",
        alt="五个方框从左到右：展现、点击、访问、咨询、订单；箭头的粗细是走到下一层的比例。",
        controls=[
            Choice("line", "哪条投放线（合成数据）", names),
            Choice("layer", "改哪一层", [(LAYERS[at + 1], at) for at in range(4)]),
            Slider("factor", "提高到", (1.0, 1.1, 1.25, 1.5), labels=["不改", "1.1 倍", "1.25 倍", "1.5 倍"]),
        ],
        results=results,
        key="funnel_flow",
        theme=THEME,
    )


def break_even() -> Explorer:
    """Move the margin and the share that would have been sold anyway; lines cross from profit into loss."""
    totals = _totals().drop(index="全部")
    revenue, spend = totals["revenue"].tolist(), totals["spend"].tolist()
    returned = [roas(r, s) for r, s in zip(revenue, spend, strict=True)]
    order = sorted(range(len(returned)), key=lambda at: -returned[at])
    names = [str(totals.index[at]) for at in order]

    def results(margin: float, extra: float) -> Frame:
        needed = break_even_roas(margin)
        first = Bars(
            names,
            [Series("ROAS", [returned[at] for at in order], "main")],
            "元收入／元花费",
            horizontal=True,
            labelled=True,
            y_format="0.00",
            y_range=(0, 6),
            references=[Reference(min(needed, 6), "", colour="rival")],
            highlighted=[i for i, at in enumerate(order) if returned[at] >= needed],
            title=f"后台看到的，保本线 {needed:.2f}",
            height=380,
        )
        incremental = [romi(revenue[at] * extra, spend[at], margin) for at in order]
        plain = [roi(revenue[at], spend[at], margin) for at in order]
        second = Bars(
            names,
            [Series("ROI（全算作广告的）", plain, "quiet"), Series("ROMI（只算多出来的）", incremental, "gain")],
            "每元净赚（元）",
            horizontal=True,
            y_format="0.0",
            y_range=(-1.2, 2.6),
            references=[Reference(0, "")],
            title="扣掉成本以后，0 是保本",
            height=380,
        )
        # A commission of a fifth breaks even exactly at a margin of a fifth; cents must not make it a profit.
        paying = sum(value > 1e-4 for value in incremental)
        above = sum(value >= needed for value in returned)
        said = f"九条线里 {above} 条够得到保本线 {needed:.2f}；只算多出来的，赚钱的是 {paying} 条。"
        return Frame([first, second], f"毛利率 {margin:.0%}，收入里有 {extra:.0%} 是广告多带来的：{said}")

    return Explorer(
        title="投产比多少才不亏",
        alt="左图是各条投放线的投产比和保本线，够得到它的留着颜色；右图是扣掉成本以后每花一元净赚多少。",
        controls=[
            Slider("margin", "毛利率", (0.2, 0.3, 0.4, 0.5, 0.6), labels=["20%", "30%", "40%", "50%", "60%"], start=2),
            Slider("extra", "不投就没有的收入占", (1.0, 0.8, 0.6, 0.4), labels=["100%", "80%", "60%", "40%"], start=2),
        ],
        results=results,
        key="break_even",
        theme=THEME,
    )


def seeding_of(stays: float, searches: float) -> Seeding:
    """A made campaign, in 万元: 100 for seeding that brings 400, and 50 for search that brings 120 of its own."""
    return Seeding(100, 50, 400, in_app=stays, through_search=(1 - stays) * searches, search_revenue=120)


def seeding_reports() -> Explorer:
    """Let seeded buyers scatter; the seeding platform undercounts, search overcounts, the sum fits nobody's ledger."""

    def results(stays: float, searches: float) -> Frame:
        seeding = seeding_of(stays, searches)
        through = seeding.through_search
        reported, true = seeding.platform_reports(), seeding.truth()
        bars = Bars(
            ["种草（花 100 万元）", "搜索（花 50 万元）"],
            [Series("平台后台报的", reported, "rival"), Series("其实带来的", true, "gain")],
            "投产比（元收入／元花费）",
            labelled=True,
            y_format="0.0",
            y_range=(0, 11),
        )
        unseen = 400 * (1 - stays - through)
        tiles = Tiles(
            [
                Tile("种草带来的", "400", "万元", note="模型里知道，现实里不知道"),
                Tile("种草平台看得见", f"{400 * stays:.0f}", "万元", colour="rival"),
                Tile("记到搜索名下", f"{400 * through:.0f}", "万元"),
                Tile("谁也没看见", f"{unseen:.0f}", "万元"),
            ]
        )
        if abs(reported[0] - true[0]) < 0.05:
            return Frame([bars, tiles], "没有人离开，都在站内成交：后台和真相一致。")
        if reported[0] < reported[1] and true[0] > true[1]:
            said = "照后台分钱会砍掉种草，而真正起作用的是它。"
        else:
            said = "后台少算了种草。"
        return Frame([bars, tiles], f"{stays:.0%} 的人在站内下单，离开的人里 {searches:.0%} 先去搜索：{said}")

    return Explorer(
        title="种草的功劳记在谁的账上",
        alt="两组柱子比较平台后台报的投产比和其实带来的；离开站内的人越多，种草被少算得越厉害。",
        controls=[
            Slider(
                "stays", "在站内下单的", (0.1, 0.2, 0.4, 0.7, 1.0), labels=["10%", "20%", "40%", "70%", "100%"], start=1
            ),
            Slider("searches", "离开的人里先搜索的", (0.0, 0.5, 1.0), labels=["没有", "一半", "全部"], start=1),
        ],
        results=results,
        key="seeding_reports",
        theme=THEME,
    )
