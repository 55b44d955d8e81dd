"""Views on controlled tests: how many people, what looking early does, and a game in which one may stop."""

from __future__ import annotations

import numpy as np

from genmarketing.ui import (
    Choice,
    Conversation,
    Explorer,
    Frame,
    Line,
    Lines,
    Marker,
    Reference,
    Slider,
    Table,
    Tile,
    Tiles,
    Turn,
)

from ..models.arrays import FloatArray
from ..models.experiments import (
    constant_for,
    crossed,
    error_rates,
    looks,
    obrien_fleming,
    pocock,
    sample_size,
)

THEME = "genz_content"


def sample_size_explorer() -> Explorer:
    """Base share, relative lift, power: people for each group, and how the need falls with the lift."""
    lifts = [0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1.0]

    def results(base: float, lift: float, power: float) -> Frame:
        needed = [sample_size(base, base * (1 + each), power=power) for each in lifts]
        people = sample_size(base, base * (1 + lift), power=power)
        chart = Lines(
            [Line("每组要多少人", [100 * each for each in lifts], needed, points=True)],
            "想看出的相对涨幅（%）",
            "每组人数（人）",
            y_scale="log",
            y_format="万",
            markers=[Marker(100 * lift, people, f"{people:,} 人")],
            y_range=(30, 3_000_000),
        )
        tiles = Tiles(
            [
                Tile("每组", people, "人", "0", colour="main"),
                Tile("两组一共", 2 * people, "人", "0"),
                Tile("要看出", f"{base:.0%} → {base * (1 + lift):.2%}"),
            ]
        )
        sentence = (
            f"要有 {power:.0%} 的机会看出由 {base:.0%} 涨到 {base * (1 + lift):.2%}，每组要 {people:,} 人。"
            f"涨幅减半，人数约要四倍。"
        )
        return Frame([tiles, chart], sentence)

    return Explorer(
        title="对照实验要多少人",
        alt="一条往右下走的曲线：想看出的涨幅越小，每组要的人越多；纵轴按倍数走。",
        controls=[
            Slider(
                "base", "对照组的渗透率", [0.02, 0.03, 0.05, 0.1, 0.2], labels=["2%", "3%", "5%", "10%", "20%"], start=2
            ),
            Slider("lift", "想看出的相对涨幅", lifts, labels=[f"{each:.0%}" for each in lifts], start=3),
            Choice("power", "看得出来的机会（功效）", [("80%", 0.8), ("90%", 0.9)]),
        ],
        results=results,
        key="sample_size_explorer",
        theme=THEME,
    )


RULES = {
    "naive": "每次都用 1.96",
    "pocock": "Pocock：每次一样严",
    "fleming": "O'Brien–Fleming：先严后松",
}


def thresholds(rule: str, number: int) -> FloatArray:
    """Thresholds of a rule at each of so many looks, as a plan would print them: so no processor can move a crossing."""
    if rule == "naive":
        return pocock(number, 1.959964)
    shape = pocock if rule == "pocock" else obrien_fleming
    return np.asarray(np.round(shape(number, constant_for(shape, number)), 4))


def peeking_rates() -> Explorer:
    """Looks and rule: false alarms by each look without an effect, and finds with one."""
    numbers = [1, 2, 5, 10, 20, 50]
    kept = {(rule, number): thresholds(rule, number) for rule in RULES for number in numbers}
    drawn = {number: np.round(looks(20_000, number, np.random.default_rng(number), drift=2.8), 9) for number in numbers}

    def results(rule: str, number: int) -> Frame:
        limits = kept[rule, number]
        rates = np.round(error_rates(limits), 6)
        wrong = float(rates[-1])
        found = crossed(drawn[number], limits)
        when = [100 * (at + 1) / number for at in range(number)]
        chart = Lines(
            [
                Line("其实没有差别，已经误报", when, 100 * rates, "rival", points=number <= 10),
                Line("真有差别，已经看出", when, 100 * found, "gain", dash=True, points=number <= 10),
            ],
            "数据收到（%）",
            "占全部实验（%）",
            x_range=(0, 102),
            y_range=(0, 100),
            references=[Reference(5, "答应的 5%")],
        )
        tiles = Tiles(
            [
                Tile("误报", wrong, format="0.0%", colour="rival", note="答应的是 5%"),
                Tile("真有差别时看出", float(found[-1]), format="0%", colour="gain"),
                Tile("第一次看的门槛", float(limits[0]), format="0.00"),
                Tile("最后一次的门槛", float(limits[-1]), format="0.00"),
            ]
        )
        if number == 1:
            sentence = "只在最后看一次，三种办法是同一种：误报 5%。"
        elif rule == "naive":
            sentence = f"偷看 {number} 次，每次都用 1.96：误报 {wrong:.1%}，是答应的 {wrong / 0.05:.1f} 倍。"
        else:
            sentence = f"看 {number} 次，误报守在 {wrong:.1%}；真有差别时仍有 {float(found[-1]):.0%} 的机会看出来，还可能提前收工。"
        return Frame([tiles, chart], sentence)

    return Explorer(
        title="偷看的代价",
        alt="两条上升的曲线：没有差别时已经误报的比例，真有差别时已经看出的比例；横线是答应的 5%。",
        controls=[
            Slider("number", "一共看几次", numbers, start=3, unit="次"),
            Choice("rule", "门槛", [(text, name) for name, text in RULES.items()]),
        ],
        results=results,
        key="peeking_rates",
        theme=THEME,
    )


LOOKS = 8
PEOPLE = 500
"""People in each group that arrive between two looks of the game."""
BASE, LIFT = 0.06, 0.3
GAMES = ((False, 25), (True, 7), (False, 53), (False, 1))
"""Whether the new tag of each game is really better, and the seed that draws its batches.

The seeds of games 1 and 3 were picked because chance makes them «significant» on the way; the last turn says so.
"""


def game_table() -> list[tuple[FloatArray, FloatArray, FloatArray]]:
    """Shares of control and test so far and their z-value at each look, for each game."""
    games = []
    people = PEOPLE * np.arange(1, LOOKS + 1)
    for real, seed in GAMES:
        rng = np.random.default_rng(seed)
        control = np.cumsum(rng.binomial(PEOPLE, BASE, LOOKS))
        test = np.cumsum(rng.binomial(PEOPLE, BASE * (1 + LIFT * real), LOOKS))
        pooled = (control + test) / (2 * people)
        z = (test - control) / people / np.sqrt(pooled * (1 - pooled) * 2 / people)
        games.append((control / people, test / people, z))
    return games


STOP_TEST, STOP_SAME, GO_ON = 0, 1, 2
OPTIONS = ("停，宣布新标签更好", "停，宣布没有差别", "再等一批")


def replay(history: list[int]) -> tuple[int, int, list[tuple[int, int]]]:
    """Which game is on, how many batches of it are in, and (choice, batches) for each finished game."""
    done: list[tuple[int, int]] = []
    batches = 1
    for choice in history:
        if choice != GO_ON:
            done.append((choice, batches))
            batches = 1
        else:
            batches += 1
    return len(done), batches, done


def peeking_game() -> Conversation:
    """Four tests in a row; after each batch one may stop. Three of the four have no difference at all."""
    games = game_table()

    def chart(game: int, batches: int) -> Frame:
        control, test, z = games[game]
        when = [PEOPLE * (at + 1) for at in range(batches)]
        picture = Lines(
            [
                Line("对照组", when, 100 * control[:batches], "quiet", points=True),
                Line("新标签", when, 100 * test[:batches], "main", points=True),
            ],
            "每组已经来了（人）",
            "购买的比例（%）",
            x_range=(0, PEOPLE * LOOKS * 1.03),
            y_range=(2, 12),
        )
        now = float(z[batches - 1])
        tiles = Tiles(
            [
                Tile("z 值", now, format="0.00", note="书上说超过 1.96 叫显著"),
                Tile("现在算显著吗", "显著" if abs(now) > 1.96 else "不显著", colour="warm" if abs(now) > 1.96 else ""),
            ]
        )
        return Frame(
            [tiles, picture],
            f"第 {game + 1} 个实验，每组 {when[-1]:,} 人：对照 {control[batches - 1]:.1%}，新标签 {test[batches - 1]:.1%}。",
        )

    def begin(history: list[int]) -> Turn:
        game, batches, done = replay(history)
        if game == len(GAMES):
            return Turn(_settled(done), frame=_account(done), done=True)
        options = OPTIONS if batches < LOOKS else OPTIONS[:2]
        asked = "数据来了一批，停不停？" if batches < LOOKS else "数据收齐了，宣布什么？"
        return Turn(f"实验 {game + 1}：{asked}", list(options), chart(game, batches))

    return Conversation(
        title="偷看的游戏：四个实验",
        alt="两条折线是对照组和新标签到目前为止的购买比例，上面是 z 值；每来一批数据，可以停下宣布，也可以再等。",
        begin=begin,
        key="peeking_game",
        theme=THEME,
    )


def verdicts(done: list[tuple[int, int]]) -> list[str]:
    """What each finished game was: 误报, 漏掉 or 对."""
    return [
        "对" if (choice == STOP_TEST) == real else ("误报" if choice == STOP_TEST else "漏掉")
        for (choice, _), (real, _) in zip(done, GAMES, strict=True)
    ]


def _settled(done: list[tuple[int, int]]) -> str:
    said = verdicts(done)
    wrong, missed = said.count("误报"), said.count("漏掉")
    text = f"开牌：四个实验里只有第 2 个真有差别。你误报 {wrong} 个，漏掉 {missed} 个。"
    if wrong:
        return (
            text
            + "第 1、第 3 个是特意挑来的，中途会碰巧显著。随便抽的实验，看八次约有 17% 会这样；看到就停，等于专挑运气好的时候收工。"
        )
    return text + ("你等得住。" if not missed else "没有误报，可是真的差别也放走了：停得太早，什么都看不清。")


def _account(done: list[tuple[int, int]]) -> Frame:
    games = game_table()
    rows = []
    for at, ((choice, batches), said) in enumerate(zip(done, verdicts(done), strict=True)):
        ever = int((np.abs(games[at][2]) > 1.96).sum())
        rows.append(
            [
                f"实验 {at + 1}",
                "有" if GAMES[at][0] else "没有",
                "新标签更好" if choice == STOP_TEST else "没有差别",
                f"{PEOPLE * batches:,} 人",
                f"{ever} 次",
                said,
            ]
        )
    columns = ["实验", "真有差别吗", "你宣布", "停在每组", "八次里显著过", "结果"]
    return Frame([Table(columns, rows)], "")
