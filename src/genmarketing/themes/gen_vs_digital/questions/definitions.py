"""The question on definitions: how much of one budget is «digital» depends on which definition counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from genmarketing.workbook.kinds import TableQuestion
from genmarketing.workbook.question import Misconception
from genmarketing.workbook.remembering import remembered

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

# activity, online, linked, cost known, result known, acted on; None is drawn for each variant
_ACTIVITIES: tuple[tuple[str, bool, bool, bool | None, bool | None, bool | None], ...] = (
    ("搜索广告", True, True, True, True, None),
    ("官网与博客", True, True, None, None, None),
    ("自动化邮件", True, True, True, True, True),
    ("公众号文章", True, False, None, False, False),
    ("会员群聊天", True, False, True, None, False),
    ("博主合作", True, False, True, False, False),
    ("智能电视开机屏", False, True, True, None, None),
    ("程序化户外屏", False, True, True, False, None),
    ("门店会员码", False, True, False, True, True),
    ("报纸整版", False, False, True, False, False),
    ("楼宇海报", False, False, True, None, False),
    ("线下快闪店", False, False, True, True, True),
)


def _made_budget(rng: np.random.Generator) -> dict[str, Any]:
    """Return a made year of activities: money spent, and what is true of each."""
    import pandas as pd

    rows = []
    for name, *facts in _ACTIVITIES:
        spend = int(rng.integers(4, 60)) * 5
        rows.append((name, spend, *(bool(rng.integers(2)) if fact is None else fact for fact in facts)))
    columns = ["activity", "spend", "online", "linked", "cost_known", "result_known", "acted"]
    table = pd.DataFrame(rows, columns=columns)
    return {"activities": table.iloc[rng.permutation(len(table))].reset_index(drop=True)}


@remembered
def _side_by_side(activities: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    a = activities
    counted = {
        "看渠道": a["online"],
        "看连接": a["linked"],
        "看效果": a["cost_known"] & a["result_known"],
        "看数据基础": a["linked"] & a["acted"],
    }
    together = pd.DataFrame(counted)
    counted |= {"四种都算": together.all(axis=1), "至少一种算": together.any(axis=1)}
    rows = []
    for definition, digital in counted.items():
        spend = a.loc[digital, "spend"].sum()
        rows.append((definition, digital.sum(), spend, spend / a["spend"].sum()))
    return pd.DataFrame(rows, columns=["definition", "count", "spend", "share"])


def _share_of_activities(activities: pd.DataFrame) -> pd.DataFrame:
    return _side_by_side(activities).assign(share=lambda t: t["count"] / len(activities))


def _offline_is_never_digital(activities: pd.DataFrame) -> pd.DataFrame:
    return _side_by_side(activities.assign(linked=activities["linked"] & activities["online"]))


def _result_without_cost(activities: pd.DataFrame) -> pd.DataFrame:
    return _side_by_side(activities.assign(cost_known=True))


def _acted_without_link(activities: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    a, table = activities, _side_by_side(activities).set_index("definition")
    all_four = a["online"] & a["linked"] & a["cost_known"] & a["result_known"] & a["acted"]
    any_of_four = a["online"] | a["linked"] | (a["cost_known"] & a["result_known"]) | a["acted"]
    for definition, digital in {"看数据基础": a["acted"], "四种都算": all_four, "至少一种算": any_of_four}.items():
        spend = a.loc[digital, "spend"].sum()
        table.loc[definition] = pd.Series({"count": digital.sum(), "spend": spend, "share": spend / a["spend"].sum()})
    return table.reset_index()


def _any_as_the_sum(activities: pd.DataFrame) -> pd.DataFrame:
    table = _side_by_side(activities).set_index("definition")
    table.loc["至少一种算"] = table.iloc[:4].sum()
    return table.reset_index()


DIGITAL_SHARE = TableQuestion(
    name="digital_share",
    title="数字营销占几成，看你怎么定义",
    points=8,
    minutes=10,
    concepts=("K049", "K050"),
    prompt="""
同一个问题下的知乎回答，给「数字营销」下了好几种定义，互不相容。下面四种是把其中几答改写成**能照着数的操作定义**，名字是本课起的：

| 定义 | 一项活动怎样才算数字营销 |
|---|---|
| 看渠道 | 在互联网上做的（`online`） |
| 看连接 | 触点连成了数据（`linked`）；户外屏、电视只要连上也算 |
| 看效果 | 花费（`cost_known`）与成效（`result_known`）**都**量得出 |
| 看数据基础 | 连成了数据，**而且**据此改过经营（`acted`）；光做自媒体、社群不算 |

`wb.data("digital_share")` 是一张表（**虚构数据**，由随机种子生成）：一家店一年的十二项活动，`activity` 是名称，`spend` 是花费（万元），其余五列是 `True` / `False`。

交一张六行的表，`definition` 一列依次写：`看渠道`、`看连接`、`看效果`、`看数据基础`、`四种都算`（同时满足四种）、`至少一种算`（满足其中任何一种）。其余三列：

| 列 | 含义 |
|---|---|
| `count` | 算进去的活动有几项 |
| `spend` | 算进去的活动共花多少（万元） |
| `share` | 占全部花费的几成（0 到 1） |

行的次序不限，不要四舍五入。

**可以手算的例子** 只有两项：搜索广告 30 万元，五列全是 `True`；户外屏 10 万元，只有 `linked` 与 `cost_known` 是 `True`。

「看渠道」是 1 项、30、0.75；「看连接」是 2 项、40、1；「看数据基础」「四种都算」都是 1 项、30、0.75；「至少一种算」是 2 项、40、1。
""",
    starter="digital_share = ...",
    hints=(
        "每种定义先写成一列真假值，例如 `cost_known & result_known`。拿三项活动用眼睛核对一遍。",
        '四列真假值放进一个 DataFrame：`.all(axis=1)` 是四种都算，`.any(axis=1)` 是至少一种算。真假值相加就是项数，`activities.loc[哪一列, "spend"].sum()` 是花费。',
        "`share` 的分母永远是全部花费。四种定义的份额不能相加：同一笔钱会被算好几遍。",
    ),
    explanation=(
        "一笔钱也没有动，「数字化占比」却能差好几成，差别全在定义。争议最大的往往是户外屏、电视和社群。"
        "汇报之前先写一句「本文的数字营销指……」；拿别家的占比来比，先问他们数的是哪一种。不在里面的那部分，才是这个定义下的传统营销。"
    ),
    teaching=(
        "约 10 分钟。先请学生不看定义，把十二项分成两堆，再数一数全班有几种分法。"
        "常见错误是只数连网的户外屏，和把「至少一种」当成四个份额相加。追问：哪一种定义最容易让明年的占比「自然增长」？"
        "（看连接：换一批联网的屏就行。）原来的九个回答见查证条目 C56，这里的四种是我们改写的，不要当成原话引用。"
    ),
    inputs=_made_budget,
    reference=_side_by_side,
    keys=("definition",),
    relative=1e-6,
    missed={
        "count": "`count` 还不对：把每种定义先写成一列真假值，再数有几个 `True`；注意哪几种要两个条件同时成立。",
        "spend": "`spend` 还不对：只加算进去的那些活动的花费。",
        "share": "`share` 还不对：分子是算进去的花费，分母是全部花费，不是项数。",
    },
    misconceptions=(
        Misconception(
            "share_of_activities",
            "你的 `share` 数的是项数占几成。一个五万元的会员群与一个三百万元的广告在这里一样重；题目问的是钱。",
            _share_of_activities,
        ),
        Misconception(
            "offline_is_never_digital",
            "你把不在互联网上的触点都判为没有连接。「看连接」这一派正是要把连上数据的户外屏与电视算进来；照这个定义再数一次。",
            _offline_is_never_digital,
        ),
        Misconception(
            "result_without_cost",
            "你的「看效果」只看成效量不量得出。花了多少说不清，回报率就没有分母；两个条件要同时成立。",
            _result_without_cost,
        ),
        Misconception(
            "acted_without_link",
            "你的「看数据基础」只看有没有改过经营。凭感觉改也是改；这一派要求先连成数据，再据此去改。",
            _acted_without_link,
        ),
        Misconception(
            "any_as_the_sum",
            "你的「至少一种算」是四种相加。搜索广告会在四种里各出现一次，钱只花了一次；先逐项判断，再加总。",
            _any_as_the_sum,
        ),
    ),
)
