"""Views on the pull of an account with many devices, and on the chasm between early and late customers."""

from __future__ import annotations

import numpy as np

from genmarketing.ui import Bars, Explorer, Frame, Line, Lines, Series, Slider, Tile, Tiles

from ..models.diffusion import Market, saddle
from ..models.ecosystem import brand_chance, device_distribution, expected_devices, leaving_price
from .axes import nice_top

THEME = "audience_assets"

PERIODS = 40


def account_pull() -> Explorer:
    """Appeal without the account, pull of each device, devices bought: how many are the brand's."""

    def results(appeal: float, pull: float, purchases: int) -> Frame:
        spread = device_distribution(purchases, appeal, pull)
        counts = np.arange(9, dtype=np.float64)
        chart = Lines(
            [
                Line("有账号的牵引", counts, brand_chance(counts, appeal, pull), "main", points=True),
                Line("没有牵引", counts, brand_chance(counts, appeal, 0.0), "quiet", dash=True),
            ],
            "家里已有几件这个牌子的设备",
            "下一件还买它的机会",
            title="影响力：有几件，决定下一件",
            y_range=(0, 1),
            y_format="0%",
        )
        shown = [float(spread[n]) if n < len(spread) else 0.0 for n in range(11)]
        bars = Bars(
            [str(n) for n in range(11)],
            [Series("家庭", shown, "main")],
            "占家庭的比例",
            x=f"买过 {purchases} 件设备以后，这个牌子的有几件",
            title="各家有几件",
            y_range=(0, nice_top(max(0.3, *shown))),
            y_format="0%",
        )
        mean, bare = expected_devices(purchases, appeal, pull), expected_devices(purchases, appeal, 0.0)
        price = leaving_price(purchases, 50, 3, 24)
        sentence = (
            f"在这个模型里，买过 {purchases} 件以后，平均 {mean:.1f} 件是它的，没有账号牵引时是 {bare:.1f} 件；"
            f"{purchases} 件全是它的家庭要整套搬走，对手得补 {price:,.0f} 元（每件 50 元的麻烦，每一对设备每月 3 元的方便，算两年）。"
        )
        return Frame([chart, bars], sentence)

    chances = [0.1, 0.2, 0.35, 0.5]
    return Explorer(
        title="一个账号，许多设备",
        alt="左图：家里已有的设备越多，下一件还买同一牌子的机会越大；右图：各家有几件的分布，牵引越强，右边的尾巴越长。",
        controls=[
            Slider(
                "appeal",
                "第一件买它的机会",
                [float(np.log(p / (1 - p))) for p in chances],
                labels=[f"{p:.0%}" for p in chances],
                start=1,
            ),
            Slider("pull", "每多一件的牵引", [0.0, 0.3, 0.6, 1.0], labels=["没有", "0.3", "0.6", "1.0"], start=2),
            Slider("purchases", "一共买几件设备", [2, 4, 6, 8, 10], start=3, unit="件"),
        ],
        results=results,
        key="account_pull",
        theme=THEME,
    )


def chasm() -> Explorer:
    """Two groups with their own word of mouth: how much the majority heeds the early ones decides on the saddle."""

    def results(cross: float, own: float, early_share: float) -> Frame:
        market = Market(early_share=early_share, cross=cross, majority_innovation=own)
        early, majority = market.spread(PERIODS)
        sales = market.new_adopters(PERIODS)
        new_early = early_share * np.diff(early)
        months = range(1, PERIODS + 1)
        chart = Lines(
            [
                Line("合计", months, 100 * sales, "main"),
                Line("早期那群人", months, 100 * new_early, "warm", dash=True),
                Line("大众", months, 100 * (sales - new_early), "gain", dash=True),
            ],
            "期",
            "新用户（% 的市场）",
            y_format="0",
            height=320,
        )
        depth = saddle(sales)
        reached = early_share * early[-1] + (1 - early_share) * majority[-1]
        tiles = Tiles(
            [
                Tile("早期那群人用上了", float(early[-1]), format="0%", colour="warm"),
                Tile("大众用上了", float(majority[-1]), format="0%", colour="gain"),
                Tile("鞍部有多深", depth, format="0%", note="第一个高点以后先跌这么多，再涨"),
            ]
        )
        if majority[-1] < 0.5:
            said = f"到第 {PERIODS} 期只有 {reached:.0%} 的人用上：早期那群人很热闹，大众还没动。这就是没有跨过去。"
        elif depth > 0.02:
            said = f"早期那群人用完，新用户先跌 {depth:.0%}，大众才接上。这时最容易误判成产品不行了。"
        else:
            said = "大众听得进早期那群人的话，两股接得上，看不出鸿沟。"
        return Frame([tiles, chart], f"在这个模型里，{said}")

    return Explorer(
        title="鸿沟：两群人，两种口碑",
        alt="三条曲线：早期那群人的新用户先起先落，大众的后起；两者接不上时，合计的曲线中间有一个鞍部。",
        controls=[
            Slider(
                "cross",
                "大众听早期那群人的",
                [0.0, 0.002, 0.01, 0.05],
                labels=["一点不听", "很少", "有一些", "很听"],
                start=0,
            ),
            Slider("own", "大众里自己会试的", [0.0, 0.0005, 0.003], labels=["没有", "万分之五", "千分之三"], start=1),
            Slider("early_share", "早期那群人占", [0.1, 0.16, 0.3], labels=["10%", "16%", "30%"], start=1),
        ],
        results=results,
        key="chasm",
        theme=THEME,
    )
