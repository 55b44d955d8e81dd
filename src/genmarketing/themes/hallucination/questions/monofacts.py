"""The question on how much of a corpus is said only once, and how much of the world is never said."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any

from genmarketing.data import load
from genmarketing.themes.hallucination.questions.brands import world
from genmarketing.workbook.kinds import TableQuestion
from genmarketing.workbook.question import Misconception
from genmarketing.workbook.remembering import remembered

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

_BRANDS = 40
_SENTENCES = 200


def _corpus(rng: np.random.Generator) -> dict[str, Any]:
    """Return made sentences about some of the fictional brands, drawn until some brands are silent and wrong ways differ."""
    import pandas as pd

    mentions = _mentions()
    every_brand = list(world())
    while True:
        brands = [every_brand[int(place)] for place in rng.choice(len(every_brand), _BRANDS, replace=False)]
        facts = [(brand, attribute, value) for brand in brands for attribute, value in world()[brand].items()]
        weights = [min(mentions[brand, attribute], 12) + 0.4 for brand, attribute, _ in facts]
        shares = [weight / sum(weights) for weight in weights]
        said = [facts[int(place)] for place in rng.choice(len(facts), _SENTENCES, p=shares)]
        times, same_value = Counter(said), Counter((attribute, value) for _, attribute, value in said)
        once = Counter(attribute for (_, attribute, _), count in times.items() if count == 1)
        if (
            min(once[attribute] for attribute in world()[brands[0]]) > 1
            and sum(count == 1 for count in same_value.values()) < once.total()
            and len({brand for brand, _, _ in said}) < _BRANDS
        ):
            return {"log": pd.DataFrame(said, columns=["brand", "attribute", "value"]), "brands": _BRANDS}


@cache
def _mentions() -> dict[tuple[str, str], int]:
    table = load("brand_facts")
    pairs = zip(table["brand"], table["attribute"], strict=True)
    return dict(zip(pairs, table["mentions"].tolist(), strict=True))


@remembered
def _monofacts(log: pd.DataFrame, brands: int) -> pd.DataFrame:
    import pandas as pd

    # 一件事由品牌和属性认定；同一个值可以属于几个品牌，不能按值来数
    times = log.groupby(["attribute", "brand"]).size()
    by_attribute = times.groupby("attribute")
    table = pd.DataFrame(
        {
            "sentences": by_attribute.sum(),
            "facts": by_attribute.size(),
            "once": (times == 1).groupby("attribute").sum(),
        }
    )
    table["monofact_rate"] = table["once"] / table["sentences"]
    table["unseen"] = brands - table["facts"]
    return table.reset_index()


def _values_counted(log: pd.DataFrame, brands: int) -> pd.DataFrame:
    return _monofacts(log.assign(brand=log["value"]), brands)


def _share_of_facts(log: pd.DataFrame, brands: int) -> pd.DataFrame:
    return _monofacts(log, brands).assign(monofact_rate=lambda t: t["once"] / t["facts"])


def _share_of_all_sentences(log: pd.DataFrame, brands: int) -> pd.DataFrame:
    return _monofacts(log, brands).assign(monofact_rate=lambda t: t["once"] / len(log))


def _unseen_added(log: pd.DataFrame, brands: int) -> pd.DataFrame:
    return _monofacts(log, brands).assign(monofact_rate=lambda t: (t["once"] + t["unseen"]) / t["sentences"])


def _silent_brands_forgotten(log: pd.DataFrame, brands: int) -> pd.DataFrame:
    return _monofacts(log, log["brand"].nunique())


MONOFACT_RATES = TableQuestion(
    name="monofact_rates",
    title="只写过一遍的事，占了几成",
    points=8,
    minutes=10,
    concepts=("K028", "K029"),
    prompt="""
一个小模型要用一份语料学品牌知识。`wb.data("monofact_rates")` 是一个字典（**虚构数据**，由随机种子生成）：

- `log`：语料，每行一句话，列是 `brand`、`attribute`、`value`（「某品牌的某事是某值」，每句都属实）；同一句话可以出现几遍；
- `brands`：市场上一共有几个品牌。**每个品牌在每个属性上都有一件事实**，不管语料写没写过。

交一张表，每个属性一行：

| 列 | 含义 |
|---|---|
| `attribute` | 属性 |
| `sentences` | 关于这个属性的句子数 |
| `facts` | 其中写到了几件**不同**的事实（一个品牌的一个属性算一件） |
| `once` | 恰好只写过一遍的事实数 |
| `monofact_rate` | 单次率：`once` ÷ `sentences` |
| `unseen` | 一遍也没写过的事实数 |

行的次序不限，数不要四舍五入。

**可以手算的例子** 市场上有 5 个品牌。关于「总部」有 6 句话：甲的总部写了 3 遍，乙写了 1 遍，丙写了 2 遍；甲和乙的总部都是成都。
不同的事实 3 件，只写过一遍的 1 件，单次率 1 ÷ 6，没写过的 2 件。甲与乙同在成都，但那是两件事。
""",
    starter="monofact_rates = ...",
    hints=(
        "先数每件事被写了几遍：按哪两列分组，才能让「甲的总部」与「乙的总部」分开？",
        '`times = log.groupby(["attribute", "brand"]).size()` 是每件事的遍数；再按 `attribute` 汇总：和是 `sentences`，个数是 `facts`，等于 1 的个数是 `once`。',
        "没写过的事实不在语料里，数不出来，要用 `brands` 减去写过的。单次率的分母是这个属性的句子数。",
    ),
    explanation=(
        "只写过一遍的事，替那些一遍也没写过的事报了个数：在本章的模型里，只要模型说的把握与事实相符，编造的比例几乎就等于单次率。"
        "所以上线之前先看自家资料：哪些属性多半只写过一遍，那里就先补资料或先接检索，不要指望模型「记得住」。"
    ),
    teaching=(
        "约 10 分钟。先问全班：语料句句属实，模型为什么还会说错？再请学生指出表里 `unseen` 最大的那一行。"
        "常见错误是按取值来数（两个品牌同在成都，被当成一件事写了两遍），其次是单次率除以事实数而不是句子数。"
        "追问：把已经写了一百遍的事再写一百遍，单次率会降，模型对没写过的事会更懂吗？"
    ),
    inputs=_corpus,
    reference=_monofacts,
    keys=("attribute",),
    relative=1e-6,
    missed={
        "sentences": "`sentences` 还不对：`log` 一行是一句话，重复的也各算一句。",
        "facts": "`facts` 还不对：在一个属性里，有几个不同的品牌被写到？",
        "once": "`once` 还不对：先数出每件事被写了几遍，再数其中恰好一遍的。",
        "monofact_rate": "`monofact_rate` 还不对：分子是只写过一遍的事实数，分母是这个属性的句子数。",
        "unseen": "`unseen` 还不对：每个品牌在这个属性上都有一件事，减去写到过的。",
    },
    misconceptions=(
        Misconception(
            "values_for_facts",
            "你数的是取值，两个品牌同在一座城市就被并成了一件事。一件事要由品牌和属性一起认定，换一个分组再数。",
            _values_counted,
        ),
        Misconception(
            "share_of_facts",
            "你的单次率除以了事实数。模型是一句一句学的，写了一百遍的事也只算一件；分母应当是什么？",
            _share_of_facts,
        ),
        Misconception(
            "share_of_all_sentences",
            "你拿每个属性去除以整份语料的句子数。各属性的句子不一样多，比的是它自己的句子里有几成是孤例。",
            _share_of_all_sentences,
        ),
        Misconception(
            "unseen_counted_as_once",
            "你把一遍也没写过的也加进了分子。单次率只用看得见的东西：写过、而且只写过一遍。",
            _unseen_added,
        ),
        Misconception(
            "brands_taken_from_the_corpus",
            "你的 `unseen` 只在语料露过面的品牌里找。一句话也没有的品牌，恰恰是模型最会编的；市场上有几个，看 `brands`。",
            _silent_brands_forgotten,
        ),
    ),
)
