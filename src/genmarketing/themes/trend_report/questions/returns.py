"""The question on a quarter's campaigns: click rate, three ratios that look alike, break-even, and the weakest layer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from genmarketing.workbook.kinds import TableQuestion
from genmarketing.workbook.question import Misconception
from genmarketing.workbook.remembering import remembered

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Benchmark = dict[str, float]


def _four_weeks(rng: np.random.Generator) -> dict[str, Any]:
    """Return four weeks of six lines of the plan, terms of each platform, and rates to be measured against."""
    import numpy as np
    import pandas as pd

    from genmarketing.data import load

    campaigns = load("campaigns")
    days = campaigns["date"].unique()
    start = int(rng.integers(len(days) - 28))
    log = campaigns[campaigns["date"].between(days[start], days[start + 27])]
    lines = log["platform"] + log["pricing"]
    counts = log.groupby(lines)[list(_LAYERS)].sum()
    every_rate = counts[list(_LAYERS[1:])].to_numpy(float) / counts[list(_LAYERS[:-1])].to_numpy(float)
    while True:
        picked = rng.permutation(len(counts))[:6]
        rates = every_rate[picked]
        benchmark = np.array([low + step * int(rng.integers(count)) for low, step, count in _BENCHMARKS])
        behind = benchmark / rates
        second, worst = np.sort(behind, axis=1)[:, -2:].T
        weakest, by_points = behind.argmax(axis=1), (benchmark - rates).argmax(axis=1)
        # Each line is behind others somewhere, in one layer clearly most, and not always where most points are missing.
        clear = (worst > 1.02).all() and (worst > 1.02 * second).all()
        if clear and len(set(weakest)) > 1 and (weakest != by_points).any():
            break
    chosen = log[lines.isin(counts.index[picked])]
    platforms = sorted(chosen["platform"].unique())
    terms = pd.DataFrame(
        {
            "platform": platforms,
            "margin": [int(m) / 100 for m in rng.permutation(31)[: len(platforms)] + 30],
            "anyway": [int(a) / 100 for a in rng.permutation(36)[: len(platforms)] + 10],
        }
    )
    elsewhere = {layer: round(rate, 3) for layer, rate in zip(_PASSED, benchmark.tolist(), strict=True)}
    return {"log": chosen.reset_index(drop=True), "terms": terms, "benchmark": elsewhere}


_LAYERS = ("impressions", "clicks", "visits", "enquiries", "orders")
_PASSED = ("点击", "访问", "咨询", "订单")
_BENCHMARKS = ((0.014, 0.001, 8), (0.84, 0.01, 7), (0.16, 0.01, 7), (0.17, 0.01, 6))
"""Lowest value, step and number of values of each layer's rate elsewhere."""


@remembered
def _returns(log: pd.DataFrame, terms: pd.DataFrame, benchmark: dict[str, float]) -> pd.DataFrame:
    import pandas as pd

    # 先把四周加起来再除：每天的率取平均，会让量少的日子占得太重
    t = log.groupby(["platform", "pricing"], as_index=False).sum(numeric_only=True).merge(terms, on="platform")
    behind = pd.DataFrame(
        {
            "点击": benchmark["点击"] / (t["clicks"] / t["impressions"]),
            "访问": benchmark["访问"] / (t["visits"] / t["clicks"]),
            "咨询": benchmark["咨询"] / (t["enquiries"] / t["visits"]),
            "订单": benchmark["订单"] / (t["orders"] / t["enquiries"]),
        }
    )
    return pd.DataFrame(
        {
            "platform": t["platform"],
            "pricing": t["pricing"],
            "ctr": t["clicks"] / t["impressions"],
            "roas": t["revenue"] / t["spend"],
            "break_even": 1 / t["margin"],
            "roi": (t["revenue"] * t["margin"] - t["spend"]) / t["spend"],
            "romi": (t["revenue"] * (1 - t["anyway"]) * t["margin"] - t["spend"]) / t["spend"],
            "weakest": behind.idxmax(axis=1),
        }
    )


def _with_terms(table: pd.DataFrame, terms: pd.DataFrame) -> pd.DataFrame:
    return table.merge(terms, on="platform")


def _mean_of_days(log: pd.DataFrame, terms: pd.DataFrame, benchmark: Benchmark) -> pd.DataFrame:
    daily = log.assign(ctr=log["clicks"] / log["impressions"], roas=log["revenue"] / log["spend"])
    means = daily.groupby(["platform", "pricing"], as_index=False)[["ctr", "roas"]].mean()
    table = _returns(log, terms, benchmark).drop(columns=["ctr", "roas"]).merge(means, on=["platform", "pricing"])
    known = _with_terms(table, terms)
    return table.assign(
        roi=known["roas"] * known["margin"] - 1, romi=known["roas"] * known["margin"] * (1 - known["anyway"]) - 1
    )


def _click_rate_as_conversion(log: pd.DataFrame, terms: pd.DataFrame, benchmark: Benchmark) -> pd.DataFrame:
    sums = log.groupby(["platform", "pricing"], as_index=False).sum(numeric_only=True)
    return _returns(log, terms, benchmark).assign(ctr=sums["orders"] / sums["clicks"])


def _revenue_as_profit(log: pd.DataFrame, terms: pd.DataFrame, benchmark: Benchmark) -> pd.DataFrame:
    known = _with_terms(_returns(log, terms, benchmark), terms)
    known["roi"], known["romi"] = known["roas"] - 1, known["roas"] * (1 - known["anyway"]) - 1
    return known.drop(columns=["margin", "anyway"])


def _cost_share_turned_over(log: pd.DataFrame, terms: pd.DataFrame, benchmark: Benchmark) -> pd.DataFrame:
    known = _with_terms(_returns(log, terms, benchmark), terms)
    known["break_even"] = 1 / (1 - known["margin"])
    return known.drop(columns=["margin", "anyway"])


def _everything_is_added_sales(log: pd.DataFrame, terms: pd.DataFrame, benchmark: Benchmark) -> pd.DataFrame:
    return _returns(log, terms, benchmark).assign(romi=lambda t: t["roi"])


def _profit_cut_in_the_end(log: pd.DataFrame, terms: pd.DataFrame, benchmark: Benchmark) -> pd.DataFrame:
    known = _with_terms(_returns(log, terms, benchmark), terms)
    known["romi"] = known["roi"] * (1 - known["anyway"])
    return known.drop(columns=["margin", "anyway"])


def _most_points_behind(log: pd.DataFrame, terms: pd.DataFrame, benchmark: Benchmark) -> pd.DataFrame:
    import pandas as pd

    sums = log.groupby(["platform", "pricing"], as_index=False).sum(numeric_only=True)
    layers = zip(_PASSED, _LAYERS, _LAYERS[1:], strict=False)
    behind = {layer: benchmark[layer] - sums[out] / sums[into] for layer, into, out in layers}
    return _returns(log, terms, benchmark).assign(weakest=pd.DataFrame(behind).idxmax(axis=1))


def _smallest_rate(log: pd.DataFrame, terms: pd.DataFrame, benchmark: Benchmark) -> pd.DataFrame:
    return _returns(log, terms, benchmark).assign(weakest="点击")


CAMPAIGN_RETURNS = TableQuestion(
    name="campaign_returns",
    title="三个长得像的比率，一条保本线",
    points=9,
    minutes=14,
    concepts=("K132", "K134", "K135"),
    prompt="""
后台说投产比 3 倍，财务说只赚两成，做对照的人说亏了。三个都没有算错。把它们放进一张表，再看漏斗的哪一层最该修。

`wb.data("campaign_returns")` 给你一个字典（**合成数据**，平台都是虚构的）：

- `log`：四周、六条投放线的日报，出自 `campaigns.csv`。一行是一天一条线：`platform`、`pricing`，漏斗五层 `impressions`（展现）、`clicks`（点击）、`visits`（访问）、`enquiries`（咨询）、`orders`（订单），以及 `spend`（花费，元）、`revenue`（收入，元）；
- `terms`：每个平台一行，`margin` 是毛利率，`anyway` 是留一批人不投量出来的：收入里有几成**不投也会来**；
- `benchmark`：同行四层的通过率，键是 `"点击"`（点击 ÷ 展现）、`"访问"`（访问 ÷ 点击）、`"咨询"`（咨询 ÷ 访问）、`"订单"`（订单 ÷ 咨询）。

交一张六行的表，每条线一行（`platform` 与 `pricing` 合起来认一条线），行的次序不限，不要四舍五入。各个比率都用**四周合计**来除：

| 列 | 含义 |
|---|---|
| `ctr` | 点击率：点击 ÷ 展现 |
| `roas` | 投产比：收入 ÷ 花费 |
| `break_even` | 保本的投产比：毛利正好等于花费时的 `roas` |
| `roi` | (收入 × 毛利率 − 花费) ÷ 花费 |
| `romi` | 同 `roi`，但只算不投就不会来的收入 |
| `weakest` | 四层里离同行最远的一层（同行的率 ÷ 自己的率最大），写 `"点击"`、`"访问"`、`"咨询"` 或 `"订单"`；数据保证不并列 |

**可以手算的例子** 一条线四周展现 10,000、点击 200、访问 160、咨询 40、订单 10，花 1,000 元，收入 3,000 元；毛利率 0.4，`anyway` 是 0.2；同行是 0.02、0.9、0.2、0.25。
`ctr` 0.02，`roas` 3，`break_even` 2.5，`roi` 0.2，`romi` −0.04（3,000 × 0.8 × 0.4 = 960 元毛利）；四层的通过率是 0.02、0.8、0.25、0.25，离同行最远的是 `"访问"`。
""",
    starter="campaign_returns = ...",
    hints=(
        '先合计：`log.groupby(["platform", "pricing"], as_index=False).sum(numeric_only=True)`，再 `.merge(terms, on="platform")`，每条线就有了自己的毛利率。',
        "保本就是 收入 × 毛利率 = 花费，两边除以花费，看 `roas` 要等于几。`romi` 里先把收入乘 (1 − anyway)，再乘毛利率，最后减花费。",
        "四层各做一列「同行 ÷ 自己」，放进一个 DataFrame，`.idxmax(axis=1)` 给出每行最大的那一列的名字。",
    ),
    explanation=(
        "投产比过了保本线才赚，赚的里面还要扣掉不投也会来的；三个数依次变小，汇报时要写明是哪一个。"
        "修漏斗看离同行最远的那一层，不看率最小的：点击率永远最小。下次排预算，先给每条线留一批人不投，否则 `anyway` 只能猜。"
    ),
    teaching=(
        "约 14 分钟。先请学生拿题目里的一条线算 `roas`、`roi`、`romi`，再问「这条线还投不投」，听完三种答案再往下。"
        "最常见的错误是每天先除、再取平均；其次是拿投产比减 1 当 ROI。也请留意有人把 CTR 算成订单除以点击，材料里就有一处这样注错了。"
        "追问：楼宇屏在这张表里一定难看，能据此停掉它吗？（看不见的那一段，要靠停投去量。）"
    ),
    inputs=_four_weeks,
    reference=_returns,
    keys=("platform", "pricing"),
    relative=1e-6,
    missed={
        "ctr": "`ctr` 还不对：四周的点击之和除以四周的展现之和。",
        "roas": "`roas` 还不对：四周的收入之和除以四周的花费之和。",
        "break_even": "`break_even` 还不对：毛利率两成的生意，卖多少元才有一元毛利？",
        "roi": "`roi` 还不对：收入先乘自己平台的毛利率，减去花费，再除以花费。",
        "romi": "`romi` 还不对：收入里不投也会来的那几成要先拿掉，再算毛利。",
        "weakest": "`weakest` 还不对：同行的率除以自己的率，四层里取最大的；每条线单独看。",
    },
    misconceptions=(
        Misconception(
            "mean_of_days",
            "你每天先除、再取平均。量少的一天和量大的一天在这里一样重；先把四周加起来，再除。",
            _mean_of_days,
        ),
        Misconception(
            "click_rate_as_conversion",
            "你的 `ctr` 是订单除以点击，那是转化率。CTR 的 C 是点击，分母是展现；有的材料也注错过。",
            _click_rate_as_conversion,
        ),
        Misconception(
            "revenue_as_profit",
            "你的 `roi` 没有乘毛利率，把收入都当成了赚的。卖一百元要进多少货？先算毛利，再减花费。",
            _revenue_as_profit,
        ),
        Misconception(
            "cost_share_turned_over",
            "你的 `break_even` 用成本率做了分母。保本是毛利抵得过花费：一元花费要几元收入，才生得出一元毛利？",
            _cost_share_turned_over,
        ),
        Misconception(
            "everything_is_added_sales",
            "你的 `romi` 和 `roi` 一样，不投也会来的收入也记成了广告的功劳。`anyway` 该用在哪一步？",
            _everything_is_added_sales,
        ),
        Misconception(
            "profit_cut_in_the_end",
            "你的 `romi` 是拿 `roi` 乘了 (1 − anyway)，花费也跟着打了折。花出去的钱一分不少，打折的只是收入。",
            _profit_cut_in_the_end,
        ),
        Misconception(
            "smallest_rate",
            "你的 `weakest` 每条线都是点击，因为它的率总是最小。各层的率天生不同，要和同行的同一层比。",
            _smallest_rate,
        ),
        Misconception(
            "most_points_behind",
            "你的 `weakest` 比的是差几个百分点。访问率本来就有八九成，差 5 个点只是少掉一小截；点击率差半个点，可能少掉三成的人。用除，别用减。",
            _most_points_behind,
        ),
    ),
)
