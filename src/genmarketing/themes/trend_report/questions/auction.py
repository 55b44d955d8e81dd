"""The question on VCG payments: everybody pays what the others lose by their presence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genmarketing.workbook.kinds import Case, FunctionQuestion
from genmarketing.workbook.question import Check, Misconception

if TYPE_CHECKING:
    import numpy as np


def slot_payments(bids: list[float], clicks: list[float]) -> list[float]:
    """VCG：每人付的，是自己在场使别人少得的。"""

    def worth(bidders: list[int]) -> dict[int, float]:
        """这些人来分位置，各得多少：位置的点击 × 自己的出价。"""
        ranked = sorted(bidders, key=lambda bidder: -bids[bidder])
        return {bidder: bids[bidder] * amount for bidder, amount in zip(ranked, clicks, strict=False)}

    everybody = list(range(len(bids)))
    together = worth(everybody)
    payments = []
    for bidder in everybody:
        others = [other for other in everybody if other != bidder]
        without = sum(worth(others).values())
        payments.append(without - sum(together.get(other, 0) for other in others))
    return payments


def _places(bids: list[float], clicks: list[float]) -> list[tuple[int, float, list[float]]]:
    """Return bidder, clicks of the slot won, and the bids below, from the highest bid down."""
    ranked = sorted(range(len(bids)), key=lambda bidder: -bids[bidder])
    amounts = [*clicks, *[0.0] * len(bids)]
    return [(bidder, amounts[n], [bids[b] for b in ranked[n + 1 :]]) for n, bidder in enumerate(ranked)]


def _second_price(bids: list[float], clicks: list[float]) -> list[float]:
    payments = [0.0] * len(bids)
    for bidder, amount, below in _places(bids, clicks):
        payments[bidder] = amount * below[0] if below else 0.0
    return payments


def _own_bid(bids: list[float], clicks: list[float]) -> list[float]:
    payments = [0.0] * len(bids)
    for bidder, amount, _ in _places(bids, clicks):
        payments[bidder] = amount * bids[bidder]
    return payments


def _for_each_click(bids: list[float], clicks: list[float]) -> list[float]:
    right, payments = slot_payments(bids, clicks), [0.0] * len(bids)
    for bidder, amount, _ in _places(bids, clicks):
        payments[bidder] = right[bidder] / amount if amount else 0.0
    return payments


def _own_share_counted(bids: list[float], clicks: list[float]) -> list[float]:
    right, kept = slot_payments(bids, clicks), [0.0] * len(bids)
    for bidder, amount, _ in _places(bids, clicks):
        kept[bidder] = amount * bids[bidder] - right[bidder]
    return kept


def _next_one_only(bids: list[float], clicks: list[float]) -> list[float]:
    payments, amounts = [0.0] * len(bids), [*clicks, *[0.0] * len(bids)]
    for place, (bidder, amount, below) in enumerate(_places(bids, clicks)):
        payments[bidder] = (amount - amounts[place + 1]) * below[0] if below else 0.0
    return payments


def _in_order_of_rank(bids: list[float], clicks: list[float]) -> list[float]:
    right = slot_payments(bids, clicks)
    return [right[bidder] for bidder, _, _ in _places(bids, clicks)]


def _auctions(rng: np.random.Generator) -> list[Case]:
    def bids(count: int) -> list[int]:
        """Return different bids that do not come ranked."""
        while True:
            drawn = [int(b) for b in rng.permutation(28)[:count] + 2]
            if drawn != sorted(drawn, reverse=True):
                return drawn

    def clicks(count: int) -> list[int]:
        return sorted((int(c) * 10 for c in rng.permutation(38)[:count] + 2), reverse=True)

    twice = bids(3)
    twice.append(max(twice))
    return [
        Case("两个位置", (bids(3), clicks(2))),
        Case("两个位置", (bids(4), clicks(2))),
        Case("三个位置以上", (bids(5), clicks(3))),
        Case("三个位置以上", (bids(6), clicks(4))),
        Case("有人出价相同", (twice, clicks(2))),
        Case("人比位置少", (bids(2), clicks(3))),
        Case("只有一个人", ([int(rng.integers(3, 20))], clicks(2))),
    ]


SLOT_PAYMENTS = FunctionQuestion(
    name="slot_payments",
    title="挤掉别人，要赔多少",
    points=6,
    minutes=9,
    concepts=("K137",),
    prompt="""
程序化买卖里，每一屏都是一次拍卖：几个人争几个位置，出价高的占点击多的位置。付多少，有不同的规则。这一题算 **VCG**：每人付的，等于**因为他在场，别人一共少得了多少**。

一个人得到的 = 他那个位置的点击数 × 他的出价（每次点击值几元）；没有位置的得 0。出价从高到低依次占位置，出价相同的，列表里靠前的先占。

写函数 `slot_payments(bids, clicks)`：

**输入** `bids`：各人对一次点击的出价（元），至少一人，不一定排好；`clicks`：各位置的点击数，从多到少，都大于 0。人数可以多于、等于或少于位置数。

**输出** 列表，长度与 `bids` 一样，第 i 个是第 i 个人**一共**付几元（不是每次点击几元）；没有占到位置的付 0。

**可以手算的例子** `bids = [10, 4, 2]`，`clicks = [200, 100]`。
第一个人在场时，另外两人得 100 × 4 + 0 = 400；他不在，他们得 200 × 4 + 100 × 2 = 1,000；他付 600。
第二个人在场时，另外两人得 200 × 10 + 0 = 2,000；他不在，得 200 × 10 + 100 × 2 = 2,200；他付 200。返回 `[600, 200, 0]`。
""",
    starter='''def slot_payments(bids, clicks):
    """返回列表：每人一共付几元。"""
    ...''',
    hints=(
        "照着定义做最稳：写一个小函数，给定一批人，算出各得多少。对每个人，用「去掉他的其余人」和「全部人」各算一次。",
        "比较时只加**别人**得到的：他自己得了多少不算在里面。`zip(排好的人, clicks)` 会在短的那一边停下，人少位置多也不会错。",
        "结果按 `bids` 原来的次序写回去：`payments[i]` 是第 i 个人的，不是第 i 名的。",
    ),
    explanation=(
        "付的是给别人添的麻烦，所以照实出价不吃亏；同样的出价，广义第二价格收得只多不少，例子里是 800 与 200，照实出价却不一定最好。"
        "所以进一个新平台先问清规则：第二价格的场子里要试着往下压，VCG 的场子里照一次点击真正值多少去出，省下调价的工夫。"
    ),
    teaching=(
        "约 9 分钟。请四位同学上台当竞价者，抽掉一位，看谁往上挪了一格、各多得多少，加起来就是他该付的。"
        "最常见的错误是算成下一名的出价乘点击（广义第二价格），和只算紧挨着的下一名：其实后面的人人都挪了一格。"
        "追问：只有一个人时付几元？（0。）所以平台另设底价。"
    ),
    reference=slot_payments,
    checks=(
        Check("两个位置", 0.35, "两个位置时就不对：照题目里的例子，写出他在与不在时别人各得多少。"),
        Check("三个位置以上", 0.25, "位置多的时候不对：一个人走了，排在他后面的每一个都往上挪一格。"),
        Check("有人出价相同", 0.1, "出价相同时不对：列表里靠前的先占位置，付款也按各自的位置算。"),
        Check("人比位置少", 0.15, "人比位置少时不对：空着的位置不产生点击，往上挪的人仍会多得。"),
        Check("只有一个人", 0.15, "只有一个人时不对：他没有挤掉谁，别人少得了多少？"),
    ),
    cases=_auctions,
    misconceptions=(
        Misconception(
            "second_price",
            "你算的是广义第二价格：自己的点击 × 下一名的出价。VCG 问的是他不在时别人能多得多少；下一名本来也有一个位置。",
            _second_price,
        ),
        Misconception(
            "own_bid",
            "你让每人按自己的出价付，那是第一价格。付款同他自己出多少无关，只看他让别人少得了多少。",
            _own_bid,
        ),
        Misconception(
            "for_each_click",
            "你返回的是每次点击付几元。题目要一共付几元，别再除以点击数。",
            _for_each_click,
        ),
        Misconception(
            "next_one_only",
            "你只算了紧挨着的下一名。他走了以后，再后面的人也各往上挪一格，都要加进来。",
            _next_one_only,
        ),
        Misconception(
            "own_share_counted",
            "你把他自己得到的也加了进去，得出的是全场因为他多了多少，那是他留下的，不是他付的。两边都只加**别人**得到的。",
            _own_share_counted,
        ),
        Misconception(
            "in_order_of_rank",
            "数都对，放错了人：你按名次写了。第 i 个数应当是 `bids` 里第 i 个人的付款。",
            _in_order_of_rank,
        ),
    ),
)
