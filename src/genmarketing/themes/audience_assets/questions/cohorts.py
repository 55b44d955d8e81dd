"""The question on cohorts: customers by the month of their first order, followed month by month."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from genmarketing.themes.audience_assets.questions.shop_extract import orders_of_some
from genmarketing.workbook.kinds import TableQuestion
from genmarketing.workbook.question import Misconception
from genmarketing.workbook.remembering import remembered

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


def _made_cohorts(rng: np.random.Generator) -> dict[str, Any]:
    orders, until = _some_cohorts(int(rng.integers(2**62)))
    return {"orders": orders.copy(), "until": until}


@lru_cache(maxsize=8)
def _some_cohorts(seed: int) -> tuple[pd.DataFrame, str]:
    """Draw few customers of four cohorts until some month of some cohort passes without anybody."""
    import numpy as np
    import pandas as pd

    rng = np.random.default_rng(seed)
    while True:
        first = pd.Period("2022-03", "M") + int(rng.integers(0, 27))
        drawn = [
            orders_of_some(rng, 9, f"{month}-01", f"{month + 1}-01", f"{first + 6}-01") for month in _months(first)
        ]
        orders = pd.concat(drawn).sort_values(["date", "customer_id"], ignore_index=True).drop(columns="amount")
        cells = {(customer, date[:7]) for customer, date in zip(orders["customer_id"], orders["date"], strict=True)}
        began = {customer: min(month for who, month in cells if who == customer) for customer, _ in cells}
        seen = {(began[customer], month) for customer, month in cells}
        if len(seen) < _CELLS and len(orders) < 400:
            return orders, str(first + 5)


_CELLS = 6 + 5 + 4 + 3
"""Months of four cohorts, of which the first is watched for six months."""


def _months(first: pd.Period) -> list[pd.Period]:
    return [first + step for step in range(4)]


@remembered
def _cohorts(orders: pd.DataFrame, until: str) -> pd.DataFrame:
    import pandas as pd

    month = orders["date"].str[:7]
    first = month.groupby(orders["customer_id"]).transform("min")
    rows = []
    for cohort in sorted(first.unique()):
        mine = first == cohort
        customers = orders["customer_id"][mine].nunique()
        for age, now in enumerate(pd.period_range(cohort, until, freq="M").astype(str)):
            active = orders["customer_id"][mine & (month == now)].nunique()  # 没有人来也是一行
            rows.append((cohort, age, customers, active, active / customers))
    return pd.DataFrame(rows, columns=["cohort", "age", "customers", "active", "retention"])


def _with_active(table: pd.DataFrame, active: Callable[[pd.Series[Any]], float]) -> pd.DataFrame:
    changed = table.assign(active=[active(row) for _, row in table.iterrows()])
    return changed.assign(retention=changed["active"] / changed["customers"])


def _orders_of_the_cohort(orders: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    month = orders["date"].str[:7]
    first = month.groupby(orders["customer_id"]).transform("min")
    number = month.str[:4].astype(int) * 12 + month.str[5:].astype(int)
    age = number - number.groupby(orders["customer_id"]).transform("min")
    return pd.DataFrame({"customer": orders["customer_id"], "cohort": first, "age": age})


def _orders_counted(orders: pd.DataFrame, until: str) -> pd.DataFrame:
    seen = _orders_of_the_cohort(orders)
    return _with_active(
        _cohorts(orders, until),
        lambda row: int(((seen["cohort"] == row["cohort"]) & (seen["age"] == row["age"])).sum()),
    )


def _not_yet_gone(orders: pd.DataFrame, until: str) -> pd.DataFrame:
    last = _orders_of_the_cohort(orders).groupby(["cohort", "customer"])["age"].max().reset_index()
    return _with_active(
        _cohorts(orders, until),
        lambda row: int(((last["cohort"] == row["cohort"]) & (last["age"] >= row["age"])).sum()),
    )


def _month_on_month(orders: pd.DataFrame, until: str) -> pd.DataFrame:
    table = _cohorts(orders, until)
    before = table.groupby("cohort")["active"].shift(1).fillna(table["customers"])
    return table.assign(retention=(table["active"] / before).where(before > 0, 0.0))


def _in_per_cent(orders: pd.DataFrame, until: str) -> pd.DataFrame:
    return _cohorts(orders, until).assign(retention=lambda table: 100 * table["retention"])


def _empty_months_lost(orders: pd.DataFrame, until: str) -> pd.DataFrame:
    table = _cohorts(orders, until)
    return table[table["active"] > 0].reset_index(drop=True)


def _future_as_zero(orders: pd.DataFrame, until: str) -> pd.DataFrame:
    import pandas as pd

    table = _cohorts(orders, until)
    sizes, longest = table.groupby("cohort")["customers"].first(), int(table["age"].max())
    full = pd.MultiIndex.from_product([sizes.index, range(longest + 1)], names=["cohort", "age"])
    square = table.set_index(["cohort", "age"]).reindex(full).reset_index()
    square = square.assign(customers=square["cohort"].map(sizes))
    return square.fillna({"active": 0, "retention": 0.0}).astype({"active": int})


COHORT_RETENTION = TableQuestion(
    name="cohort_retention",
    title="按首购月份分批，看留下几成",
    points=8,
    minutes=10,
    concepts=("K089", "K090"),
    prompt="""
`wb.data("cohort_retention")` 是一个字典，取自课程的 `coffee_orders`（**虚构数据**），每个人抽到的顾客不同：

- `orders`：每行一单，`customer_id` 与 `date`（如 `"2023-06-18"`），从各人的首单起；
- `until`：数据完整到哪个月末（如 `"2023-08"`）。

按首单所在的月份把顾客分批。交一张表，每批每个月一行，从首购当月（`age` 为 0）到 `until` 那个月为止，**还没有到来的月份不写**：

| 列 | 含义 |
|---|---|
| `cohort` | 首购月份，文字，如 `"2023-06"` |
| `age` | 距首购月几个月：0、1、2 …… |
| `customers` | 这一批共有几人 |
| `active` | 其中当月至少下了一单的有几人；一个也没有时写 0，这一行不能少 |
| `retention` | `active ÷ customers` |

行的次序不限。

**可以手算的例子** `until` 是 `"2023-08"`。甲在 6 月 3 日、6 月 9 日、8 月 1 日下单，乙在 6 月 20 日下单，丙在 7 月 2 日、8 月 5 日下单。
6 月这一批两人：`age` 0、1、2 的 `active` 是 2、0、1，`retention` 是 1、0、0.5；7 月这一批一人：`age` 0、1 的 `retention` 是 1、1。共五行。
""",
    starter="cohort_retention = ...",
    hints=(
        '先求每位顾客的首单月份，再贴回每一单：`groupby("customer_id")[...].transform("min")`。把例子里的六单手工走一遍。',
        '月份可以用 `pd.to_datetime(orders["date"]).dt.to_period("M")`；两个月份相减得到隔几个月，`(a - b).n` 是整数。',
        "`groupby` 数不出「一个人也没有来」的月份。两层循环最稳：先走各批，再走 `age` 从 0 到 `until` 那个月，逐格数人。",
    ),
    explanation=(
        "横着看一行，是一批人怎样淡下去；竖着比一列，是哪个月拉来的人好。促销拉来的一批若到第三个月就明显低于别的批，"
        "拉新的预算要按留下来的人数算，不按当月来的人数算。只看总的月活，新人会把这件事遮住。"
    ),
    teaching=(
        "约 10 分钟。先请学生看例子里的 7 月那格：甲没来，8 月又来了，他算流失了吗？留存表里的人可以回来。"
        "常见错误是漏掉 0 的格子，和把没有到来的月份写成 0：前者让平均偏高，后者让新批看上去很差。"
        "可以请全班把各自 2023 年 6 月的那一批拼起来（首杯 9.9 元的活动月），与前后两个月比。"
    ),
    inputs=_made_cohorts,
    reference=_cohorts,
    keys=("cohort", "age"),
    absolute=1e-3,
    missed={
        "customers": "`customers` 还不对：同一批的每一行都是这一批的总人数，不随月份变。",
        "active": "`active` 还不对：当月下过单的人数，一个人当月几单也只算一个。",
        "retention": "`retention` 还不对：分母始终是这一批的总人数。",
    },
    misconceptions=(
        Misconception(
            "orders_counted",
            "`active` 里你数的是订单，一个人一个月来十次就成了十个人。留存问的是还有几个人来。",
            _orders_counted,
        ),
        Misconception(
            "not_yet_gone",
            "你把以后还会再来的人，在他没来的月份也算作到场。`active` 只看当月有没有下单；「还没有走」要用别的模型估。",
            _not_yet_gone,
        ),
        Misconception(
            "month_on_month",
            "你除以的是上个月到场的人数，那是环比，人回来时会超过 1。留存的分母是这一批最初的人数。",
            _month_on_month,
        ),
        Misconception(
            "in_per_cent", "`retention` 里你写的是百分数。题目要 0 到 1 之间的数：一半写 0.5。", _in_per_cent
        ),
        Misconception(
            "empty_months_lost",
            "有的月份一个人也没有来，你的表里少了那几行。没有人来也是结果，写 0；漏掉它，平均留存就偏高。",
            _empty_months_lost,
        ),
        Misconception(
            "future_as_zero",
            "你给还没有到来的月份也写了 0。没有发生与没有人来是两回事，这样新的一批会显得特别差；这些行不要写。",
            _future_as_zero,
        ),
    ),
)
