"""Views on what an answer is worth: three versions of one model on the scale of a scenario's costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from genmarketing.ui import Bars, Choice, Explorer, Frame, Line, Lines, Marker, Series, Slider, Tile, Tiles

from ..models.scenarios import NO_MODEL, NO_REVIEW, SCENARIOS, Review, Scenario, Version, choose, cost_threshold, worth

THEME = "hallucination"

REVIEWS = {"不审": NO_REVIEW, "抽看，拦下一半": Review(0.5, 0.6), "逐条审，拦下 95%": Review(0.95, 3.0)}
"""Made: how much human review catches, and its price in 元 for each answer."""


SCALES = {0.1: "十分之一", 0.3: "三成", 1.0: "照表", 3.0: "三倍", 10.0: "十倍"}
"""How much dearer an error may be than the table says."""


def remedy_bill(tried: Sequence[Version]) -> Explorer:
    """Every remedy by itself in a scenario: what it leaves, and what a question is worth with it."""
    options = [*tried, NO_MODEL]
    asked = ("medical", "finance", "draft")

    def results(where: str, scale: float) -> Frame:
        scenario = replace(SCENARIOS[where], wrong=SCENARIOS[where].wrong * scale)
        values = [worth(version, scenario) for version in options]
        best = choose(options, scenario)
        names = [version.name for version in options]
        left = _left_over(options, names, title="同样的问题，剩下什么", height=330)
        money = _each_worth(names, values, scenario, height=330)
        text = f"按这些虚构的价钱，{scenario.name}答错一次亏 {scenario.wrong:,g} 元，最划算的是「{best.name}」"
        text += f"：平均每问 {_signed(worth(best, scenario))} 元，答错 {best.wrong:.1%}，没答 {best.silent:.0%}。"
        if best is not options[0]:
            text += f"什么也不做，每问 {_signed(values[0])} 元。"
        return Frame([left, money], text)

    return Explorer(
        title="每样补救的账单",
        alt="左图每条横条是一样补救，分答对、没答、答错三段；右图是每个问题值多少钱：错得少的没答得多，或者要花钱。",
        controls=[
            Choice("where", "场景", [(SCENARIOS[key].name, key) for key in asked], start=1),
            Slider("scale", "答错的代价", list(SCALES), labels=list(SCALES.values()), start=2),
        ],
        results=results,
        key="remedy_bill",
        theme=THEME,
    )


def _each_worth(names: Sequence[str], values: Sequence[float], scenario: Scenario, *, height: int) -> Bars:
    """元 for each question, the highest standing out."""
    return Bars(
        names,
        [Series("每个问题的价值", values, "main")],
        "元（负数是亏）",
        title=f"{scenario.name}：每个问题值多少",
        horizontal=True,
        labelled=True,
        highlighted=[values.index(max(values))],
        y_range=(min(0.0, 1.25 * min(values)), max(0.5, 1.2 * max(values))),
        y_format="0.00",
        height=height,
    )


def _left_over(options: Sequence[Version], names: Sequence[str], *, title: str, height: int) -> Bars:
    """Shares of right, silent and wrong answers of each version, one bar each."""
    return Bars(
        names,
        [
            Series("答对", [version.right for version in options], "gain"),
            Series("没答，转给人", [version.silent for version in options], "quiet"),
            Series("答错", [version.wrong for version in options], "rival"),
        ],
        "占全部问题",
        title=title,
        horizontal=True,
        stacked=True,
        y_range=(0, 1),
        y_format="0%",
        height=height,
    )


def version_scale(versions: Sequence[Version]) -> Explorer:
    """Choose a scenario, how dear errors are and how people review; which version is worth most."""
    options = [*versions, NO_MODEL]

    def results(where: str, scale: float, review: str) -> Frame:
        scenario = replace(SCENARIOS[where], wrong=SCENARIOS[where].wrong * scale)
        checked = REVIEWS[review]
        values = [worth(version, scenario, checked) for version in options]
        best = choose(options, scenario, checked)
        names = ["降低幻觉", "保持原样", "增强幻觉", "不用模型"]
        bars = _each_worth(names, values, scenario, height=240)
        shares = _left_over(
            options,
            [f"{name}，十遍 {each.ideas:.1f} 种" for name, each in zip(names, options, strict=True)],
            title="同样的问题，剩下什么；问十遍有几种答案",
            height=240,
        )
        threshold = cost_threshold(scenario.right, scenario.wrong, scenario.silent)
        tiles = Tiles(
            [
                Tile("答对一题", scenario.right, "元"),
                Tile("答错一题亏", scenario.wrong, "元", colour="rival"),
                Tile("转给人", scenario.silent, "元"),
                Tile("算出的门槛", threshold, format="0.0%", note="把握超过它才该答", colour="main"),
            ]
        )
        said = _about(scenario.name, best, worth(best, scenario, checked), review)
        unreviewed = choose(options, scenario)
        if best is NO_MODEL and unreviewed is not NO_MODEL:
            said += f"是审核的钱压低了它们：不审的话，「{names[options.index(unreviewed)]}」更好。"
        return Frame([tiles, bars, shares], said)

    return Explorer(
        title="三个版本上天平",
        alt="横条图是一个场景里四种做法的价值：降低、保持、增强幻觉，以及不用模型；另一张是它们答对、没答、答错的比例。",
        controls=[
            Choice("where", "场景", [(each.name, key) for key, each in SCENARIOS.items()]),
            Slider("scale", "答错的代价", list(SCALES), labels=list(SCALES.values()), start=2),
            Choice("review", "人工审核", list(REVIEWS)),
        ],
        results=results,
        key="version_scale",
        theme=THEME,
    )


def _about(name: str, best: Version, value: float, review: str) -> str:
    conclusions = {
        "降低": "该上低幻觉版：查了再答，查不到不答。",
        "保持": "该用原样：错得起，查一遍反而不划算。",
        "增强": "该放开：要的是没听过的主意，只要标明是虚构。",
        "交给人": "不如让人来答：三个版本都比不上。",
    }
    text = f"按这些虚构的价钱，{name}{conclusions[best.name]}平均每个问题 {_signed(value)} 元。"
    return text + ("" if review == "不审" or best.name == "交给人" else "审核的钱已经算进去。")


def _signed(money: float) -> str:
    return f"{money:+.2f}".replace("-", "−")


def risk_ladder() -> Explorer:
    """How sure one has to be before an answer pays, as the cost of an error grows."""
    costs = np.logspace(-1, 4, 51)
    marks = {"内部初稿": 0.1, "门店信息": 2.0, "理财产品说明": 60.0, "用药问答": 1000.0, "自动驾驶": 10000.0}

    def results(example: str, silent: float) -> Frame:
        cost = marks[example]
        thresholds = [cost_threshold(1.0, float(each), silent) for each in costs]
        now = cost_threshold(1.0, cost, silent)
        chart = Lines(
            [Line("该有的把握", costs, thresholds, "main")],
            "答错一次亏多少（答对一次赚 1）",
            "把握要超过",
            x_scale="log",
            y_range=(0, 1),
            y_format="0%",
            markers=[Marker(cost, now, example, "rival")],
        )
        tiles = Tiles(
            [
                Tile("答错一次亏", f"{cost:,g} 倍", note="以答对一次赚的为 1"),
                Tile("把握要超过", now, format="0.00%", colour="main"),
            ]
        )
        allowed = 1 / (1 - now) if now < 1 else float("inf")
        if now <= 0:
            said = "转给人比答错还贵，怎么答都行。"
        elif now < 0.9:
            said = "普通模型加一个门槛就够。"
        else:
            said = f"平均每答 {allowed:,.0f} 次才许错一次。先问：这个数你测得出来吗？"
        return Frame([tiles, chart], f"按虚构的倍数，{example}：{said}")

    return Explorer(
        title="代价越高，越要有把握",
        alt="一条上升的曲线：答错的代价越高，开口前该有的把握越接近百分之百。",
        controls=[
            Choice("example", "场景", list(marks), start=2),
            Slider("silent", "转给人一次花", [0.0, 1.0, 5.0], labels=["0", "和答对赚的一样", "五倍"], start=1),
        ],
        results=results,
        key="risk_ladder",
        theme=THEME,
    )
