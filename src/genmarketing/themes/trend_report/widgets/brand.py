"""Views on carry-over and on the split between brand and performance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator
from dataclasses import replace

import numpy as np

from genmarketing.ui import (
    Bars,
    Choice,
    Explorer,
    Frame,
    Line,
    Lines,
    Marker,
    Series,
    Slider,
    Task,
    Tile,
    Tiles,
)

from ..models.adstock import adstock, half_life, saturation
from ..models.arrays import FloatArray
from ..models.brand_performance import MARKET, best_shares_under_noise

THEME = "trend_report"

WEEKS = 52
SCHEDULES = {
    "每周一样": np.full(WEEKS, 1.0),
    "开头四周集中": np.where(np.arange(WEEKS) < 4, 13.0, 0.0),
    "投四周停四周": np.where(np.arange(WEEKS) % 8 < 4, 2.0, 0.0) * WEEKS / 56,
}
"""One year's money, 52 weekly budgets in all, spread in three ways."""


def carry_over() -> Explorer:
    """Move what is left after a week; see the stock that three schedules build, and how long it lasts."""
    carries = (0.0, 0.35, 0.5, 0.7, 0.8, 0.9, 0.95, 0.97)

    def results(carry: float, schedule: str) -> Frame:
        spend = SCHEDULES[schedule]
        stock = adstock(spend, carry)
        response = float(saturation(stock * (1 - carry), 1.0).mean())
        lines = [
            Line("每周花的钱", range(1, WEEKS + 1), spend, "quiet", dash=True),
            Line("存下来的印象", range(1, WEEKS + 1), stock, "main"),
        ]
        tiles = Tiles(
            [
                Tile(
                    "半衰期",
                    f"{half_life(carry):.1f}" if carry else "0",
                    "周",
                    note="停投以后，过多久剩一半",
                    colour="main",
                ),
                Tile("年底还剩", f"{stock[-1]:.1f}", "周的预算"),
                Tile("全年平均的反应", response, format="0%", note="饱和曲线，封顶 100%"),
            ]
        )
        stopped = int(np.flatnonzero(spend)[-1]) if spend[-1] == 0 else WEEKS
        half_gone = stopped + 1 + half_life(carry)
        markers = [Marker(stopped + 1, stock[stopped], "停投", "quiet")] if stopped < WEEKS else []
        if markers and carry and half_gone <= WEEKS:
            markers.append(Marker(half_gone, stock[stopped] / 2, "剩一半", "rival"))
        highest = {"每周一样": 30, "开头四周集中": 60, "投四周停四周": 30}[schedule]
        chart = Lines(lines, "第几周", "几周的预算", x_range=(0, 53), y_range=(0, highest), markers=markers)
        said = "停一周就什么也没有了。" if carry == 0 else f"停投 {half_life(carry):.1f} 周以后，印象还剩一半。"
        return Frame([tiles, chart], f"每周留下 {carry:.0%}，{schedule}：{said}")

    return Explorer(
        title="广告停了，印象还在吗",
        alt="虚线是每周花的钱，实线是累积下来的印象；保留率越高，积得越慢，退得也越慢。",
        controls=[
            Slider("carry", "一周以后留下", carries, labels=[f"{carry:.0%}" for carry in carries], start=5),
            Choice("schedule", "钱怎样排", list(SCHEDULES), start=1),
        ],
        results=results,
        key="carry_over",
        theme=THEME,
    )


HORIZONS = {
    2: "两周",
    4: "四周",
    8: "八周",
    13: "一季",
    18: "四个月",
    26: "半年",
    52: "一年",
    104: "两年",
    260: "五年",
}
SHARES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.53, 0.6, 0.7, 0.8, 0.9, 1.0)
STRENGTHS = {"较弱": 1.4, "中等": 1.9, "较强": 2.4}
"""How much a fully known brand is worth each week, in the model's units."""


def brand_split() -> Explorer:
    """Move the brand's share and the horizon; see what is earned, what was possible, and how flat the top is."""
    grid = np.linspace(0, 1, 26)
    markets = {name: replace(MARKET, brand_value=value) for name, value in STRENGTHS.items()}
    curves = {
        (name, weeks): np.array([market.total_value(float(share), weeks) for share in grid])
        for name, market in markets.items()
        for weeks in HORIZONS
    }
    best = {(name, weeks): market.best_share(weeks) for name, market in markets.items() for weeks in HORIZONS}

    def results(share: float, weeks: int, strength: str) -> Frame:
        market, top = markets[strength], best[strength, weeks]
        highest = market.total_value(top, weeks)
        mine = market.total_value(share, weeks) / highest
        curve = Lines(
            [Line("各种分法", 100 * grid, 100 * curves[strength, weeks] / highest, "main")],
            "品牌占（%）",
            "和最好的比（%）",
            title=f"看{HORIZONS[weeks]}",
            x_range=(0, 100),
            y_range=(0, 120),
            markers=[Marker(100 * top, 100, "最好", "gain"), Marker(100 * share, 100 * mine, "你的", "rival")],
        )
        every = max(1, weeks // 40)
        at = np.arange(0, weeks, every)
        over_time = Lines(
            [
                Line("你的分法", at + 1, market.weekly_value(share, weeks)[at], "rival", points=weeks <= 8),
                Line("全投效果", at + 1, market.weekly_value(0.0, weeks)[at], "quiet", dash=True),
            ],
            "第几周",
            "当周的收获",
            title="一周一周地看",
            x_range=(0, weeks),
            y_range=(0, 2.2),
            y_format="0.0",
        )
        tiles = Tiles(
            [
                Tile("最好的分法：品牌占", top, format="0.0%", colour="gain"),
                Tile("你的分法少赚", max(0.0, 1 - mine), format="0.0%", colour="rival"),
            ]
        )
        lost = 1 - mine
        if lost < 5e-4:
            said = "你给的就是最好的。"
        elif lost < 0.02:
            said = "几乎没有差别，顶是平的。"
        else:
            said = "差得不多。" if lost < 0.06 else "这一刀切歪了。"
        return Frame(
            [tiles, curve, over_time],
            f"在这个模型里，看{HORIZONS[weeks]}、品牌的作用{strength}：最好给品牌 {top:.0%}；给 {share:.0%} 少赚 {lost:.1%}，{said}",
        )

    return Explorer(
        title="品牌几成，效果几成",
        alt="左图是一条拱形曲线，横轴是品牌的占比，最高点随看多远而移动；右图比较你的分法和全投效果在每一周的收获。",
        controls=[
            Slider("share", "给品牌", SHARES, labels=[f"{share:.0%}" for share in SHARES], start=5),
            Slider("weeks", "看多远", list(HORIZONS), labels=list(HORIZONS.values()), start=6),
            Choice("strength", "品牌的作用", list(STRENGTHS), start=1),
        ],
        results=results,
        key="brand_split",
        theme=THEME,
    )


def noise_task() -> Task:
    """Draw the model's constants again and again within an error; see where the optimum goes."""
    draws, each = 300, 10

    def run(noise: float, weeks: int) -> Generator[tuple[float, str], None, Frame]:
        rng = np.random.default_rng(1)
        shares: list[float] = []
        while len(shares) < draws:
            shares += best_shares_under_noise(MARKET, weeks, noise, each, rng).tolist()
            yield len(shares) / draws, f"第 {len(shares)} 个市场"
        shown: Frame = _spread(np.array(shares), noise, weeks)
        return shown

    return Task(
        title="常数差一点，最优会跑多远",
        alt="柱状图：三百个略有不同的市场里，最好的品牌占比各落在哪里。",
        button="造三百个差不多的市场",
        controls=[
            Slider("noise", "常数可能差", (0.1, 0.2, 0.3), labels=["± 10%", "± 20%", "± 30%"], start=1),
            Slider("weeks", "看多远", (18, 52), labels=["四个月", "一年"], start=1),
        ],
        run=run,
        key="noise_task",
        theme=THEME,
    )


def _spread(shares: FloatArray, noise: float, weeks: int) -> Frame:
    edges = np.arange(40, 77.5, 2.5)
    counted = Counter(np.clip(np.digitize(100 * shares, edges) - 1, 0, len(edges) - 2).tolist())
    bars = Bars(
        [f"{edge:g}" for edge in edges[:-1]],
        [Series("市场", [counted[i] for i in range(len(edges) - 1)], "main")],
        "市场（个）",
        x="最好的品牌占比，从（%）",
    )
    low, high = np.quantile(shares, [0.025, 0.975])
    tiles = Tiles(
        [
            Tile("常数准的话", MARKET.best_share(weeks), format="0.0%", colour="gain"),
            Tile("一百个里的九十五个落在", f"{low:.0%} 到 {high:.0%}", colour="main"),
        ]
    )
    wide = f"常数只要差 {noise:.0%}，最优就在 {low:.0%} 到 {high:.0%} 之间跑。"
    return Frame([tiles, bars], f"在这个模型里，{wide}一个精确到个位的「最佳配比」，比我们知道的多。")
