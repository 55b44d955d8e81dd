"""The question on creators: rates from few posts, pulled towards those of their kind, and what an interaction costs."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from genmarketing.data import load
from genmarketing.workbook.kinds import TableQuestion
from genmarketing.workbook.question import Misconception
from genmarketing.workbook.remembering import remembered

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


@lru_cache(maxsize=1)
def _records() -> pd.DataFrame:
    by_creator = load("posts").groupby("creator_id")
    seen = by_creator[["exposures", "interactions"]].sum()
    seen.insert(0, "posts", by_creator.size())
    return load("creators")[["creator_id", "kind", "fee"]].merge(seen.reset_index(), on="creator_id")


def _some_creators(rng: np.random.Generator) -> dict[str, Any]:
    """Draw creators of each kind; half of the small ones are newcomers, seen a few dozen times on one post."""
    import numpy as np
    import pandas as pd

    records = _records()
    parts = [
        records[records["kind"] == kind].sample(number, random_state=int(rng.integers(2**31)))
        for kind, number in (("KOL", 4), ("KOC", 10), ("KOS", 6))
    ]
    drawn = pd.concat(parts).reset_index(drop=True)
    rate = (drawn["interactions"] / drawn["exposures"]).to_numpy()
    new = (drawn["kind"] != "KOL").to_numpy() & (np.arange(len(drawn)) % 2 == 0)
    few = rng.integers(30, 90, len(drawn))
    interactions = np.where(new, rng.binomial(few, rate), drawn["interactions"])
    interactions[4] = 0  # a newcomer without a single interaction yet
    creators = drawn.assign(
        posts=np.where(new, 1, drawn["posts"]),
        exposures=np.where(new, few, drawn["exposures"]),
        interactions=interactions,
    )
    order = rng.permutation(len(creators))
    return {"creators": creators.iloc[order].reset_index(drop=True), "weight": int(rng.integers(4, 13)) * 50}


@remembered
def _creator_value(creators: pd.DataFrame, weight: int) -> pd.DataFrame:
    seen = creators.groupby("kind")[["interactions", "exposures"]].transform("sum")
    usual = seen["interactions"] / seen["exposures"]  # 这一类合起来的互动率
    table = creators[["creator_id"]].copy()
    table["raw"] = creators["interactions"] / creators["exposures"]
    table["shrunken"] = (creators["interactions"] + weight * usual) / (creators["exposures"] + weight)
    expected = table["shrunken"] * creators["exposures"] / creators["posts"]  # 再发一条，预计几次互动
    table["cost"] = creators["fee"] / expected
    table["place"] = table["cost"].rank().astype(int)
    return table


def _costed(creators: pd.DataFrame, table: pd.DataFrame, rate: pd.Series[float]) -> pd.DataFrame:
    cost = creators["fee"] * creators["posts"] / (rate * creators["exposures"])
    return table.assign(cost=cost, place=cost.rank().astype(int))


def _shrunk_to(creators: pd.DataFrame, weight: int, usual: Any) -> pd.DataFrame:
    table = _creator_value(creators, weight)
    table["shrunken"] = (creators["interactions"] + weight * usual) / (creators["exposures"] + weight)
    return _costed(creators, table, table["shrunken"])


def _one_rate_for_all(creators: pd.DataFrame, weight: int) -> pd.DataFrame:
    return _shrunk_to(creators, weight, creators["interactions"].sum() / creators["exposures"].sum())


def _mean_of_the_rates(creators: pd.DataFrame, weight: int) -> pd.DataFrame:
    rate = creators["interactions"] / creators["exposures"]
    return _shrunk_to(creators, weight, rate.groupby(creators["kind"]).transform("mean"))


def _only_the_denominator(creators: pd.DataFrame, weight: int) -> pd.DataFrame:
    return _shrunk_to(creators, weight, 0.0).pipe(
        lambda table: _costed(creators, table, table["shrunken"].clip(lower=1e-12))
    )


def _half_and_half(creators: pd.DataFrame, weight: int) -> pd.DataFrame:
    table = _creator_value(creators, weight)
    seen = creators.groupby("kind")[["interactions", "exposures"]].transform("sum")
    table["shrunken"] = (table["raw"] + seen["interactions"] / seen["exposures"]) / 2
    return _costed(creators, table, table["shrunken"])


def _raw_cost(creators: pd.DataFrame, weight: int) -> pd.DataFrame:
    table = _creator_value(creators, weight)
    return _costed(creators, table, table["raw"].clip(lower=1e-300))


def _one_fee_for_all_posts(creators: pd.DataFrame, weight: int) -> pd.DataFrame:
    table = _creator_value(creators, weight)
    cost = creators["fee"] / (table["shrunken"] * creators["exposures"])
    return table.assign(cost=cost, place=cost.rank().astype(int))


CREATOR_VALUE = TableQuestion(
    name="creator_value",
    title="挑达人：先收缩，再算一次互动几块钱",
    points=9,
    minutes=12,
    concepts=("K152", "K153"),
    prompt="""
`wb.data("creator_value")` 是一个字典，取自课程的 `creators` 与 `posts`（**合成数据**），每个人抽到的不同：

- `creators`：`creator_id`；`kind`：KOL（关键意见领袖）、KOC（关键意见消费者）或 KOS（关键意见销售，多是自家店员）；`fee`：发**一条**的报价（元）；`posts`：已发几条；`exposures`、`interactions`：这些帖子**合计**的曝光与互动；
- `weight`：收缩的力度，相当于多少次曝光。

有人只有几十次曝光，碰巧一成的人点了赞；有人还一个赞也没有。把每个人的互动率往同类的水平拉一拉，看得越少拉得越多。交一张表，每人一行：

| 列 | 含义 |
|---|---|
| `creator_id` | 编号 |
| `raw` | 原始互动率：互动 ÷ 曝光 |
| `shrunken` | 收缩后的互动率：(互动 + weight × μ) ÷ (曝光 + weight)。μ 是**同一类人合起来**的互动率：互动合计 ÷ 曝光合计，包括他自己 |
| `cost` | 再发一条，预计一次互动几元：报价 ÷ (收缩后的互动率 × 每条平均曝光) |
| `place` | 按 `cost` 从便宜到贵的名次，从 1 起 |

**可以手算的例子** `weight = 100`。两位 KOC：甲一条，曝光 100，互动 10，报价 50；乙四条，曝光 900，互动 40，报价 90。

μ = 50 ÷ 1000 = 5%。甲从 10% 收到 (10 + 5) ÷ 200 = 7.5%，每条曝光 100，`cost` = 50 ÷ 7.5 ≈ 6.67；乙从 4.44% 收到 4.5%，每条曝光 225，`cost` = 90 ÷ 10.125 ≈ 8.89。甲第 1，乙第 2。
""",
    starter="creator_value = ...",
    hints=(
        '先求每一类的 μ：`groupby("kind")` 把互动与曝光各加起来，再相除；用 `transform("sum")` 能直接贴回每个人。',
        "收缩就是给每个人加上 `weight` 次「同类水平」的曝光：分子加 `weight * μ`，分母加 `weight`。",
        "每条平均曝光是 `exposures / posts`。名次用 `rank()`，最便宜的是 1。",
    ),
    explanation=(
        "原始互动率排在最前和最后的，多半是曝光最少的人：运气还没有被平均掉。先收缩，再比价。"
        "签约前看两个数：他自己的曝光够不够 `weight`，够了才信他自己的互动率；再看一次互动几元，而不是粉丝多少。互动也还不是喜欢，更不是订单。"
    ),
    teaching=(
        "约 12 分钟。先只给 `raw` 一列，请学生挑三个人签约，再看他们的曝光。常见错误是把同类的互动率简单平均："
        "几十次曝光的人就和几万次的一样重。KOS 常便宜，但只是补贴价，也没有算店员的工时；可以问学生还漏了什么成本。"
    ),
    inputs=_some_creators,
    reference=_creator_value,
    keys=("creator_id",),
    relative=1e-6,
    missed={
        "raw": "`raw` 还不对：每个人自己的互动除以自己的曝光。",
        "shrunken": "`shrunken` 还不对：分子加 weight × μ，分母加 weight；μ 是同一类合计的互动率。",
        "cost": "`cost` 还不对：一条的报价，除以一条预计的互动（收缩后的互动率 × 每条平均曝光）。",
        "place": "`place` 还不对：`cost` 最小的是第 1 名。",
    },
    misconceptions=(
        Misconception(
            "one_rate_for_all",
            "你把三类人往同一个数上拉。KOL 曝光多、互动率低，店员被他们拖下来了；μ 应当是谁的？",
            _one_rate_for_all,
        ),
        Misconception(
            "mean_of_the_rates",
            "你的 μ 是各人互动率的平均，几十次曝光的人和几万次的一样重。合起来的互动率怎样算？",
            _mean_of_the_rates,
        ),
        Misconception(
            "only_the_denominator",
            "你只在分母加了 weight，等于说这些曝光一次互动也没有，人人被拉向 0。分子也要加上什么？",
            _only_the_denominator,
        ),
        Misconception(
            "half_and_half",
            "你让每个人都走一半路。有几万次曝光的人，自己的数已经很准；拉多少应当看什么？",
            _half_and_half,
        ),
        Misconception(
            "raw_cost",
            "收缩率你算出来了，比价时用的仍是原始互动率：运气好的人就显得便宜。`cost` 里该用哪一列？",
            _raw_cost,
        ),
        Misconception(
            "one_fee_for_all_posts",
            "报价是一条的，你却除以了所有帖子的互动：发得越多的人显得越便宜。先算一条平均有几次曝光。",
            _one_fee_for_all_posts,
        ),
    ),
)
