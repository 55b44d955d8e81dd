"""The question on what a shop is worth: by a multiple of its profit, or by the people who will come back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from genmarketing.workbook.kinds import ValueQuestion
from genmarketing.workbook.question import Misconception

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

_STORES = ("大学城", "软件园", "老街", "火车站", "滨江")


def _made_company(rng: np.random.Generator) -> dict[str, Any]:
    """Draw stores until the one whose customers are worth most each is not the one worth most in all."""
    import pandas as pd

    while True:
        count = int(rng.integers(3, 5))
        stores = pd.DataFrame(
            {
                "store": [str(name) for name in rng.choice(_STORES, count, replace=False)],
                "customers": [int(people) * 100 for people in rng.integers(20, 130, count)],
                "yearly_margin": [int(margin) * 10 for margin in rng.integers(10, 40, count)],
                "retention": [int(kept) / 100 for kept in rng.integers(45, 86, count)],
            }
        )
        given: dict[str, Any] = {
            "stores": stores,
            "discount": int(rng.integers(8, 16)) / 100,
            "years": int(rng.integers(5, 9)),
            "profit": float(rng.integers(30, 121)),
            "pe": float(rng.integers(8, 21)),
        }
        answers = [_valued(**given), _linear(**given)]
        if all(answer["top_person"] != answer["top_store"] for answer in answers):
            return given


def _valued(stores: pd.DataFrame, discount: float, years: int, profit: float, pe: float) -> dict[str, float | str]:
    def person(margin: float, retention: float) -> float:
        kept: float = retention / (1 + discount)  # 每过一年：还在的机会，乘上折现
        return sum(margin * kept**year for year in range(1, years + 1))

    def company(more: float) -> float:
        worth = [person(m, kept + more) for m, kept in zip(stores["yearly_margin"], stores["retention"], strict=True)]
        return float((stores["customers"] * worth).sum()) / 10_000

    each = [person(m, kept) for m, kept in zip(stores["yearly_margin"], stores["retention"], strict=True)]
    total = [people * one for people, one in zip(stores["customers"], each, strict=True)]
    return {
        "by_profit": profit * pe,
        "by_audience": company(0.0),
        "top_person": stores["store"].iloc[each.index(max(each))],
        "top_store": stores["store"].iloc[total.index(max(total))],
        "retention_gain": company(0.05) - company(0.0),
    }


def _audience(given: dict[str, Any], more: float = 0.0, times: float = 1.0) -> float:
    stores = given["stores"].assign(retention=lambda t: t["retention"] * times + more)
    return float(_valued(**given | {"stores": stores})["by_audience"])


def _no_discount(**given: Any) -> dict[str, float | str]:
    return _valued(**given | {"discount": 0.0})


def _first_year_whole(**given: Any) -> dict[str, float | str]:
    def value(more: float) -> float:
        stores = given["stores"].assign(retention=lambda t: t["retention"] + more)
        kept = stores["retention"] / (1 + given["discount"])
        each = stores["yearly_margin"] * sum(kept**year for year in range(given["years"]))
        return float((stores["customers"] * each).sum()) / 10_000

    kept = given["stores"]["retention"] / (1 + given["discount"])
    each = given["stores"]["yearly_margin"] * sum(kept**year for year in range(given["years"]))
    total = each * given["stores"]["customers"]
    return _valued(**given) | {
        "by_audience": value(0.0),
        "top_person": given["stores"]["store"][each.idxmax()],
        "top_store": given["stores"]["store"][total.idxmax()],
        "retention_gain": value(0.05) - value(0.0),
    }


def _linear(**given: Any) -> dict[str, float | str]:
    """Every later year brings what the first does: retention once, discount once, times the years."""
    stores = given["stores"]

    def each(more: float) -> Any:
        kept = (stores["retention"] + more) / (1 + given["discount"])
        return stores["yearly_margin"] * kept * given["years"]

    total = [float((stores["customers"] * each(more)).sum()) / 10_000 for more in (0.0, 0.05)]
    return _valued(**given) | {
        "by_audience": total[0],
        "top_person": stores["store"][each(0.0).idxmax()],
        "top_store": stores["store"][(each(0.0) * stores["customers"]).idxmax()],
        "retention_gain": total[1] - total[0],
    }


def _average_customer(**given: Any) -> dict[str, float | str]:
    stores = given["stores"]
    average = stores.assign(yearly_margin=stores["yearly_margin"].mean(), retention=stores["retention"].mean())
    pooled = given | {"stores": average}
    return _valued(**given) | {
        "by_audience": _audience(pooled),
        "retention_gain": _audience(pooled, more=0.05) - _audience(pooled),
    }


def _per_cent_for_points(**given: Any) -> dict[str, float | str]:
    return _valued(**given) | {"retention_gain": _audience(given, times=1.05) - _audience(given)}


def _value_after_the_rise(**given: Any) -> dict[str, float | str]:
    return _valued(**given) | {"retention_gain": _audience(given, more=0.05)}


def _levels_swapped(**given: Any) -> dict[str, float | str]:
    answer = _valued(**given)
    return answer | {"top_person": answer["top_store"], "top_store": answer["top_person"]}


def _same_store_twice(**given: Any) -> dict[str, float | str]:
    answer = _valued(**given)
    return answer | {"top_person": answer["top_store"]}


AUDIENCE_VALUATION = ValueQuestion(
    name="audience_valuation",
    title="一家店值多少：看利润，还是看人",
    points=8,
    minutes=10,
    concepts=("K091", "K095", "K097"),
    prompt="""
有人要买下一家（虚构的）连锁店。一位顾问拿今年的利润乘市盈率；另一位说要看人群资产：现有的顾客以后几年还会带来多少毛利。请把两种都算出来。

`wb.data("audience_valuation")` 是一个字典：

- `stores`：每行一家店，`store`（店名）、`customers`（现有顾客，人）、`yearly_margin`（一位顾客一年带来的毛利，元）、`retention`（今年的顾客明年还是顾客的比例）；
- `discount`（每年的折现率）、`years`（往后算几年）、`profit`（公司今年的利润，万元）、`pe`（同类公司的市盈率，倍）。

一位顾客的价值，从**明年**算起：第 t 年还在的机会是 `retention` 的 t 次方，带来一年的毛利，再除以 (1 + `discount`) 的 t 次方，t 从 1 到 `years`，各年相加。不算以后新来的顾客，也不算拉新与固定成本。

交一个字典：

| 键 | 含义 |
|---|---|
| `by_profit` | 利润乘市盈率（万元） |
| `by_audience` | 全部现有顾客的价值（**万元**） |
| `top_person` | 个体一级：哪家店的**一位**顾客最值钱（店名） |
| `top_store` | 群体一级：哪家店的顾客**合在一起**最值钱（店名） |
| `retention_gain` | 每家店的 `retention` 都提高 5 个**百分点**，`by_audience` 增加多少（万元） |

**可以手算的例子** 一家店，10,000 位顾客，一年 100 元，`retention = 0.6`，`discount = 0.2`，`years = 2`：一位值 100 × 0.5 + 100 × 0.25 = 75 元，合计 75 万元。提高到 0.65 时，一位约值 83.51 元，增加约 8.51 万元。
""",
    starter='audience_valuation = {"by_profit": ..., "by_audience": ..., "top_person": ..., "top_store": ..., "retention_gain": ...}',
    hints=(
        "先写一个小函数，算一位顾客的价值，用例子里的 75 元来对。",
        "`sum(margin * (retention / (1 + discount)) ** t for t in range(1, years + 1))`。各店乘上人数再相加，除以 10,000 换成万元。",
        "提高 5 个百分点是 `retention + 0.05`，不是乘 1.05。两个店名都用「最大的那一行」来取，可以先给 `stores` 加两列。",
    ),
    explanation=(
        "留存高五个百分点，这里的价值就多出一成半到两成：留存一年一年乘下去，差别就越滚越大，常有人管这叫资产的复利。可是没有老客带新客，人只会越来越少：它是漏得慢，不是越长越多。"
        "两种算法都只是看法，假设一动就大变：利润法不管人会不会走，人群法不管新客与成本。报价时两个数都写，并写明哪个假设最要命。"
        "单看一位值多少，与整店值多少，挑出的是不同的店，对应的事也不同：前者值得专人服务，后者值得守住。"
    ),
    teaching=(
        "约 10 分钟。先请学生猜：留存从 70% 到 75%，价值多几成？多数人说 5% 或 7%。"
        "常见错误是从今年算起，把已经拿到的毛利再算一遍；以及把 5 个百分点当成 5%。"
        "追问：市场真的按人群定价吗？没有查到依据，财报里定价仍看收入、利润与现金流；人群法是一种分析工具。"
    ),
    inputs=_made_company,
    reference=_valued,
    labels={
        "by_profit": "利润乘市盈率",
        "by_audience": "现有顾客的价值",
        "top_person": "一位顾客最值钱的店",
        "top_store": "顾客合起来最值钱的店",
        "retention_gain": "留存提高后的增加额",
    },
    unit="万元",
    misconceptions=(
        Misconception(
            "not_discounted",
            "你没有折现，五年后的一元与明年的一元一样重。第 t 年的毛利要除以 1 + `discount` 的 t 次方。",
            _no_discount,
        ),
        Misconception(
            "this_year_counted",
            "你从今年算起了，头一年人人都在、也不打折。题目从明年算起，第一年就要乘一次留存、除一次折现。",
            _first_year_whole,
        ),
        Misconception(
            "nothing_compounds",
            "你让往后每一年都与第一年一样多。人会一年比一年少，留存与折现都要按年数一层层乘上去。",
            _linear,
        ),
        Misconception(
            "one_average_customer",
            "你先把各店的毛利与留存取了平均，再乘总人数。人多的店与人少的店不一样重，留存又要乘方；一家一家算完再加。",
            _average_customer,
        ),
        Misconception(
            "per_cent_for_points",
            "你把留存乘了 1.05。那是提高百分之五；题目说的是五个百分点，0.60 变成 0.65。",
            _per_cent_for_points,
        ),
        Misconception(
            "value_after_the_rise",
            "`retention_gain` 里你给的是提高之后的价值。题目问的是增加了多少，减去提高之前的。",
            _value_after_the_rise,
        ),
        Misconception(
            "levels_swapped",
            "两级的店名写反了：`top_person` 比的是一位顾客，`top_store` 比的是全店的顾客合在一起。",
            _levels_swapped,
        ),
        Misconception(
            "one_answer_for_both_levels",
            "两级你填了同一家店。个体一级看的是一位顾客，与这家店人多人少无关；再看一眼每人那一列。",
            _same_store_twice,
        ),
    ),
)
