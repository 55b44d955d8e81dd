"""Views on growth: what compounds, where the next budget goes, which ring of AARRR moves most, the 1-yuan shop."""

from __future__ import annotations

import numpy as np

from genmarketing.ui import Bars, Choice, Explorer, Frame, Line, Lines, Reference, Series, Slider, Tile, Tiles

from ..models.growth import STAGES, Aarrr, Plan, ends_at, gains, grow, profit_path
from ..models.snack_shop import Shop
from .axes import nice_top

THEME = "audience_assets"

MONTHS = 36


def _earned(money: float) -> str:
    """Write a sum of 万元 as a gain or a loss."""
    return f"共{'赚' if money >= 0 else '亏'} {abs(money):.1f} 万元"


def compounding() -> Explorer:
    """Kept, won and brought: the number of customers over three years, and where it settles."""

    def results(kept: float, won: int, brought: float) -> Frame:
        path = grow(1000, kept, won, MONTHS, brought)
        bare = grow(1000, kept, won, MONTHS)
        end = ends_at(kept, won, brought)
        lines = [
            Line("有老带新", range(MONTHS + 1), path, "main"),
            Line("没有老带新", range(MONTHS + 1), bare, "quiet", dash=True),
        ]
        settles = bool(np.isfinite(end)) and end < 6000
        chart = Lines(
            lines,
            "月",
            "顾客（人）",
            y_range=(0, nice_top(max(path.max(), end if settles else 0))),
            y_format="0",
            references=[Reference(end, "停在这里")] if settles else [],
            height=320,
        )
        if not np.isfinite(end):
            said = "流失的人全由老客带回来，人数一直往上，这才叫复利。现实里带不了这么久：身边的人总会带完。"
        elif kept + brought > 0.97:
            said = f"几乎收支相抵，要很久才停在 {end:,.0f} 人。"
        elif end > 1100:
            said = f"涨到 {end:,.0f} 人就停：那时每月流失的正好等于新来的。起点是多少，都停在这里。"
        elif end < 900:
            said = f"退到 {end:,.0f} 人才停：漏得比补得快。"
        else:
            said = f"差不多原地不动，停在 {end:,.0f} 人。"
        return Frame(
            [chart], f"在这个模型里，每月留下 {kept:.0%}、新来 {won} 人、每百位老客带来 {100 * brought:g} 位：{said}"
        )

    return Explorer(
        title="漏桶与雪球",
        alt="曲线：顾客数三年里怎样变；没有老带新时总会走平，留存越高平得越高。",
        controls=[
            Slider("kept", "每月留下", [0.8, 0.85, 0.9, 0.95], labels=["80%", "85%", "90%", "95%"], start=2),
            Slider("won", "每月新来", [50, 100, 200], start=1, unit="人"),
            Slider(
                "brought",
                "每百位老客每月带来",
                [0.0, 0.02, 0.05, 0.1],
                labels=["0 位", "2 位", "5 位", "10 位"],
                start=1,
            ),
        ],
        results=results,
        key="compounding",
        theme=THEME,
    )


def budget_explorer() -> Explorer:
    """The same monthly budget: reach the old customers first, or buy new ones only."""

    def results(new_cost: float, reach_cost: float, lift: float) -> Frame:
        plan = Plan(new_cost, reach_cost, 0.8 + lift, 0.8, 10.0)
        paths = {
            "先把老客叫回来": profit_path(plan, 1000, 6000, True, MONTHS),
            "全部拉新": profit_path(plan, 1000, 6000, False, MONTHS),
        }
        colours = ("main", "rival")
        people = Lines(
            [
                Line(name, range(MONTHS + 1), path[0], colour)
                for (name, path), colour in zip(paths.items(), colours, strict=True)
            ],
            "月",
            "顾客（人）",
            y_range=(0, nice_top(max(path[0].max() for path in paths.values()))),
            y_format="0",
        )
        profits = [path[1] / 1e4 for path in paths.values()]
        money = Lines(
            [
                Line(name, range(MONTHS + 1), path[1] / 1e4, colour)
                for (name, path), colour in zip(paths.items(), colours, strict=True)
            ],
            "月",
            "累计利润（万元）",
            y_range=(
                min(0.0, *(path.min() for path in profits)),
                nice_top(max(1.0, *(path.max() for path in profits))),
            ),
            y_format="0",
        )
        first, second = (path[1][-1] / 1e4 for path in paths.values())
        ends = f"三年下来，先叫老客{_earned(first)}，全部拉新{_earned(second)}。"
        if abs(first - second) < 2:
            said = "差不多，先看哪一样更容易量准。"
        elif first > second:
            said = "触达多留下的人抵得过它的价钱，就该先在自己的社群里花。"
        else:
            said = "触达多留下的人，不够抵它的价钱，不如去公域拉新。"
        return Frame([people, money], f"在这个模型里，{ends}{said}")

    return Explorer(
        title="每月 6,000 元：叫回老客，还是去拉新",
        alt="左图是两种花法的顾客数，右图是累计利润，各三年。",
        controls=[
            Slider("new_cost", "公域拉一位新客", [20.0, 40.0, 80.0], start=1, unit="元"),
            Slider("reach_cost", "触达一位老客一次", [0.1, 0.5, 1.0, 3.0], start=1, unit="元"),
            Slider(
                "lift",
                "触达使月留存多",
                [0.0, 0.02, 0.05, 0.1],
                labels=["0 个点", "2 个点", "5 个点", "10 个点"],
                start=2,
            ),
        ],
        results=results,
        key="budget_explorer",
        theme=THEME,
    )


def aarrr_levers() -> Explorer:
    """Which of the five rings moves the settled margin most when it gets better by a tenth."""

    def results(activated: float, kept: float, referred: float, better: str) -> Frame:
        model = Aarrr(5000, activated, kept, 20, referred)
        growth = gains(model, points=0.01 if better == "point" else None)
        best = [at for at, gain in enumerate(growth) if gain > max(growth) - 0.001]
        bars = Bars(
            list(STAGES),
            [Series("长期毛利多", growth, "main")],
            "长期每月毛利的变化",
            labelled=True,
            highlighted=best,
            y_range=(0, 0.4),
            y_format="0%",
        )
        brings_back = activated * referred / (1 - kept)
        tiles = Tiles(
            [
                Tile("长期每月毛利", model.monthly_value() / 1e4, "万元", "0.0", colour="gain"),
                Tile("流失的人，由老客补回", brings_back, format="0%"),
            ]
        )
        winners = "」「".join(STAGES[at] for at in best)
        kept_means = "留存只多 1 个百分点" if better == "point" else "留存是让流失少一成"
        sentence = (
            f"在这个模型里，别的环各改善一成，{kept_means}：最管用的是「{winners}」，长期毛利多 {max(growth):.0%}。"
            "「改善一成」对留存怎样算，名次就怎样变；哪一种更容易做到，要看你的店。"
        )
        return Frame([tiles, bars], sentence)

    return Explorer(
        title="五个环，先修哪一个",
        alt="柱图：获取、激活、留存、收入、推荐各改善一成，长期毛利各多百分之几，最高的用实色。",
        controls=[
            Slider(
                "activated", "来看的人里下首单的", [0.05, 0.1, 0.2, 0.3], labels=["5%", "10%", "20%", "30%"], start=2
            ),
            Slider("kept", "月留存", [0.5, 0.7, 0.8, 0.9], labels=["50%", "70%", "80%", "90%"], start=1),
            Slider("referred", "每位老客每月带来看的", [0.0, 0.05, 0.1, 0.2], start=2, unit="人"),
            Choice("better", "留存改善一成指", [("流失少一成", "loss"), ("留存多 1 个百分点", "point")]),
        ],
        results=results,
        key="aarrr_levers",
        theme=THEME,
    )


def snack_shop() -> Explorer:
    """A day of the 1-yuan shop: who watches, who comes, who buys something else; with and without the stream."""

    def results(viewers: int, add_on: float, brought: float, screen: float) -> Frame:
        shop = Shop(viewers=viewers, add_on_share=add_on, brought=brought, screen_income=screen)
        parts = {
            "一元小份": shop.visitors_in_all() * (shop.price - shop.item_cost),
            "顺手多买": shop.visitors_in_all() * shop.add_on_share * shop.add_on_margin,
            "屏幕收入": viewers / 1000 * screen,
            "房租人工": -shop.fixed_costs,
        }
        bars = Bars(
            [*parts, "一天的利润"],
            [Series("元", [*parts.values(), shop.profit()], "main")],
            "元／天",
            labelled=True,
            highlighted=[4],
            y_range=(-1300, nice_top(max(1000.0, shop.profit(), *parts.values()))),
            y_format="0",
        )
        needed = shop.viewers_to_break_even()
        tiles = Tiles(
            [
                Tile("每位到店的人留下", shop.per_visitor(), "元", "0.00"),
                Tile("每一千人次观看值", shop.per_thousand_viewers(), "元", "0.0", colour="gain"),
                Tile(
                    "保本要多少人看",
                    "不用直播" if needed == 0 else f"{needed / 1e4:.1f} 万人" if np.isfinite(needed) else "再多也不够",
                ),
            ]
        )
        if not viewers:
            said = f"没有人看直播，一天{'赚' if shop.profit() > 0 else '亏'} {abs(shop.profit()):,.0f} 元。"
        else:
            said = (
                f"{viewers / 1e4:g} 万人看，一天{'赚' if shop.profit() > 0 else '亏'} {abs(shop.profit()):,.0f} 元；"
                f"其中外溢（围观的人带来的）{viewers / 1000 * shop.per_thousand_viewers():,.0f} 元。"
            )
        return Frame([tiles, bars], f"在这个模型里，{said}除了一元的价钱，数都是假设，请换成店里的账本。")

    return Explorer(
        title="一元店的账",
        alt="柱图：一元小份、顺手多买、屏幕收入、房租人工各多少，加起来是一天的利润。",
        controls=[
            Slider(
                "viewers",
                "直播观看",
                [0, 10_000, 40_000, 100_000],
                labels=["没有", "1 万人", "4 万人", "10 万人"],
                start=2,
            ),
            Slider("add_on", "顺手多买的人", [0.1, 0.3, 0.5], labels=["10%", "30%", "50%"], start=1),
            Slider("brought", "每千人看带来到店", [0.0, 2.0, 5.0], start=1, unit="人"),
            Slider("screen", "每千人看的屏幕收入", [0.0, 8.0, 20.0], start=1, unit="元"),
        ],
        results=results,
        key="snack_shop",
        theme=THEME,
    )
