"""The question on agreement over samples: how well it tells right answers from wrong ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genmarketing.workbook.kinds import Case, FunctionQuestion
from genmarketing.workbook.question import Check, Misconception

if TYPE_CHECKING:
    import numpy as np


def detector_auroc(samples: list[list[str]], truths: list[str]) -> float:
    """随便取一条对的、一条错的，对的那条一致程度更高的机会；打平算一半。"""
    # 第一份交给用户，其余各份里有几成与它相同
    agreement = [answers[1:].count(answers[0]) / (len(answers) - 1) for answers in samples]
    correct = [answers[0] == truth for answers, truth in zip(samples, truths, strict=True)]
    right = [share for share, true in zip(agreement, correct, strict=True) if true]
    wrong = [share for share, true in zip(agreement, correct, strict=True) if not true]
    if not right or not wrong:
        return 0.5
    wins = sum((r > w) + (r == w) / 2 for r in right for w in wrong)
    return wins / (len(right) * len(wrong))


def _itself_among_the_others(samples: list[list[str]], truths: list[str]) -> float:
    return detector_auroc([[answers[0], *answers] for answers in samples], truths)


def _share_of_all_answers(samples: list[list[str]], truths: list[str]) -> float:
    # 补上一份谁也不同的，分母就把第一份也算了进去
    return detector_auroc([[*answers, "无"] for answers in samples], truths)


def _pairs(samples: list[list[str]], truths: list[str], tie: float) -> float:
    groups: dict[bool, list[float]] = {True: [], False: []}
    for answers, truth in zip(samples, truths, strict=True):
        groups[answers[0] == truth].append(answers[1:].count(answers[0]) / (len(answers) - 1))
    pairs = [(r, w) for r in groups[True] for w in groups[False]]
    return sum(1.0 if r > w else tie if r == w else 0.0 for r, w in pairs) / len(pairs) if pairs else 0.5


def _ties_lost(samples: list[list[str]], truths: list[str]) -> float:
    return _pairs(samples, truths, 0.0)


def _ties_won(samples: list[list[str]], truths: list[str]) -> float:
    return _pairs(samples, truths, 1.0)


def _share_of_right_answers(samples: list[list[str]], truths: list[str]) -> float:
    return sum(answers[0] == truth for answers, truth in zip(samples, truths, strict=True)) / len(truths)


def _majority_delivered(samples: list[list[str]], truths: list[str]) -> float:
    return detector_auroc([[max(a, key=a.count), *a[1:]] for a in samples], truths)


def _doubt_for_trust(samples: list[list[str]], truths: list[str]) -> float:
    return 1 - detector_auroc(samples, truths)


_WRONG_AUROCS = (
    _itself_among_the_others,
    _share_of_all_answers,
    _ties_lost,
    _ties_won,
    _share_of_right_answers,
    _majority_delivered,
    _doubt_for_trust,
)


def _agreement_cases(rng: np.random.Generator) -> list[Case]:
    """Draw answers of a model that knows some facts and guesses the others, until all wrong ideas are told apart."""
    years = [str(year) for year in range(2001, 2013)]

    def ask(knows: float, others: int) -> tuple[list[str], str]:
        truth, usual = rng.choice(years, 2, replace=False)
        answers = [
            truth if rng.random() < knows else usual if rng.random() < 0.4 else rng.choice(years)
            for _ in range(others + 1)
        ]
        return [str(a) for a in answers], str(truth)

    def batch(size: int, others: list[int]) -> tuple[list[list[str]], list[str]]:
        asked = [ask(float(rng.choice([0.05, 0.4, 0.9])), others[n % len(others)]) for n in range(size)]
        return [a for a, _ in asked], [t for _, t in asked]

    def usable(drawn: tuple[list[list[str]], list[str]]) -> bool:
        return 0.2 < _share_of_right_answers(*drawn) < 0.8

    while True:
        same, mixed = [batch(10, [4]) for _ in range(2)], [batch(10, [2, 5, 9]) for _ in range(2)]
        drawn = [*same, *mixed]
        programs = (detector_auroc, *_WRONG_AUROCS)
        answers = {tuple(round(program(*d), 9) for d in drawn) for program in programs}
        if all(map(usable, drawn)) and len(answers) == len(programs):
            break
    known, truth = ask(1.0, 4)
    lost = ["1990", *known[1:]]
    return [
        *(Case("样本数相同", d) for d in same),
        *(Case("样本数不同", d) for d in mixed),
        Case("全对或全错", ([known, known[::-1]], [truth, truth])),
        Case("全对或全错", ([lost, ["1991", "1991", "1992"]], [truth, truth])),
        Case("一致地错", ([["2001"] * 5, ["2002", "2003", "2002", "2004", "2005"]], ["2009", "2002"])),
    ]


DETECTOR_AUROC = FunctionQuestion(
    name="detector_auroc",
    title="多问几遍，能不能把错的挑出来",
    points=8,
    minutes=12,
    concepts=("K030", "K038"),
    prompt="""
同一个问题让模型答几遍。交给用户的是**第一份**，其余几份只用来对照：与第一份相同的越多，就越信它。这个办法灵不灵，要用知道真相的一批问题来量。

写一个函数，返回 AUROC：从答对的问题里随便取一题，从答错的问题里随便取一题，答对的那题**一致程度**更高的机会；两题一样高，算半次。

- 一题的一致程度 = 其余各份里与第一份相同的份数 ÷ 其余的份数（第一份自己不算）。
- 一题答对了没有，只看第一份等不等于真相。

**输入** `samples`：列表，每题一个列表，里面是这题的几份回答（文字，至少两份，**各题的份数可以不同**）；`truths`：每题的真相，与 `samples` 一样长。
**输出** 一个 0 到 1 之间的数，不要四舍五入。没有答对的题，或没有答错的题时，比不出来，返回 `0.5`。

**可以手算的例子** 两题对、一题错，都问了三遍：`samples = [["2003","2003","2003"], ["2007","2007","2001"], ["2010","2004","2010"]]`，`truths = ["2003","2007","1999"]`。
一致程度是 1、0.5、0.5。对的两题各与错的一题比：1 胜 0.5 得 1，0.5 平 0.5 得半，合计 1.5 ÷ 2 = `0.75`。
""",
    starter='''def detector_auroc(samples, truths):
    """返回一致程度把对错分开的本事。"""
    ...''',
    hints=(
        "先把每题变成两样东西：一致程度（一个数）和第一份对不对（真假）。`answers[1:].count(answers[0])` 数出相同的份数。",
        "把一致程度分进两个列表：答对的和答错的。有一个空了就返回 0.5。",
        "两层循环把每一对都比一次：高的得 1，平的得 0.5，低的得 0；总分除以对数（两个列表长度的乘积）。",
    ),
    explanation=(
        "0.5 等于抛硬币，1 等于从不看走眼；在本章的模型里，问得越多，这个数越高。但它认不出「一致地错」：没写过的事，模型可能每一遍都说同一个最常见的值。"
        "所以把答得不一致的先送去查，是便宜的第一道筛子；答得一致的，涉及价格、功效、日期，仍要与资料核对。"
    ),
    teaching=(
        "约 12 分钟。先请学生口头比一比两题：五遍全同、五遍各异，哪题更可信？再亮出第一题全同而全错的例子。"
        "常见错误是把第一份自己也算进一致程度（各题份数不同时就会出错），以及打平不算或算全胜。"
        "追问：改成交出票数最多的那份，正确率会变，这道题量的却是另一件事：能不能分辨。"
    ),
    reference=detector_auroc,
    checks=(
        Check("样本数相同", 0.3, "各题份数相同时就不对：先拿题目里三题的例子，逐对写出胜、平、负。"),
        Check("样本数不同", 0.3, "各题份数不同时不对：一致程度是比例，分母是其余的份数，第一份自己不在里面。"),
        Check("全对或全错", 0.2, "一批里全对或全错时，没有可比的对子，应返回 0.5，不要除以零。"),
        Check("一致地错", 0.2, "错的那题每遍都一样、对的那题七零八落时，不对：这时一致程度正好帮了倒忙，照实算。"),
    ),
    cases=_agreement_cases,
    misconceptions=(
        Misconception(
            "itself_among_the_others",
            "你让第一份也给自己投了一票。问得少的题因此占了便宜；一致程度只数其余各份。",
            _itself_among_the_others,
        ),
        Misconception(
            "share_of_all_answers",
            "你的分母把第一份也数进去了：每份都相同的一题，在你这里也到不了 1。份数少的题因此吃亏；除以其余的份数。",
            _share_of_all_answers,
        ),
        Misconception(
            "ties_lost",
            "打平的对子你没有给分。分不出高下等于抛硬币，题目里怎么算？",
            _ties_lost,
        ),
        Misconception(
            "ties_won",
            "打平的对子你算成了全胜。什么也分不出的检测器，会因此拿到满分；打平应当算多少？",
            _ties_won,
        ),
        Misconception(
            "share_of_right_answers",
            "你算的是第一份的正确率。题目问的是一致程度能不能把对的和错的分开，请一对一对地比。",
            _share_of_right_answers,
        ),
        Misconception(
            "majority_delivered",
            "你把票数最多的那份当成了交出去的答案。交给用户的是第一份，对错与一致程度都要按它来看。",
            _majority_delivered,
        ),
        Misconception(
            "doubt_for_trust",
            "你的方向反了：算成了错的那题更一致的机会。",
            _doubt_for_trust,
        ),
    ),
)
