"""The question on one BM25 value by hand, and on what the length of a note does to the ranking."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from genmarketing.data import published
from genmarketing.themes.hallucination.questions.brands import world
from genmarketing.workbook.kinds import ValueQuestion
from genmarketing.workbook.question import Misconception

if TYPE_CHECKING:
    import numpy as np

_K1 = published("rank_bm25_k1").value
_B = published("rank_bm25_b").value
_FILLERS = ("去年 改过 一次 门店 都 换上 新 招牌", "顾客 常 来 打听 店员 请 记 牢", "写 稿 之前 先 问 市场部 核对 日期")


def _notes(rng: np.random.Generator) -> dict[str, Any]:
    """Return made notes cut into words, drawn until the long right note loses by length and wins without it."""
    every_brand = list(world())
    attributes = list(world()[every_brand[0]])

    def note(brand: str, attribute: str) -> list[str]:
        return [brand, attribute, world()[brand][attribute]]

    while True:
        right, second, third = (str(b) for b in rng.choice(every_brand, 3, replace=False))
        asked, other = (str(a) for a in rng.choice(attributes, 2, replace=False))
        long, short = (str(f).split() for f in rng.choice(_FILLERS, 2, replace=False))
        short = short[: int(rng.integers(1, 4))]
        notes = {
            "甲": [*note(right, asked), *long[: int(rng.integers(6, 9))]],
            "乙": note(right, other),
            "丙": [*note(second, asked), *short],
            "丁": note(third, asked),
            "戊": [*note(second, other), *short],
        }
        if rng.random() < 0.5:
            notes["己"] = note(third, other)
        given: dict[str, Any] = {"notes": notes, "query": [right, asked], "k1": _K1, "b": _B}
        found = _bm25(**given)
        if found["best"] == "乙" and found["best_flat"] == "甲":
            return given


def _bm25(notes: dict[str, list[str]], query: list[str], k1: float, b: float) -> dict[str, float | str]:
    from math import log

    average = sum(len(words) for words in notes.values()) / len(notes)

    def idf(word: str) -> float:
        df = sum(word in words for words in notes.values())
        return log(1 + (len(notes) - df + 0.5) / (df + 0.5))

    def score(words: list[str], b: float) -> float:
        length = k1 * (1 - b + b * len(words) / average)
        return sum(idf(word) * words.count(word) * (k1 + 1) / (words.count(word) + length) for word in query)

    return {
        "idf": idf(query[0]),
        "score": score(notes["甲"], b),
        "score_flat": score(notes["甲"], 0),
        "best": max(notes, key=lambda name: score(notes[name], b)),
        "best_flat": max(notes, key=lambda name: score(notes[name], 0)),
    }


def _ranked(given: dict[str, Any], idf: Callable[[int, int], float], b: float) -> dict[str, Any]:
    """Return all answers of somebody with another idf (from df and N) or another b."""
    notes, query, k1 = given["notes"], given["query"], given["k1"]
    average = sum(map(len, notes.values())) / len(notes)
    weight = {word: idf(sum(word in words for words in notes.values()), len(notes)) for word in query}

    def score(words: list[str], b: float) -> float:
        length = k1 * (1 - b + b * len(words) / average)
        return float(sum(weight[w] * words.count(w) * (k1 + 1) / (words.count(w) + length) for w in query))

    return {
        "idf": weight[query[0]],
        "score": score(notes["甲"], b),
        "score_flat": score(notes["甲"], 0),
        "best": max(notes, key=lambda name: score(notes[name], b)),
        "best_flat": max(notes, key=lambda name: score(notes[name], 0)),
    }


def _idf_without_one(**given: Any) -> dict[str, Any]:
    from math import log

    return _ranked(given, lambda df, n: log((n - df + 0.5) / (df + 0.5)), given["b"])


def _common_logarithm(**given: Any) -> dict[str, Any]:
    from math import log10

    return _ranked(given, lambda df, n: log10(1 + (n - df + 0.5) / (df + 0.5)), given["b"])


def _plain_idf(**given: Any) -> dict[str, Any]:
    from math import log

    return _ranked(given, lambda df, n: log(n / df), given["b"])


def _length_ignored(**given: Any) -> dict[str, Any]:
    right = _bm25(**given)
    return right | {"score": right["score_flat"], "best": right["best_flat"]}


def _length_not_relative(**given: Any) -> dict[str, Any]:
    words = given["notes"]["甲"]
    length = given["k1"] * (1 - given["b"] + given["b"] * len(words))
    right = _bm25(**given)
    return right | {"score": right["score_flat"] * (1 + given["k1"]) / (1 + length)}


def _found_by_reading(**given: Any) -> dict[str, Any]:
    return _bm25(**given) | {"best": "甲"}


BM25_BY_HAND = ValueQuestion(
    name="bm25_by_hand",
    title="回答之前先找资料：手算一次 BM25",
    points=7,
    minutes=10,
    concepts=("K036",),
    prompt=f"""
问答机器人回答之前先去内部便笺里找依据。`wb.data("bm25_by_hand")` 是一个字典（**虚构数据**）：`notes` 是几张便笺（名字 → 切好的词），`query` 是问题里的两个词：一个品牌、一个属性；
`k1` 是 {_K1:g}，`b` 是 {_B:g}（rank_bm25 的默认值）。便笺「甲」说的正是要问的事，只是写得长。

BM25 把问题里每个词的得分加起来：

- 稀有程度：`idf = ln(1 + (N − df + 0.5) ÷ (df + 0.5))`，N 是便笺数，df 是含这个词的便笺数，ln 是自然对数；
- 一个词在一张便笺里的得分：`idf · tf · (k1 + 1) ÷ (tf + k1 · (1 − b + b · len ÷ avg))`，tf 是它在这张便笺里出现几次（没有出现得 0 分），len 是这张便笺的词数，avg 是所有便笺的平均词数。

（rank_bm25 这个库的 idf 写法略有不同，不要拿它的分数来对。）请交一个字典：

- `idf`：`query` 里**第一个词**（品牌）的 idf；
- `score`：便笺「甲」的总分；`score_flat`：把 `b` 改成 0，「甲」的总分；
- `best`：总分最高的那张的名字；`best_flat`：`b` 为 0 时最高的那张。数据保证不并列。

数误差在千分之一以内都算对，保留四位小数就够。

**可以手算的例子** 2 张便笺，4 个词和 2 个词，avg 是 3；一个词只在 4 个词的那张里出现一次。idf = ln(1 + 1.5 ÷ 1.5) ≈ 0.693。
k1 = 1.5、b = 0.75 时，分母是 1 + 1.5 × (0.25 + 0.75 × 4 ÷ 3) = 2.875，得分 0.693 × 2.5 ÷ 2.875 ≈ 0.603；b = 0 时，分母是 2.5，得分 0.693。
""",
    starter="""bm25_by_hand = {
    "idf": ...,
    "score": ...,
    "score_flat": ...,
    "best": ...,
    "best_flat": ...,
}""",
    hints=(
        "先列一张小表：每张便笺的词数、有没有品牌、有没有属性。N、df、avg 都从这里来。",
        "写一个小函数 `score(words, b)`，对 `query` 的两个词各算一项再相加；先拿题目里的例子试。",
        "`best` 对每张各算一遍再取最高：`max(notes, key=lambda name: score(notes[name], b))`。不要凭「哪张写的是这件事」来猜。",
    ),
    explanation=(
        "找资料的机器不读意思，只数词和长短：短而不对题的一张，可以压过长而对题的一张。"
        "所以接检索之前先拿几十个真问题试命中率，再调 `b` 或改便笺的写法；找到的那张是不是在说这件事，回答之前还要再查一遍，找不到就别硬答。"
    ),
    teaching=(
        "约 10 分钟。先请学生不算就猜 `best`，多数人选甲；再请他们说出公式里哪一项让乙赢了（长度）。"
        "常见错误是漏了 idf 里的「1 +」，df 过半的词就成了负分；其次是用以 10 为底的对数。"
        "追问：便笺都改成一样长的卡片，`b` 还要紧吗？（不要紧：len ÷ avg 都是 1。）"
    ),
    inputs=_notes,
    reference=_bm25,
    labels={
        "idf": "品牌的 idf",
        "score": "甲的总分",
        "score_flat": "b 为 0 时甲的总分",
        "best": "最高的一张",
        "best_flat": "b 为 0 时最高的一张",
    },
    missed={
        "idf": "`idf` 还不对：N 是便笺数，df 是含第一个词的便笺数；对数里有一个「1 +」，是自然对数。",
        "score": "`score` 还不对：两个词各算一项再相加；len 是便笺甲自己的词数，avg 是所有便笺的平均词数。",
        "score_flat": "`score_flat` 还不对：b 为 0 时，分母只剩 tf + k1，长短不再起作用。",
        "best": "`best` 还不对：每张便笺各算一个总分，挑最高的一张。",
        "best_flat": "`best_flat` 还不对：b 改成 0，每张再算一个总分，挑最高的一张。",
    },
    misconceptions=(
        Misconception(
            "idf_without_one",
            "你的 idf 少了对数里的「1 +」。一半以上的便笺都有的词会变成负分，含有它反而吃亏；照题目的式子补上。",
            _idf_without_one,
        ),
        Misconception(
            "common_logarithm",
            "你用的是以 10 为底的对数。名次不变，分数小了一截；ln 是自然对数，Python 里是 `math.log`。",
            _common_logarithm,
        ),
        Misconception(
            "plain_idf",
            "你的 idf 是 TF-IDF 的写法，N 除以 df 再取对数。题目的式子里有三个 0.5 和一个 1，照着再算。",
            _plain_idf,
        ),
        Misconception(
            "length_ignored",
            "你的 `score` 与 `b` 为 0 时一样，没有算上长度。括号里的 `len ÷ avg` 要用这张便笺自己的词数。",
            _length_ignored,
        ),
        Misconception(
            "length_not_relative",
            "你用词数本身代替了「词数 ÷ 平均词数」，长便笺被罚得太重。平均长的那张，括号里应当正好是 1。",
            _length_not_relative,
        ),
        Misconception(
            "found_by_reading",
            "其余四项都对，`best` 像是读出来的：甲确实对题，可机器只看分数。把每张的分都算出来，谁最高？",
            _found_by_reading,
        ),
    ),
)
