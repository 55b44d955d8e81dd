"""The question on RFM: five tiers, each with something that the shop does for it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from genmarketing.themes.audience_assets.questions.shop_extract import orders_of_some
from genmarketing.workbook.kinds import TableQuestion
from genmarketing.workbook.question import Misconception
from genmarketing.workbook.remembering import remembered

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


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
        # The last digit of a mean depends on the order of adding up: it must not decide on a tier.
        if (facts["monetary"] - given["dear"]).abs().min() < 0.01:
            continue
        if _rfm(**given)["tier"].nunique() < 5:
            continue
        programs = (_rfm, _looks_ahead, _spent_in_all, _days_for_orders, _from_the_last_order, _regulars_first, _strict)
        if len({program(**given).to_csv() for program in programs}) == len(programs):
            return given


@remembered
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
2. `frequency` 小于 `often`：`"新客与散客"`（三张小券，请他再来）
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
    absolute=1e-2,
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
