"""Views on creators: how hard to pull a rate towards its kind, and whom a budget books by which rule."""

from __future__ import annotations

import numpy as np
import pandas as pd

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

from ..models.creators import Prior, booked, fit_prior, root_mean_square, simulate, worth
from .unbroken import unbroken

THEME = "genz_content"


def shrinkage_dial() -> Explorer:
    """Typical exposures and weight of the prior: the error of the rates, with the weight that the data ask for."""
    weights = [0, 10, 20, 40, 60, 100, 200, 500, 2000]
    typical = [50, 200, 1000, 5000]
    made = {each: simulate(400, each, np.random.default_rng(7)) for each in typical}

    def error(each: int, weight: float) -> float:
        people = made[each]
        prior = fit_prior(people.interactions.astype(float), people.exposures.astype(float))
        pulled = Prior(prior.mean * weight, (1 - prior.mean) * weight).shrunken(
            people.interactions.astype(float), people.exposures.astype(float)
        )
        return root_mean_square(pulled - people.true_rate)

    errors = {each: [100 * error(each, weight) for weight in weights] for each in typical}

    def results(exposures: int, weight: int) -> Frame:
        people = made[exposures]
        fitted = fit_prior(people.interactions.astype(float), people.exposures.astype(float)).weight
        now = errors[exposures][weights.index(weight)]
        chart = Lines(
            [Line("典型的误差", weights[1:], errors[exposures][1:], points=True)],
            "同行的平均顶多少次曝光（次）",
            "互动率的误差（个百分点）",
            x_scale="log",
            y_range=(0, 1.15 * max(errors[exposures])),
            markers=[Marker(weight, now, f"{now:.2f}")] if weight else [],
            references=[Reference(errors[exposures][0], "不拉", colour="rival")],
        )
        tiles = Tiles(
            [
                Tile("现在的误差", now, "个百分点", "0.00", colour="main"),
                Tile("不拉的误差", errors[exposures][0], "个百分点", "0.00", colour="rival"),
                Tile("数据自己要的力气", fitted, "次曝光", "0", colour="gain"),
            ]
        )
        if weight == 0:
            said = "不拉：只看自己那几条帖子，谁运气好谁排前面。"
        elif abs(now / errors[exposures][0] - 1) < 0.02:
            said = f"顶 {weight:,} 次曝光：每人的曝光已经够多，拉不拉差不了多少。"
        elif now < errors[exposures][0]:
            said = f"顶 {weight:,} 次曝光：误差是不拉时的 {now / errors[exposures][0]:.0%}。"
        else:
            said = f"顶 {weight:,} 次曝光，拉过头了：真有本事的也被说成平常，误差比不拉还大。"
        return Frame([tiles, chart], said)

    return Explorer(
        title="一两条帖子不算本事",
        alt="一条先降后升的折线：往同行拉一点，误差变小；拉过头，误差变大；横线是完全不拉的误差。",
        controls=[
            Slider("exposures", "每人的曝光（中位数）", typical, start=0, unit="次"),
            Slider("weight", "同行的平均顶多少次曝光", weights, start=4, unit="次"),
        ],
        results=results,
        key="shrinkage_dial",
        theme=THEME,
    )


RULES = {"粉丝最多": "followers", "互动率最高": "own", "收缩以后最高": "shrunken", "每次互动最便宜": "cost"}
"""Rule -> the column by which it chooses."""


def creator_picker(posts: pd.DataFrame, creators: pd.DataFrame) -> Explorer:
    """Weeks of data, rule and budget: whom it books, what they promise, and what they really bring."""
    tables = {weeks: worth(posts, creators, weeks) for weeks in (2, 6, 13)}
    budgets = {10_000: "1 万", 30_000: "3 万", 100_000: "10 万"}

    def reckoned(table: pd.DataFrame, rule: str, budget: int) -> tuple[pd.DataFrame, float, float]:
        column = table[RULES[rule]]
        people = booked(table, -column if rule == "每次互动最便宜" else column, budget)
        rate = people["own"] if rule in ("粉丝最多", "互动率最高") else people["shrunken"]
        promised = float((rate * people["exposures"] / people["posts"]).sum())
        return people, promised, float((people["true_rate"] * people["usual"]).sum())

    plans = {
        (weeks, budget): {rule: reckoned(table, rule, budget) for rule in RULES}
        for weeks, table in tables.items()
        for budget in budgets
    }

    def results(rule: str, weeks: int, budget: int) -> Frame:
        each = plans[weeks, budget]
        people, promised, true = each[rule]
        highest = max(max(found[1:]) for at, rules in plans.items() if at[1] == budget for found in rules.values())
        bars = Bars(
            list(RULES),
            [
                Series("照数据算的", [found[1] for found in each.values()], "quiet"),
                Series("真能带来的", [found[2] for found in each.values()], "gain"),
            ],
            "互动（次）",
            y_format="万",
            y_range=(0, 1.05 * highest),
            highlighted=[list(RULES).index(rule)],
            height=250,
        )
        columns = ["name", "kind", "fee", "exposures", "own", "shrunken", "true_rate", "cost"]
        rows = [
            [
                unbroken(name),
                f"{kind} {unbroken(f'{fee:,} 元')}",
                f"{seen:,}",
                f"{own:.1%} → {shrunken:.1%}",
                f"{true_rate:.1%}",
                unbroken(f"{cost:.2f} 元"),
            ]
            for name, kind, fee, seen, own, shrunken, true_rate, cost in people[columns].head(6).to_numpy().tolist()
        ]
        listed = Table(["前几位", "类型、报价", "看过的曝光", "互动率 → 收缩以后", "真实的", "预计一次互动"], rows)
        spent = int(people["fee"].sum())
        tiles = Tiles(
            [
                Tile("请了", len(people), "位", "0"),
                Tile("花了", spent, "元", "0"),
                Tile("每次互动真花", spent / true, "元", "0.00", colour="main"),
                Tile("算的比真的多", promised / true - 1, format="0%", colour="rival", note="负数是少算了"),
            ]
        )
        best = max(each, key=lambda name: each[name][2])
        said = f"看 {weeks} 周的数据，{budgets[budget]}元，按「{rule}」请 {len(people)} 位，每次互动真花 {spent / true:.2f} 元。"
        said += "四种挑法里它带来的最多。" if best == rule else f"带来最多的是「{best}」。"
        return Frame([tiles, bars, listed], said)

    return Explorer(
        title="挑创作者",
        alt="四种挑法各一组柱：照数据算的互动和真能带来的互动；下面的表是这种挑法请的前几位。",
        controls=[
            Choice("rule", "按什么挑", list(RULES), start=1),
            Slider("weeks", "看几周的数据", list(tables), unit="周"),
            Slider("budget", "预算", list(budgets), labels=[f"{each}元" for each in budgets.values()], start=1),
        ],
        results=results,
        key="creator_picker",
        theme=THEME,
    )
