"""Views on automation: whether a score predicts anything, and a journey played over the log."""

from __future__ import annotations

from functools import cache

import pandas as pd

from genmarketing.ui import Bars, Choice, Explorer, Flow, Frame, Link, Node, Series, Slider, Table, Tile, Tiles

from ..models.automation import (
    BOUGHT,
    CAPPED,
    LEFT,
    POINTS,
    SENT,
    Effect,
    JourneyRule,
    expected_outcome,
    grade,
    lead_scores,
    needless_share,
    run_journey,
)

THEME = "gen_vs_digital"

DAY = 21
"""Days after the log's beginning at which people are scored; the week after is what happened."""


def score_check(log: pd.DataFrame) -> Explorer:
    """Score people on day 21, grade them, and see who ordered in the week after."""
    now = log["time"].min().normalize() + pd.Timedelta(days=DAY)
    later = log[(log["time"] > now) & (log["time"] <= now + pd.Timedelta(days=7)) & (log["event"] == "下单")]
    buyers = set(later["shopper_id"])
    grades = ("高", "中", "低")
    half_lives, highs = (3.0, 7.0, 14.0), (10.0, 15.0, 20.0)

    def results(bought: float, half_life: float, high: float) -> Frame:
        scores = lead_scores(log, now, {**POINTS, "下单": bought}, half_life)
        given = grade(scores, high)
        people = [int((given == each).sum()) for each in grades]
        ordered = [sum(person in buyers for person in given.index[given == each]) for each in grades]
        rates = [n / count if count else 0.0 for n, count in zip(ordered, people, strict=True)]
        bars = Bars(
            [f"{name}（{count} 人）" for name, count in zip(grades, people, strict=True)],
            [Series("下一周下单的比例", rates, "main")],
            "下一周下单的比例",
            title="打完分以后的一周，谁真的买了",
            labelled=True,
            y_range=(0, 0.6),
            y_format="0%",
            height=260,
        )
        said = "，".join(f"{name}分 {rate:.0%}" for name, rate in zip(grades, rates, strict=True))
        if people[0] < 15:
            verdict = "高分的人太少，这个比例靠不住。"
        elif rates[0] > rates[1] > rates[2]:
            verdict = "分数和后来的事对得上。"
        else:
            verdict = "高分反而不如中分：这套分数记的是过去，没有预见以后。"
        return Frame([bars], f"在这份日志里，{said}。{verdict}")

    return Explorer(
        title="拿以后的事检验分数",
        alt="三根柱子是高、中、低三档的人在下一周下单的比例；给下单加分时高分档不如中分档，不加分时依次下降。",
        controls=[
            Choice("bought", "买过一次", [("加 20 分", 20.0), ("不加分", 0.0), ("减 20 分", -20.0)]),
            Slider("half_life", "几天褪去一半", half_lives, start=1, unit="天"),
            Slider("high", "几分算高", highs, start=2, unit="分"),
        ],
        results=results,
        key="score_check",
        theme=THEME,
    )


def journey_builder(log: pd.DataFrame) -> Explorer:
    """Choose trigger, waiting time, cap and an assumed effect; what became of each message, and the first rows of the log."""
    waits, caps, lifts = (1.0, 6.0, 12.0, 24.0, 48.0), (1, 2, 3), (0.0, 0.05, 0.15)

    @cache
    def played(trigger: str, wait: float, cap: int) -> tuple[JourneyRule, list[list[str]], dict[str, int], float]:
        rule = JourneyRule(trigger, wait, cap)
        messages = run_journey(log, rule)
        counts = {outcome: int((messages["outcome"] == outcome).sum()) for outcome in (SENT, BOUGHT, LEFT, CAPPED)}
        first = [
            [str(row.shopper_id), f"{row.triggered:%m-%d %H:%M}", f"{row.due:%m-%d %H:%M}", str(row.outcome)]
            for row in messages.head(5).itertuples()
        ]
        return rule, first, counts, needless_share(log, messages)

    def results(trigger: str, wait: float, cap: int, lift: float) -> Frame:
        rule, first, counts, needless = played(trigger, wait, cap)
        due = sum(counts.values())
        orders, leaving = expected_outcome(counts[SENT], needless, rule, Effect(lift=lift))
        waiting = f"等 {wait:g} 小时"
        colours = dict(zip(counts, ("gain", "main", "quiet", "rival"), strict=True))
        flow = Flow(
            [
                Node(trigger, due, column=0, row=1),
                Node(waiting, due, column=1, row=1),
                *(
                    Node(outcome, count, column=2, row=row, colour=colours[outcome])
                    for row, (outcome, count) in enumerate(counts.items())
                ),
            ],
            [
                Link(trigger, waiting, due),
                *(Link(waiting, outcome, count, colour=colours[outcome]) for outcome, count in counts.items()),
            ],
            node_format="0",
            format="0",
            unit="次",
            widest=float(max(due, 1)),
        )
        tiles = Tiles(
            [
                Tile("发出", counts[SENT], "条", colour="gain"),
                Tile("发给了本来就会买的人", needless, format="0%", note="发出后三天内自己下单", colour="rival"),
                Tile("预计多卖", orders, "单", "0.0", "按你假设的效果", "main"),
                Tile("预计退订", leaving, "人", "0.0", "假设每条 2%"),
            ]
        )
        table = Table(
            ["谁", "触发", "到点", "结果"],
            first,
            title="前五条",
        )
        said = f"{trigger}后等 {wait:g} 小时、每周最多 {cap} 条：{due} 次到点，发出 {counts[SENT]} 条，"
        said += f"其中 {needless:.0%} 发给了三天内自己会买的人。"
        if not lift:
            said += "假如提醒没有用，多卖的是 0，退订照样有。"
        elif orders < leaving:
            said += "按你的假设，多卖的比退订的还少。"
        return Frame([flow, tiles, table], said)

    return Explorer(
        title="搭一条旅程：触发、等待、频次",
        alt="一张流程图：触发以后，分成发出、已经下单、已经退订、超过频次四路，箭头粗细是次数；下面是几个数和日志的前五行。",
        controls=[
            Choice("trigger", "触发", ["加购", "浏览", "注册"]),
            Slider("wait", "等多久", waits, start=3, unit="小时"),
            Slider("cap", "每周最多（连周报在内）", caps, start=1, unit="条"),
            Slider("lift", "假设提醒能说动", lifts, labels=["没有人", "5% 的人", "15% 的人"], start=2),
        ],
        results=results,
        key="journey_builder",
        theme=THEME,
    )
