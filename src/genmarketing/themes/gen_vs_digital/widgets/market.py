"""Views on the market: three operating systems side by side, who wins where, and how many versions pay."""

from __future__ import annotations

from itertools import product

import numpy as np

from genmarketing.ui import (
    Bars,
    Board,
    Cell,
    Choice,
    Explorer,
    Frame,
    Line,
    Lines,
    Marker,
    Reference,
    Series,
    Slider,
)

from ..models.arrays import FloatArray
from ..models.costs import ProductLine, unit_cost
from ..models.market import (
    MODES,
    NOBODY,
    Mode,
    Prices,
    overtakes,
    purchase_probability,
    spread_out,
    three_modes,
    winner,
)
from ..models.versions import mismatch_by_versions

THEME = "gen_vs_digital"

PEOPLE = (2_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000)
GENERATION = (0.02, 0.1, 0.2, 0.5, 1.0, 2.0)
SPREADS = {0.3: "很像", 0.6: "有些不同", 1.0: "很不一样"}
"""How far tastes lie apart, as a multiple of the shop's own people, and what that is called."""
COLOURS = dict(zip(MODES, ("quiet", "accent", "gain"), strict=True))


def _people(number: float) -> str:
    return f"{number:,.0f} 人" if number < 1e4 else f"{number / 1e4:g} 万人"


def _money(amount: float) -> str:
    return f"{amount / 1e4:,.1f} 万元"


def three_systems(tastes: FloatArray) -> Explorer:
    """Size and variety of the market, cost of a generated turn and misassignment; profit of the three modes, and their lines."""
    wrong = (0.0, 0.15, 0.4)
    crowds = {spread: spread_out(tastes, spread) for spread in SPREADS}
    modes = {
        (spread, cost, share): three_modes(crowds[spread], Prices(generation=cost), misassigned=share)
        for spread, cost, share in product(SPREADS, GENERATION, wrong)
    }
    grid = np.logspace(3, 6, 49)

    def results(people: int, spread: float, generation: float, misassigned: float) -> Frame:
        chosen = modes[spread, generation, misassigned]
        profits = [mode.profit(people) for mode in chosen]
        best = winner(chosen, people)
        bars = Bars(
            list(MODES),
            [Series("利润", [profit / 1e4 for profit in profits], "main")],
            "利润（万元）",
            title=f"服务 {_people(people)}",
            highlighted=[MODES.index(best)] if best in MODES else [],
            labelled=True,
            y_format="0.0",
            y_range=_around(profits),
        )
        lines = Lines(
            [
                Line(mode.name, grid, [mode.profit(n) / grid[i] for i, n in enumerate(grid)], COLOURS[mode.name])
                for mode in chosen
            ],
            "服务多少人（人）",
            "每人利润（元）",
            title="人多了，每个人赚多少",
            x_scale="log",
            x_format="万",
            y_range=(-10, 12),
            y_format="0",
            references=[Reference(people, "", axis="x"), Reference(0, "")],
        )
        return Frame([bars, lines], _said(chosen, best, people))

    return Explorer(
        title="三种操作系统，同一群人",
        alt="左图是猜测、响应、共创三种做法的利润；右图是每人利润随人数的变化，人少时三条线都在零以下，人多后次序会变。",
        controls=[
            Slider("people", "市场有多少人", PEOPLE, labels=[_people(n) for n in PEOPLE], start=3),
            Choice("spread", "大家要的", [(label, spread) for spread, label in SPREADS.items()], start=2),
            Slider("generation", "生成一轮对话", GENERATION, start=0, unit="元"),
            Slider("misassigned", "分错群的人", wrong, labels=[f"{share:.0%}" for share in wrong], start=1),
        ],
        results=results,
        key="three_systems",
        theme=THEME,
    )


def _around(profits: list[float]) -> tuple[float, float]:
    """Ends of the axis in 万元 that leave room for labels."""
    low, high = min(0.0, *profits) / 1e4, max(0.0, *profits) / 1e4
    room = 0.12 * (high - low)
    return low - (room if low < 0 else 0), high + (room if high > 0 else 0)


def _said(modes: tuple[Mode, ...], best: str, people: int) -> str:
    if best == NOBODY:
        return f"在这个模型里，{_people(people)}不够摊开办的钱，三种做法都亏：先别做，或者先找更多的人。"
    top = next(mode for mode in modes if mode.name == best)
    said = f"在这个模型里，{_people(people)}时{best}赚得最多，{_money(top.profit(people))}。"
    guess, respond, create = modes
    if create.per_person <= 0:
        return said + "共创每服务一个人都在亏，人越多亏得越多。"
    if best == guess.name:
        later, name = min((overtakes(respond, guess), respond.name), (overtakes(create, guess), create.name))
        return said + f"过了 {later / 1e4:.1f} 万人，{name}才会超过它。"
    return (
        said
        + f"每人赚的：猜测 {guess.per_person:.2f} 元，响应 {respond.per_person:.2f} 元，共创 {create.per_person:.2f} 元。"
    )


def winner_map(tastes: FloatArray) -> Explorer:
    """Who earns most for each size of market (columns) and each cost of a turn (rows), by variety, turns and margin."""
    turns, margins = (2, 6, 10), (60.0, 120.0, 240.0)
    crowds = {spread: spread_out(tastes, spread) for spread in SPREADS}
    names = {
        name: (label, COLOURS.get(name, "warm"))
        for name, label in zip((*MODES, NOBODY), (*MODES, "三种都亏"), strict=True)
    }

    def results(spread: float, turns: int, margin: float) -> Frame:
        cells, count = [], dict.fromkeys(names, 0)
        for row, cost in enumerate(reversed(GENERATION)):
            modes = three_modes(crowds[spread], Prices(generation=cost, margin=margin), turns=turns)
            for column, people in enumerate(PEOPLE):
                best = winner(modes, people)
                count[best] += 1
                note = "；".join(f"{mode.name} {_money(mode.profit(people))}" for mode in modes)
                cells.append(Cell(row, column, best, best, note))
        board = Board(
            [f"{cost:g} 元" for cost in reversed(GENERATION)],
            [_people(people).removesuffix("人").strip() for people in PEOPLE],
            cells,
            kinds=names,
            x="市场有多少人",
            y="生成一轮对话",
        )
        parts = "，".join(f"{name} {count[name]} 格" for name in MODES)
        winners = sum(count[name] > 0 for name in MODES)
        said = "三种做法各有地盘。" if winners == 3 else f"只有{'、'.join(n for n in MODES if count[n])}有地盘。"
        return Frame([board], f"在这个模型里，{len(cells)} 格中{parts}，谁都亏 {count[NOBODY]} 格：{said}")

    return Explorer(
        title="谁在哪里赢",
        alt="一张格子图，横向是市场人数，纵向是生成一轮对话的成本；人少时都亏或猜测赢，生成便宜时共创赢，生成贵而人多时响应赢；大家要的越像，猜测的地盘越大。",
        controls=[
            Choice("spread", "大家要的", [(label, spread) for spread, label in SPREADS.items()], start=2),
            Slider("turns", "一次对话问几轮", turns, start=1, unit="轮"),
            Slider("margin", "卖一件赚", margins, start=1, unit="元"),
        ],
        results=results,
        key="winner_map",
        theme=THEME,
    )


def two_savings() -> Explorer:
    """Unit cost against quantity for one product, and the joint cost of several that share something."""
    kinds, shared = (1, 2, 4, 8, 16), (0.0, 50_000.0, 200_000.0)
    own, variable = 20_000.0, 5.0
    quantities = np.logspace(2, 5, 40)

    def results(kind: int, shared: float) -> Frame:
        line = ProductLine(shared, own, variable)
        scale = Lines(
            [Line("一件的成本", quantities, [unit_cost(shared + own, variable, q) for q in quantities], "main")],
            "做多少件（件）",
            "每件成本（元）",
            title="规模：同一款，多做",
            x_scale="log",
            y_scale="log",
            y_range=(4, 4_000),
            y_format="0",
        )
        each = [1_000.0] * kind
        alone, together = kind * line.cost([1_000.0]) / 1e4, line.cost(each) / 1e4
        scope = Bars(
            ["各做各的", "合用一套"],
            [Series("总成本", [alone, together], "gain")],
            "总成本（万元）",
            title=f"范围：{kind} 款，每款 1,000 件",
            labelled=True,
            highlighted=[1],
            y_range=(0, 1.15 * alone),
            y_format="0.0",
        )
        saving = line.scope_economies(each)
        if kind == 1:
            said = "只有一款，没有别的款可以合用，范围上省不了。"
        elif not shared:
            said = "没有可以合用的东西，多做几款一分钱也不省：范围经济要先有合用的底座。"
        else:
            said = f"{kind} 款合用一套底座，比各做各的省 {alone - together:,.1f} 万元，范围经济程度是 {saving:.2f}。"
        return Frame([scale, scope], f"在这个模型里，{said}")

    return Explorer(
        title="两种省法：多做一款，还是多做几款",
        alt="左图是每件成本随产量下降的曲线；右图比较几款产品各做各的与合用一套底座的总成本。",
        controls=[
            Slider("kind", "做几款", kinds, start=2, unit="款"),
            Slider("shared", "可以合用的底座", shared, labels=["没有", "5 万元", "20 万元"], start=1),
        ],
        results=results,
        key="two_savings",
        theme=THEME,
    )


def versions_explorer(tastes: FloatArray) -> Explorer:
    """Cost of a version and size of the market; profit by number of versions, and how far off the nearest one is."""
    numbers = (1, 2, 4, 8, 16, 32, 64, 128)
    costs, markets = (30_000.0, 10_000.0, 3_000.0, 1_000.0, 300.0, 50.0), (20_000, 50_000, 200_000)
    per_person = mismatch_by_versions(tastes, numbers, np.random.default_rng(1))
    buys = [float(purchase_probability(mismatch).mean()) for mismatch in per_person]
    mean = [float(mismatch.mean()) for mismatch in per_person]

    def results(cost: float, people: int) -> Frame:
        gains = [
            (people * (120 * chance - 0.6) - cost * number) / 1e4 for number, chance in zip(numbers, buys, strict=True)
        ]
        best = int(np.argmax(gains))
        top = max(gains[best], 1.0)
        money = Lines(
            [Line("利润", numbers, gains, "main", points=True)],
            "做几个版本（个）",
            "利润（万元）",
            title="版本多了，赚得多还是少",
            x_scale="log",
            x_format="0",
            markers=[Marker(numbers[best], gains[best], f"{numbers[best]} 个最好", "gain")],
            references=[Reference(0, "")],
            y_range=(-0.4 * top, 1.2 * top),
            y_format="0",
        )
        fit = Lines(
            [Line("口味差多远", numbers, mean, "rival", points=True)],
            "做几个版本（个）",
            "平均错位（平方距离）",
            title="离最近的版本有多远",
            x_scale="log",
            y_scale="log",
            x_format="0",
            y_format="0.0",
        )
        said = f"在这个模型里，一个版本 {cost:,.0f} 元、市场 {_people(people)}时，做 {numbers[best]} 个版本赚得最多。"
        if numbers[best] == numbers[-1]:
            said += "再便宜下去，就该一人一版了。"
        elif gains[best] < 0:
            said += "可是连最好的数目也在亏。"
        return Frame([money, fit], said)

    return Explorer(
        title="一个版本多少钱，就做多少个版本",
        alt="左图是利润随版本数先升后降的曲线，最高点标出；右图是版本越多，离最近的版本越近，双对数图上近似一条直线。",
        controls=[
            Slider("cost", "做一个版本", costs, labels=[f"{cost:,.0f} 元" for cost in costs], start=0),
            Choice("people", "市场", [(_people(n), n) for n in markets], start=1),
        ],
        results=results,
        key="versions_explorer",
        theme=THEME,
    )
