"""Questions on what a remedy is worth: three versions of a product in three scenarios, and an order of remedies by cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from genmarketing.workbook.kinds import OrderingQuestion, TableQuestion
from genmarketing.workbook.question import Misconception
from genmarketing.workbook.remembering import remembered

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

_SCENARIOS = ("用药问答", "理财问答", "广告创意")
_VERSIONS = {"降低": (0.62, 0.02, 0.36), "保持": (0.76, 0.12, 0.12), "增强": (0.80, 0.18, 0.02)}
"""Version -> shares of usable answers, of wrong ones that went out, of refusals; the same in every scenario."""

_FREER = {"降低": (0.30, 0.04, 0.66), "保持": (0.45, 0.35, 0.20), "增强": (0.62, 0.36, 0.02)}
"""The same for ideas, where unusual ones are the usable ones."""


def _three_tests(rng: np.random.Generator) -> dict[str, Any]:
    """Return a log and prices, drawn until the version that pays is lowered where errors are dear, and raised for ideas."""
    while True:
        given = _draw_tests(rng)
        table = _versions(**given)
        if table.loc[table["ship"], "version"].tolist() == ["增强", "降低", "降低"]:
            return given


def _draw_tests(rng: np.random.Generator) -> dict[str, Any]:
    """Return a made log of the three-version test, two runs of unequal size each, and the prices of each scenario."""
    import pandas as pd

    rows = []
    for scenario in _SCENARIOS:
        for version, shares in (_FREER if scenario == "广告创意" else _VERSIONS).items():
            for tested in rng.permutation([80, 240]):
                usable, wrong, refused = (int(n) for n in rng.multinomial(tested, shares))
                rows.append((scenario, version, usable, wrong, refused))
    log = pd.DataFrame(
        [rows[int(place)] for place in rng.permutation(len(rows))],
        columns=["scenario", "version", "usable", "wrong", "refused"],
    )
    prices = pd.DataFrame(
        {
            "scenario": _SCENARIOS,
            "gain": [float(rng.integers(4, 9)), float(rng.integers(8, 15)), float(rng.integers(20, 41))],
            "loss": [float(rng.integers(300, 601)), float(rng.integers(80, 161)), float(rng.integers(1, 4))],
            "human": [float(rng.integers(5, 10)), float(rng.integers(4, 9)), float(rng.integers(2, 6))],
        }
    )
    return {"log": log, "prices": prices}


@remembered
def _versions(log: pd.DataFrame, prices: pd.DataFrame) -> pd.DataFrame:
    # 两轮测试的条数不同，先加总，再相除
    table = log.groupby(["scenario", "version"])[["usable", "wrong", "refused"]].sum().reset_index()
    table = table.merge(prices, on="scenario")
    tested = table["usable"] + table["wrong"] + table["refused"]
    earned = table["usable"] * table["gain"] - table["wrong"] * table["loss"] - table["refused"] * table["human"]
    table["offset"] = table["loss"] / table["gain"]
    table["wrong_rate"] = table["wrong"] / tested
    table["value"] = earned / tested
    table["ship"] = table["value"] == table.groupby("scenario")["value"].transform("max")
    return table[["scenario", "version", "offset", "wrong_rate", "value", "ship"]]


def _shipped_by(table: pd.DataFrame, worth: pd.Series[float]) -> pd.DataFrame:
    return table.assign(ship=worth == worth.groupby(table["scenario"]).transform("max"))


def _fewest_errors(**given: Any) -> pd.DataFrame:
    table = _versions(**given)
    return _shipped_by(table, -table["wrong_rate"])


def _most_usable(**given: Any) -> pd.DataFrame:
    table, log = _versions(**given), given["log"].groupby(["scenario", "version"])[["usable", "wrong", "refused"]].sum()
    share = log["usable"] / log.sum(axis=1)
    return _shipped_by(table, share.reset_index(drop=True))


def _best_of_the_whole_table(**given: Any) -> pd.DataFrame:
    table = _versions(**given)
    return table.assign(ship=table["value"] == table["value"].max())


def _offset_upside_down(**given: Any) -> pd.DataFrame:
    return _versions(**given).assign(offset=lambda t: 1 / t["offset"])


def _refusals_free(**given: Any) -> pd.DataFrame:
    return _versions(given["log"], given["prices"].assign(human=0.0))


def _mean_of_rates(**given: Any) -> pd.DataFrame:
    log = given["log"]
    tested = log[["usable", "wrong", "refused"]].sum(axis=1)
    even = log.assign(**{c: log[c] / tested for c in ("usable", "wrong", "refused")})
    return _versions(even, given["prices"])


def _answered_only(**given: Any) -> pd.DataFrame:
    return _versions(given["log"].assign(refused=0), given["prices"])


THREE_VERSIONS = TableQuestion(
    name="three_versions",
    title="三个版本、三个场景，各上线哪一个",
    points=8,
    minutes=12,
    concepts=("K033", "K034", "K035", "K041"),
    prompt="""
同一个助手做了三个版本：`降低`（只说查得到的，查不到就转人工）、`保持`、`增强`（放宽约束，标明虚构）。三个版本在三个场景里各试了两轮，**两轮的条数不同**。

`wb.data("three_versions")` 是一个字典（**虚构数据**，由随机种子生成）：

- `log`：每行一轮，`scenario`、`version`，以及三种结果的条数：`usable`（可用）、`wrong`（说错而且流了出去）、`refused`（拒答，转人工）；
- `prices`：每个场景一行，单位都是元：`gain`（可用一条值多少）、`loss`（说错一条赔多少）、`human`（人工接手一条花多少）。

交一张表，每个场景的每个版本一行：

| 列 | 含义 |
|---|---|
| `scenario`、`version` | 场景、版本 |
| `offset` | 这个场景里，说错一条要几条可用的才抵得回来：`loss` ÷ `gain`。在这道题里，高风险就是这个数大 |
| `wrong_rate` | 说错的条数 ÷ 全部条数，两轮合计 |
| `value` | 平均每条值多少元：可用的赚 `gain`，说错的赔 `loss`，拒答的花 `human`；分母是全部条数 |
| `ship` | 在自己的场景里 `value` 最高的版本写 `True`，其余 `False`（数据保证不并列） |

行的次序不限，数不要四舍五入。

**可以手算的例子** 某场景某版本两轮合计：可用 70、说错 10、拒答 20；`gain` 5、`loss` 20、`human` 4。`offset` 是 4，`wrong_rate` 是 0.1，`value` 是 (350 − 200 − 80) ÷ 100 = 0.7 元。
""",
    starter="three_versions = ...",
    hints=(
        '先 `log.groupby(["scenario", "version"])[["usable", "wrong", "refused"]].sum()`，把两轮加在一起。',
        '`.reset_index().merge(prices, on="scenario")` 把价格接上；再写 `value`，三项都有，分母是三种结果之和。',
        '每个场景的最高值：`table.groupby("scenario")["value"].transform("max")`，与 `value` 相等的那行就是 `True`。',
    ),
    explanation=(
        "同样几个版本，在用药和理财里该压低，在广告创意里该放宽：幻觉是祸是福，看错一次赔多少。"
        "错误率最低的版本不处处划算，创意里它把大半的活都拒了，拒答也要人来接手。上线会上先摆出三个价（对、错、转人工），再谈版本；赔不起的场景，人工那一栏不许写 0。"
    ),
    teaching=(
        "约 12 分钟。先不给价格，只给错误率，请全班投票；再给价格，看谁改主意。"
        "常见错误是一律挑错误率最低的，或在整张表里只挑一个最高的；其次是忘了拒答也花钱。"
        "请学生补全高风险的清单（自动驾驶、医疗、金融、航天军事），并说出赔的是谁：用户的身体与钱，在账上往往写得太低。"
        "这里的价格是虚构的，真实的赔付要问法务。追问：`loss` 翻倍，哪个场景的选择会变？"
    ),
    inputs=_three_tests,
    reference=_versions,
    keys=("scenario", "version"),
    relative=1e-6,
    missed={
        "offset": "`offset` 还不对：说错一条赔的钱，等于几条可用的赚来的钱？同一场景的三个版本是同一个数。",
        "wrong_rate": "`wrong_rate` 还不对：两轮的说错条数相加，除以两轮的全部条数。",
        "value": "`value` 还不对：三种结果各乘各的价，说错与拒答是减；分母是全部条数。",
        "ship": "`ship` 还不对：在每个场景里分别找 `value` 最高的那一个版本。",
    },
    misconceptions=(
        Misconception(
            "fewest_errors_ship",
            "你处处上线了错误率最低的版本。少错也可能是什么都不敢答；该比的是扣掉代价之后每条值多少。",
            _fewest_errors,
        ),
        Misconception(
            "most_usable_ship",
            "你处处上线了可用最多的版本。可用多，说错的也可能多；错一条赔多少，各场景差得很远。",
            _most_usable,
        ),
        Misconception(
            "best_of_the_whole_table",
            "你在整张表里只挑了一个最高的，别的场景就没有版本可上了。每个场景的价不同，要分开来比。",
            _best_of_the_whole_table,
        ),
        Misconception(
            "offset_upside_down",
            "你的 `offset` 写倒了：越危险的场景数越小。说错一条，要几条可用的才抵得回来？",
            _offset_upside_down,
        ),
        Misconception(
            "refusals_are_free",
            "你没有算拒答的花费。转人工要有人接手，`human` 那一项是多少？",
            _refusals_free,
        ),
        Misconception(
            "mean_of_rates",
            "你先算每轮的比例再取平均，80 条的一轮与 240 条的一轮成了一样重。先加总，再相除。",
            _mean_of_rates,
        ),
        Misconception(
            "answered_only",
            "你把拒答的条数丢掉了，分母和花费里都没有它。来问的人并没有少；三种结果都要算。",
            _answered_only,
        ),
    ),
)


REMEDY_ORDER = OrderingQuestion(
    name="remedy_order",
    title="六个办法，按一个月的总代价排队",
    points=5,
    minutes=6,
    concepts=("K036", "K040", "K041"),
    prompt="""
一家**虚构**的理财公司，问答机器人每月答 10,000 问，现在有 6% 说错，一个错平均赔 200 元。下面六个办法各用各的（不叠加），请按**一个月的总代价**（办法本身的花费 ＋ 剩下的错赔的钱，只算这两项）从低到高排。

答案写成字母的列表，例如 `remedy_order = ["a", "b", ...]`；每一处前后衔接对了各得 1 分。

**可以手算的例子** 若有个办法每月花 3,000 元，能去掉三成的错：还剩 600 × 0.7 = 420 个错，赔 84,000 元，总代价 87,000 元。
""",
    starter="remedy_order = [...]",
    items={
        "a": "把提示词写清楚：每月 500 元，去掉 5% 的错",
        "b": "每条都由人审核：每条 5 元，去掉 90% 的错",
        "c": "什么也不做",
        "d": "回答之前先查权威库，查不到就说不知道：每月 15,000 元，去掉 80% 的错",
        "e": "机器人全部下线，由客服来答：每条 9 元，一个错也不剩",
        "f": "只审核把握最低的两成：每条 5 元，去掉 65% 的错",
    },
    answer=("d", "f", "b", "e", "a", "c"),
    hints=(
        "先写出现在每月有几个错、赔多少钱，再逐个办法写两栏：花费、剩下的错。",
        "按条收费的办法，先看要处理几条：全部是 10,000 条，两成是 2,000 条。",
        "两栏都换成元再相加。最便宜的办法和错最少的办法，都不一定排在最前。",
    ),
    explanation=(
        "最省的办法不是最便宜的，也不是错最少的：前置核对花钱不多而去错多，只审低把握的一小堆，比条条都审划算。"
        "改提示词几乎不花钱，该做，但别指望它顶事。你的场景里一错只赔 2 元时，请把这笔账再算一遍，次序会变。"
    ),
    teaching=(
        "约 6 分钟。先请学生凭直觉排，再动笔。常见的两种排法：按办法的价钱排，按剩下的错排；卡片会认出来。"
        "请学生把一个错的赔付改成 2 元和 2,000 元各排一次：前者什么也不做就好，后者让机器人下线最省。这就是「按场景划边界」。"
        "提醒：题里的百分数是虚构的，真实的去错比例要自己测。"
    ),
    misconceptions=(
        Misconception(
            "by_price",
            "你是按办法本身的花费排的。什么也不做看着最便宜，可剩下的错还要赔钱；把两栏加起来再排。",
            ("c", "a", "f", "d", "b", "e"),
        ),
        Misconception(
            "by_errors_left",
            "你是按剩下的错排的，没有看花多少钱。把最后几个错去掉，往往比前面那一大半还贵；把两栏都换成元。",
            ("e", "b", "d", "f", "a", "c"),
        ),
        Misconception(
            "by_cost_per_error",
            "你比的是去掉一个错花几元。单价最低的办法可能只去掉几个错，剩下的仍要赔；题目问的是一个月的总数。",
            ("a", "f", "d", "b", "e", "c"),
        ),
    ),
)
