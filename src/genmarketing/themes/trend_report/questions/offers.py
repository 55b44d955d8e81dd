"""The question on pricing models: seven ways to bid, brought to money for a thousand impressions and ranked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from genmarketing.workbook.kinds import Case, FunctionQuestion
from genmarketing.workbook.question import Check, Misconception

if TYPE_CHECKING:
    import numpy as np

Offer = tuple[str, str, float]
Rates = dict[str, dict[str, float]]
Ranked = dict[str, dict[str, float] | list[str]]


def offer_ranking(
    offers: list[tuple[str, str, float]], rates: dict[str, dict[str, float]]
) -> dict[str, dict[str, float] | list[str]]:
    """把每份出价换成千次价，再从高到低排。"""
    ecpm = {}
    for name, model, bid in offers:
        foreseen = rates[name]
        clicks = 1000 * foreseen["ctr"]
        orders = clicks * foreseen["cvr"]
        units = {
            "CPM": 1,
            "CPC": clicks,
            "CPA": orders,
            "CPS": orders * foreseen["basket"],
            "CPT": 1000 / foreseen["impressions"],
            # 目标价是一单的价；按什么扣费，不影响排名
            "oCPM": orders,
            "oCPC": orders,
        }
        ecpm[name] = bid * units[model]
    return {"ecpm": ecpm, "order": sorted(ecpm, key=lambda name: -ecpm[name])}


def _ranked(ecpm: dict[str, float]) -> Ranked:
    return {"ecpm": ecpm, "order": sorted(ecpm, key=lambda name: -ecpm[name])}


def _ecpm(offer: Offer, rates: Rates) -> float:
    ecpm = offer_ranking([offer], rates)["ecpm"]
    assert isinstance(ecpm, dict)
    return ecpm[offer[0]]


def _changed(
    offers: list[Offer], rates: Rates, models: tuple[str, ...], factor: Callable[[dict[str, float]], float]
) -> Ranked:
    """Return the ranking when the price of some models is off by a factor of the rates."""
    return _ranked({o[0]: _ecpm(o, rates) * (factor(rates[o[0]]) if o[1] in models else 1) for o in offers})


def _bids_as_they_stand(offers: list[Offer], rates: Rates) -> Ranked:
    return _ranked({name: bid for name, _, bid in offers})


def _order_for_each_impression(offers: list[Offer], rates: Rates) -> Ranked:
    return _changed(offers, rates, ("CPA", "CPS", "oCPM", "oCPC"), lambda foreseen: 1 / foreseen["ctr"])


def _target_for_each_click(offers: list[Offer], rates: Rates) -> Ranked:
    return _changed(offers, rates, ("oCPC",), lambda foreseen: 1 / foreseen["cvr"])


def _share_without_basket(offers: list[Offer], rates: Rates) -> Ranked:
    return _changed(offers, rates, ("CPS",), lambda foreseen: 1 / foreseen["basket"])


def _day_rate_for_each_thousand(offers: list[Offer], rates: Rates) -> Ranked:
    return _changed(offers, rates, ("CPT",), lambda foreseen: foreseen["impressions"] / 1000)


def _cheapest_first(offers: list[Offer], rates: Rates) -> Ranked:
    ecpm = {offer[0]: _ecpm(offer, rates) for offer in offers}
    return {"ecpm": ecpm, "order": sorted(ecpm, key=lambda name: ecpm[name])}


_BRANDS = ("山岚", "青禾", "鹿野", "拾光", "白露", "远山", "小满")


def _rooms(rng: np.random.Generator) -> list[Case]:
    def foresee() -> dict[str, float]:
        return {
            "ctr": int(rng.integers(10, 41)) / 1000,
            "cvr": int(rng.integers(20, 61)) / 1000,
            "basket": int(rng.integers(12, 31)) * 10,
            "impressions": int(rng.integers(8, 31)) * 10_000,
        }

    def room(*models: str) -> tuple[list[Offer], Rates]:
        """Return offers whose prices for a thousand impressions lie well apart, with bids as people write them."""
        names = [_BRANDS[int(n)] for n in rng.permutation(len(_BRANDS))[: len(models)]]
        rates = {name: foresee() for name in names}
        offers = []
        for name, model, step in zip(names, models, rng.permutation(len(models)), strict=True):
            wanted = 20 + 9 * int(step) + int(rng.integers(3))
            bid = wanted / _ecpm((name, model, 1), rates)
            offers.append((name, model, round(bid, {"CPS": 3, "CPT": -1}.get(model, 1))))
        return offers, rates

    tied, foreseen = room("CPM", "CPC", "CPA")
    name, model, bid = tied[2]
    tied.insert(int(rng.integers(1, 3)), ("同价", model, bid))
    return [
        Case("CPM 与 CPC", room("CPC", "CPM", "CPC")),
        Case("CPA 与 CPS", room("CPA", "CPS", "CPM")),
        Case("按天的 CPT", room("CPM", "CPT", "CPC")),
        Case("oCPC 与 oCPM", room("oCPC", "CPC", "oCPM")),
        Case("oCPC 与 oCPM", room("CPC", "oCPC", "CPA", "oCPM")),
        Case("并列", (tied, foreseen | {"同价": foreseen[name]})),
    ]


OFFER_RANKING = FunctionQuestion(
    name="offer_ranking",
    title="七种报价，换成一个单位",
    points=8,
    minutes=10,
    concepts=("K130", "K131", "K135"),
    prompt="""
同一个广告位，几家各按自己的方式出价：有按展现的，有按点击的，有按成交抽成的。谁排前面，要先换成同一个单位：**一千次展现预计带来多少钱**，叫 eCPM。

写函数 `offer_ranking(offers, rates)`：

**输入** `offers`：列表，每份出价是三样：`(名字, 计费方式, 出价)`，名字互不相同；`rates`：字典，名字 → 平台对这一家的预估（也是字典）：`"ctr"`（点击率 CTR：点击 ÷ 展现）、`"cvr"`（转化率：订单 ÷ 点击）、`"basket"`（一单多少元）、`"impressions"`（这个位置一天展现几次）。用不到的项也会给出。

| 计费方式 | 出价是 |
|---|---|
| `"CPM"` | 一千次展现几元 |
| `"CPC"` | 一次点击几元 |
| `"CPA"` | 一个订单几元（这里的「行动」是下单） |
| `"CPS"` | 抽成：销售额的几成，0.2 就是两成 |
| `"CPT"` | 包一天几元 |
| `"oCPM"`、`"oCPC"` | **目标**：一个订单想花几元。扣费各按展现、按点击，排名按预计的订单 |

**输出** 一个字典：`"ecpm"` 是字典，名字 → 千次价（元，不要四舍五入）；`"order"` 是名字的列表，千次价从高到低。千次价相等的，在 `offers` 里先出现的在前。

**可以手算的例子** 各家的点击率都是 0.02，转化率 0.05，一单 200 元，一天展现 20 万次。一千次展现有 20 次点击、1 个订单、200 元销售额。
甲 CPC 出 1.5 元，千次价 30；乙 CPS 出 0.2，千次价 40；丙 CPT 出 5,000 元，千次价 25；丁 oCPC 出 35 元，千次价 35。`order` 是 `["乙", "丁", "甲", "丙"]`。
""",
    starter='''def offer_ranking(offers, rates):
    """返回字典：ecpm 是名字到千次价，order 是从高到低的名字。"""
    ...''',
    hints=(
        "先不管出价，写出一千次展现有几次点击、几个订单、多少销售额。每种方式的出价只要乘其中一样。",
        "订单 = 1000 × ctr × cvr，点击率别漏。CPT 反过来：一天的钱 ÷ 一天有几个「一千次」。",
        "oCPM、oCPC 的出价是一个订单的价，换算同 CPA 一样。排序用 `sorted(..., key=lambda name: -ecpm[name])`，并列时先来的自然在前。",
    ),
    explanation=(
        "单位一换，0.2 可以贵过 5,000。出价高不等于排得前，点击率高的低价也能赢；oCPX 的出价是目标，账仍按点击或展现扣，估错了多花的是你。"
        "比报价时先换成千次价和每单成本，用自己上个月的率，不用对方的「预估」。"
    ),
    teaching=(
        "约 10 分钟。先在黑板上写「一千次展现」，请学生一级一级往下写到销售额，再逐行配计费方式。"
        "最常见的错误是算订单时漏掉点击率（转化率是对点击说的），和把 oCPC 的目标价当成一次点击的价。"
        "追问：转化率只有预估的一半时，CPC、CPS、oCPM 各是谁吃亏？材料里有一处把 CTR 注成「点击转化率」，可以请学生指出错在哪里。"
    ),
    reference=offer_ranking,
    checks=(
        Check("CPM 与 CPC", 0.25, "CPM 与 CPC 就不对：CPC 乘一千次展现里的点击数，CPM 不用换。"),
        Check("CPA 与 CPS", 0.2, "CPA 与 CPS 不对：先算出一千次展现有几个订单，CPS 还要乘一单多少元。"),
        Check("按天的 CPT", 0.2, "CPT 不对：一天的钱要摊到一天的展现上，再换成一千次。"),
        Check("oCPC 与 oCPM", 0.2, "oCPC 与 oCPM 不对：出价是一个订单的目标价，排名看预计的订单数。"),
        Check("并列", 0.15, "千次价相等时不对：在 `offers` 里先出现的排在前面。"),
    ),
    cases=_rooms,
    misconceptions=(
        Misconception(
            "bids_as_they_stand",
            "你直接拿出价来排。一次点击的 1.5 元和包一天的 5,000 元不是一个单位；先换成一千次展现值多少。",
            _bids_as_they_stand,
        ),
        Misconception(
            "order_for_each_impression",
            "你算订单时漏了点击率。转化率是订单除以**点击**，一千次展现里先有几次点击？",
            _order_for_each_impression,
        ),
        Misconception(
            "target_for_each_click",
            "你把 oCPC 的出价当成了一次点击的价。按点击扣费不假，可出价写的是一个订单想花多少；一千次展现有几个订单？",
            _target_for_each_click,
        ),
        Misconception(
            "share_without_basket",
            "你的 CPS 没有乘一单多少元。抽的是销售额的几成，几个订单合多少销售额？",
            _share_without_basket,
        ),
        Misconception(
            "day_rate_for_each_thousand",
            "你把包一天的钱当成了一千次展现的钱。一天有几个「一千次」？除一除。",
            _day_rate_for_each_thousand,
        ),
        Misconception(
            "cheapest_first",
            "千次价都对，次序反了：你把便宜的排在前面。位置卖给出得多的，从高到低排。",
            _cheapest_first,
        ),
    ),
)
