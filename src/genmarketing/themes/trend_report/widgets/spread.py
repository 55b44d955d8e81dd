"""Views on how new things spread: Bass's curve with adopter groups, and two markets with a gap between them."""

from __future__ import annotations

import numpy as np

from genmarketing.ui import Band, Explorer, Frame, Line, Lines, Marker, Reference, Slider, Tile, Tiles

from ..models.diffusion import CHASM, GROUPS, Bass, TwoMarkets, group_of, has_saddle

THEME = "trend_report"

YEARS = 15
COLOURS = ("rival", "warm", "gain", "main", "quiet")
"""One for each of Rogers' groups."""


def bass_explorer() -> Explorer:
    """Move innovation, imitation and where one stands now; see the peak, the groups, and how far it still is."""
    times = np.linspace(0, YEARS, 46)
    edges = np.cumsum([0.0, *(size for _, size in GROUPS)])

    def results(p: float, q: float, now: float) -> Frame:
        market = Bass(p, q)
        edge = market.time_of(CHASM)
        groups = [
            Band(100 * low, 100 * high, name, colour=colour)
            for (name, _), low, high, colour in zip(GROUPS, edges[:-1], edges[1:], COLOURS, strict=True)
            if name != "创新者"
        ]
        at = market.time_of(now)
        total = Lines(
            [Line("用上的人", times, [100 * market.adopted(t) for t in times.tolist()], "main")],
            "年",
            "累计（%）",
            y_range=(0, 100),
            bands=groups,
            markers=[Marker(min(at, YEARS), 100 * now, "现在", "rival")],
            title="累计",
        )
        fresh = Lines(
            [Line("这一年新用上的", times, [100 * market.rate(t) for t in times.tolist()], "warm")],
            "年",
            "占全体（%／年）",
            markers=[Marker(market.peak_time, 100 * market.rate(market.peak_time), "最多", "warm")],
            references=[Reference(edge, "累计 16%", axis="x")] if edge < YEARS else [],
            x_range=(0, YEARS),
            title="新增",
        )
        tiles = Tiles(
            [
                Tile(
                    "新增最多在第",
                    f"{market.peak_time:.1f}",
                    "年",
                    note="" if market.peak_time else "一开始就最多",
                    colour="warm",
                ),
                Tile("下一个用上的是", group_of(now), colour="main"),
                Tile("从现在到 84%", f"{max(0.0, market.time_of(0.84) - at):.1f}", "年"),
            ]
        )
        past = "新增的高峰已经过去。" if at > market.peak_time + 1e-9 else "新增的高峰还没有到。"
        return Frame([tiles, total, fresh], f"在这个模型里，p = {p:g}、q = {q:g}、现在 {now:.0%}：{past}")

    return Explorer(
        title="新东西怎样铺开",
        alt="左图是一条 S 形曲线，横带是采用者的分组；右图是每年新增，先升后降，标出高峰。",
        controls=[
            Slider("p", "自己想试的（p）", (0.01, 0.03, 0.06, 0.12), start=1),
            Slider("q", "看别人用才用的（q）", (0.1, 0.2, 0.38, 0.6), start=2),
            Slider(
                "now",
                "现在有多少人在用",
                (0.02, 0.1, 0.28, 0.54, 0.75),
                labels=["2%", "10%", "28%", "54%", "75%"],
                start=2,
            ),
        ],
        results=results,
        key="bass_explorer",
        theme=THEME,
    )


def chasm_explorer() -> Explorer:
    """Let the mainstream listen to the early market or not; a dip opens where it does not."""
    step, years = 0.25, 25
    times = np.arange(1, round(years / step) + 1) * step

    def results(across: float, early: float) -> Frame:
        markets = TwoMarkets(early, Bass(0.1, 1.2), Bass(0.001, 0.45), across)
        fresh = markets.new_adopters(years, step)
        first, second = (np.diff(share, prepend=0.0) / step for share in markets.run(years, step))
        chart = Lines(
            [
                Line("合计", times, 100 * fresh, "main"),
                Line("早期市场", times, 100 * early * first, "warm", dash=True),
                Line("主流市场", times, 100 * (1 - early) * second, "gain", dash=True),
            ],
            "年",
            "这一年新用上的（占全体，%）",
            x_range=(0, years),
        )
        main = markets.run(years, step)[1]
        half = float(times[int(np.argmax(main >= 0.5))]) if (main >= 0.5).any() else float("inf")
        tiles = Tiles(
            [
                Tile(
                    "主流市场过半在第",
                    f"{half:.1f}" if half < years else f"{years} 年以后",
                    "年" if half < years else "",
                    colour="gain",
                )
            ]
        )
        if has_saddle(fresh):
            said = "早期的人用完了，主流还没有开始，中间塌下去一段：这就是鸿沟。"
        else:
            said = "主流接得上，看不到塌陷。"
        return Frame([chart, tiles], f"在这个模型里，主流有 {across:.0%} 听早期用户的，早期市场占 {early:.0%}：{said}")

    return Explorer(
        title="鸿沟",
        alt="三条曲线：早期市场先起先落，主流市场后起；主流不听早期用户时，合计在中间凹下去。",
        controls=[
            Slider(
                "across",
                "主流听早期用户的程度",
                (0.0, 0.02, 0.05, 0.1, 0.3, 0.6),
                labels=["0%", "2%", "5%", "10%", "30%", "60%"],
                start=1,
            ),
            Slider("early", "早期市场有多大", (0.08, 0.16, 0.3), labels=["8%", "16%", "30%"], start=1),
        ],
        results=results,
        key="chasm_explorer",
        theme=THEME,
    )
