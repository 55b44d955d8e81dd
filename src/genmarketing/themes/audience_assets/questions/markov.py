"""The question on lifetime value as a Markov chain, and on when to stop sending catalogues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genmarketing.data import published
from genmarketing.workbook.kinds import Case, FunctionQuestion
from genmarketing.workbook.question import Check, Misconception

if TYPE_CHECKING:
    import numpy as np


def markov_value(buys: list[float], margin: float, cost: float, discount: float, mailed: int) -> list[float]:
    """最近一次购买在 1、2、……期前的顾客各值多少；只寄到第 mailed 期为止。"""
    import numpy as np

    moves = np.zeros((mailed, mailed))  # 不再寄的人当作离开：不占状态，也没有价值
    for i in range(mailed):
        moves[i, 0] += buys[i]
        if i + 1 < mailed:
            moves[i, i + 1] += 1 - buys[i]
    reward = np.full(mailed, -float(cost))
    reward[0] += margin
    value = np.linalg.solve(np.eye(mailed) - moves / (1 + discount), reward)
    return [*value.tolist(), *[0.0] * (len(buys) - mailed)]


def _value(moves: np.ndarray, reward: np.ndarray, factor: float) -> list[float]:
    import numpy as np

    answer: list[float] = np.linalg.solve(np.eye(len(moves)) - moves * factor, reward).tolist()
    return answer


def _chain(buys: list[float], mailed: int) -> np.ndarray:
    import numpy as np

    moves = np.zeros((mailed, mailed))
    moves[:, 0] = buys[:mailed]
    moves[np.arange(mailed - 1), np.arange(1, mailed)] = 1 - np.array(buys[: mailed - 1])
    return moves


def _rewards(margin: float, cost: float, mailed: int) -> np.ndarray:
    import numpy as np

    return np.array([margin - cost] + [-float(cost)] * (mailed - 1))


def _padded(values: list[float], buys: list[float]) -> list[float]:
    return values + [0.0] * (len(buys) - len(values))


def _not_discounted(buys: list[float], margin: float, cost: float, discount: float, mailed: int) -> list[float]:
    return markov_value(buys, margin, cost, 0.0, mailed)


def _discount_subtracted(buys: list[float], margin: float, cost: float, discount: float, mailed: int) -> list[float]:
    return _padded(_value(_chain(buys, mailed), _rewards(margin, cost, mailed), 1 - discount), buys)


def _one_period(buys: list[float], margin: float, cost: float, discount: float, mailed: int) -> list[float]:
    reward = _rewards(margin, cost, mailed)
    return _padded((reward + _chain(buys, mailed) @ reward / (1 + discount)).tolist(), buys)


def _hoped_for_margin(buys: list[float], margin: float, cost: float, discount: float, mailed: int) -> list[float]:
    import numpy as np

    reward = np.array(buys[:mailed]) * margin - cost
    return _padded(_value(_chain(buys, mailed), reward, 1 / (1 + discount)), buys)


def _mailed_to_the_end(buys: list[float], margin: float, cost: float, discount: float, mailed: int) -> list[float]:
    return markov_value(buys, margin, cost, discount, len(buys))


def _margin_for_everyone(buys: list[float], margin: float, cost: float, discount: float, mailed: int) -> list[float]:
    import numpy as np

    return _padded(_value(_chain(buys, mailed), np.full(mailed, margin - cost), 1 / (1 + discount)), buys)


def _cut_at_zero(buys: list[float], margin: float, cost: float, discount: float, mailed: int) -> list[float]:
    return [max(value, 0.0) for value in markov_value(buys, margin, cost, discount, mailed)]


def _gone_listed(buys: list[float], margin: float, cost: float, discount: float, mailed: int) -> list[float]:
    return [*markov_value(buys, margin, cost, discount, mailed), 0.0]


def _value_cases(rng: np.random.Generator) -> list[Case]:
    def plan(check: str, buys: list[float], mailed: int) -> Case:
        margin, cost = float(rng.integers(25, 61)), float(rng.integers(2, 9))
        return Case(check, (buys, margin, cost, int(rng.integers(5, 31)) / 100, mailed))

    def falling(states: int) -> list[float]:
        start, fall = rng.uniform(0.25, 0.55), rng.uniform(0.5, 0.8)
        return [round(float(start * fall**i), 3) for i in range(states)]

    return [
        *(plan("一直寄到最后", falling(states), states) for states in (3, 4, 5)),
        plan("提前停寄", falling(5), 3),
        plan("提前停寄", falling(4), 1),
        plan("只有一个状态", falling(1), 1),
        plan("有人绝不再买", [*falling(2), 0.0, 0.0], 4),
    ]


_PUBLISHED = ", ".join(f"{published(f'markov_clv_recency_{recency}').value:.3f}" for recency in (1, 2, 3, 4))
_JUST_BOUGHT, _LAST = _PUBLISHED.split(", ")[0], _PUBLISHED.split(", ")[-1].replace("-", "−")
_STOPPED = f"{published('markov_stop_at_recency_4').value:.3f}"

MARKOV_VALUE = FunctionQuestion(
    name="markov_value",
    title="目录寄到第几期为止",
    points=8,
    minutes=12,
    concepts=("K096",),
    prompt="""
一家邮购店每期给顾客寄一本目录。顾客按「最近一次购买在几期之前」分成几种状态：1、2、……、n。最近购买在 i 期前的人，下一期以概率 p_i 购买、回到状态 1，否则落到 i + 1；从最后一个还寄的状态再落下去，就不再寄了，当作离开，以后没有收支。

每期之初收支一次：状态 1 的人刚带来毛利 `margin` 元；凡还在寄的状态（1 到 `mailed`），每期寄一本，花 `cost` 元。所以状态 1 的当期收支是 `margin − cost`，其余还寄的状态是 `−cost`。下一期的钱除以 1 + `discount`。

写一个函数，求各状态的顾客从现在起、**没有尽头地**算下去，合计值多少元（包括当期）。价值满足

V_i = 当期收支 + ( p_i · V_1 + (1 − p_i) · V_{i+1} ) ÷ (1 + d)，不再寄的状态 V = 0。

**输入** `markov_value(buys, margin, cost, discount, mailed)`：`buys` 是 p_1 … p_n 的列表，都小于 1，可能有 0；`mailed`：寄到第几个状态为止（1 到 n）；`discount` 大于 0。
**输出** n 个数的列表：V_1 … V_n。

**可以手算的例子** `buys = [0.5], margin = 40, cost = 4, discount = 0.25, mailed = 1`：V = 36 + 0.5 V ÷ 1.25，返回 `[60.0]`。
**可以自查的例子**（Pfeifer 与 Carraway 2000 的那一类算例）`buys = [0.3, 0.2, 0.15, 0.05], margin = 40, cost = 4, discount = 0.2, mailed = 4`：返回约 """
    f"`[{_PUBLISHED}]`。\n",
    starter='''def markov_value(buys, margin, cost, discount, mailed):
    """返回各状态顾客的终身价值。"""
    ...''',
    hints=(
        "把 `mailed = 2` 的两条方程写在纸上：V_1 与 V_2 都出现在两边，这是两个未知数的一元一次方程组。",
        "写成矩阵：`(I − P / (1 + d)) V = R`。P 的第一列是 `buys`，对角线右边一格是 1 − p；最后一个还寄的状态，落下去的那份不写（值 0）。",
        "`np.linalg.solve(np.eye(mailed) - P / (1 + discount), R)`，再在后面补 `len(buys) - mailed` 个 0。不想用矩阵，也可以把上面的式子反复代入几千遍。",
    ),
    explanation=(
        f"自查的例子里，4 期前买的人值 {_LAST} 元：再寄就亏。用 `mailed = 3` 再算一次，刚买过的人从 {_JUST_BOUGHT} 升到 {_STOPPED}："
        "停掉最后一档，人人都更值钱。所以「还要不要寄」看的是这一档往后的价值是不是正的，不看他过去买过多少。"
    ),
    teaching=(
        "约 12 分钟。先问：4 期前买的人仍有 5% 会买，毛利 40 元，一本目录 4 元，寄不寄？多数人只比 2 元与 4 元；"
        "再问 3 期前的：15% 乘 40 元是 6 元，够吗？还差什么？（买了以后他又回到状态 1，后面还有价值。）"
        "常见错误是把期望毛利 p·m 记进当期：购买落到下一期的状态 1 时才收钱，这样会记两遍。"
    ),
    reference=markov_value,
    checks=(
        Check("一直寄到最后", 0.45, "一直寄到最后时不对：用题目里的自查例子逐项对，先看状态 1 的当期收支。"),
        Check("提前停寄", 0.25, "提前停寄时不对：从第 `mailed` 个状态再落下去就是离开，值 0；后面的状态也都是 0。"),
        Check("只有一个状态", 0.15, "只有一个状态时不对：不买的人立刻离开，方程只剩一条。"),
        Check("有人绝不再买", 0.15, "有的状态购买概率是 0 时不对：他们只有花费，价值应当是负的，不要截断成 0。"),
    ),
    cases=_value_cases,
    absolute=1e-3,
    misconceptions=(
        Misconception(
            "not_discounted",
            "你没有折现：明年的一元与今天的一元一样重。每往后一期，都要再除以 1 + `discount`。",
            _not_discounted,
        ),
        Misconception(
            "discount_subtracted",
            "你折现时乘了 1 − d。题目里下一期的钱是除以 1 + d，两者在 d 大时差得很多。",
            _discount_subtracted,
        ),
        Misconception(
            "one_period_only",
            "你只算到下一期。顾客以后各期还会来，要解出那组方程，或者把式子反复代入，直到不再变。",
            _one_period,
        ),
        Misconception(
            "hoped_for_margin",
            "你把期望毛利 p × `margin` 记进了当期。毛利在顾客到达状态 1 时才收到；状态 1 的当期收支是什么，题目写了。",
            _hoped_for_margin,
        ),
        Misconception(
            "mailed_to_the_end",
            "你没有用上 `mailed`，一直寄到了最后一个状态。停寄之后的人当作离开，价值是 0。",
            _mailed_to_the_end,
        ),
        Misconception(
            "cut_at_zero",
            "你把负的价值改成了 0。负数正是要看的东西：它说再寄给这一档是亏的，该不该寄由此决定。",
            _cut_at_zero,
        ),
        Misconception(
            "gone_listed", "你多写了一个数：离开的人也占了一格。题目要的是 V_1 到 V_n，一共 n 个。", _gone_listed
        ),
        Misconception(
            "margin_for_everyone",
            "你让每个收到目录的人都带来毛利。只有刚买过的人（状态 1）当期有毛利，其余的人只花钱。",
            _margin_for_everyone,
        ),
    ),
)
