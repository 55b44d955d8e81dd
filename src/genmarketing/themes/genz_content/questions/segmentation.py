"""The question on cutting a text into words: the most probable way through a dictionary."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import log
from typing import TYPE_CHECKING

from genmarketing.workbook.kinds import Case, FunctionQuestion
from genmarketing.workbook.question import Check, Misconception

if TYPE_CHECKING:
    import numpy as np

Frequency = dict[str, int]


def segment(text: str, frequency: dict[str, int]) -> list[str]:
    """从左到右记住「到这里为止最可能的切法」。"""
    from math import log

    total = sum(frequency.values())
    best: list[tuple[float, list[str]]] = [(0.0, [])]  # best[i]：前 i 个字的最高分与切法
    for end in range(1, len(text) + 1):
        ways = []
        for start in range(end):
            word = text[start:end]
            count = frequency.get(word, 1 if len(word) == 1 else 0)
            if count:
                score, words = best[start]
                ways.append((score + log(count / total), [*words, word]))
        best.append(max(ways))
    return best[-1][1]


def _cuts(text: str, frequency: Frequency) -> Iterator[list[str]]:
    if not text:
        yield []
    for size in range(1, len(text) + 1):
        if size == 1 or text[:size] in frequency:
            yield from ([text[:size], *rest] for rest in _cuts(text[size:], frequency))


def _best(text: str, frequency: Frequency, score: Callable[[list[str]], object]) -> list[str]:
    return max(_cuts(text, frequency), key=score)  # type: ignore[arg-type]


def _longest_first(text: str, frequency: Frequency) -> list[str]:
    words = []
    while text:
        size = next(size for size in range(len(text), 0, -1) if size == 1 or text[:size] in frequency)
        words.append(text[:size])
        text = text[size:]
    return words


def _longest_last(text: str, frequency: Frequency) -> list[str]:
    words: list[str] = []
    while text:
        start = next(start for start in range(len(text)) if start == len(text) - 1 or text[start:] in frequency)
        words.insert(0, text[start:])
        text = text[:start]
    return words


def _fewest_words(text: str, frequency: Frequency) -> list[str]:
    return _best(text, frequency, lambda cut: (-len(cut), sum(log(frequency.get(w, 1)) for w in cut)))


def _counts_multiplied(text: str, frequency: Frequency) -> list[str]:
    return _best(text, frequency, lambda cut: sum(log(frequency.get(w, 1)) for w in cut))


def _unknown_lost(text: str, frequency: Frequency) -> list[str]:
    return [word for word in segment(text, frequency) if word in frequency]


# text, and for each word of its dictionary the range of its count
_PUZZLES: tuple[tuple[str, dict[str, tuple[int, int]]], ...] = (
    ("研究生活方式", {"研究": (60, 90), "研究生": (10, 20), "生活": (70, 99), "活": (5, 9), "方式": (60, 90)}),
    ("和尚未试过的人", {"和": (80, 99), "和尚": (3, 8), "尚未": (40, 60), "试过": (30, 50), "的": (90, 99), "人": (70, 90)}),
    ("发展中国风穿搭", {"发展": (50, 70), "发展中": (3, 6), "中国": (40, 60), "国风": (5, 9), "中国风": (60, 90), "穿搭": (50, 80)}),
)  # fmt: skip


def _texts(rng: np.random.Generator) -> list[Case]:
    def counts(ranges: dict[str, tuple[int, int]]) -> Frequency:
        return {word: int(rng.integers(low, high + 1)) for word, (low, high) in ranges.items()}

    def ordinary() -> Case:
        first, second = rng.choice(["防晒", "通勤", "奶茶", "香薰", "露营"], size=2, replace=False)
        words = {str(first): (50, 90), str(second): (50, 90), "搭子": (30, 60), "的": (90, 99), "我": (80, 99)}
        halves = {char: (8, 20) for word in (first, second) for char in str(word)}
        return Case("普通情形", (f"我的{first}{second}搭子", counts({**halves, **words})))

    text, ranges = _PUZZLES[int(rng.integers(len(_PUZZLES)))]
    tea = counts({"奶茶": (50, 80), "茶杯": (10, 20), "奶": (4, 8), "杯": (25, 40), "喝": (30, 40)})
    scented = counts({"香薰": (70, 95), "蜡烛": (70, 95), "香薰蜡烛": (1, 3), "点": (20, 40)})
    brand = str(rng.choice(["不晒岛", "半山茶", "一居家"]))
    plain = counts({brand[:2]: (10, 20), "新品": (40, 60), "试用": (40, 60)})
    return [
        ordinary(),
        ordinary(),
        Case("长词不一定赢", (text, counts(ranges))),
        Case("长词不一定赢", ("点香薰蜡烛", scented)),
        Case("从哪边切都会错", ("研究生活方式", counts(_PUZZLES[0][1]))),
        Case("从哪边切都会错", ("喝奶茶杯", tea)),
        Case("词典里没有的字", (f"{brand}新品试用", plain)),
        Case("词典里没有的字", (f"{brand}新品试用", {**plain, brand: int(rng.integers(5, 10))})),
    ]


SEGMENT = FunctionQuestion(
    name="segment",
    title="带词典的分词：最可能的切法",
    points=8,
    minutes=12,
    concepts=("K161",),
    prompt="""
中文不写空格。jieba 的办法是：词典里每个词有一个次数，把句子切成词，取**概率乘积最大**的切法。写一个小的，不用装任何库。

写函数 `segment(text, frequency)`：

**输入** `text`：一句话，只有汉字，不超过 10 个字；`frequency`：词典，词 → 次数（正整数）。

**输出** 列表：切出来的词，按次序，连起来正好是 `text`。

- 一个词的概率 = 次数 ÷ 词典里**所有次数之和**；
- 单个字不在词典里，按次数 1 算（总和不变）；两个字以上的，不在词典里就不能成词；
- 一种切法的分数是各词概率的乘积，返回分数最高的一种。数据保证没有并列。

给自己加一个词，就是往词典里放一项：没有「不晒岛」时它被切开，放进去它才是一个词。

**可以手算的例子** `frequency = {"茶": 30, "茶饮": 20, "饮品": 25, "品牌": 40}`，总和 115。`"茶饮品牌"` 的切法里，茶饮／品牌 是 20×40÷115² ≈ 0.060，茶／饮／品牌 是 30×1×40÷115³ ≈ 0.0008，茶／饮品／牌 是 30×25×1÷115³ ≈ 0.0005，其余的更小。返回 `["茶饮", "品牌"]`。
""",
    starter='''def segment(text, frequency):
    """返回最可能的切法，词的列表。"""
    ...''',
    hints=(
        "句子很短，可以先写一个列出所有切法的函数（第一个词取 1 个字、2 个字……，剩下的递归），再挑分数最高的。",
        "分数连乘会很小，取对数改成相加：`log(count / total)`。每多切一刀，就多除一次总和。",
        "更快的写法：从左到右，`best[i]` 记前 i 个字的最高分和切法；最后一个词从哪里开始，逐个试。",
    ),
    explanation=(
        "词多一刀，就多乘一个小于 1 的概率，所以少切几刀通常占便宜；可是次数太少的长词仍会输给两个常用词。"
        "上线监测之前，先把品牌名、产品名和新梗放进词典，再查一遍它们有没有被切碎：切碎的品牌名，声量是零。"
    ),
    teaching=(
        "约 12 分钟。先让学生用笔切「研究生活方式」，再问凭什么不切成研究生。多数人会写「每次取最长的词」，长词不一定赢这一项就是为它出的。"
        "jieba 对词典里没有的连续汉字还会用隐马尔可夫模型去拼，这里没有做。City Walk 中间有空格，进不了这本词典。"
    ),
    reference=segment,
    checks=(
        Check("普通情形", 0.3, "普通的句子就不对：拿题目的例子手算三种切法的分数，逐个对一对。"),
        Check("长词不一定赢", 0.25, "词典里有长词时不对：它的次数很少，两个常用词的概率相乘可能更大。"),
        Check("从哪边切都会错", 0.25, "有歧义的句子不对：从左边或右边一路取最长，都会把后面的词切坏；要比整句的分数。"),
        Check("词典里没有的字", 0.2, "有生字时不对：单个字按次数 1 算，不能丢；放进词典以后，它应当成词。"),
    ),
    cases=_texts,
    misconceptions=(
        Misconception(
            "longest_word_first",
            "你从左往右，每次取最长的词。前面贪了一个字，后面就凑不成词；把整句各种切法的分数放在一起比。",
            _longest_first,
        ),
        Misconception(
            "longest_word_last",
            "你从右往左，每次取最长的词。换了方向，贪心还是贪心；整句的分数比过了吗？",
            _longest_last,
        ),
        Misconception(
            "fewest_words",
            "你取的是词数最少的切法。词少往往分高，但次数很少的长词会输给两个常用词；题目比的是概率乘积。",
            _fewest_words,
        ),
        Misconception(
            "counts_multiplied",
            "你乘的是次数，没有除以总和：次数大于 1，切得越碎乘积越大。概率应当怎样由次数得来？",
            _counts_multiplied,
        ),
        Misconception(
            "unknown_characters_lost",
            "词典里没有的字被你丢了，切完连不回原句。单个的生字按次数 1 算，留在结果里。",
            _unknown_lost,
        ),
    ),
)
