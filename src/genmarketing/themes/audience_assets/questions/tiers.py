"""Questions on who matters most: how concentrated the revenue is, and RFM tiers that a shop can act on."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from genmarketing.data import published_text
from genmarketing.themes.audience_assets.questions.shop_extract import orders_of_some
from genmarketing.workbook.kinds import Case, FunctionQuestion, TableQuestion
from genmarketing.workbook.question import Check, Misconception

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

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
    misconceptions=(
        Misconception(
            "largest_orders",
            "你给订单排了名次，题目问的是顾客。天天来、每次只花一点的人，会被你拆成许多小客；先按人合计。",
            _largest_orders,
        ),
        Misconception(
            "rounded_down",
            "你把人数向下取整了，最后那一位一分也没有算。人数少的时候这会差出很多；按零头把他计进来。",
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
        Misconception(
            "people_who_make_the_share",
            "你算的是「多少顾客撑起这么多销售额」，返回的是人的比例。题目反过来：人的比例给定，求钱的比例。",
            _people_who_make_the_share,
        ),
    ),
)


def _made_base(rng: np.random.Generator) -> dict[str, Any]:
    given = _some_base(int(rng.integers(2**62)))
    return given | {"orders": given["orders"].copy()}


@lru_cache(maxsize=8)
def _some_base(seed: int) -> dict[str, Any]:
    """Draw customers and limits until every way of counting gives a table of its own."""
    import numpy as np

    rng = np.random.default_rng(seed)
    while True:
        orders = orders_of_some(rng, 40, "2023-01-01", "2024-05-01", "2024-11-01")
        given: dict[str, Any] = {"orders": orders, "today": "2024-10-01"}
        facts = _rfm(**given, fresh=0, lost=9999, often=1, dear=0.0)
        regulars = facts[facts["frequency"] >= 5]
        if len(orders) > 900 or len(regulars) < 8:
            continue
        # limits are met exactly by somebody, so that "from" and "above" differ
        recent = sorted(set(regulars["recency"]))
        given |= {
            "fresh": int(recent[len(recent) // 2]),
            "lost": int(recent[-2]),
            "often": int(rng.choice(regulars["frequency"][regulars["frequency"] <= 9])),
            "dear": int(rng.integers(24, 32)),
        }
        if given["fresh"] >= given["lost"]:
            continue
        if _rfm(**given)["tier"].nunique() < 5:
            continue
        programs = (_rfm, _looks_ahead, _spent_in_all, _days_for_orders, _from_the_last_order, _regulars_first, _strict)
        if len({program(**given).to_csv() for program in programs}) == len(programs):
            return given


def _rfm(orders: pd.DataFrame, today: str, fresh: int, lost: int, often: int, dear: float) -> pd.DataFrame:
    import pandas as pd

    past = orders[orders["date"] < today].assign(date=lambda t: pd.to_datetime(t["date"]))
    customers = past.groupby("customer_id").agg(
        last=("date", "max"), frequency=("date", "size"), monetary=("amount", "mean")
    )
    customers["recency"] = (pd.Timestamp(today) - customers["last"]).dt.days

    def tier(one: pd.Series) -> str:
        if one["recency"] >= lost:
            return "睡着了"
        if one["frequency"] < often:
            return "新客与散客"
        if one["recency"] > fresh:
            return "要走的常客"
        return "核心" if one["monetary"] >= dear else "常客"

    customers["tier"] = [tier(one) for _, one in customers.iterrows()]
    return customers.reset_index()[["customer_id", "recency", "frequency", "monetary", "tier"]]


def _tiered(
    facts: pd.DataFrame, given: dict[str, Any], *, regulars_first: bool = False, strict: bool = False
) -> pd.DataFrame:
    gap = 1e-9 if strict else 0.0

    def tier(recency: float, frequency: float, monetary: float) -> str:
        regular = frequency >= given["often"] + gap
        if recency >= given["lost"] + gap and not (regulars_first and regular):
            return "睡着了"
        if not regular:
            return "新客与散客"
        if recency > given["fresh"] - gap:
            return "要走的常客"
        return "核心" if monetary >= given["dear"] + gap else "常客"

    rows = zip(facts["recency"], facts["frequency"], facts["monetary"], strict=True)
    return facts.assign(tier=[tier(*row) for row in rows])


def _looks_ahead(**given: Any) -> pd.DataFrame:
    import pandas as pd

    facts = _rfm(**given | {"today": "2100-01-01"})
    ahead = (pd.Timestamp("2100-01-01") - pd.Timestamp(given["today"])).days
    return _tiered(facts.assign(recency=facts["recency"] - ahead), given)


def _spent_in_all(**given: Any) -> pd.DataFrame:
    facts = _rfm(**given)
    return _tiered(facts.assign(monetary=facts["monetary"] * facts["frequency"]), given)


def _days_for_orders(**given: Any) -> pd.DataFrame:
    past = given["orders"][given["orders"]["date"] < given["today"]]
    days = past.groupby("customer_id")["date"].nunique()
    facts = _rfm(**given)
    return _tiered(facts.assign(frequency=facts["customer_id"].map(days)), given)


def _from_the_last_order(**given: Any) -> pd.DataFrame:
    facts = _rfm(**given)
    return _tiered(facts.assign(recency=facts["recency"] - facts["recency"].min()), given)


def _regulars_first(**given: Any) -> pd.DataFrame:
    return _tiered(_rfm(**given), given, regulars_first=True)


def _strict(**given: Any) -> pd.DataFrame:
    return _tiered(_rfm(**given), given, strict=True)


RFM_TIERS = TableQuestion(
    name="rfm_tiers",
    title="把顾客分成五层，每层有事可做",
    points=8,
    minutes=11,
    concepts=("K094", "K110"),
    prompt="""
`wb.data("rfm_tiers")` 是一个字典，取自课程的 `coffee_orders`（**虚构数据**），每个人抽到的顾客和门槛不同：

- `orders`：每行一单，`customer_id`、`date`（如 `"2024-05-18"`）、`amount`（元）；
- `today`：站在哪一天的早晨看。**这一天及以后的订单还没有发生**，不能用；
- `fresh`、`lost`（天）、`often`（单）、`dear`（元）：四个门槛。

交一张表，`today` 以前买过的顾客每人一行：

| 列 | 含义 |
|---|---|
| `customer_id` | 会员号 |
| `recency` | 最近一单距 `today` 几天 |
| `frequency` | 下过几单（一天两单算两单） |
| `monetary` | 平均每单几元 |
| `tier` | 层名，照下面五条**从上往下**，合了哪条就是哪层 |

1. `recency` 不小于 `lost`：`"睡着了"`（每季一条大促消息，不再花钱）
2. `frequency` 小于 `often`：`"新客与散客"`（三张小券，请他来第二次）
3. `recency` 大于 `fresh`：`"要走的常客"`（本周就联系，问哪里不对）
4. `monetary` 不小于 `dear`：`"核心"`（专人问候，新品先尝，不打折）
5. 其余：`"常客"`（第几杯免费）

行的次序不限。

**可以手算的例子** `today` 是 `"2024-10-01"`，`fresh = 14`，`lost = 90`，`often = 3`，`dear = 30`。
甲在 9 月 17 日、9 月 17 日、8 月 2 日各下一单，20、40、30 元，10 月 2 日又下一单：`recency` 14，`frequency` 3，`monetary` 30，是 `"核心"`。
乙在 7 月 3 日下了一单，到 `today` 正好 90 天，是 `"睡着了"`。
""",
    starter="rfm_tiers = ...",
    hints=(
        "先去掉 `today` 及以后的订单。日期写成 `2024-05-18` 这样时，文字的大小次序就是先后次序，可以直接比较。",
        '`groupby("customer_id").agg(...)` 一次算出最近日期、单数、平均金额；两个日期相减再取 `.dt.days`，就是天数。',
        "五条规则写成一个小函数，用 `if … return …` 从上往下排，再逐行调用。注意哪几条是「不小于」。",
    ),
    explanation=(
        "分层的门槛是店家定的，不是数据里长出来的；分完要看每一层有没有一件不同的事可做，没有就并掉。"
        "「要走的常客」人数不多，最值得马上联系：等他们过了 `lost` 再发大券，钱多半花在叫不醒的人身上。"
    ),
    teaching=(
        "约 11 分钟。先只给三个数，请学生凭直觉说该给谁发券，再看规则怎样分。"
        "常见错误有两个：用到了 `today` 以后的订单（现实里叫泄漏，模型因此看上去特别准）；把常客的规则放到「睡着了」之前。"
        "追问：`lost` 从 90 天改成 60 天，多了几个「睡着了」？这几个人的下一单真的不会来了吗？"
    ),
    inputs=_made_base,
    reference=_rfm,
    keys=("customer_id",),
    relative=1e-6,
    missed={
        "recency": "`recency` 还不对：从最近一单到 `today` 的天数，`today` 及以后的订单不算。",
        "frequency": "`frequency` 还不对：`today` 以前下过几单，一天两单算两单。",
        "monetary": "`monetary` 还不对：平均每单几元，不是合计。",
        "tier": "`tier` 还不对：五条规则从上往下，先合哪条就是哪层；注意「不小于」与「大于」。",
    },
    misconceptions=(
        Misconception(
            "looks_ahead",
            "你用上了 `today` 那天及以后的订单。站在那天早晨，这些还没有发生；用了未来，什么判断都会显得准。",
            _looks_ahead,
        ),
        Misconception(
            "spent_in_all",
            "`monetary` 你用的是合计。合计里已经含着次数，来得勤的人会被算两遍；这里要平均每单几元。",
            _spent_in_all,
        ),
        Misconception(
            "days_for_orders",
            "`frequency` 你数的是来过几天。题目数的是单数，一天两单算两单。",
            _days_for_orders,
        ),
        Misconception(
            "from_the_last_order",
            "你从表里最近的一单往回数，没有从 `today` 数。生意停了一个月的店，用你的算法仍会有人是「刚来过」。",
            _from_the_last_order,
        ),
        Misconception(
            "regulars_first",
            "你先看是不是常客，再看有没有睡着，于是睡着的老客都成了「要走的」。五条规则从上往下，第一条管所有人。",
            _regulars_first,
        ),
        Misconception(
            "limits_excluded",
            "正好落在门槛上的人，你分错了一边。逐条看清：哪几条写的是「不小于」，哪几条是「大于」或「小于」？",
            _strict,
        ),
    ),
)
