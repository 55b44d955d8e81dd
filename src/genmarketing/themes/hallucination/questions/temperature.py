"""The question on temperature: what it can do against gap filling, and what it cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genmarketing.workbook.kinds import Case, FunctionQuestion
from genmarketing.workbook.question import Check, Misconception

if TYPE_CHECKING:
    import numpy as np


def wrong_chance(own: dict[str, int], common: dict[str, int], truth: str, temperature: float) -> float:
    """模型在某个温度下答错的概率：这个品牌的句子说了什么，加上别家通常是什么。"""
    seen, all_seen = sum(own.values()), sum(common.values())
    # 别家的习惯只顶一句话：自己的句子越多，它的分量越轻；一句也没有时，全靠它
    chance = {value: (own.get(value, 0) + count / all_seen) / (seen + 1) for value, count in common.items()}
    top = max(chance.values())
    if temperature == 0:
        best = [value for value, p in chance.items() if p == top]
        return 1 - best.count(truth) / len(best)
    # 先除以最大的，温度很低时也不会小到算成零
    sharpened = {value: float((p / top) ** (1 / temperature)) for value, p in chance.items()}
    return 1 - sharpened[truth] / sum(sharpened.values())


def _temperature_multiplies(own: dict[str, int], common: dict[str, int], truth: str, temperature: float) -> float:
    return wrong_chance(own, common, truth, 1 / temperature if temperature else 0.0)


def _temperature_ignored(own: dict[str, int], common: dict[str, int], truth: str, temperature: float) -> float:
    return wrong_chance(own, common, truth, 1.0)


def _own_sentences_only(own: dict[str, int], common: dict[str, int], truth: str, temperature: float) -> float:
    if not own:
        return 1.0
    return wrong_chance(own, own, truth, temperature)


def _common_counted_in_full(own: dict[str, int], common: dict[str, int], truth: str, temperature: float) -> float:
    merged = {value: count + own.get(value, 0) for value, count in common.items()}
    return wrong_chance({}, merged, truth, temperature)


def _cold_is_right(own: dict[str, int], common: dict[str, int], truth: str, temperature: float) -> float:
    return wrong_chance(own, common, truth, temperature) if temperature else 0.0


def _chance_of_being_right(own: dict[str, int], common: dict[str, int], truth: str, temperature: float) -> float:
    return 1 - wrong_chance(own, common, truth, temperature)


def _temperature_cases(rng: np.random.Generator) -> list[Case]:
    cities = ["成都", "杭州", "长沙", "青岛", "厦门"]

    def commons() -> dict[str, int]:
        counts = rng.permutation([2, 3, 5, 7, 11]) * int(rng.integers(1, 4))
        return {city: int(n) for city, n in zip(cities, counts, strict=True)}

    def rare(common: dict[str, int]) -> str:
        return min(common, key=lambda city: common[city])

    def stated(times: int) -> tuple[dict[str, int], dict[str, int], str]:
        """Return own, common and truth of a fact stated so often; the sentences of all brands include its own."""
        common = commons()
        truth = rare(common)
        return {truth: times}, common | {truth: common[truth] + times}, truth

    cases = [Case("温度为 1", (*stated(int(rng.integers(1, 5))), 1.0)) for _ in range(2)]
    cases += [Case("别的温度", (*stated(int(rng.integers(1, 4))), warm)) for warm in (0.2, 0.5, 2.0)]
    for warm in (0.3, 1.0, 3.0):
        common = commons()
        cases.append(Case("从没写过的事", ({}, common, rare(common), warm)))
    cases.append(Case("温度为零", (*stated(4), 0.0)))
    common = commons()
    cases.append(Case("温度为零", ({}, common, rare(common), 0.0)))
    common = commons()
    tied = {city: max(common.values()) if city in cities[:2] else n for city, n in common.items()}
    cases.append(Case("温度为零", ({}, tied, cities[int(rng.integers(2))], 0.0)))
    return cases


WRONG_CHANCE = FunctionQuestion(
    name="wrong_chance",
    title="把温度调低，能治好补白吗",
    points=8,
    minutes=12,
    concepts=("K029", "K030"),
    prompt="""
问模型「鲸篱社的总部是」，它接下一个词。它手里有两样东西：关于这个品牌的句子，和别家通常怎么填。写一个函数，算它**答错的概率**。

1. **补白**：每个取值 v 的概率是 `P(v) = (own[v] + common[v] ÷ Σcommon) ÷ (Σown + 1)`。`own` 里没有的取值，次数算 0。也就是说，别家的习惯一共只顶一句话。
2. **温度**：每个 `P(v)` 变成 `P(v) ** (1 / temperature)`，再除以它们的和，使总和为 1，然后按这个概率抽一个。
3. `temperature` 为 0 时不再抽签：取 `P(v)` 最大的那个；有几个并列最大时，各占一样的机会。

**输入** `own`：字典，这个品牌的语料里各取值被写了几遍，可能是空字典（从没写过）；`common`：字典，所有品牌合计各取值被写了几遍，包含全部可能的取值；`truth`：真实的取值，一定在 `common` 里；`temperature`：不小于 0 的数。
**输出** 一个 0 到 1 之间的数，不要四舍五入：最后给出的取值**不是** `truth` 的概率。

**可以手算的例子** `own = {"长沙": 1}`，`common = {"成都": 6, "长沙": 2}`，`truth = "长沙"`。
P(长沙) = (1 + 0.25) ÷ 2 = 0.625，P(成都) = (0 + 0.75) ÷ 2 = 0.375。温度 1 时答错 0.375；温度 0.5 时两个数先平方，答错 0.375² ÷ (0.375² + 0.625²) ≈ 0.2647；温度 0 时答错 0。
若 `own = {}`：P(成都) = 0.75，温度越低越肯定地答成都，温度 0 时答错的概率是 1。
""",
    starter='''def wrong_chance(own, common, truth, temperature):
    """返回模型在这个温度下答错的概率。"""
    ...''',
    hints=(
        "先不管温度，写出每个取值的 `P(v)`，看它们加起来是不是 1。`own.get(v, 0)` 能处理没有出现过的取值。",
        "温度不是 0 时：`powered = {v: p ** (1 / temperature) for v, p in P.items()}`，再求和、相除。",
        "温度是 0 时，找出 `P` 里等于最大值的那些取值：`truth` 在其中就有 1/个数 的机会答对，不在其中就一定错。",
    ),
    explanation=(
        "写过的事，温度一低就稳了；从没写过的事，温度再低也只是更肯定地说出最常见的那个值，通顺，但与真相无关。"
        "所以供应商说「温度调到零就不会幻觉」，请拿一个资料里没有的问题去试；缺的是资料，就去补资料或让它拒答。"
    ),
    teaching=(
        "约 12 分钟。先请学生投票：从温度 1 降到 0，一件没写过的事答错的概率会降、不变还是升？（多半会升：抽签还有运气，取最大没有。只有真相恰好是最常见的那个值才会降到 0；第 3 节里六百件事平均下来略降，就是它们拉下来的。）"
        "常见错误是乘以温度而不是除以温度，方向正好相反；其次是把别家的次数整个加进来，自家的一句话被淹没。"
        "追问：温度低而答对了没写过的事，算不算知道？（不算，是蒙对的：换一件真相少见的事就露馅。）"
    ),
    reference=wrong_chance,
    checks=(
        Check("温度为 1", 0.25, "温度为 1 时就不对：先拿例子里的 0.625 与 0.375 对一对，两个概率加起来要是 1。"),
        Check("别的温度", 0.25, "温度不是 1 时不对：指数是 1 除以温度，乘方之后要重新除以总和。"),
        Check("从没写过的事", 0.25, "`own` 是空字典时不对：这时全靠 `common`，模型照样会答，不会停下来。"),
        Check("温度为零", 0.25, "温度为 0 时不对：取概率最大的那个，不一定是真的；并列时各占一样的机会。"),
    ),
    cases=_temperature_cases,
    misconceptions=(
        Misconception(
            "temperature_multiplies",
            "你把指数写成了温度本身，于是温度越低答案越散。低温应当更集中：指数该是温度的什么？",
            _temperature_multiplies,
        ),
        Misconception(
            "temperature_ignored",
            "你的结果不随 `temperature` 变。先算好每个取值的概率，再让温度把它们拉开或拉平，最后重新归一。",
            _temperature_ignored,
        ),
        Misconception(
            "own_sentences_only",
            "你只看了这个品牌自己的句子。模型还会拿别家的习惯来补，没写过的事也照样答得出口；把 `common` 那一份加进去。",
            _own_sentences_only,
        ),
        Misconception(
            "common_counted_in_full",
            "你把别家的次数整个加了进来，自家的句子被淹没了。别家的习惯合起来只顶一句话，先除以它们的总数。",
            _common_counted_in_full,
        ),
        Misconception(
            "cold_is_right",
            "你认定温度为 0 就一定答对。温度 0 取的是最可能的值，不是真的值；没写过的事，最可能的是谁？",
            _cold_is_right,
        ),
        Misconception(
            "chance_of_being_right",
            "你返回的是答对的概率，题目要的是答错的。",
            _chance_of_being_right,
        ),
    ),
)
