"""The question on pricing models: seven ways to bid, brought to money for a thousand impressions and ranked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from genmarketing.workbook.kinds import Case, FunctionQuestion
from genmarketing.workbook.question import Check, Misconception

if TYPE_CHECKING:
    import numpy as np

Offers = list[dict[str, Any]]


def offer_ranking(offers: Offers) -> dict[str, Any]:
    """把每份出价换成千次价，再从高到低排。"""
    ecpm = {}
    for offer in offers:
        clicks = 1000 * offer["ctr"]
        orders = clicks * offer["cvr"]
        units = {
            "CPM": 1,
            "CPC": clicks,
            "CPA": orders,
            "CPS": orders * offer["basket"],
            "CPT": 1000 / offer["impressions"],
            # 目标价是一单的价；按什么扣费，不影响排名
            "oCPM": orders,
            "oCPC": orders,
        }[offer["model"]]
        ecpm[offer["name"]] = offer["bid"] * units
    return {"ecpm": ecpm, "order": sorted(ecpm, key=lambda name: -ecpm[name])}


def _ranked(ecpm: dict[str, float]) -> dict[str, Any]:
    return {"ecpm": ecpm, "order": sorted(ecpm, key=lambda name: -ecpm[name])}


def _changed(offers: Offers, models: tuple[str, ...], factor: Any) -> dict[str, Any]:
    right = offer_ranking(offers)["ecpm"]
    return _ranked({o["name"]: right[o["name"]] * (factor(o) if o["model"] in models else 1) for o in offers})


def _bids_as_they_stand(offers: Offers) -> dict[str, Any]:
    return _ranked({offer["name"]: float(offer["bid"]) for offer in offers})


def _order_for_each_impression(offers: Offers) -> dict[str, Any]:
    return _changed(offers, ("CPA", "CPS", "oCPM", "oCPC"), lambda offer: 1 / offer["ctr"])


def _target_for_each_click(offers: Offers) -> dict[str, Any]:
    return _changed(offers, ("oCPC",), lambda offer: 1 / offer["cvr"])


def _share_without_basket(offers: Offers) -> dict[str, Any]:
    return _changed(offers, ("CPS",), lambda offer: 1 / offer["basket"])


def _day_rate_for_each_thousand(offers: Offers) -> dict[str, Any]:
    return _changed(offers, ("CPT",), lambda offer: offer["impressions"] / 1000)


def _cheapest_first(offers: Offers) -> dict[str, Any]:
    right = offer_ranking(offers)
    return right | {"order": sorted(right["ecpm"], key=lambda name: right["ecpm"][name])}


_BRANDS = ("山岚", "青禾", "鹿野", "拾光", "白露", "远山", "小满")


def _offers(rng: np.random.Generator) -> list[Case]:
    def bid(name: str, model: str, wanted: float) -> dict[str, Any]:
        """Return an offer that comes near to the wanted money for a thousand impressions, with a bid as people write it."""
        offer: dict[str, Any] = {
            "name": name,
            "model": model,
            "ctr": int(rng.integers(10, 41)) / 1000,
            "cvr": int(rng.integers(20, 61)) / 1000,
            "basket": int(rng.integers(12, 31)) * 10,
            "impressions": int(rng.integers(8, 31)) * 10_000,
            "bid": 1,
        }
        unit = offer_ranking([offer])["ecpm"][name]
        offer["bid"] = round(wanted / unit, {"CPS": 3, "CPT": -1}.get(model, 1))
        return offer

    def case(check: str, *models: str) -> Case:
        names = [_BRANDS[int(n)] for n in rng.permutation(len(_BRANDS))]
        wanted = [20 + 9 * int(step) + int(rng.integers(3)) for step in rng.permutation(len(models))]
        return Case(check, ([bid(*each) for each in zip(names, models, wanted, strict=False)],))

    [tied] = case("并列", "CPM", "CPC", "CPA").args
    tied.insert(int(rng.integers(1, 3)), {**tied[2], "name": "同价"})
    return [
        case("CPM 与 CPC", "CPC", "CPM", "CPC"),
        case("CPA 与 CPS", "CPA", "CPS", "CPM"),
        case("按天的 CPT", "CPM", "CPT", "CPC"),
        case("oCPC 与 oCPM", "oCPC", "CPC", "oCPM"),
        case("oCPC 与 oCPM", "CPC", "oCPC", "CPA", "oCPM"),
        Case("并列", (tied,)),
    ]


OFFER_RANKING = FunctionQuestion(
    name="offer_ranking",
    title="七种报价，换成一个单位",
    points=8,
    minutes=10,
    concepts=("K130", "K131", "K135"),
    prompt="""
同一个广告位，几家各按自己的方式出价：有按展现的，有按点击的，有按成交抽成的。谁排前面，要先换成同一个单位：**一千次展现预计带来多少钱**，叫 eCPM。

写函数 `offer_ranking(offers)`：

**输入** `offers`：列表，每份出价一个字典：`"name"`（互不相同）、`"model"`、`"bid"`、`"ctr"`（点击率 CTR：点击 ÷ 展现）、`"cvr"`（转化率：订单 ÷ 点击）、`"basket"`（一单多少元）、`"impressions"`（这个位置一天展现几次）。各个率都是平台的预估，用不到的项也会给出。

| `model` | `bid` 是 |
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
    starter='''def offer_ranking(offers):
    """返回字典：ecpm 是名字到千次价，order 是从高到低的名字。"""
    ...''',
    hints=(
        "先不管出价，写出一千次展现有几次点击、几个订单、多少销售额。每种方式的 `bid` 只要乘其中一样。",
        "订单 = 1000 × ctr × cvr，点击率别漏。CPT 反过来：一天的钱 ÷ 一天有几个「一千次」。",
        "oCPM、oCPC 的 bid 是一个订单的价，换算同 CPA 一样。排序用 `sorted(..., key=lambda name: -ecpm[name])`，并列时先来的自然在前。",
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
        Check("oCPC 与 oCPM", 0.2, "oCPC 与 oCPM 不对：`bid` 是一个订单的目标价，排名看预计的订单数。"),
        Check("并列", 0.15, "千次价相等时不对：在 `offers` 里先出现的排在前面。"),
    ),
    cases=_offers,
    misconceptions=(
        Misconception(
            "bids_as_they_stand",
            "你直接拿 `bid` 来排。一次点击的 1.5 元和包一天的 5,000 元不是一个单位；先换成一千次展现值多少。",
            _bids_as_they_stand,
        ),
        Misconception(
            "order_for_each_impression",
            "你算订单时漏了点击率。转化率是订单除以**点击**，一千次展现里先有几次点击？",
            _order_for_each_impression,
        ),
        Misconception(
            "target_for_each_click",
            "你把 oCPC 的出价当成了一次点击的价。按点击扣费不假，可 `bid` 写的是一个订单想花多少；一千次展现有几个订单？",
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
