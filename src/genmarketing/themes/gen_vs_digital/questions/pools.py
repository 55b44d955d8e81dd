"""The question on traffic pools: five pools, paid or free, and what each claims, from the shop's own journeys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from genmarketing.workbook.kinds import TableQuestion
from genmarketing.workbook.question import Misconception
from genmarketing.workbook.remembering import remembered

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

_JOURNEYS = 240


def _own_journeys(rng: np.random.Generator) -> dict[str, Any]:
    """Return some journeys of `journeys.csv`, their touches out of order; pool and mode are for the learner to say."""
    from genmarketing.data import load

    touches = load("journeys")
    ids = touches["journey_id"].unique()
    chosen = set(ids[rng.permutation(len(ids))[:_JOURNEYS]])
    log = touches.loc[touches["journey_id"].isin(chosen), ["journey_id", "step", "channel", "converted"]]
    return {"log": log.iloc[rng.permutation(len(log))].reset_index(drop=True)}


@remembered
def _pool_ledger(log: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    pools = {
        "短视频": "视频",
        "信息流": "资讯",
        "达人种草": "社交",
        "私域消息": "社交",
        "自然搜索": "搜索",
        "搜索广告": "搜索",
        "站内推荐": "电商",
    }
    free = ["私域消息", "自然搜索"]
    log = log.assign(pool=log["channel"].map(pools), paid=~log["channel"].isin(free))
    bought = log[log["converted"]]
    # 日志没有排好序，先按步数排，才找得到最后一次接触
    last = bought.sort_values("step").groupby("journey_id")["pool"].last()
    by_pool = log.groupby("pool")
    table = pd.DataFrame(
        {
            "touches": by_pool.size(),
            "paid_share": by_pool["paid"].mean(),
            "reached": by_pool["journey_id"].nunique(),
            "claimed": bought.groupby("pool")["journey_id"].nunique(),
            "last": last.value_counts(),
        }
    )
    return table.fillna(0).reset_index()


def _touches_for_people(log: pd.DataFrame) -> pd.DataFrame:
    numbered = log.assign(journey_id=range(len(log)))
    table = _pool_ledger(log).set_index("pool")
    counted = _pool_ledger(numbered).set_index("pool")
    return table.assign(reached=counted["reached"], claimed=counted["claimed"]).reset_index()


def _claimed_by_all(log: pd.DataFrame) -> pd.DataFrame:
    return _pool_ledger(log).assign(claimed=lambda t: t["reached"])


def _last_row_of_the_log(log: pd.DataFrame) -> pd.DataFrame:
    in_order_of_rows = log.assign(step=range(len(log)))
    return _pool_ledger(log).assign(last=_pool_ledger(in_order_of_rows)["last"])


def _last_of_everybody(log: pd.DataFrame) -> pd.DataFrame:
    return _pool_ledger(log).assign(last=_pool_ledger(log.assign(converted=True))["last"])


def _creators_are_free(log: pd.DataFrame) -> pd.DataFrame:
    table = _pool_ledger(log)
    return table.assign(paid_share=table["paid_share"].where(table["pool"] != "社交", 0.0))


def _search_is_always_paid(log: pd.DataFrame) -> pd.DataFrame:
    table = _pool_ledger(log)
    return table.assign(paid_share=table["paid_share"].where(table["pool"] != "搜索", 1.0))


POOL_LEDGER = TableQuestion(
    name="pool_ledger",
    title="五大流量池，各报各的功劳",
    points=7,
    minutes=10,
    concepts=("K074", "K075"),
    prompt="""
`wb.data("pool_ledger")` 是虚构的背包店「山岚」的一段**模拟**日志（从 `journeys.csv` 抽出二百四十段旅程，每人抽到的不同）。一行是一次接触：`journey_id` 旅程，`step` 第几次接触，`channel` 渠道，`converted` 这段旅程最后买了没有。**各行没有排好序。**

七个渠道，请自己归入**电商、搜索、资讯、视频、社交**五大流量池，并分清付费还是免费：

| 渠道 | 是怎么一回事 |
|---|---|
| `短视频` | 视频平台里按展现付费的短片 |
| `信息流` | 资讯 App 里按点击付费的图文 |
| `达人种草` | 付合作费，请博主在社交平台发笔记 |
| `私域消息` | 在自家会员的社群里发消息，不向平台付费 |
| `自然搜索` | 搜索结果里没有「广告」标记的官网链接 |
| `搜索广告` | 搜索结果里按点击竞价的位置 |
| `站内推荐` | 电商平台里按点击付费的推荐位 |

交一张表，每个流量池一行：

| 列 | 含义 |
|---|---|
| `pool` | `电商`、`搜索`、`资讯`、`视频`、`社交` |
| `touches` | 接触次数 |
| `paid_share` | 其中付费的占几成（0 到 1） |
| `reached` | 到过这个池的旅程有几段（同一段只算一次） |
| `claimed` | 其中最后买了的有几段，也就是这个池可以「报」的成交 |
| `last` | 买了的旅程里，**最后一次接触**在这个池的有几段 |

行的次序不限，不要四舍五入。

**可以手算的例子** 旅程一：1 短视频、2 自然搜索、3 搜索广告，买了；旅程二：1 短视频、2 短视频，没买。视频池：接触 3、付费 1.0、到过 2 段、报 1 段、最后 0 段；搜索池：接触 2、付费 0.5、到过 1 段、报 1 段、最后 1 段。只成交一笔，两个池各报了一笔。
""",
    starter="pool_ledger = ...",
    hints=(
        '先加一列：`log["channel"].map({...})` 把渠道换成流量池，再加一列付费与否。打印前几行看一看。',
        '`groupby("pool")["journey_id"].nunique()` 数不同的旅程。`claimed` 先筛出 `converted` 的行，再数一次。',
        '`last` 先按 `step` 排序，再 `groupby("journey_id")["pool"].last()`，最后 `value_counts()`。有的池可能是 0，记得补。',
    ),
    explanation=(
        "把 `claimed` 加起来，会比真正的成交多出不少：同一笔成交，每个池都报了一次。`last` 加起来正好，可它只认最后露面的那个池，领路的分不到。"
        "看各平台的后台报表时，先加一加总数；超过自家订单数的，不能照着分预算。免费的池也要花人工，只是钱不付给平台。"
    ),
    teaching=(
        "约 10 分钟。先请学生猜五个池的 `claimed` 相加是成交数的几倍，再算。"
        "常见错误是按接触次数数人，以及忘了排序就取最后一行；也有人把达人种草当成免费的口碑，合作费其实不少。"
        "追问：哪个池的 `last` 与 `claimed` 差得最远？它平时在旅程的哪一段？这接到后面两道归因题。"
    ),
    inputs=_own_journeys,
    reference=_pool_ledger,
    keys=("pool",),
    relative=1e-6,
    missed={
        "touches": "`touches` 还不对：日志一行是一次接触；先看七个渠道归池归得对不对。",
        "paid_share": "`paid_share` 还不对：逐个渠道看钱有没有付给平台或博主，再按接触次数算占比。",
        "reached": "`reached` 还不对：同一段旅程到过几次都只算一段，用 `nunique`。",
        "claimed": "`claimed` 还不对：只看最后买了的旅程，同一段只算一次。",
        "last": "`last` 还不对：只看买了的旅程，先按 `step` 排好，再取各段的最后一次。",
    },
    misconceptions=(
        Misconception(
            "touches_for_people",
            "你的 `reached` 与 `claimed` 数的是接触次数。一个人看了四次短视频，在你的表里顶四个人；按旅程去重，再数一次。",
            _touches_for_people,
        ),
        Misconception(
            "claimed_by_all",
            "你的 `claimed` 把没买的旅程也算了进去。到过与买了是两件事，先筛出 `converted` 的。",
            _claimed_by_all,
        ),
        Misconception(
            "last_row_of_the_log",
            "你取的是日志里排在最后的那一行，而日志没有排好序。谁是最后一次接触，要看 `step`。",
            _last_row_of_the_log,
        ),
        Misconception(
            "last_of_everybody",
            "你的 `last` 数了所有旅程的最后一次接触。没有成交的旅程没有功劳可分，只看买了的。",
            _last_of_everybody,
        ),
        Misconception(
            "creators_are_free",
            "你把社交池都当成了免费。自家社群不向平台付费，请博主发笔记要付合作费；两个渠道分开看。",
            _creators_are_free,
        ),
        Misconception(
            "search_is_always_paid",
            "你把搜索都当成了付费。没有「广告」标记的官网链接是免费的，要花的是做内容的工夫；两个渠道分开看。",
            _search_is_always_paid,
        ),
    ),
)
