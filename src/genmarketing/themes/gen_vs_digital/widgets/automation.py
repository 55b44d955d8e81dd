"""Views on automation: whether a score predicts anything, and a journey played over the log."""

from __future__ import annotations

from collections import Counter
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
    difference_margin,
    expected_outcome,
    grade,
    lead_scores,
    needless_share,
    run_journey,
)

THEME = "gen_vs_digital"

OUTCOMES = {SENT: "gain", BOUGHT: "main", LEFT: "quiet", CAPPED: "rival"}
"""What can become of a message, and its colour."""

SECOND = {SENT: "第二条发出", BOUGHT: "这时下单", LEFT: "这时退订", CAPPED: "第二条超频次"}
"""What became of a second message, in the picture."""

FEW = 15
"""People below which a share is said to be unreliable."""

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
        high_rate, middle, low = rates
        if people[0] < FEW:
            verdict = "高分的人太少，这个比例靠不住。"
        else:
            margin = difference_margin(high_rate, people[0], middle, people[1])
            verdict = "次序和分数一样。" if high_rate > middle > low else "次序和分数不一样。"
            verdict += f"高分与中分差 {100 * abs(high_rate - middle):.0f} 个百分点，误差上下 {100 * margin:.0f} 个"
            verdict += "，还分不出高下。" if abs(high_rate - middle) <= margin else "。"
        return Frame([bars], f"在这份日志里，{said}。{verdict}")

    return Explorer(
        title="拿以后的事检验分数",
        alt="三根柱子是高、中、低三档的人在下一周下单的比例；给下单加分时高分档低于中分档，不加分时依次下降。",
        controls=[
            Choice("bought", "买过一次", [("加 20 分", 20.0), ("不加分", 0.0), ("减 20 分", -20.0)]),
            Slider("half_life", "几天褪去一半", half_lives, start=1, unit="天"),
            Slider("high", "几分算高", highs, start=2, unit="分"),
        ],
        results=results,
        key="score_check",
        theme=THEME,
    )


ONCE, AGAIN = (), (48.0,)
"""Waiting times, in hours, after the first message: no second one, or one two days later."""


def journey_builder(log: pd.DataFrame) -> Explorer:
    """Choose trigger, waiting times, cap and an assumed effect; what became of each message, and what the back office would say."""
    waits, caps, lifts = (1.0, 24.0, 48.0), (1, 2, 3), (0.0, 0.05, 0.15)

    @cache
    def played(rule: JourneyRule) -> tuple[pd.DataFrame, float, Flow, Table]:
        messages = run_journey(log, rule)
        return messages, needless_share(log, messages), _journey(rule, messages), _examples(messages)

    def results(trigger: str, wait: float, again: tuple[float, ...], cap: int, lift: float) -> Frame:
        rule = JourneyRule(trigger, (wait, *again), cap)
        messages, needless, journey, examples = played(rule)
        sent = int((messages["outcome"] == SENT).sum())
        orders, leaving = expected_outcome(messages, needless, Effect(lift=lift))
        reported = needless + orders / sent
        tiles = Tiles(
            [
                Tile("发出", sent, "条", colour="main"),
                Tile("后台会报的转化", reported, format="0%", note="收到后三天内下单", colour="rival"),
                Tile("本来就会买的", needless, format="0%", note="占收到的，日志里数的", colour="quiet"),
                Tile("提醒多卖", orders, "单", "0.0", "按你假设的效果", "gain"),
                Tile("预计退订", leaving, "人", "0.0", "假设每条 2%"),
            ]
        )
        said = f"在这份日志里，{trigger}后等 {wait:g} 小时、每周最多 {cap} 条，发出 {sent} 条。"
        first, second = messages["message"].eq(1), messages["message"].eq(2)
        late = int((first & messages["outcome"].eq(SENT)).sum() - second.sum())
        if again and late:
            said += f"另有 {late} 次，到日志结束还没轮到第二条。"
        said += f"后台会报 {reported:.0%} 的转化，其中 {100 * needless:.0f} 个百分点是本来就会买的。"
        if not lift:
            said += "假如提醒没有用，多卖的是 0，退订照样有。"
        elif orders < leaving:
            said += "按你的假设，多卖的比退订的还少。"
        return Frame([journey, tiles, examples], said)

    return Explorer(
        title="搭一条旅程：触发、等待、频次",
        alt="一张流程图：触发、等待以后，分成发出、已经下单、已经退订、超过频次四路，箭头粗细是次数，发出的还可以再等、再发；下面是几个数，和每种结果的一个例子。",
        controls=[
            Choice("trigger", "触发", ["加购", "浏览", "注册"]),
            Slider("wait", "等多久", waits, start=1, unit="小时"),
            Choice("again", "还没买，再来一条", [("不来", ONCE), ("再等 48 小时", AGAIN)]),
            Slider("cap", "每周最多（连周报在内）", caps, start=1, unit="条"),
            Slider("lift", "假设提醒能说动", lifts, labels=["没有人", "5% 的人", "15% 的人"], start=2),
        ],
        results=results,
        key="journey_builder",
        theme=THEME,
    )


def _journey(rule: JourneyRule, messages: pd.DataFrame) -> Flow:
    """Draw trigger, waits and what became of each message; a second message hangs on the first that was sent."""
    came = Counter(zip(messages["message"], messages["outcome"], strict=True))
    due, before = sum(came[1, outcome] for outcome in OUTCOMES), rule.trigger
    nodes, links = [Node(rule.trigger, due, column=0, row=1)], []
    for number, wait in enumerate(rule.waits, 1):
        waiting = f"{'再' if number > 1 else ''}等 {wait:g} 小时"
        waited = sum(came[number, outcome] for outcome in OUTCOMES)
        nodes.append(Node(waiting, waited, column=2 * number - 1, row=1 if number == 1 else 0))
        links.append(Link(before, waiting, waited))
        for row, (outcome, colour) in enumerate(OUTCOMES.items()):
            name, count = outcome if number == 1 else SECOND[outcome], came[number, outcome]
            nodes.append(Node(name, count, column=2 * number, row=row, colour=colour))
            links.append(Link(waiting, name, count, colour=colour))
        before = SENT
    return Flow(nodes, links, node_format="0", format="0", unit="次", widest=float(max(due, 1)))


def _examples(messages: pd.DataFrame) -> Table:
    """Show one message for each thing that became of messages, the earliest."""
    firsts = messages.drop_duplicates(["message", "outcome"]).sort_values(["message", "due"])
    rows = [
        [
            f"第 {row.message} 条",
            str(row.outcome),
            str(row.shopper_id),
            f"{row.triggered:%m-%d %H:%M}",
            f"{row.due:%m-%d %H:%M}",
        ]
        for row in firsts.itertuples()
    ]
    return Table(["", "结果", "谁", "触发", "到点"], rows, title="每种结果举一例")
