"""Views on forms of content: gathering or dispersing audiences, the best episode, odds of an edition, brand love."""

from __future__ import annotations

import numpy as np

from genmarketing.data import claim
from genmarketing.ui import (
    Explorer,
    Frame,
    Line,
    Lines,
    Marker,
    Reference,
    Slider,
    Tile,
    Tiles,
)

from ..models.brand_love import STATES, Rates, course
from ..models.forms import (
    chance_of_rare,
    live_views,
    overtaking_week,
    placement_value,
    podcast_listens,
    rare_share,
    still_watching,
)

THEME = "genz_content"

WEEKS = 156
LISTEN, WATCH = 30, 4
"""Minutes that one listen of a podcast and one view of a live stream last; made."""


def podcast_or_live() -> Explorer:
    """Growth and shelf life of a podcast, viewers of a live stream: hours of attention gathered over three years."""

    def results(kept: float, tail: float, viewers: int) -> Frame:
        tree = podcast_listens(WEEKS, first=300, kept=kept, found=0.15, tail=tail) * LISTEN / 60
        live = live_views(WEEKS, viewers, returning=0.1) * WATCH / 60
        months = np.arange(1, WEEKS + 1) / 4.345
        week = overtaking_week(tree, live)
        totals = np.cumsum(tree), np.cumsum(live)
        chart = Lines(
            [
                Line("播客", months[3::4], totals[0][3::4] / 1e4, "gain"),
                Line("直播", months[3::4], totals[1][3::4] / 1e4, "rival"),
            ],
            "开播以后（月）",
            "累计收听收看（万小时）",
            y_range=(0, 1.05 * max(totals[0][-1], totals[1][-1]) / 1e4),
            references=[Reference(week / 4.345, "播客追上", "x")] if week else [],
        )
        after = f"{week / 4.345:.0f} 个月" if week else "三年里没有追上"
        tiles = Tiles(
            [
                Tile("第一季，播客", float(totals[0][12]), "小时", "0", colour="gain"),
                Tile("第一季，直播", float(totals[1][12]), "小时", "0", colour="rival"),
                Tile("播客追上直播", after),
            ]
        )
        if week:
            said = f"在这个模型里，播客要 {week / 4.345:.0f} 个月才追上；等不了这么久的目标，别交给它。"
        else:
            said = "在这个模型里，播客三年也追不上：留不住人，或者直播买来的人太多。"
        return Frame([tiles, chart], said)

    return Explorer(
        title="种一棵树，还是放一场烟花",
        alt="两条累计曲线：直播一开始就高，直直地走；播客起步慢，越走越陡，可能在某个月追上。",
        controls=[
            Slider(
                "kept", "每次收听带来的新听众", [0.0, 0.005, 0.01, 0.015], labels=["0", "0.5%", "1%", "1.5%"], start=2
            ),
            Slider("tail", "旧节目每周还剩多少人听", [0.0, 0.7, 0.9, 0.95], labels=["0", "70%", "90%", "95%"], start=2),
            Slider(
                "viewers", "每场直播买来的观众", [3000, 10000, 30000], labels=["3,000 人", "1 万人", "3 万人"], start=1
            ),
        ],
        results=results,
        key="podcast_or_live",
        theme=THEME,
    )


def drama_placement() -> Explorer:
    """Who still watches at each episode, how far they are drawn in, and where a brand is best shown."""
    episodes = 80

    def results(kept: float, warm_up: int) -> Frame:
        watching, value = still_watching(episodes, kept), placement_value(episodes, kept, warm_up)
        best = int(value.argmax())
        when = list(range(1, episodes + 1))
        chart = Lines(
            [
                Line("还在看的人", when, 100 * watching, "quiet", dash=True),
                Line("露出的价值", when, 100 * value, "main"),
            ],
            "第几集",
            "和第一集的人数比（%）",
            y_range=(0, 100),
            markers=[Marker(best + 1, 100 * float(value[best]), f"第 {best + 1} 集")],
        )
        tiles = Tiles(
            [
                Tile("看到最后一集", float(watching[-1]), format="0.0%"),
                Tile("露出最好在", f"第 {best + 1} 集", colour="main"),
                Tile("放在第一集，只有最好的", float(value[0] / value[best]), format="0%", colour="rival"),
            ]
        )
        said = (
            f"在这个模型里，每集留下 {kept:.0%} 的人，品牌最好在第 {best + 1} 集露出："
            "太早，人还没入戏；太晚，人走得差不多了。"
        )
        return Frame([tiles, chart], said)

    return Explorer(
        title="短剧里，品牌放在第几集",
        alt="两条曲线：还在看的人一路往下；露出的价值先升后降，最高处标了集数。",
        controls=[
            Slider("kept", "每集留下多少人", [0.9, 0.95, 0.97, 0.99], labels=["90%", "95%", "97%", "99%"], start=2),
            Slider("warm_up", "几集才入戏", [2, 5, 8, 15], start=2, unit="集"),
        ],
        results=results,
        key="drama_placement",
        theme=THEME,
    )


def collectible_odds() -> Explorer:
    """Draws from the edition in the ledger: the chance of at least one hidden piece."""
    common, rare = (int(claim(id).figure) for id in ("ZH-088", "ZH-089"))
    draws = [1, 5, 10, 20, 50, 100, 200, 400]

    def results(rare_pieces: int, number: int) -> Frame:
        share = rare_share(common, rare_pieces)
        grid = list(range(0, 401, 4))
        chance = chance_of_rare(share, number)
        chart = Lines(
            [Line("抽到过隐藏款", grid, [100 * chance_of_rare(share, each) for each in grid])],
            "抽了几次",
            "占这些人（%）",
            y_range=(0, 100),
            markers=[Marker(number, 100 * chance, f"{chance:.1%}")],
        )
        tiles = Tiles(
            [
                Tile("一次抽中", share, format="0.00%"),
                Tile(f"抽 {number} 次，至少一份", chance, format="0.0%", colour="main"),
                Tile("平均要抽", 1 / share, "次", "0"),
            ]
        )
        said = f"普通款 {common:,} 份、隐藏款 {rare_pieces} 份混着抽：平均要抽 {1 / share:.0f} 次。把概率写在活动页上，比写「稀有」诚实。"
        return Frame([tiles, chart], said)

    return Explorer(
        title="隐藏款有多难抽",
        alt="一条先快后慢的上升曲线：抽的次数越多，抽到过隐藏款的机会越大。",
        controls=[
            Slider("rare_pieces", "隐藏款", [rare, 50, 200], labels=[f"{rare} 份（文章写的）", "50 份", "200 份"]),
            Slider("number", "抽几次", draws, start=5, unit="次"),
        ],
        results=results,
        key="collectible_odds",
        theme=THEME,
    )


def love_course() -> Explorer:
    """Weekly content in three kinds for a year, then none: who remembers, likes, and speaks for the brand."""

    def results(theme: float, experience: float, part: float) -> Frame:
        states = course(Rates(theme, experience, part), 104, stop=52)
        weeks = np.arange(0, 105, 2)
        colours = ("main", "warm", "gain")
        chart = Lines(
            [Line(name, weeks, 100 * states[::2, at + 1], colours[at]) for at, name in enumerate(STATES[1:])],
            "周",
            "占市场（%）",
            y_range=(0, 100),
            references=[Reference(52, "停发内容", "x")],
        )
        known, later = 1 - states[52, 0], 1 - states[104, 0]
        tiles = Tiles(
            [
                Tile("停发时，不陌生的", known, format="0%", colour="main"),
                Tile("停发一年后，不陌生的", later, format="0%", colour="rival"),
                Tile("停发时，愿意替它说话", states[52, 3], format="0%", colour="gain"),
            ]
        )
        if known < 0.005:
            said = "不讲主张，就没有人记得；后两种内容也没有人可给。"
        elif states[52, 3] < 0.005:
            said = "没有人走到认同，停发以后没有人替你说话，记得的人一年里差不多忘光。"
        else:
            said = f"停发一年，不陌生的人由 {known:.0%} 变成 {later:.0%}；剩下的，是替它说话的人在带。"
        return Frame([tiles, chart], f"在这个模型里，{said}")

    speeds = ["不做", "少", "中", "多"]
    return Explorer(
        title="记得、认可、认同",
        alt="三条曲线：记得、认可、认同的人占多少；中间的竖线是停发内容的那一周。",
        controls=[
            Slider("theme", "讲主张的内容（让人记得）", [0.0, 0.02, 0.05, 0.1], labels=speeds, start=2),
            Slider("experience", "给体验的内容（让人认可）", [0.0, 0.03, 0.06, 0.12], labels=speeds, start=2),
            Slider("part", "一起做的内容（让人认同）", [0.0, 0.02, 0.05, 0.1], labels=speeds, start=1),
        ],
        results=results,
        key="love_course",
        theme=THEME,
    )
