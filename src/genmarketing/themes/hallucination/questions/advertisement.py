"""The question on checking an advertisement claim by claim against a table of facts, citations included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from genmarketing.data import published
from genmarketing.themes.hallucination.questions.brands import numbers, values, world
from genmarketing.workbook.kinds import ValueQuestion
from genmarketing.workbook.question import Misconception

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

_GAMMA = int(published("fact_score_gamma").value)
_SAID = {
    "总部": "{brand}的总部在{value}",
    "成立年份": "{brand}创立于 {value} 年",
    "招牌产品": "{brand}的招牌产品是{value}",
    "吉祥物": "{brand}的吉祥物是{value}",
    "主色": "{brand}的主色是{value}",
}
_ALWAYS = ("支持", "支持", "冲突", "查不到", "错引", "空号")
"""What happens to a claim; the last one cites a number that does not exist, which is a wrong citation too."""
_CLAIMS = 8
_STEPS = (
    "有的句子判得不对。每句按次序问三件事：库里有没有这件事，取值一不一样，编号是不是这一行；先符合哪条就写哪个词。"
)


def _draft(rng: np.random.Generator) -> dict[str, Any]:
    """Return a made advertisement of eight claims with citations, and the table of facts for two fictional brands."""
    import pandas as pd

    every_brand = list(world())
    brands = [every_brand[int(place)] for place in rng.choice(len(every_brand), 2, replace=False)]
    pairs = [(brand, attribute) for brand in brands for attribute in world()[brand]]
    chosen = [pairs[int(place)] for place in rng.permutation(len(pairs))[:_CLAIMS]]
    kinds = [str(kind) for kind in rng.permutation([*_ALWAYS, *rng.choice(_ALWAYS, _CLAIMS - len(_ALWAYS))])]
    unlisted = {pair for pair, kind in zip(chosen, kinds, strict=True) if kind == "查不到"}
    facts = [(numbers()[pair], *pair, world()[pair[0]][pair[1]]) for pair in pairs if pair not in unlisted]
    rows, sentences = [], []
    for number, ((brand, attribute), kind) in enumerate(zip(chosen, kinds, strict=True), 1):
        true, own = world()[brand][attribute], numbers()[brand, attribute]
        said = str(rng.choice([value for value in values(attribute) if value != true])) if kind == "冲突" else true
        elsewhere = str(rng.choice([fact for fact, *_ in facts if fact != own]))
        nowhere = f"F{int(rng.integers(700, 999))}"
        # where nothing is listed, the citation leads elsewhere or nowhere
        cited = {"支持": own, "冲突": own, "错引": elsewhere, "空号": nowhere}.get(
            kind, [elsewhere, nowhere][number % 2]
        )
        rows.append((str(number), brand, attribute, said, cited))
        sentences.append(f"（{number}）{_SAID[attribute].format(brand=brand, value=said)}〔{cited}〕")
    listed = pd.DataFrame(sorted(facts), columns=["fact", "brand", "attribute", "value"])
    claims = pd.DataFrame(rows, columns=["claim", "brand", "attribute", "value", "cited"])
    return {"ad": "；".join(sentences) + "。", "claims": claims, "facts": listed, "gamma": _GAMMA}


def _check(ad: str, claims: pd.DataFrame, facts: pd.DataFrame, gamma: int) -> dict[str, str | float]:
    from math import exp

    known = {(brand, attribute): (fact, value) for fact, brand, attribute, value in facts.to_numpy()}
    found = []
    for brand, attribute, value, cited in claims[["brand", "attribute", "value", "cited"]].to_numpy():
        if (brand, attribute) not in known:
            found.append("查不到")
        elif value != known[brand, attribute][1]:
            found.append("冲突")
        elif cited != known[brand, attribute][0]:
            found.append("错引")
        else:
            found.append("支持")
    # 引错了编号，内容仍然属实
    precision = (found.count("支持") + found.count("错引")) / len(found)
    penalty = exp(1 - gamma / len(found)) if len(found) < gamma else 1.0
    verdicts = dict(zip(claims["claim"], found, strict=True))
    return {**verdicts, "precision": precision, "fact_score": precision * penalty}


def _scored(verdicts: dict[str, str], true: tuple[str, ...], gamma: int) -> dict[str, Any]:
    from math import exp

    precision = sum(verdict in true for verdict in verdicts.values()) / len(verdicts)
    return verdicts | {"precision": precision, "fact_score": precision * exp(1 - gamma / len(verdicts))}


def _verdicts(given: dict[str, Any], instead: dict[str, str]) -> dict[str, str]:
    right = _check(**given)
    return {claim: instead.get(str(right[claim]), str(right[claim])) for claim in given["claims"]["claim"]}


def _not_found_is_false(**given: Any) -> dict[str, Any]:
    return _check(**given) | _verdicts(given, {"查不到": "冲突"})


def _not_found_is_fine(**given: Any) -> dict[str, Any]:
    return _scored(_verdicts(given, {"查不到": "支持"}), ("支持", "错引"), given["gamma"])


def _citations_not_opened(**given: Any) -> dict[str, Any]:
    return _check(**given) | _verdicts(given, {"错引": "支持"})


def _no_such_number_is_not_found(**given: Any) -> dict[str, Any]:
    right, listed, claims = _check(**given), set(given["facts"]["fact"]), given["claims"]
    cited = dict(zip(claims["claim"], claims["cited"], strict=True))
    lost = {claim: "查不到" for claim, number in cited.items() if right[claim] == "错引" and number not in listed}
    return right | lost


def _any_number_will_do(**given: Any) -> dict[str, Any]:
    listed = set(given["facts"]["fact"])
    cited = dict(zip(given["claims"]["claim"], given["claims"]["cited"], strict=True))
    verdicts = {claim: "支持" if number in listed else "查不到" for claim, number in cited.items()}
    return _scored(verdicts, ("支持",), given["gamma"])


def _wrongly_cited_is_untrue(**given: Any) -> dict[str, Any]:
    return _scored(_verdicts(given, {}), ("支持",), given["gamma"])


def _without_penalty(**given: Any) -> dict[str, Any]:
    right = _check(**given)
    return right | {"fact_score": right["precision"]}


AD_CHECK = ValueQuestion(
    name="ad_check",
    title="一段广告文案，逐条查到依据",
    points=9,
    minutes=10,
    concepts=("K032", "K037", "K039"),
    prompt=f"""
模型替两个**虚构**品牌写了一段文案，每句话后面都附了依据的编号，看着很可靠。请拿权威库逐条核对。

`wb.data("ad_check")` 是一个字典：`ad` 是文案原文，八句；`claims` 是同样八句拆成的表，列为 `claim`（第几句，文字）、`brand`、`attribute`、`value`、`cited`（所引编号）；
`facts` 是权威库，列为 `fact`（编号）、`brand`、`attribute`、`value`，一个品牌的一个属性最多一行；`gamma` 是 {_GAMMA}。读文字、写代码都可以。

每句判一个词，按下面的次序，先符合哪条就是哪条：

1. `"查不到"`：权威库里没有这个品牌的这个属性，不管引了什么编号；
2. `"冲突"`：有，但取值不同；
3. `"错引"`：取值相同，但所引编号不是这一行（编号不存在，或指向另一件事）；
4. `"支持"`：取值相同，编号也对。

另算两个数：

- `precision`：内容属实的句数 ÷ 总句数。「支持」和「错引」的内容都属实；
- `fact_score`：FActScore 的写法，`precision` 再乘短答惩罚：句数 n 小于 `gamma` 时乘 exp(1 − gamma ÷ n)，否则不乘。

数误差在千分之一以内都算对，保留四位小数就够。

**可以手算的例子** 五句里三句「支持」、一句「错引」、一句「查不到」：`precision` 是 4 ÷ 5 = 0.8；{_GAMMA} ÷ 5 = 2，`fact_score` 是 0.8 × exp(−1) ≈ 0.2943。
""",
    starter="""ad_check = {
    "1": ...,
    "2": ...,
    "3": ...,
    "4": ...,
    "5": ...,
    "6": ...,
    "7": ...,
    "8": ...,
    "precision": ...,
    "fact_score": ...,
}""",
    hints=(
        "先不看编号，只拿品牌和属性去权威库里找那一行。找不到的，到此为止。",
        "找到那一行，比取值；取值相同，再比编号。次序不能反：编号存在，不等于那一行说的是这件事。",
        "`precision` 数两种判断；`fact_score` 用 `math.exp(1 - gamma / 8)` 去乘。",
    ),
    explanation=(
        "编号齐全的文案，照样有查不到的和引错的：模型写编号和写内容用的是同一套本事。"
        "审稿时要求「点开看」，而不是「有就行」；查不到的一句，要么补来源，要么删掉，别替它圆。"
        "节目里那个虚构的供应商，正是有名有姓、讲得很细，却查不到。"
    ),
    teaching=(
        "约 10 分钟。先只给学生看 `ad`，请他们凭感觉挑出最可疑的一句，再去核对：多半挑不准，因为句句一样流利。"
        "常见错误是把「查不到」判成「冲突」，没有证据不等于已被推翻；也有人只看编号在不在表里。"
        "短答惩罚请学生想一想：没有它，只写一句稳妥的话就能得满分。追问：要不要也罚「查不到」的？"
    ),
    inputs=_draft,
    reference=_check,
    labels={str(n): f"第 {n} 句" for n in range(1, 9)} | {"precision": "属实的比例", "fact_score": "FActScore"},
    missed={str(n): _STEPS for n in range(1, 9)}
    | {
        "precision": "`precision` 还不对：内容属实的句子，「支持」和「错引」都算，除以总句数。",
        "fact_score": "`fact_score` 还不对：先把 `precision` 算对，再乘 exp(1 − gamma ÷ 句数)。",
    },
    misconceptions=(
        Misconception(
            "not_found_is_false",
            "你把查不到的都判成了冲突。库里没有，只说明还不知道；要说它错，得有一行与它不同的记录。",
            _not_found_is_false,
        ),
        Misconception(
            "not_found_is_fine",
            "你放行了查不到的句子。没有反证不等于属实，这样的句子登出去，谁来举证？",
            _not_found_is_fine,
        ),
        Misconception(
            "citations_not_opened",
            "内容你都查对了，编号却没有点开。取值相同的几句里，再看所引的那一行说的是不是这件事。",
            _citations_not_opened,
        ),
        Misconception(
            "no_such_number_is_not_found",
            "内容与库里相同、编号却不存在的，你判成了查不到。查不到说的是库里没有这件事；这件事库里有，错的是编号。",
            _no_such_number_is_not_found,
        ),
        Misconception(
            "any_number_will_do",
            "你看编号在库里就放行，不在就判查不到。编号存在，不等于那一行支持这句话；请从品牌和属性找起。",
            _any_number_will_do,
        ),
        Misconception(
            "wrongly_cited_is_untrue",
            "八句的判断都对，`precision` 却把错引的当成了不实。引错编号是引用的错，内容属不属实另看。",
            _wrongly_cited_is_untrue,
        ),
        Misconception(
            "without_penalty",
            "你的 `fact_score` 与 `precision` 一样，少乘了短答惩罚。八句比 `gamma` 少，要打折。",
            _without_penalty,
        ),
    ),
)
