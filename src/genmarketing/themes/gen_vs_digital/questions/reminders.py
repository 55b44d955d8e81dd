"""The question on an automated journey: who is reminded of a cart, when, and who is left in peace."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from genmarketing.workbook.kinds import Case, FunctionQuestion
from genmarketing.workbook.question import Check, Misconception

if TYPE_CHECKING:
    import numpy as np

Log = list[tuple[str, int, str]]
"""Who, minute, what happened."""
_WEEK = 7 * 24 * 60


def cart_reminders(log: list[tuple[str, int, str]], wait: int, cap: int) -> dict[str, list[int]]:
    """加购之后等 wait 分钟，还没下单就提醒；退订与一周上限都要守。"""
    week = 7 * 24 * 60
    reminders: dict[str, list[int]] = {}
    for who in dict.fromkeys(person for person, _, _ in log):
        times: dict[str, list[int]] = {"加购": [], "下单": [], "退订": [], "发送": []}
        for person, minute, event in log:
            if person == who and event in times:
                times[event].append(minute)
        free_from = None
        for cart in sorted(times["加购"]):
            if free_from is not None and cart < free_from:
                continue  # 上一条还在等
            due = free_from = cart + wait
            bought = any(cart < minute <= due for minute in times["下单"])
            left = any(minute <= due for minute in times["退订"])
            recent = sum(due - week < minute <= due for minute in times["发送"])
            if not bought and not left and recent < cap:
                times["发送"].append(due)
                reminders.setdefault(who, []).append(due)
    return reminders


Keeps = Callable[[str, int, int, int], bool]
"""Event, its minute, the cart's minute, the minute when the message is due -> whether the rule takes notice of it."""


def _reminders(log: Log, wait: int, cap: int, notices: Keeps, one_at_a_time: bool = True) -> dict[str, list[int]]:
    """Play the rule, but take notice only of some events; the wrong ideas are what they overlook."""
    found: dict[str, list[int]] = {}
    for who in dict.fromkeys(person for person, _, _ in log):
        mine = [(minute, event) for person, minute, event in log if person == who]
        own: list[int] = []
        free_from = -1
        for cart in sorted(minute for minute, event in mine if event == "加购"):
            if one_at_a_time and cart < free_from:
                continue
            due = free_from = cart + wait
            seen = [event for minute, event in mine if notices(event, minute, cart, due)]
            recent = seen.count("发送") + sum(due - _WEEK < minute <= due for minute in own)
            if "下单" not in seen and "退订" not in seen and recent < cap:
                own.append(due)
        if own:
            found[who] = own
    return found


def _noticed(event: str, minute: int, cart: int, due: int) -> bool:
    if event == "下单":
        return cart < minute <= due
    return minute <= due and (event != "发送" or minute > due - _WEEK)


def _reminds_buyers(log: Log, wait: int, cap: int) -> dict[str, list[int]]:
    return _reminders(log, wait, cap, lambda e, m, cart, due: e != "下单" and _noticed(e, m, cart, due))


def _each_cart_on_its_own(log: Log, wait: int, cap: int) -> dict[str, list[int]]:
    return _reminders(log, wait, cap, _noticed, one_at_a_time=False)


def _earlier_purchase_counts(log: Log, wait: int, cap: int) -> dict[str, list[int]]:
    return _reminders(log, wait, cap, lambda e, m, cart, due: m <= due if e == "下单" else _noticed(e, m, cart, due))


def _in_the_order_of_rows(log: Log, wait: int, cap: int) -> dict[str, list[int]]:
    """Walk through carts as the log has them; later rows may be earlier carts."""
    found: dict[str, list[int]] = {}
    free_from: dict[str, int] = {}
    for who, cart, event in log:
        if event != "加购" or cart < free_from.get(who, 0):
            continue
        due = free_from[who] = cart + wait
        seen = [event for person, minute, event in log if person == who and _noticed(event, minute, cart, due)]
        recent = seen.count("发送") + sum(due - _WEEK < minute <= due for minute in found.get(who, []))
        if "下单" not in seen and "退订" not in seen and recent < cap:
            found.setdefault(who, []).append(due)
    return found


def _opt_out_ignored(log: Log, wait: int, cap: int) -> dict[str, list[int]]:
    return _reminders(log, wait, cap, lambda e, m, cart, due: e != "退订" and _noticed(e, m, cart, due))


def _letters_not_counted(log: Log, wait: int, cap: int) -> dict[str, list[int]]:
    return _reminders(log, wait, cap, lambda e, m, cart, due: e != "发送" and _noticed(e, m, cart, due))


def _cap_for_ever(log: Log, wait: int, cap: int) -> dict[str, list[int]]:
    return _reminders(log, wait, cap, lambda e, m, cart, due: m <= due if e == "发送" else _noticed(e, m, cart, due))


def _reminder_cases(rng: np.random.Generator) -> list[Case]:
    wait = int(rng.choice([720, 1440, 2160]))
    start = int(rng.integers(8, 13)) * 1440 + int(rng.integers(1440))

    def case(check: str, log: Log, cap: int) -> Case:
        return Case(check, ([log[int(n)] for n in rng.permutation(len(log))], wait, cap))

    def early(share: float) -> int:
        return start + int(wait * share)

    due = start + wait
    waited = [("S01", start, "加购"), ("S02", early(0.2), "加购"), ("S02", early(0.1), "浏览"), ("S03", start, "浏览")]
    bought = [
        ("S01", start, "加购"),
        ("S01", early(0.5), "下单"),
        ("S02", start, "加购"),
        ("S02", due, "下单"),
        ("S03", start, "加购"),
        ("S03", due + 1, "下单"),
        ("S04", start - 60, "下单"),
        ("S04", start, "加购"),
        ("S05", start, "下单"),
        ("S05", start, "加购"),
    ]
    again = [("S01", minute, "加购") for minute in (start, early(0.4), due)]
    again += [("S02", start, "加购"), ("S02", early(0.3), "下单"), ("S02", early(0.6), "加购")]
    left = [
        ("S01", start - 2000, "退订"),
        ("S01", start, "加购"),
        ("S02", start, "加购"),
        ("S02", early(0.7), "退订"),
        ("S03", start, "加购"),
        ("S03", due + 1, "退订"),
        ("S04", start, "加购"),
        ("S04", due, "退订"),
    ]
    capped = [("S01", minute, "发送") for minute in (due - 3 * 1440, due - 1440)] + [("S01", start, "加购")]
    capped += [("S02", due - _WEEK, "发送"), ("S02", due - 2 * 1440, "发送"), ("S02", start, "加购")]
    capped += [("S03", start + day * 1440, "加购") for day in (0, 2, 4, 8)]
    return [
        case("到时还没买", waited, 3),
        case("等的时候买了", bought, 3),
        case("等的时候又加购", again, 3),
        Case("等的时候又加购", (sorted(again, key=lambda event: -event[1]), wait, 3)),
        case("退订", left, 3),
        case("一周的上限", capped, 2),
        case("日志里的三个人", _from_the_log(rng), 3),
    ]


def _from_the_log(rng: np.random.Generator) -> Log:
    """Return what three people of `events.csv` did, minutes counted from the log's first midnight."""
    import pandas as pd

    from genmarketing.data import load

    events = load("events")
    carts = events.loc[events["event"] == "加购", "shopper_id"].unique()
    chosen = events[events["shopper_id"].isin(carts[rng.permutation(len(carts))[:3]])]
    minutes = (pd.to_datetime(chosen["time"]) - pd.Timestamp("2026-03-02")).dt.total_seconds() // 60
    return [
        (str(who), int(minute), str(event))
        for who, minute, event in zip(chosen["shopper_id"], minutes, chosen["event"], strict=True)
    ]


CART_REMINDERS = FunctionQuestion(
    name="cart_reminders",
    title="加购没买，几时提醒谁",
    points=8,
    minutes=14,
    concepts=("K079", "K077"),
    prompt="""
写一条自动化旅程。`log` 是事件日志，一个列表，每项是 `(谁, 第几分钟, 事件)`，例如 `("S01", 4320, "加购")`。**没有按时间排好**。事件有注册、浏览、加购、下单、发送（店里已经发过的信）、打开、退订；时间都是整数分钟。

规则：有人加购，就等 `wait` 分钟，到点（加购的时间 + `wait`）发一条提醒。下面几种情形不发：

1. **等的时候买了**：加购之后有下单，时间 `t` 满足 加购 < `t` ≤ 到点。加购之前买过的不算。
2. **退订**：退订过，时间 `t` ≤ 到点。
3. **一周的上限**：到点往前数一周（10080 分钟），也就是 到点 − 10080 < `t` ≤ 到点，这个人已经收过 `cap` 条或更多。日志里的「发送」与这条规则自己发出的提醒都算。
4. **还在等**：上一次加购还没到点时又加购，不另起一条（不论上一条最后发没发）；正好在到点那一刻加购的，另起。

返回字典：谁 → 提醒的时间（整数的列表，从早到晚）。没有提醒的人不写进去。日志结束以后才到点的也照发。

**可以手算的例子** `wait = 1440`，`cap = 2`，日志是 S01 在 100 加购、300 又加购；S02 在 100 加购、900 下单；S03 在 50 下单、100 加购。返回 `{"S01": [1540], "S03": [1540]}`。
""",
    starter='''def cart_reminders(log, wait, cap):
    """返回字典：谁 -> 提醒的时间。"""
    ...''',
    hints=(
        "先按人分开，再把每个人的加购按时间排好，一次一次往下走。只写第 1 条，用题目里的例子对一对。",
        "到点是 `due = cart + wait`。下单看 `cart < t <= due`，退订看 `t <= due`，一周看 `due - 10080 < t <= due`。",
        "用一个变量记住上一次的到点时间：`cart` 小于它就跳过。发出的提醒要加进这个人的「发送」里，后面数上限时才数得到。",
    ),
    explanation=(
        "等得越短，越多的提醒发给了本来就要买的人；等得越长，人也凉了。规则里一半的字在写「不发」：推式的本钱是别人还愿意收。"
        "上线一条旅程之前，先在旧日志上空跑一遍，数一数发给谁、挡住谁，再决定等几小时；它有没有让人多买，要留一组不发的人来比。"
    ),
    teaching=(
        "约 14 分钟。先请学生手工走一遍例子，再各编一个会吵到人的日志交给同桌。"
        "常见错误：把「从前买过」当成「等的时候买了」；上限只数自己发的，忘了每周的信；退订只看加购之前。"
        "追问：两条旅程各守各的上限，一个人一周会收到几条？所以上限要按人管，不按旅程管。退订之后仍发，不只是惹人烦，也可能违法。"
    ),
    reference=cart_reminders,
    checks=(
        Check(
            "到时还没买",
            0.15,
            "最普通的情形就不对：有人加购，一直没有下单，应当正好在加购的时间加 `wait` 提醒，写成列表；没有提醒的人不写进字典。",
        ),
        Check("等的时候买了", 0.25, "下单的时间看得不对：加购之后、到点（含）之前买了才不发；更早和更晚的下单都不挡。"),
        Check("等的时候又加购", 0.15, "还没到点又加购时不另起一条；正好在到点那一刻加购的，要另起。"),
        Check("退订", 0.15, "退订看得不对：到点（含）之前退订过的人不能再发，到点之后才退订的照发。"),
        Check("一周的上限", 0.2, "一周的上限不对：店里的信与自己发的提醒都要数，满 10080 分钟以前的不数。"),
        Check("日志里的三个人", 0.1, "从 `events.csv` 抽出的三个人身上不对：几条规则合在一起，逐个人手工走一遍。"),
    ),
    cases=_reminder_cases,
    misconceptions=(
        Misconception(
            "reminds_buyers",
            "等的时候已经下单的人，你照样提醒了。他刚付完钱就收到「还没买吗」；到点时先看这段时间里有没有下单。",
            _reminds_buyers,
        ),
        Misconception(
            "each_cart_on_its_own",
            "你让每一次加购各发一条。一个人连加几只，会连收几条；上一条还没到点时，新的加购该怎么办？",
            _each_cart_on_its_own,
        ),
        Misconception(
            "in_the_order_of_rows",
            "你照日志的行次序看加购，而日志没有按时间排好：排在后面的一行可能更早。先把每个人的加购排好，再往下走。",
            _in_the_order_of_rows,
        ),
        Misconception(
            "earlier_purchase_counts",
            "从前买过的人，这次加购你就不提醒了。要挡的是这次加购之后的下单；再看一遍时间的两头。",
            _earlier_purchase_counts,
        ),
        Misconception(
            "opt_out_ignored",
            "你没有看退订。人已经说了不要再发，再发就是打扰，还可能违法；到点时先查这一条。",
            _opt_out_ignored,
        ),
        Misconception(
            "letters_not_counted",
            "你的上限只数了自己发的提醒。收信的人不分是哪条规则发的，日志里的「发送」也要数进去。",
            _letters_not_counted,
        ),
        Misconception(
            "cap_for_ever",
            "你把从前的信全数进了上限，于是老顾客再也收不到提醒。只数到点前的一周。",
            _cap_for_ever,
        ),
    ),
)
