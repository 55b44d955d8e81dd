"""Views on raking, and on the 228 made respondents behind the report's table."""

from __future__ import annotations

import numpy as np

from genmarketing.data import load
from genmarketing.ui import Bars, Choice, Explorer, Film, Frame, Heat, Reference, Series, Tile, Tiles

from ..models import raking
from ..models.arrays import FloatArray
from ..models.marginals import MARGINALS, RESPONDENTS
from ..models.subgroups import gaps_by_chance, slice_shares

THEME = "trend_report"

SEEDS = {
    "没有关系": np.array([[1.0, 1.0], [1.0, 1.0]]),
    "常常一起勾": np.array([[4.0, 1.0], [1.0, 4.0]]),
    "很少一起勾": np.array([[1.0, 4.0], [4.0, 1.0]]),
}
"""Guesses at how two boxes go together, before any total is known; made."""


def raking_film() -> Explorer:
    """Rake one small table to two published totals, half a sweep at a time, from three different seeds."""
    wanted = (np.array([160.0, 68.0]), np.array([121.0, 107.0]))
    steps = 12

    def tables(seed: FloatArray) -> list[FloatArray]:
        film = [seed / seed.sum() * RESPONDENTS]
        for number in range(steps):
            axis = number % 2
            film.append(raking.step(film[-1], axis, wanted[axis]))
        return film

    films = {name: tables(seed) for name, seed in SEEDS.items()}

    def results(seed: str, step: int) -> Frame:
        table = films[seed][step]
        error = max(float(np.abs(table.sum(axis=1 - axis) - wanted[axis]).max()) for axis in (0, 1))
        heat = Heat(
            np.round(table, 1),
            rows=[f"勾：{table[0].sum():.1f} → 160", f"不勾：{table[1].sum():.1f} → 68"],
            columns=[f"勾：{table[:, 0].sum():.1f} → 121", f"不勾：{table[:, 1].sum():.1f} → 107"],
            value="人",
            y="行：改投高 ROI 媒体，现在的合计 → 公布的合计",
            x="列：减品牌、增效果",
            limits=(0, 130),
            format="0.0",
            height=230,
        )
        tiles = Tiles(
            [
                Tile(
                    "离公布的合计最多还差",
                    f"{error:.1f}" if error >= 0.05 else "0",
                    "人",
                    colour="rival" if error > 0.5 else "gain",
                ),
                Tile("优势比", f"{raking.odds_ratio(table):.4g}", note="从头到尾不变"),
                Tile("两个都勾", f"{table[0, 0]:.0f}", "人", colour="main"),
            ]
        )
        moved = "还没有动。" if step == 0 else f"第 {step} 步刚把{'行' if step % 2 else '列'}的合计调准。"
        said = "合计都对上了，可是「两个都勾」的人数取决于开头的猜测。" if error < 0.05 else "接着耙。"
        return Frame([tiles, heat], f"开头假定「{seed}」，{moved}{said}")

    return Explorer(
        title="耙平：一行一行、一列一列地调",
        alt="两行两列的表，每一步把行或列的合计调到公布的数；优势比始终不变。",
        controls=[
            Choice("seed", "开头假定两项", list(SEEDS), start=1),
            Film("step", "第几步", range(steps + 1), unit="步", seconds=6),
        ],
        results=results,
        key="raking_film",
        theme=THEME,
    )


QUESTIONS = (
    "E35-14",
    "E35-18",
    "E35-29",
    "E35-31",
    "E35-33",
    "E35-34",
    "E35-37",
    "E36-20",
    "E36-24",
    "E36-29",
    "E36-39",
    "E36-40",
)
"""Totals that the cross-tabulation offers."""

BY = {"行业": "industry", "业务类型": "business", "职级": "level", "要不要加大品牌建设": "grow_brand"}


def respondents() -> Explorer:
    """Cut the made respondents into slices: the published total, and how much the slices scatter by chance alone."""
    table = load("advertisers")
    table["grow_brand"] = table["grow_brand"].map({1: "要加大品牌", 0: "没有勾"})
    by_claim = {each.claim: each for each in MARGINALS}

    def results(question: str, by: str) -> Frame:
        marginal = by_claim[question]
        answers = table[marginal.column]
        yes = answers.isin(marginal.answers) if marginal.answers else answers.isin([1, "要加大品牌"])
        share = float(yes.mean())
        slices = slice_shares(table, BY[by], yes)
        gap = 100 * (slices["share"].max() - slices["share"].min())
        sizes = slices["people"].to_numpy(np.int64)
        usual = 100 * float(np.quantile(gaps_by_chance(sizes, share, 1000, np.random.default_rng(1)), 0.95))
        bars = Bars(
            [f"{name}（{people} 人）" for name, people in zip(slices.index, slices["people"], strict=True)],
            [Series("比例", 100 * slices["share"], "main", low=100 * slices["low"], high=100 * slices["high"])],
            "比例（%），细线是各组的 95% 区间，虚线是全体",
            horizontal=True,
            labelled=True,
            y_range=(0, 100),
            y_format="0",
            references=[Reference(100 * share, "")],
            height=max(150, 40 * len(slices) + 60),
        )
        tiles = Tiles(
            [
                Tile("公布", f"{marginal.published:.0f}%", colour="main"),
                Tile("还原", f"{100 * share:.1f}%", note=f"{yes.sum()} 人"),
                Tile("各组最多差", f"{gap:.0f}", "个百分点", note=f"其实没有差别时，二十次里有一次会超过 {usual:.0f}"),
            ]
        )
        known = by == "要不要加大品牌建设" and question == "E35-37"
        if known:
            said = "拿一题切它自己，差别当然是百分之百。"
        elif gap > usual:
            said = "差得比运气大，但这里两题的关系是编的，只能当练习。"
        else:
            said = "这么大的差，各组其实一样时碰运气也会有，不能写成发现。"
        return Frame([tiles, bars], f"「{marginal.question}」按{by}切开：{said}")

    return Explorer(
        title="表格背后的 228 个人",
        alt="横条图把一个选项按行业、业务类型、职级或另一题切开，细线是各组的 95% 区间，组越小线越长；数据是合成的。",
        controls=[
            Choice(
                "question",
                "哪一项",
                [(f"{by_claim[id].question} {by_claim[id].published:.0f}%", id) for id in QUESTIONS],
            ),
            Choice("by", "按什么切", list(BY)),
        ],
        results=results,
        key="respondents",
        theme=THEME,
    )
