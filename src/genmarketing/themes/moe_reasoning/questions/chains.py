"""Questions on reasoning as a chain of steps, and on when several chains help each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genmarketing.workbook.kinds import Case, FunctionQuestion, MatchingQuestion
from genmarketing.workbook.question import Check, Misconception

if TYPE_CHECKING:
    import numpy as np


def chain_success(steps: int, error: float, choices: int) -> float:
    """一条推理链答对的概率，错误互相抵消的情形也算在内。"""
    # 每走一步，“比瞎猜强的那一部分”缩小为原来的 kept 倍
    kept = 1 - error * choices / (choices - 1)
    return (1 + (choices - 1) * kept**steps) / choices


def _flawless(steps: int, error: float, choices: int) -> float:
    return (1 - error) ** steps


def _errors_added_up(steps: int, error: float, choices: int) -> float:
    return max(0.0, 1 - steps * error)


def _guess_after_an_error(steps: int, error: float, choices: int) -> float:
    flawless: float = (1 - error) ** steps
    return flawless + (1 - flawless) / choices


def _one_step(steps: int, error: float, choices: int) -> float:
    return 1 - error


def _chain_cases(rng: np.random.Generator) -> list[Case]:
    def case(check: str, steps: int, error: float, choices: int) -> Case:
        return Case(check, (steps, round(error, 2), choices))

    return [
        *(
            case("普通情形", int(rng.integers(3, 13)), rng.uniform(0.03, 0.15), int(rng.integers(4, 13)))
            for _ in range(3)
        ),
        case("没有步骤或没有错误", 0, rng.uniform(0.05, 0.2), int(rng.integers(3, 11))),
        case("没有步骤或没有错误", int(rng.integers(2, 9)), 0.0, int(rng.integers(3, 11))),
        *(case("只有两种答案", int(steps), rng.uniform(0.05, 0.3), 2) for steps in rng.integers(2, 7, 2)),
        case("几乎步步出错", int(rng.integers(2, 5)), rng.uniform(0.9, 0.99), int(rng.integers(3, 7))),
        case("几乎步步出错", int(rng.integers(2, 5)), 1.0, 2),
    ]


CHAIN_SUCCESS = FunctionQuestion(
    name="chain_success",
    title="一条推理链有多大机会答对",
    points=7,
    minutes=12,
    concepts=("K003", "K005"),
    prompt="""
会员机器人要从活动规则一步步推出顾客该享受哪一档优惠。一共有 `choices` 档，推理有 `steps` 步；每一步独立地以概率 `error` 出错，出错时推到其余各档的机会均等。**后面的错误可能恰好把前面的错误纠正回来**，这样的链也算答对。

在这个模型里，写出一条链最后落在正确一档的概率。

**输入** `steps`：不小于 0 的整数；`error`：0 到 1 之间的数（两端都可能出现）；`choices`：不小于 2 的整数。
**输出** 一个 0 到 1 之间的数。

**可以手算的例子** `steps = 2, error = 0.1, choices = 10`：两步都对，0.9 × 0.9 = 0.81；第一步错、第二步恰好错回来，0.1 × 0.1 × 1/9 ≈ 0.00111。合计约 0.81111。
没有步骤时，答案就是起点，概率是 1。
""",
    starter='''def chain_success(steps, error, choices):
    """返回一条链最后答对的概率。"""
    ...''',
    hints=(
        "设走完若干步之后在正确一档的概率是 p，再走一步：原来对的要不错，原来错的要恰好错回来。写出新的 p。",
        "原来错的，下一步恰好错回正确一档的概率是 `error / (choices - 1)`。所以 `p = p * (1 - error) + (1 - p) * error / (choices - 1)`，从 1 出发，走 `steps` 次。",
        "循环 `steps` 次就够了；想写成一行，可以看 p − 1/choices 每走一步乘上什么数。",
    ),
    explanation=(
        "运气会救回一些链，所以结果总比「步步都对」高一点；步数一多，它退到与瞎猜一样，而不是退到 0。"
        "给机器人派活时，能少推一步就少推一步：把活动规则先整理成一张表，比请它多想几步更管用。"
        "也要记住，答案对不等于过程对。"
    ),
    teaching=(
        "约 12 分钟。先请学生猜：20 步、每步 95% 可靠，最后还有几成？多数人会猜得太高。"
        "常见错误是 (1 − e)^L，它回答的是「全程无错」。请学生用两种答案、每步必错的极端情形检验：偶数步之后答案又对了，公式给出几？"
        "循环与公式两种写法都给满分；公式里的那个底数，就是本章的 λ。"
    ),
    reference=chain_success,
    checks=(
        Check(
            "普通情形", 0.4, "普通的步数与错误率就不对。先拿题目里两步的例子对一对，看错了又错回来的那一份算进去没有。"
        ),
        Check("没有步骤或没有错误", 0.2, "没有步骤，或者每步都不出错时，答案一定对，概率应当是 1。"),
        Check("只有两种答案", 0.2, "只有两种答案时，错两次一定回到原处；看看你的式子在 `choices` 为 2 时成立不成立。"),
        Check("几乎步步出错", 0.2, "错误率接近 1 时不对：这时公式里的底数会变成负数，不要截断它，也不要取绝对值。"),
    ),
    cases=_chain_cases,
    misconceptions=(
        Misconception(
            "flawless_only",
            "你算的是一步都不错的概率。错了又恰好错回来的链，最后也答对了；把这一份加进去。",
            _flawless,
        ),
        Misconception(
            "errors_added_up",
            "你把各步的错误率加起来从 1 里减。步数多时它会减到 0 以下；每一步是在前一步剩下的机会上再打折，该乘不该减。",
            _errors_added_up,
        ),
        Misconception(
            "guess_after_an_error",
            "你让每条出过错的链都像重新瞎猜一次。只在最后一步出错的链不可能对，所以这样多算了；请一步一步地推。",
            _guess_after_an_error,
        ),
        Misconception(
            "one_step_only",
            "你的结果与步数无关，只看了一步。后面的每一步都可能再出错，`steps` 要进入算式。",
            _one_step,
        ),
    ),
)


_VOTING = {"1": "d", "2": "b", "3": "a", "4": "e", "5": "c"}

VOTING_REGIME = MatchingQuestion(
    name="voting_regime",
    title="该不该多投几票",
    points=5,
    minutes=8,
    concepts=("K004", "K021", "K022"),
    prompt="""
「同一个问题多问几遍，再取多数」有时很灵，有时越投越糟。下面五件事（数字均为虚构），各配一个最合适的判断。右边有一项用不上。

答案写成字典，例如 `voting_regime = {"1": "a", "2": "b", ...}`。
""",
    starter='voting_regime = {"1": ..., "2": ..., "3": ..., "4": ..., "5": ...}',
    left={
        "1": "算运费：单条链 38% 对；错的散在二十几个数上，没有一个错数超过 5%",
        "2": "查折扣：单条链 40% 对；提示里混进一份作废的活动规则，55% 的链都得出同一个旧折扣",
        "3": "算满减：温度设为 0，同一段提示跑 25 遍，25 份回答一字不差",
        "4": "给新品起名：要 40 个候选里最打动目标顾客的一个，没有标准答案",
        "5": "定大促价：今天最好的价，对手明早一跟就不是最好的了",
    },
    right={
        "a": "25 票等于一票：先让各条链真的不同，再谈投票",
        "b": "投得越多，越稳地错：先去掉大家共同的错误来源",
        "c": "最优点自己会动，投一次票定不下来：小步试、看反应、再调整",
        "d": "投得越多越准：正确答案是票数最多的那一个",
        "e": "没有对错可投，取多数会留下最平常的那个：先求不同，再请目标顾客两两比较",
        "f": "多投没有坏处，最多是不变，所以不妨先投 100 票",
    },
    answer=_VOTING,
    hints=(
        "先问两件事：这道题有没有一个固定的正确答案？各条链的错误是各错各的，还是错到一处？",
        "取多数时，赢的是**票数最多**的答案，不一定要过半。逐项写下：票数最多的会是谁？",
        "剩下没有固定答案的两件里，一件是口味问题，一件是对手会还手的问题。",
    ),
    explanation=(
        "投票留下的是各条链共有的东西，真理和偏见它都留。有固定答案、错误又分散时，多花几倍的钱值得；"
        "错到一处时该去改提示和资料；要新意、要博弈时，别用投票，用比较和试验。"
    ),
    teaching=(
        "约 8 分钟。第 1 项最有价值：不到一半也能赢，因为对手是分散的；请学生与「两人对决」的情形对照，那里过半才行。"
        "第 2 项请学生说出该改哪里（资料），而不是说「换个更大的模型」。第 4、5 项引出推得稳与想得新难以兼得：降温度、取多数会把新意一起抹平。"
    ),
    misconceptions=(
        Misconception(
            "below_half_loses",
            "第 1 项你看到 38% 不到一半，就判它越投越错。取多数只要求比别的答案多：最大的错数有几票？",
            _VOTING | {"1": "b"},
        ),
        Misconception(
            "more_votes_always_help",
            "第 2 项里正确答案不是票数最多的那个。票越多，赢的越是大家一起犯的错；先看谁的份额最大。",
            _VOTING | {"2": "d"},
        ),
        Misconception(
            "copies_are_votes",
            "第 3 项的 25 份是同一份答案的复印件，没有新的信息。票要来自各自独立的链，才会越投越准。",
            _VOTING | {"3": "d"},
        ),
        Misconception(
            "names_by_majority",
            "第 4 项没有正确答案可以收敛，出现最多的名字往往是最平常的名字。口味问题该去问谁？",
            _VOTING | {"4": "d"},
        ),
        Misconception(
            "optimum_stands_still",
            "第 5 项的最优价会随对手而动，投出来的是昨天的答案。这类题要靠反复试，不靠一次表决。",
            _VOTING | {"5": "d"},
        ),
    ),
)
