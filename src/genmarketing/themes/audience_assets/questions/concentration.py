"""The question on how concentrated the revenue is: what the best customers bring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genmarketing.data import published_text
from genmarketing.workbook.kinds import Case, FunctionQuestion
from genmarketing.workbook.question import Check, Misconception

if TYPE_CHECKING:
    import numpy as np

Payments = list[tuple[str, float]]


def top_share(orders: list[tuple[str, float]], share: float) -> float:
    """花钱最多的 share 这部分顾客，占全部销售额的几成。"""
    totals: dict[str, float] = {}
    for customer, amount in orders:
        totals[customer] = totals.get(customer, 0.0) + amount
    ranked = sorted(totals.values(), reverse=True)
    people = share * len(ranked)
    whole = min(int(people), len(ranked))
    top = sum(ranked[:whole])
    if whole < len(ranked):
        top += (people - whole) * ranked[whole]  # 最后那位不足一人，按零头计
    return top / sum(ranked)


def _totals(orders: Payments) -> list[float]:
    totals: dict[str, float] = {}
    for customer, amount in orders:
        totals[customer] = totals.get(customer, 0.0) + amount
    return sorted(totals.values(), reverse=True)


def _largest_orders(orders: Payments, share: float) -> float:
    return top_share([(str(at), amount) for at, (_, amount) in enumerate(orders)], share)


def _rounded_down(orders: Payments, share: float) -> float:
    ranked = _totals(orders)
    return sum(ranked[: int(share * len(ranked) + 1e-9)]) / sum(ranked)


def _rounded_up(orders: Payments, share: float) -> float:
    from math import ceil

    ranked = _totals(orders)
    return sum(ranked[: ceil(share * len(ranked) - 1e-9)]) / sum(ranked)


def _smallest_spenders(orders: Payments, share: float) -> float:
    return 1 - top_share(orders, 1 - share)


def _per_cent(orders: Payments, share: float) -> float:
    return 100 * top_share(orders, share)


def _people_who_make_the_share(orders: Payments, share: float) -> float:
    ranked = _totals(orders)
    wanted, people = share * sum(ranked), 0.0
    for amount in ranked:
        if amount >= wanted or amount == 0:
            return (people + (wanted / amount if amount else 0.0)) / len(ranked)
        wanted -= amount
        people += 1
    return 1.0


def _share_cases(rng: np.random.Generator) -> list[Case]:
    def shop(people: int) -> Payments:
        habits = rng.pareto(1.3, people) + 0.5
        orders = [
            (f"C{at:02d}", round(float(rng.uniform(10, 45)), 1))
            for at in range(people)
            for _ in range(1 + int(rng.poisson(min(habits[at], 9))))
        ]
        return [orders[int(at)] for at in rng.permutation(len(orders))]

    people = 5 * int(rng.integers(2, 6))
    odd = int(rng.choice([7, 9, 11, 13]))
    same = float(rng.integers(15, 40))
    return [
        Case("普通情形", (shop(people), 0.2)),
        Case("普通情形", (shop(people), 0.4)),
        Case("不足一人的零头", (shop(odd), 0.2)),
        Case("不足一人的零头", (shop(odd), 0.35)),
        Case("人人花得一样", ([(f"C{at:02d}", same) for at in range(odd)], 0.3)),
        Case("一个也不取与全部都取", (shop(people), 0.0)),
        Case("一个也不取与全部都取", ([*shop(odd), ("只领了券", 0.0)], 1.0)),
    ]


TOP_SHARE = FunctionQuestion(
    name="top_share",
    title="是不是二八开",
    points=6,
    minutes=8,
    concepts=("K089", "K094"),
    prompt="""
人人都说「两成顾客带来八成销售额」。写一个函数，自己量。

**输入** `orders`：若干个 `(顾客, 金额)`，一人可能有许多单，金额（元）不小于 0，合计大于 0；`share`：0 到 1 之间的数（两端都可能出现），0.2 表示花钱最多的两成**顾客**。
**输出** 一个 0 到 1 之间的数：这部分顾客的销售额占全部的几成。
人数不是整数时，最后那一位**按零头计**：1.5 位顾客，就是第一名的全部加第二名的一半。

**可以手算的例子** 甲有两单 50 元与 10 元，乙 20 元，丙 15 元，丁 5 元，合计 100 元。
`share = 0.5` 是两位顾客：60 + 20，返回 `0.8`。`share = 0.375` 是 1.5 位：60 + 10，返回 `0.7`。
""",
    starter='''def top_share(orders, share):
    """返回花钱最多的那部分顾客占销售额的几成。"""
    ...''',
    hints=(
        "先把同一位顾客的各单加在一起，再排名次。按例子算，排在第一的是谁，多少元？",
        "人数是 `share * 顾客数`；整数部分的人全算，小数部分乘下一名的金额。`int(...)` 可以取出整数部分。",
        "`share` 为 1 时，整数部分已是全部的人，没有下一名了，别去取。",
    ),
    explanation=(
        f"二八只是一句俗话，量出来是多少就是多少：CDNOW 的全量数据里，前两成顾客占 {published_text('cdnow_top20_revenue')}，不是八成。"
        "越集中，越该先保住前面那几位；若只有四成，把服务都给大客户，就冷落了撑起多数生意的人。"
    ),
    teaching=(
        "约 8 分钟。先让每人写下猜测，再用 `coffee_orders` 全量去量（约七成）。"
        "常见错误是给订单排名，那样一位天天来的顾客会被拆成几百个小客。追问：观察期从三年缩到一个月，这个数会往哪边走？"
        "（一个月里人人单数都少，看上去更平均；哪怕人没有变。）"
    ),
    reference=top_share,
    checks=(
        Check("普通情形", 0.4, "普通的订单表就不对：先把每位顾客的各单合在一起，再从大到小排。"),
        Check("不足一人的零头", 0.25, "人数不是整数时不对：最后那一位按零头计，不要四舍五入。"),
        Check("人人花得一样", 0.15, "人人花得一样时，前几成的人就该占几成的钱；看看零头算了没有。"),
        Check("一个也不取与全部都取", 0.2, "`share` 为 0 或 1 时不对：一个人也不取是 0，全部都取是 1。"),
    ),
    cases=_share_cases,
    absolute=1e-3,
    misconceptions=(
        Misconception(
            "largest_orders",
            "你给订单排了名次，题目问的是顾客。天天来、每次只花一点的人，会被你拆成许多小客；先按人合计。",
            _largest_orders,
        ),
        Misconception(
            "rounded_down",
            "你把人数的零头舍掉了，最后那一位一分也没有算。人数少的时候这会差出很多；按零头把他计进来。",
            _rounded_down,
        ),
        Misconception(
            "rounded_up",
            "你把人数向上取整了，最后那一位整个算了进来。题目要的是按零头计，1.5 位就是第二名的一半。",
            _rounded_up,
        ),
        Misconception(
            "smallest_spenders",
            "你是从花得最少的一头数起的。题目问的是花得最多的那部分顾客；看看排序的方向。",
            _smallest_spenders,
        ),
        Misconception("per_cent", "你给的是百分数。题目要 0 到 1 之间的数：八成写 0.8。", _per_cent),
        Misconception(
            "people_who_make_the_share",
            "你算的是「多少顾客撑起这么多销售额」，返回的是人的比例。题目反过来：人的比例给定，求钱的比例。",
            _people_who_make_the_share,
        ),
    ),
)
