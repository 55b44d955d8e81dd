"""The question on how often customers come back: one table of orders under four definitions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genmarketing.workbook.kinds import Case, FunctionQuestion
from genmarketing.workbook.question import Check, Misconception

if TYPE_CHECKING:
    import numpy as np

Orders = list[tuple[str, int]]


def repurchase_rates(orders: list[tuple[str, int]], start: int, end: int) -> dict[str, float]:
    """同一批订单，四种「复购率」；没有人（单）可数的返回 NaN。"""

    def share(part: int, whole: int) -> float:
        return part / whole if whole else float("nan")

    now = [customer for customer, day in orders if start <= day < end]
    people = set(now)
    previous = {customer for customer, day in orders if start - (end - start) <= day < start}
    known = {customer for customer, day in orders if day < start}
    new = people - known  # 首单落在本期的人：每人恰有一单是首单
    return {
        "in_period": share(sum(now.count(customer) >= 2 for customer in people), len(people)),
        "came_back": share(len(previous & people), len(previous)),
        "known": share(len(people & known), len(people)),
        "repeat_orders": share(len(now) - len(new), len(now)),
    }


def _share(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")


def _orders_for_people(orders: Orders, start: int, end: int) -> dict[str, float]:
    now = [customer for customer, day in orders if start <= day < end]
    return repurchase_rates(orders, start, end) | {"in_period": _share(sum(now.count(c) >= 2 for c in now), len(now))}


def _last_day_included(orders: Orders, start: int, end: int) -> dict[str, float]:
    return repurchase_rates(orders, start, end + 1) | {"came_back": _came_back(orders, start, end)}


def _came_back(orders: Orders, start: int, end: int) -> float:
    previous = {c for c, day in orders if 2 * start - end <= day < start}
    return _share(len({c for c, day in orders if start <= day <= end} & previous), len(previous))


def _days_for_orders(orders: Orders, start: int, end: int) -> dict[str, float]:
    return repurchase_rates(sorted(set(orders)), start, end)


def _came_back_among_present(orders: Orders, start: int, end: int) -> dict[str, float]:
    people = {c for c, day in orders if start <= day < end}
    previous = {c for c, day in orders if 2 * start - end <= day < start}
    return repurchase_rates(orders, start, end) | {"came_back": _share(len(previous & people), len(people))}


def _known_only_lately(orders: Orders, start: int, end: int) -> dict[str, float]:
    return repurchase_rates([(c, day) for c, day in orders if day >= 2 * start - end], start, end)


def _first_of_the_period(orders: Orders, start: int, end: int) -> dict[str, float]:
    now = [customer for customer, day in orders if start <= day < end]
    return repurchase_rates(orders, start, end) | {"repeat_orders": _share(len(now) - len(set(now)), len(now))}


def _per_cent(orders: Orders, start: int, end: int) -> dict[str, float]:
    return {name: 100 * rate for name, rate in repurchase_rates(orders, start, end).items()}


def _zero_for_nobody(orders: Orders, start: int, end: int) -> dict[str, float]:
    rates = repurchase_rates(orders, start, end)
    return {name: 0.0 if rate != rate else rate for name, rate in rates.items()}


def _rate_cases(rng: np.random.Generator) -> list[Case]:
    """Every drawn shop has somebody who bought long ago, somebody twice in one day, and orders on both ends of the period."""
    names = ["阿青", "老周", "小林", "陈姐", "大刘", "豆豆", "米粒", "阿美", "安安", "老何", "星星", "七七"]

    def shop(first_day: int, last_day: int, count: int) -> Orders:
        weights = rng.dirichlet([0.7] * len(names))
        return [(str(rng.choice(names, p=weights)), int(rng.integers(first_day, last_day))) for _ in range(count)]

    def shuffled(orders: Orders) -> Orders:
        return [orders[int(at)] for at in rng.permutation(len(orders))]

    start = int(rng.integers(60, 90))
    end = start + int(rng.integers(20, 35))
    before = 2 * start - end
    ordinary = [
        Case(
            "普通情形",
            (shuffled([*shop(before - 30, end + 10, 50), ("远客", before - 9), ("远客", start + 3)]), start, end),
        )
        for _ in range(2)
    ]
    ends = [("头一天", start), ("头一天", start + 5), ("末一天", end), ("末一天", end - 2), ("前一天", start - 1)]
    twice = [("连点两杯", start + 4), ("连点两杯", start + 4), ("老客", start - 3), ("老客", start + 6)]
    return [
        *ordinary,
        Case("期初与期末那一天", (shuffled([*ends, ("前一天", end), *shop(before, start, 6)]), start, end)),
        Case("同一天两单", (shuffled([*twice, *shop(start + 7, end, 5)]), start, end)),
        Case("没有人可数", (shuffled(shop(start, end, 8)), start, end)),
        Case("没有人可数", (shuffled(shop(before, start, 8)), start, end)),
    ]


REPURCHASE_RATES = FunctionQuestion(
    name="repurchase_rates",
    title="同一批订单，四种复购率",
    points=8,
    minutes=10,
    concepts=("K089", "K090"),
    prompt="""
「复购率」至少有四种算法，四个部门会报出四个数。写一个函数，把它们一次算清。

**输入** `orders`：若干个 `(顾客, 第几天)`，次序不定，同一人同一天可能有几单，每单一条；`start`、`end`：本期从第 `start` 天起，到第 `end` 天**之前**（`end` 那天不算）。
上期与本期一样长，紧接在前：从第 `start − (end − start)` 天起，到 `start` 之前。

**输出** 一个字典，四个 0 到 1 之间的数：

| 键 | 分子 | 分母 |
|---|---|---|
| `in_period` 期内复购率 | 本期下了两单以上的人 | 本期买过的人 |
| `came_back` 上期顾客再来率 | 上期买过、本期又买的人 | 上期买过的人 |
| `known` 老客占比 | 本期买过、本期**以前任何时候**也买过的人 | 本期买过的人 |
| `repeat_orders` 复购订单占比 | 本期的订单里，不是该顾客有生以来第一单的 | 本期的订单 |

分母为 0 的那一项返回 `float("nan")`：没有人可数，不等于没有人复购。

**可以手算的例子** `start = 10`，`end = 20`。阿青在第 2、12、15 天，老周在第 5、16 天，小林在第 13 天，陈姐在第 4 天，大刘在第 −5、14 天下单。
本期买过的有阿青、老周、小林、大刘，其中只有阿青买了两单；上期买过的有阿青、老周、陈姐。
四个数是 1/4、2/3、3/4、4/5（本期五单里，只有小林的是首单）。
""",
    starter='''def repurchase_rates(orders, start, end):
    """返回四种复购率的字典。"""
    ...''',
    hints=(
        "先在纸上列出三群人：本期买过的、上期买过的、本期以前买过的。四个数里有三个只用这三群人就能写出来。",
        "三群人都用集合：`{c for c, day in orders if start <= day < end}`。两群人的交集是 `a & b`。",
        "首单落在本期的人，是本期买过而以前没有买过的人；他们每人在本期恰有一单是首单。分母为 0 时单独处理。",
    ),
    explanation=(
        "拿 `coffee_orders` 的 2024 年 11 月来算，四个数从四成多一直排到九成；换成 2024 全年，老客占比又从近八成跌到不足四成。"
        "以后看到「复购率」，先问三句：分母是谁，多长的周期，数的是人还是单；"
        "问不到，就不比、不引用。考核门店，用首次写定的那一个定义，中途不换。"
    ),
    teaching=(
        "约 10 分钟。先请四个学生各代表一个部门，用例子里的九单各报一个数，再问全班：谁说谎了？都没有。"
        "常见错误是把订单当人数，和把期末那天也算进来。追问：要把这个数说大，你会选哪个定义？"
        "周期一长，期内复购率多半更高，所以连锁店更爱报年复购率。"
    ),
    reference=repurchase_rates,
    checks=(
        Check("普通情形", 0.4, "普通的订单表就不对：拿题目的例子逐项对一对，看是哪一项的分母取错了人。"),
        Check(
            "期初与期末那一天", 0.2, "落在 `start`、`end` 或前一天的订单归错了期：`start` 那天算本期，`end` 那天不算。"
        ),
        Check("同一天两单", 0.15, "有人一天下了两单时不对：这里数的是订单，一天两单也是两单。"),
        Check("没有人可数", 0.25, "上期或本期一个人也没有时不对：分母为 0 的那一项应是 NaN，别的项照算。"),
    ),
    cases=_rate_cases,
    absolute=1e-3,
    misconceptions=(
        Misconception(
            "orders_for_people",
            "期内复购率里你数的是订单，题目问的是人：买了十次的人在你的算法里顶十个人。按顾客去重，再算一次。",
            _orders_for_people,
        ),
        Misconception(
            "last_day_included",
            "你把 `end` 那一天也算进了本期。下一期正从那天开始，这样它会被数两次；改成「早于 `end`」。",
            _last_day_included,
        ),
        Misconception(
            "days_for_orders",
            "你把同一天的几单并成了一次。题目这里数的是订单；按天算也是一种定义，但要另外写明。",
            _days_for_orders,
        ),
        Misconception(
            "came_back_among_the_present",
            "上期顾客再来率的分母，你用了本期的人。想知道上期的人留住了几成，该拿谁作分母？",
            _came_back_among_present,
        ),
        Misconception(
            "known_only_lately",
            "你只把上期买过的当作老客。更早来过、上期没来的人，这次也不是第一次来；「以前」要看全部历史。",
            _known_only_lately,
        ),
        Misconception(
            "first_of_the_period",
            "复购订单占比里，你把每个人本期的头一单都当成了首单。老客本期的头一单，不是他有生以来的第一单。",
            _first_of_the_period,
        ),
        Misconception("per_cent", "你给的是百分数。题目要 0 到 1 之间的数：四分之一写 0.25。", _per_cent),
        Misconception(
            "zero_for_nobody",
            "没有人可数时你返回了 0。0 的意思是「有人，但一个也没有复购」；分母为 0 时应当怎样告诉别人这里没有数？",
            _zero_for_nobody,
        ),
    ),
)
