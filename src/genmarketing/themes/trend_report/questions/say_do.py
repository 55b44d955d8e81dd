"""The question on saying and doing: two boxes that the same people may tick, their gap, and the right standard error."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Any

from genmarketing.workbook.kinds import TableQuestion
from genmarketing.workbook.question import Misconception
from genmarketing.workbook.remembering import remembered

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

_PAIRS = (
    ("重品牌、减品牌", "grow_brand", "cut_brand_to_performance"),
    ("高回报媒体、减品牌", "cut_higher_roi_media", "cut_brand_to_performance"),
    ("短视频、种草", "more_short_video", "more_seeding"),
    ("重品牌、效果广告", "grow_brand", "more_performance_ads"),
    ("数据化、用 AI", "act_data_driven", "ai_weekly"),
    ("协作、快速响应", "act_cross_team", "act_rapid_response"),
)


def _sample(rng: np.random.Generator) -> dict[str, Any]:
    """Return a sample of made respondents with gaps in both directions, one of which a comparison of two intervals would miss."""
    import pandas as pd

    from genmarketing.data import load

    everybody = load("advertisers")
    pairs = pd.DataFrame(_PAIRS, columns=["pair", "first", "second"])
    asked = ["respondent", *dict.fromkeys([*pairs["first"], *pairs["second"]])]
    while True:
        chosen = sorted(rng.permutation(len(everybody))[: int(rng.integers(90, 121))])
        respondents = everybody.loc[chosen, asked].reset_index(drop=True)
        table = _gaps(respondents, pairs)
        clear = (abs(table["gap"]) / table["error"] - 1.96).abs() > 0.02
        upwards, downwards = (table["sure"] & (sign * table["gap"] > 0) for sign in (1, -1))
        overlapping = upwards & ~_intervals_apart(respondents, pairs)["sure"]
        if clear.all() and overlapping.any() and downwards.any() and not table["sure"].all():
            return {"respondents": respondents, "pairs": pairs}


@remembered
def _gaps(respondents: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    n = len(respondents)
    rows = []
    for pair, first, second in pairs.itertuples(index=False):
        p, q = respondents[first].mean(), respondents[second].mean()
        both = (respondents[first] & respondents[second]).sum()
        # 同一个人的两个答案相减，只会是 1、0、−1；下面是这个差的方差
        error = ((p + q - 2 * both / n - (p - q) ** 2) / n) ** 0.5
        rows.append((pair, p, q, both, p - q, error, abs(p - q) > 1.96 * error))
    return pd.DataFrame(rows, columns=["pair", "p", "q", "both", "gap", "error", "sure"])


def _with_error(table: pd.DataFrame, error: pd.Series) -> pd.DataFrame:
    return table.assign(error=error, sure=abs(table["gap"]) > 1.96 * error)


def _two_groups_of_people(respondents: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    table = _gaps(respondents, pairs)
    variance = table["p"] * (1 - table["p"]) + table["q"] * (1 - table["q"])
    return _with_error(table, (variance / len(respondents)) ** 0.5)


def _one_answer_only(respondents: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    table = _gaps(respondents, pairs)
    variance = table["p"] + table["q"] - table["gap"] ** 2
    return _with_error(table, (variance / len(respondents)) ** 0.5)


def _intervals_apart(respondents: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    table, n = _gaps(respondents, pairs), len(respondents)
    reach = sum((1.96 * sqrt(1 / n) * (table[c] * (1 - table[c])) ** 0.5 for c in ("p", "q")), 0 * table["p"])
    return table.assign(sure=abs(table["gap"]) > reach)


def _only_upwards(respondents: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    return _gaps(respondents, pairs).assign(sure=lambda table: table["gap"] > 1.96 * table["error"])


def _errors_added(respondents: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    table, n = _gaps(respondents, pairs), len(respondents)
    return _with_error(table, sum(((table[c] * (1 - table[c]) / n) ** 0.5 for c in ("p", "q")), 0 * table["p"]))


def _either(respondents: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    table = _gaps(respondents, pairs)
    either = (table["p"] + table["q"]) * len(respondents) - table["both"]
    return table.assign(both=either.round().astype(int))


SAY_DO_GAP = TableQuestion(
    name="say_do_gap",
    title="嘴上与手上，差多少才算差",
    points=8,
    minutes=12,
    concepts=("K115",),
    prompt="""
一边说重品牌，一边减品牌，这是「品效割裂」。要谈割裂，先会比：**同一批人**、两个**都可以勾**的选项，差多少才算差？

`wb.data("say_do_gap")` 给你一个字典。`respondents` 是从 `advertisers.csv` 里抽出的一批受访者（**合成数据**：合计照报告还原，每个人是编的），每列是一个勾选项，勾了为 1；
`pairs` 是六对选项，`first` 与 `second` 是列名。

交一张六行的表，每对一行，行的次序不限：

| 列 | 含义 |
|---|---|
| `pair` | 这一对的名称，照抄 |
| `p`、`q` | 勾了 `first` 的比例、勾了 `second` 的比例（0 到 1） |
| `both` | **两项都勾**的有几人 |
| `gap` | p − q |
| `error` | gap 的标准误：√((p + q − 2 × 两项都勾的比例 − (p − q)²) ÷ n)，n 是总人数 |
| `sure` | gap 的绝对值大于 1.96 × error 写 `True`，否则 `False` |

**可以手算的例子** 只有 100 人，一对选项：勾 `first` 的 60 人，勾 `second` 的 40 人，两项都勾的 30 人。
p = 0.6，q = 0.4，gap = 0.2；p + q − 2 × 0.3 − 0.2² = 0.36，error = √(0.36 ÷ 100) = 0.06；1.96 × 0.06 = 0.1176，所以 sure 是 `True`。
""",
    starter="say_do_gap = ...",
    hints=(
        "先只做第一对：两列的平均数就是 p 和 q。两列都是 0 和 1，相乘再相加就是两项都勾的人数。",
        "式子里的「两项都勾的比例」是 both ÷ n。重叠越多，同一个人的两个答案越是同进同退，差就越稳。",
        "用循环走一遍 `pairs.itertuples()`，每对得出一行，最后放进 `pd.DataFrame(rows, columns=[...])`。",
    ),
    explanation=(
        "同样的两个百分数，差站不站得住要看有多少人两项都勾。两个区间有重叠，差仍可能站得住，因为问的是同一批人。"
        "引用报告里的高低之前，向机构要「两项都勾」的人数；要不到，就写「同时选两项的人数没有公布」，不写谁比谁多。"
    ),
    teaching=(
        "约 12 分钟。先请学生把第一对画成四格表：都勾、只勾前、只勾后、都不勾；gap 只看只勾前与只勾后之差。"
        "最常见的错误是当成两批人来算；其次是看两个区间有没有重叠，那样会漏掉真有的差。"
        "追问：表里「重品牌」与「减品牌」两项都勾的人数，能写进新闻吗？（不能：这一列是编的，报告没有公布。）"
    ),
    inputs=_sample,
    reference=_gaps,
    keys=("pair",),
    relative=1e-6,
    missed={
        "p": "`p` 还不对：勾了 `first` 的人数除以全部人数。",
        "q": "`q` 还不对：勾了 `second` 的人数除以全部人数。",
        "both": "`both` 还不对：数的是两列都为 1 的人，单位是人。",
        "gap": "`gap` 还不对：p 减去 q，可以是负的，不用乘 100。",
        "error": "`error` 还不对：把题目里的 100 人代进式子，看能不能得到 0.06。",
        "sure": "`sure` 还不对：拿 gap 的绝对值同 1.96 × error 比，写 `True` 或 `False`（不加引号），两个方向都算差。",
    },
    misconceptions=(
        Misconception(
            "two_groups_of_people",
            "你的 `error` 把两项当成了两批人答的。这里是同一批人，两项都勾的会让差变稳；式子里要减去哪一项？",
            _two_groups_of_people,
        ),
        Misconception(
            "one_answer_only",
            "你的 `error` 当成了单选题：选了这个就不能选那个。这里可以都勾，都勾的人对差没有贡献，要从方差里减去。",
            _one_answer_only,
        ),
        Misconception(
            "intervals_must_not_overlap",
            "你的 `sure` 看的是两个区间有没有重叠。区间各算各的，看不见是同一批人；直接拿差同差的误差比。",
            _intervals_apart,
        ),
        Misconception(
            "only_upwards",
            "你的 `sure` 漏了负的差。`second` 比 `first` 多得多时，gap 是很大的负数，那也是差：先取绝对值再比。",
            _only_upwards,
        ),
        Misconception(
            "errors_added",
            "你把两项的标准误相加了。误差有正有负，不会总往一边凑，何况是同一批人答的；要算的是差本身的方差。",
            _errors_added,
        ),
        Misconception(
            "either_counted",
            "你的 `both` 数的是至少勾了一项的人。题目要两项都勾的；只勾一项的，正是造成差的那些人。",
            _either,
        ),
    ),
)
