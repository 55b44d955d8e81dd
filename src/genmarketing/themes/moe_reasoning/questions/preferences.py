"""The hard question: a taste learned from comparisons, as reward models are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genmarketing.workbook.kinds import Case, FunctionQuestion
from genmarketing.workbook.question import Check, Misconception

if TYPE_CHECKING:
    import numpy as np


def slogan_strengths(votes: list[tuple[int, int]], items: int, prior: float) -> list[float]:
    """用“极小化—极大化”迭代，求各条口号的强度（平均为 0）。"""
    import numpy as np

    # wins[i, j]：i 胜 j 的次数。两两之间先各放 prior 次，强度才不会跑到无穷大
    wins = prior * (1 - np.eye(items))
    for winner, loser in votes:
        wins[winner, loser] += 1
    won = wins.sum(axis=1)
    played = wins + wins.T
    weights = np.ones(items)
    for _ in range(300):
        updated = won / (played / (weights[:, None] + weights[None, :])).sum(axis=1)
        updated = updated / np.exp(np.log(updated).mean())
        if np.abs(np.log(updated / weights)).max() < 1e-8:
            break
        weights = updated
    strengths: list[float] = np.log(updated).tolist()
    return strengths


def _tally(votes: list[tuple[int, int]], items: int, prior: float) -> tuple[list[float], list[float]]:
    won, lost = [prior * (items - 1)] * items, [prior * (items - 1)] * items
    for winner, loser in votes:
        won[winner] += 1
        lost[loser] += 1
    return won, lost


def _win_rate(votes: list[tuple[int, int]], items: int, prior: float) -> list[float]:
    won, lost = _tally(votes, items, prior)
    return [w / (w + n) for w, n in zip(won, lost, strict=True)]


def _log_odds_of_win_rate(votes: list[tuple[int, int]], items: int, prior: float) -> list[float]:
    from math import log

    won, lost = _tally(votes, items, prior)
    odds = [log(w / n) for w, n in zip(won, lost, strict=True)]
    return [o - sum(odds) / items for o in odds]


def _weights_without_logarithm(votes: list[tuple[int, int]], items: int, prior: float) -> list[float]:
    from math import exp

    return [exp(s) for s in slogan_strengths(votes, items, prior)]


def _first_slogan_at_zero(votes: list[tuple[int, int]], items: int, prior: float) -> list[float]:
    strengths = slogan_strengths(votes, items, prior)
    return [s - strengths[0] for s in strengths]


def _strength_cases(rng: np.random.Generator) -> list[Case]:
    """Draw votes in which opponents are unequal, so that counting wins alone misleads."""

    def drawn(items: int, count: int) -> list[tuple[int, int]]:
        strengths = rng.normal(0, 1, items)
        votes = []
        for _ in range(count):
            a, b = (int(i) for i in rng.choice(items, 2, replace=False, p=_uneven(items)))
            first_wins = rng.random() < 1 / (1 + 2.718281828 ** (strengths[b] - strengths[a]))
            votes.append((a, b) if first_wins else (b, a))
        return votes

    def _uneven(items: int) -> list[float]:
        return [(i + 1) / (items * (items + 1) / 2) for i in range(items)]

    wins, losses = int(rng.integers(5, 9)), int(rng.integers(1, 4))
    unbeaten = [v for v in drawn(4, 12) if 0 not in v] + [(0, int(rng.integers(1, 4)))] * int(rng.integers(2, 5))
    return [
        Case("只有两条口号", ([(0, 1)] * wins + [(1, 0)] * losses, 2, 0.5)),
        Case("几条口号", (drawn(4, 16), 4, 0.5)),
        Case("几条口号", (drawn(5, 24), 5, 1.0)),
        Case("从未输过", (unbeaten, 4, 0.5)),
        Case("从未上场", (drawn(3, 10), 4, 0.5)),
    ]


SLOGAN_STRENGTHS = FunctionQuestion(
    name="slogan_strengths",
    title="从两两比较里学出口味（难题）",
    points=7,
    minutes=25,
    concepts=("K010",),
    prompt="""
顾客每次看两条口号，点自己更喜欢的一条。请从这些点击里求出每条口号的**强度**。奖励模型学人的偏好，用的也是这个式子（Bradley–Terry）：

i 胜过 j 的概率 = 1 ÷ (1 + e^(s_j − s_i))

要的是让全部点击（连同下面的虚拟票）概率最大的那组强度，再减去平均值，使各条强度的平均为 0。

**输入** `votes`：若干个 `(胜者编号, 败者编号)`；`items`：口号条数，编号从 0 到 `items − 1`；`prior`：一个正数。为了不让从未输过的口号跑到无穷大，**每两条口号之间，先各算互胜 `prior` 次**（虚拟票，可以不是整数）。
**输出** `items` 个数的列表（数组也可以），按编号排。误差在 0.002 以内都算对，用迭代或用 `scipy.optimize` 都可以。

**可以手算的例子** 两条口号，0 号胜 3 次、负 1 次，`prior = 0.5`：连同虚拟票是 3.5 比 1.5，强度之差是 ln(3.5 ÷ 1.5) ≈ 0.847，所以结果是 `[0.424, -0.424]`。
从未上场的口号也有虚拟票，同样要给出强度。
""",
    starter='''def slogan_strengths(votes, items, prior):
    """返回各条口号的强度，平均为 0。"""
    ...''',
    hints=(
        "先做一张 `items × items` 的胜负表：i 行 j 列是 i 胜 j 的次数，对角线以外处处先放 `prior`。",
        "令 w = e^s。反复做这一步：w_i ← i 的总胜数 ÷ Σ_j (i 与 j 的交手数 ÷ (w_i + w_j))。每次都用上一轮的 w，做到几乎不变为止。",
        "收敛后取对数，再减去平均值。交手数是胜负表与它的转置之和；从全是 1 的 w 出发。",
    ),
    explanation=(
        "强度考虑了对手：赢过强手的几票，比赢弱手的许多票更说明问题。虚拟票让样本少时不下狠话。"
        "所以选口号不要只数胜场：先看它与谁比过；没怎么比过的，先安排它上场，再谈淘汰。"
    ),
    teaching=(
        "约 25 分钟，留给走得快的人。先问：A 只与最弱的比过、十战九胜，B 与最强的比、四战三胜，选谁？"
        "常见错误是用胜率或胜率的对数几率代替；后者在两条口号时差距正好翻倍，请学生用题目的例子自己查出来。"
        "若迭代不收敛，多半是在同一轮里用了一半新、一半旧的 w。会用 `scipy.optimize` 的学生，请他核对两种做法是否一致。"
    ),
    reference=slogan_strengths,
    absolute=2e-3,
    checks=(
        Check(
            "只有两条口号",
            0.2,
            "只有两条口号时可以手算：强度之差是两边票数（连同虚拟票）之比的对数，再分到两边，使平均为 0。",
        ),
        Check("几条口号", 0.4, "几条口号互有胜负时不对：每一场的分量取决于对手有多强，看看迭代有没有做到收敛。"),
        Check("从未输过", 0.2, "有一条口号从未输过时不对：虚拟票要放在**每两条**口号之间，互胜各 `prior` 次。"),
        Check("从未上场", 0.2, "有一条口号没有上过场时不对：它只有虚拟票，但同样要参加迭代。"),
    ),
    cases=_strength_cases,
    misconceptions=(
        Misconception(
            "win_rate",
            "你返回的是胜率。强度可以是负数，而且要看对手是谁：赢强手一次与赢弱手一次不该一样重。",
            _win_rate,
        ),
        Misconception(
            "log_odds_of_the_win_rate",
            "你取了各自胜负场数之比的对数，没有看对手是谁：连只有一个对手时，它都把差距说成了两倍。请解那个要迭代的式子。",
            _log_odds_of_win_rate,
        ),
        Misconception(
            "weights_without_logarithm",
            "你返回的是 w = e^s，都是正数。题目要的强度在指数上，还差取一次对数。",
            _weights_without_logarithm,
        ),
        Misconception(
            "first_slogan_at_zero",
            "你把 0 号的强度定成了 0。只有差才有意义，所以要先约定零点：题目约定的是平均为 0。",
            _first_slogan_at_zero,
        ),
    ),
)
