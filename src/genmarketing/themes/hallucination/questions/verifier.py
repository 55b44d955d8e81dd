"""The hard question: a small verifier that checks texts against themselves first and against a table of facts next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genmarketing.themes.hallucination.questions.brands import values, world
from genmarketing.workbook.kinds import Case, FunctionQuestion
from genmarketing.workbook.question import Check, Misconception

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

Facts = dict[str, dict[str, str]]


def verify_claims(texts: list[str], facts: dict[str, dict[str, str]]) -> list[str]:
    """逐段核对：先看几句话自己打不打架，再逐句查事实表，最后合成一个判断。"""
    import re

    def judged(true: bool | None) -> str:
        return "查不到" if true is None else "属实" if true else "不实"

    def verify(text: str) -> str:
        said: dict[tuple[str, str], set[str]] = {}
        denied: dict[tuple[str, str], set[str]] = {}
        found = []
        for sentence in text.split("；"):
            if match := re.fullmatch(r"(.+)比(.+)成立得早", sentence):
                years = [facts.get(brand, {}).get("成立年份") for brand in match.groups()]
                found.append(judged(None if None in years else int(str(years[0])) < int(str(years[1]))))
            elif match := re.fullmatch(r"(.+)和(.+)的(.+)相同", sentence):
                one, other, attribute = match.groups()
                values = [facts.get(brand, {}).get(attribute) for brand in (one, other)]
                found.append(judged(None if None in values else values[0] == values[1]))
            elif match := re.fullmatch(r"(.+)的(.+?)(不是|是)(.+)", sentence):
                brand, attribute, verb, value = match.groups()
                (said if verb == "是" else denied).setdefault((brand, attribute), set()).add(value)
                known = facts.get(brand, {}).get(attribute)
                found.append(judged(None if known is None else (known == value) == (verb == "是")))
        # 一个属性只有一个取值：说成两个，或又说是又说不是，不用查也知道不能都对
        contradicts = any(len(values) > 1 or values & denied.get(key, set()) for key, values in said.items())
        if contradicts or "不实" in found:
            return "不实"
        return "查不到" if "查不到" in found else "属实"

    return [verify(text) for text in texts]


def _one_by_one(texts: list[str], facts: Facts, decide: Callable[[str, list[str]], str]) -> list[str]:
    """Return a decision for each text from the right verdict on the whole and those on its single sentences."""
    return [
        decide(whole, verify_claims(text.split("；"), facts))
        for text, whole in zip(texts, verify_claims(texts, facts), strict=True)
    ]


def _unknown_is_false(texts: list[str], facts: Facts) -> list[str]:
    return ["不实" if v == "查不到" else v for v in verify_claims(texts, facts)]


def _unknown_is_true(texts: list[str], facts: Facts) -> list[str]:
    return ["属实" if v == "查不到" else v for v in verify_claims(texts, facts)]


def _negation_overlooked(texts: list[str], facts: Facts) -> list[str]:
    return verify_claims([text.replace("不是", "是") for text in texts], facts)


def _first_sentence_only(texts: list[str], facts: Facts) -> list[str]:
    return verify_claims([text.split("；")[0] for text in texts], facts)


def _no_logic(texts: list[str], facts: Facts) -> list[str]:
    def decide(_: str, found: list[str]) -> str:
        return next((v for v in ("不实", "查不到") if v in found), "属实")

    return _one_by_one(texts, facts, decide)


def _unknown_comes_first(texts: list[str], facts: Facts) -> list[str]:
    def decide(whole: str, found: list[str]) -> str:
        return "查不到" if {"查不到", "不实"} <= set(found) else whole

    return _one_by_one(texts, facts, decide)


def _later_for_earlier(texts: list[str], facts: Facts) -> list[str]:
    import re

    return verify_claims([re.sub(r"([^；]+)比([^；]+)成立得早", r"\2比\1成立得早", text) for text in texts], facts)


def _claim_cases(rng: np.random.Generator) -> list[Case]:
    """Make texts about brands of the table; some attributes of some brands are left out of the facts given."""
    every_brand = list(world())
    brands = [every_brand[int(place)] for place in rng.permutation(len(every_brand))]
    year = {brand: world()[brand]["成立年份"] for brand in brands}
    young = next(b for b in brands if year[b] > min(year.values()) and list(year.values()).count(year[b]) > 1)
    elder = next(b for b in brands if year[b] < year[young])
    peer = next(b for b in brands if b != young and year[b] == year[young])
    missing, stranger = [b for b in brands if b not in (young, elder, peer)][:2]
    facts = {b: dict(world()[b]) for b in (young, elder, peer, missing)}
    lost = str(rng.choice(["总部", "吉祥物", "主色"]))
    del facts[missing][lost]
    del facts[missing]["成立年份"]
    plain = [str(a) for a in rng.permutation(["总部", "吉祥物", "主色", "招牌产品"])]

    def other(brand: str, attribute: str) -> str:
        return str(rng.choice([value for value in values(attribute) if value != world()[brand][attribute]]))

    def true(brand: str, attribute: str) -> str:
        return f"{brand}的{attribute}是{world()[brand][attribute]}"

    def false(brand: str, attribute: str) -> str:
        return f"{brand}的{attribute}是{other(brand, attribute)}"

    def denied(brand: str, attribute: str, rightly: bool) -> str:
        value = other(brand, attribute) if rightly else world()[brand][attribute]
        return f"{brand}的{attribute}不是{value}"

    first, second = plain[:2]
    unknown = true(missing, lost)
    same = "和".join([young, elder]) + f"的{first}相同"
    cases = {
        "一句一判": [[true(young, first), false(elder, second)], [false(young, second), true(peer, first)]],
        "否定与比较": [
            [denied(young, first, True), denied(elder, second, False), f"{elder}比{young}成立得早"],
            [f"{young}比{elder}成立得早", f"{young}比{peer}成立得早", f"{young}和{peer}的成立年份相同", same],
        ],
        "库里没有": [
            [unknown, denied(missing, lost, True), false(stranger, first)],
            [f"{missing}比{young}成立得早", f"{young}和{missing}的{lost}相同"],
        ],
        "几句连在一起": [
            [f"{true(young, first)}；{false(young, second)}", f"{true(elder, first)}；{denied(elder, second, True)}"],
            [f"{true(elder, second)}；{unknown}", f"{unknown}；{false(young, first)}"],
        ],
        "自己打架": [
            [f"{unknown}；{false(missing, lost)}", f"{false(stranger, first)}；{true(young, second)}"],
            [f"{unknown}；{true(young, first)}；{denied(missing, lost, False)}"],
        ],
    }
    return [Case(check, (texts, facts)) for check, groups in cases.items() for texts in groups]


VERIFY_CLAIMS = FunctionQuestion(
    name="verify_claims",
    title="写一个核验器，去查没见过的文案（给学得快的人）",
    points=9,
    minutes=16,
    concepts=("K036", "K037", "K038"),
    prompt="""
回答发出去之前，加一道程序来核验。写一个函数，给每段文字一个判断；批改时用的是你没见过的文字和事实表。

**输入** `texts`：列表，每段文字由一句或几句组成，句与句之间用全角分号「；」隔开，末尾没有标点；
`facts`：权威库，字典套字典，`facts[品牌][属性]` 是取值（文字，成立年份也是）。不在里面的品牌或属性，就是库里没有。
**输出** 与 `texts` 一样长的列表，每个是 `"属实"`、`"不实"` 或 `"查不到"`。

句子只有四种写法（品牌、属性、取值里都没有「的」「是」「和」「比」这几个字）：

| 写法 | 怎样算属实 |
|---|---|
| `鲸篱社的总部是合肥` | 库里的取值相同 |
| `鲸篱社的总部不是成都` | 库里有，而且取值不同 |
| `鲸篱社和柿桃坊的总部相同` | 两边库里都有，而且取值相同 |
| `鲸篱社比柿桃坊成立得早` | 两边的 `成立年份` 库里都有，而且前者年份小；同一年不算早 |

一句话要查的东西，库里缺一样，这句就是「查不到」；不缺而不属实，就是「不实」。一段话这样合起来：

1. **先看自己打不打架**：同一品牌的同一属性说成两个不同的取值，或者又说「是 V」又说「不是 V」，这一段就是「不实」，不管库里有没有；（只看「是」与「不是」这两种句子）
2. 否则，有一句「不实」，整段「不实」；
3. 否则，有一句「查不到」，整段「查不到」；都属实，才是「属实」。

**可以手算的例子** `facts = {"鲸篱社": {"总部": "合肥"}}`：`鲸篱社的总部是合肥；鲸篱社的主色是靛青` → 查不到；`鲸篱社的主色是靛青；鲸篱社的主色是朱红` → 不实。
""",
    starter='''def verify_claims(texts, facts):
    """逐段返回「属实」「不实」或「查不到」。"""
    ...''',
    hints=(
        "先写只判一句话的小函数，返回三个词之一；四种写法各写一个 `re.fullmatch`，例如 `(.+)的(.+?)(不是|是)(.+)`。",
        "取值用 `facts.get(brand, {}).get(attribute)`，库里没有时得到 `None`。比年份先 `int(...)`。",
        "合成之前，把一段里「是」的取值按（品牌，属性）收进集合：集合里多于一个，或与「不是」的集合有交集，就是打架。",
    ),
    explanation=(
        "这道程序不懂文案，也不受流利的影响：自相矛盾的先挑出来，库里有的判对错，库里没有的老实说查不到。"
        "上线时把三种结果分开走：不实的退回，查不到的交给人，属实的放行；再拿没见过的文案定期考它，因为它只认得这四种写法。"
    ),
    teaching=(
        "约 16 分钟，给学得快的人；做不完的可以先交只判一句话的版本，能得前三项的分。"
        "常见错误有三种：把查不到当不实；看见「是」就当肯定句，「不是」被吞掉；不做自洽检查。"
        "追问：哪些打架是这道程序看不出来的？（例如甲比乙早、乙比甲早，又如年份与「百年老店」。）再问：库本身错了怎么办？"
    ),
    reference=verify_claims,
    checks=(
        Check("一句一判", 0.2, "只有一句「某品牌的某属性是某值」时就不对：先查到那一行，再比取值。"),
        Check("否定与比较", 0.25, "否定、相同、早晚这几种句子不对：逐种写一个例子，同一年成立的也试一试。"),
        Check("库里没有", 0.2, "库里缺品牌或缺属性时不对：缺一样就是「查不到」，肯定、否定、比较都一样。"),
        Check("几句连在一起", 0.2, "几句连在一起时不对：有「不实」就整段不实，没有「不实」再看有没有「查不到」。"),
        Check("自己打架", 0.15, "一段话自相矛盾而库里又查不到时不对：不用查，也知道不能都对。"),
    ),
    cases=_claim_cases,
    misconceptions=(
        Misconception(
            "unknown_is_false",
            "库里没有的，你判成了不实。没有记录与记录不同是两回事；缺一样东西时，先说查不到。",
            _unknown_is_false,
        ),
        Misconception(
            "unknown_is_true",
            "库里没有的，你放行了。核验器的用处就在这里：没有依据的话不能算属实。",
            _unknown_is_true,
        ),
        Misconception(
            "negation_overlooked",
            "你把「不是」也读成了「是」。`不是` 里面含有 `是`，匹配时让长的排在前面。",
            _negation_overlooked,
        ),
        Misconception(
            "first_sentence_only",
            "每段你只判了第一句。后面的句子一样会登出去；按「；」切开，逐句判，再合起来。",
            _first_sentence_only,
        ),
        Misconception(
            "no_logic_check",
            "逐句都判对了，却没有看几句话合不合得来。同一个属性说成两个值，库里没有也知道不能都对。",
            _no_logic,
        ),
        Misconception(
            "unknown_comes_first",
            "一段里既有不实又有查不到时，你判了查不到。已经查出一句错，这段还能等着补依据吗？",
            _unknown_comes_first,
        ),
        Misconception(
            "later_for_earlier",
            "你的早晚反了：年份小的成立得早。",
            _later_for_earlier,
        ),
    ),
)
