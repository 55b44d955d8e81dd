"""The question on need finding: how many bits the next question of a dialogue is expected to bring."""

from __future__ import annotations

from collections.abc import Sequence
from math import log, log2
from typing import TYPE_CHECKING

from genmarketing.workbook.kinds import Case, FunctionQuestion
from genmarketing.workbook.question import Check, Misconception

if TYPE_CHECKING:
    import numpy as np


def question_gain(belief: list[float], answers: list[str], slip: float) -> float:
    """问出一个问题，预期能消去多少比特的不确定。"""
    from math import log2

    options = sorted(set(answers))
    if len(options) == 1:
        return 0.0  # 人人答得一样，问了也白问

    def entropy(chances: list[float]) -> float:
        return -sum(p * log2(p) for p in chances if p > 0)

    # 需要某一款的人，答对的机会是 1 − slip，其余答案平分 slip
    astray = slip / (len(options) - 1)
    heard = []
    for option in options:
        fits = sum(p for p, answer in zip(belief, answers, strict=True) if answer == option)
        heard.append(fits * (1 - slip) + (1 - fits) * astray)
    noise = entropy([1 - slip] + [astray] * (len(options) - 1))
    return entropy(heard) - noise


def _bits(chances: Sequence[float]) -> float:
    return -sum(p * log2(p) for p in chances if p > 0)


def _everyone_answers_truly(belief: list[float], answers: list[str], slip: float) -> float:
    return question_gain(belief, answers, 0.0)


def _all_products_alike(belief: list[float], answers: list[str], slip: float) -> float:
    return question_gain([1 / len(answers)] * len(answers), answers, slip)


def _natural_logarithm(belief: list[float], answers: list[str], slip: float) -> float:
    return question_gain(belief, answers, slip) * log(2)


def _what_is_left(belief: list[float], answers: list[str], slip: float) -> float:
    return _bits(belief) - question_gain(belief, answers, slip)


def _number_of_options(belief: list[float], answers: list[str], slip: float) -> float:
    return log2(len(set(answers)))


def _noise_not_taken_off(belief: list[float], answers: list[str], slip: float) -> float:
    others = len(set(answers)) - 1
    if not others:
        return 0.0
    return question_gain(belief, answers, slip) + _bits([1 - slip, *[slip / others] * others])


def _slip_not_shared(belief: list[float], answers: list[str], slip: float) -> float:
    options = sorted(set(answers))
    if len(options) == 1:
        return 0.0
    fits = [sum(p for p, answer in zip(belief, answers, strict=True) if answer == option) for option in options]
    heard = [fit * (1 - slip) + (1 - fit) * slip for fit in fits]
    return _bits(heard) - _bits([1 - slip, *[slip] * (len(options) - 1)])


def _gain_cases(rng: np.random.Generator) -> list[Case]:
    def belief(bags: int) -> list[float]:
        """Return a belief in exact parts of 64, so that sums are exact."""
        parts = [int(p) + 1 for p in rng.multinomial(64 - bags, rng.dirichlet([0.8] * bags))]
        return [part / 64 for part in parts]

    def asked(options: Sequence[str], bags: int) -> list[str]:
        drawn = [*options, *(options[int(n)] for n in rng.integers(len(options), size=bags - len(options)))]
        return [drawn[int(n)] for n in rng.permutation(bags)]

    slip = int(rng.integers(5, 16)) / 100
    known = int(rng.integers(5))
    ruled_out = [0.0, 0.0, *(p * 1.0 for p in (0.5, 0.25, 0.25))]
    return [
        Case("人人答得准", (belief(6), asked(["双肩", "单肩", "拉杆"], 6), 0.0)),
        Case("人人答得准", (belief(8), asked(["防水", "不防水"], 8), 0.0)),
        *(Case("有人会说错", (belief(7), asked(["通勤", "徒步", "旅行", "校园"], 7), slip)) for _ in range(2)),
        Case("有人会说错", (belief(6), asked(["素净", "鲜亮"], 6), slip)),
        Case("问了也白问", (belief(5), ["七天可退"] * 5, slip)),
        Case("有的款已经排除", (ruled_out, ["大", "小", "中", "小", "小"], slip)),
        Case("已经认准一款", ([float(n == known) for n in range(5)], asked(["大", "中", "小"], 5), slip)),
    ]


QUESTION_GAIN = FunctionQuestion(
    name="question_gain",
    title="下一个问题值多少比特",
    points=8,
    minutes=10,
    concepts=("K056", "K057"),
    prompt="""
导购助手在几款包里找顾客要的那一款。它对每一款有一个把握（概率），想知道问某个问题**预期**能消去多少不确定，好挑最值得的先问。

不确定用熵来量：`H(p) = −Σ p·log₂ p`，单位是比特，概率为 0 的项算 0。一个问题的信息增益，等于问之前的熵减去问之后的熵的期望（按各种回答出现的概率加权）。它也等于：

「听到的回答」的熵 − 「顾客说错」的熵

**输入** `belief`：各款的概率，加起来是 1，可能有 0；`answers`：与 `belief` 一样长，第 i 个是需要第 i 款的人**该**怎样回答（文字）；`slip`：说错的概率，0 到 0.5 之间。说错时，在其余各个选项里机会均等。选项就是 `answers` 里出现过的那几种，包括已经排除的款的。

**输出** 一个数，单位是比特，不要四舍五入。`answers` 里只有一种回答时，返回 0。

**可以手算的例子** `belief = [0.5, 0.25, 0.25]`，`answers = ["通勤", "通勤", "旅行"]`，`slip = 0`：听到「通勤」的机会是 0.75，「旅行」是 0.25，没有人说错，增益就是 H(0.75, 0.25) ≈ 0.811。

`belief = [0.5, 0.5]`，`answers = ["防水", "不防水"]`，`slip = 0.1`：听到两种回答各半，熵是 1；说错的熵是 H(0.9, 0.1) ≈ 0.469；增益约 0.531。
""",
    starter='''def question_gain(belief, answers, slip):
    """返回问这个问题预期消去的比特数。"""
    ...''',
    hints=(
        "先当作没有人说错：把 `belief` 按回答加起来，就是听到各种回答的概率；它的熵就是增益。",
        "有人会说错时，听到某个回答的概率是：该这样答的人的概率 × (1 − slip) + 其余的人的概率 × slip ÷ (选项数 − 1)。",
        "最后减去「说错」的熵：H(1 − slip, 其余各项 slip ÷ (选项数 − 1))。只有一个选项时先返回 0，免得除以零。",
    ),
    explanation=(
        "好问题把剩下的几款分成均匀的几堆；人人答得一样的问题，问一百遍也是 0 比特。顾客常说错的问题，看着选项多，其实不值钱。"
        "设计导购对话时，先删掉增益为 0 的问题，再把最值的放在第一个：顾客肯答的通常只有三四个。"
    ),
    teaching=(
        "约 10 分钟。先请学生从 `products.csv` 里挑一个「看起来很重要、其实白问」的问题（七天可退；已知是徒步以后再问怎么背）。"
        "常见错误是数选项个数，或把每一款当成一样可能；其次是不减说错的熵。"
        "认准一款以后增益是 0，正好让程序知道何时该停。追问：顾客不愿意答的问题，信息再多也要不要问？"
    ),
    reference=question_gain,
    checks=(
        Check(
            "人人答得准", 0.3, "没有人说错时就不对：先把 `belief` 按回答加起来，再求这几个概率的熵；概率为 0 的项算 0。"
        ),
        Check("有人会说错", 0.3, "有人会说错时不对：听到的概率要混入说错的人，最后还要减去说错本身的熵。"),
        Check("问了也白问", 0.15, "大家的回答都一样时，问与不问没有分别，应当返回 0。"),
        Check("有的款已经排除", 0.15, "有的款概率是 0 时不对：它的回答仍是一个选项，但熵里概率为 0 的项算 0。"),
        Check("已经认准一款", 0.1, "已经认准一款时，再问什么也消不去不确定，应当得 0。"),
    ),
    cases=_gain_cases,
    misconceptions=(
        Misconception(
            "everyone_answers_truly",
            "你当作人人都答得准。有人会说错，听到的回答就没有那么可信；`slip` 要进入算式两次。",
            _everyone_answers_truly,
        ),
        Misconception(
            "all_products_alike",
            "你把每一款当成一样可能。已经问过几句以后，有的款几乎排除了；数款式之前，先看 `belief`。",
            _all_products_alike,
        ),
        Misconception(
            "natural_logarithm",
            "你用了自然对数，单位是奈特。题目要比特：一个问题正好对半分时，应当是 1。",
            _natural_logarithm,
        ),
        Misconception(
            "what_is_left",
            "你算的是问完以后还剩多少不确定。题目问的是少了多少，两者合起来是问之前的熵。",
            _what_is_left,
        ),
        Misconception(
            "number_of_options",
            "你只看有几个选项。四个选项里若有一个占了九成，这个问题并不能分出多少；各选项的概率要算进去。",
            _number_of_options,
        ),
        Misconception(
            "slip_not_shared",
            "你让每个说错的选项都占了整整一个 `slip`，各种回答加起来超过了 1。选项有三四个时，说错的人在其余几个里平分。",
            _slip_not_shared,
        ),
        Misconception(
            "noise_not_taken_off",
            "你求了「听到的回答」的熵，却没有减去说错带来的那部分。顾客胡乱作答，回答也很难猜，可是什么也没有告诉你。",
            _noise_not_taken_off,
        ),
    ),
)
