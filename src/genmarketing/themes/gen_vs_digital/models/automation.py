"""Marketing automation on an event log: tags, lead scores, and journeys that start at an event.

A log has one row for each event: ``shopper_id``, ``time`` (datetime64), ``event`` (注册, 浏览, 加购, 下单, 发送, 打开,
退订), ``product_id``, ``value``. Everything is a rule that can be read; nothing is learned.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

POINTS: Mapping[str, float] = {"注册": 5, "浏览": 1, "打开": 2, "加购": 10, "下单": 20, "退订": -30}
"""Points for an event on its day; made, as such points usually are."""

SENT, BOUGHT, LEFT, CAPPED = "发出", "已经下单", "已经退订", "超过频次"
"""What can become of a message."""


def tags(log: pd.DataFrame) -> pd.DataFrame:
    """One row for each person, one truth value for each tag: 看得多 (three bags or more), 加购没买, 买过, 只收不开."""

    def happened(event: str) -> Any:
        return log["event"].eq(event).groupby(log["shopper_id"]).any()

    looked = log[log["event"] == "浏览"].groupby("shopper_id")["product_id"].nunique()
    looked = looked.reindex(happened("浏览").index, fill_value=0)
    return pd.DataFrame(
        {
            "看得多": looked >= 3,
            "加购没买": happened("加购") & ~happened("下单"),
            "买过": happened("下单"),
            "只收不开": happened("发送") & ~happened("打开"),
        }
    )


def lead_scores(
    log: pd.DataFrame, now: pd.Timestamp, points: Mapping[str, float] = POINTS, half_life: float = 7.0
) -> pd.Series:
    """Score of each person at ``now``: Σ points(event)·0.5^(days ago / half_life), over events up to ``now``.

    Old interest fades; ``half_life`` in days. People without events score 0.
    """
    past = log[log["time"] <= now]
    days = (now - past["time"]).dt.total_seconds() / 86_400
    worth = past["event"].map(points).fillna(0.0) * 0.5 ** (days / half_life)
    people = pd.Index(log["shopper_id"].unique(), name="shopper_id")
    scores: pd.Series = worth.groupby(past["shopper_id"]).sum().reindex(people, fill_value=0.0).rename("score")
    return scores


def grade(scores: pd.Series, high: float = 20.0, low: float = 5.0) -> pd.Series:
    """高 from ``high`` points on, 低 below ``low``, otherwise 中."""
    return scores.map(lambda score: "高" if score >= high else "低" if score < low else "中")


@dataclass(frozen=True)
class JourneyRule:
    """When ``trigger`` happens, wait and send a message, then perhaps wait and send another, unless there is a reason not to."""

    trigger: str = "加购"
    waits: tuple[float, ...] = (24.0,)
    """hours from the trigger to the first message, from that to the second, and so on"""
    cap: int = 2
    """messages that one person may get within ``window``, weekly letters included"""
    window: float = 7.0
    """days"""


def _hours(log: pd.DataFrame, events: Collection[str], start: pd.Timestamp) -> dict[str, dict[str, list[float]]]:
    """Person -> event -> hours since ``start``, ascending, for the ``events`` asked for."""
    kept = log[log["event"].isin(events)].sort_values("time", kind="stable")
    hours = ((kept["time"] - start).dt.total_seconds() / 3600).tolist()
    people: dict[str, dict[str, list[float]]] = {}
    for person, event, hour in zip(kept["shopper_id"].tolist(), kept["event"].tolist(), hours, strict=True):
        people.setdefault(person, {}).setdefault(event, []).append(hour)
    return people


def outcome(
    rule: JourneyRule, triggered: float, due: float, events: Mapping[str, Sequence[float]], sent: Sequence[float]
) -> str:
    """What becomes of the message that falls due at hour ``due``, in a journey triggered at hour ``triggered``.

    ``events``: event -> hours of one person, for orders and unsubscriptions; ``sent``: hours of messages received so far.
    """
    if any(triggered < bought <= due for bought in events.get("下单", [])):
        return BOUGHT
    if any(left <= due for left in events.get("退订", [])):
        return LEFT
    this_week = [hour for hour in sent if due - 24 * rule.window < hour <= due]
    return CAPPED if len(this_week) >= rule.cap else SENT


def run_journey(log: pd.DataFrame, rule: JourneyRule) -> pd.DataFrame:
    """Play the rule over the log. One row for each message that came due, in order of time.

    Columns: shopper_id, triggered, due, message (1, 2, …), outcome (SENT, BOUGHT, LEFT, CAPPED). A journey ends with
    the first message that is not sent. A trigger while a message is still waiting starts nothing; what would fall due
    after the log's end is left out.
    """
    start = log["time"].min()
    end = (log["time"].max() - start).total_seconds() / 3600
    rows: list[tuple[str, float, float, int, str]] = []
    for person, events in _hours(log, {rule.trigger, "发送", "下单", "退订"}, start).items():
        sent, free_from = list(events.get("发送", [])), 0.0
        for triggered in events.get(rule.trigger, []):
            if triggered < free_from:
                continue
            due = triggered
            for message, wait in enumerate(rule.waits, 1):
                due += wait
                if due > end:
                    break
                free_from = due
                became = outcome(rule, triggered, due, events, sent)
                rows.append((person, triggered, due, message, became))
                if became != SENT:
                    break
                sent.append(due)
    rows.sort(key=lambda row: (row[2], row[0]))
    table = pd.DataFrame(rows, columns=["shopper_id", "triggered", "due", "message", "outcome"])
    for column in ("triggered", "due"):
        hours: pd.Series = table[column].astype(float)
        table[column] = start + pd.to_timedelta(hours, unit="h").dt.round("s")
    return table


def bought_anyway(log: pd.DataFrame, messages: pd.DataFrame, within: float = 72.0) -> list[bool]:
    """Of each message that was sent: did its receiver order within ``within`` hours?

    In the course's log messages cause nothing, so every such order would have come without the message.
    """
    start = log["time"].min()
    sent = messages[messages["outcome"] == SENT]
    people = _hours(log, {"下单"}, start)
    due = (sent["due"] - start).dt.total_seconds() / 3600
    return [
        any(hour < order <= hour + within for order in people.get(person, {}).get("下单", []))
        for person, hour in zip(sent["shopper_id"], due, strict=True)
    ]


def needless_share(log: pd.DataFrame, messages: pd.DataFrame) -> float:
    """Share of sent messages whose receiver ordered within three days anyway. 0 if none was sent."""
    needless = bought_anyway(log, messages)
    return sum(needless) / len(needless) if needless else 0.0


def difference_margin(p: float, n: int, q: float, m: int) -> float:
    """Half the width of the 95 % interval of p − q, shares among n and m people: 1.96·√(p(1−p)/n + q(1−q)/m)."""
    return float(1.96 * (p * (1 - p) / n + q * (1 - q) / m) ** 0.5)


@dataclass(frozen=True)
class Trial:
    """A message given to some by lot and withheld from the others: people, and how many of them ordered."""

    sent: int
    sent_bought: int
    held: int
    held_bought: int

    @property
    def difference(self) -> float:
        """Share that ordered among receivers less that among those left out: what the message did."""
        return self.sent_bought / self.sent - self.held_bought / self.held

    @property
    def margin(self) -> float:
        """Half the width of the difference's 95 % interval, see `difference_margin`."""
        return difference_margin(self.sent_bought / self.sent, self.sent, self.held_bought / self.held, self.held)


def leave_out(bought: Sequence[bool], share: float, rng: np.random.Generator) -> Trial:
    """Leave a ``share`` of would-be receivers without the message, by lot. ``bought``: who ordered, see `bought_anyway`."""
    held = rng.permutation(len(bought))[: round(share * len(bought))]
    held_bought = sum(bought[place] for place in held)
    return Trial(len(bought) - len(held), sum(bought) - held_bought, len(held), held_bought)


@dataclass(frozen=True)
class Effect:
    """What one is ready to assume about a reminder; none of it can be read off the log."""

    lift: float = 0.15
    """chance that a reminder sent at once makes a hesitating person buy"""
    half_life: float = 24.0
    """hours after which the reminder works half as well"""
    leaving: float = 0.02
    """chance that one more message makes the receiver unsubscribe"""


def expected_outcome(messages: pd.DataFrame, needless: float, effect: Effect) -> tuple[float, float]:
    """Expected extra orders and expected unsubscriptions of the messages that were sent, under an assumed effect.

    ``needless`` is the share of receivers who buy anyway: they can leave, but not be won.
    """
    sent = messages[messages["outcome"] == SENT]
    hours = (sent["due"] - sent["triggered"]).dt.total_seconds() / 3600
    won = effect.lift * 0.5 ** (hours / effect.half_life)
    return float((1 - needless) * won.sum()), effect.leaving * len(sent)
