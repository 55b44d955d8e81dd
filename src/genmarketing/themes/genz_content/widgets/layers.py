"""Views on 1+N+X: reach, memory and responses of a budget in three layers, and of the same budget put on one."""

from __future__ import annotations

from genmarketing.ui import Bars, Choice, Explorer, Frame, Series, Slider, Tile, Tiles

from ..models.layers import Outcome, plan

THEME = "genz_content"

SPLITS = {
    "全给 1": (1.0, 0.0, 0.0),
    "全给 N": (0.0, 1.0, 0.0),
    "全给 X": (0.0, 0.0, 1.0),
    "1+N+X，主张为重": (0.5, 0.3, 0.2),
    "1+N+X，三层平分": (0.34, 0.33, 0.33),
}
MARKET = 5_000_000


def layer_planner() -> Explorer:
    """Budget, split, and how much of the later layers carries the claim: reach, memory, responses of every split."""
    budgets = [600_000, 1_000_000, 2_000_000, 4_000_000, 8_000_000]

    def results(budget: int, split: str, carried: float) -> Frame:
        mine = plan(budget, SPLITS[split], carried, MARKET)
        everyone = {name: plan(budget, shares, carried, MARKET) for name, shares in SPLITS.items()}
        names = list(SPLITS)
        at = names.index(split)
        chart = Bars(
            names,
            [
                Series("见过", [100 * each.reach for each in everyone.values()], "main"),
                Series("记得主张", [100 * each.remembered for each in everyone.values()], "gain"),
            ],
            "占市场（%）",
            highlighted=[at],
            y_range=(0, 100),
            title="见过和记得",
        )
        acted = Bars(
            names,
            [Series("反应", [each.responses / 1e4 for each in everyone.values()], "warm")],
            "万次",
            highlighted=[at],
            y_range=(0, 7),
            title="反应",
        )
        tiles = Tiles(
            [
                Tile("见过", mine.reach, format="0%", colour="main", note=_cost(mine)),
                Tile("见过的人平均见", mine.frequency, "次", "0.0"),
                Tile("记得主张", mine.remembered, format="0%", colour="gain", note="碰到主张两次以上"),
                Tile("两个陌生人都记得", mine.both_know, format="0%", note="聊得起来"),
                Tile("反应", round(mine.responses), "次", "万", colour="warm"),
            ]
        )
        return Frame([tiles, chart, acted], _said(budget, split, everyone))

    return Explorer(
        title="1+N+X 规划器",
        alt="两组柱：五种分法各有多少人见过、多少人记得主张、带来多少次反应；选中的分法颜色深。",
        controls=[
            Slider("budget", "预算", budgets, labels=["60 万", "100 万", "200 万", "400 万", "800 万"], start=2),
            Choice("split", "分法", list(SPLITS), start=3),
            Slider(
                "carried",
                "N 和 X 的内容里，带着主张的",
                [0.0, 0.4, 0.8, 1.0],
                labels=["0%", "40%", "80%", "100%"],
                start=2,
            ),
        ],
        results=results,
        key="layer_planner",
        theme=THEME,
    )


def _cost(mine: Outcome) -> str:
    return f"碰到一个人花 {mine.cost_each:.2f} 元" if mine.reach else "一个人也没有碰到"


def _said(budget: int, split: str, everyone: dict[str, Outcome]) -> str:
    mine = everyone[split]
    remembered = max(everyone, key=lambda name: everyone[name].remembered)
    responses = max(everyone, key=lambda name: everyone[name].responses)
    if not mine.reach:
        return f"{budget / 1e4:.0f} 万元摊到三层，每层的钱还不够做内容，一个人也没有见到。"
    return (
        f"在这个模型里，{budget / 1e4:.0f} 万元要让最多人记得主张，选「{remembered}」；要最多反应，选「{responses}」。"
    )
