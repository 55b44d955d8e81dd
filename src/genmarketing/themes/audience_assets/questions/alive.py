"""The question on who is still a customer: the chance by the BG/NBD model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genmarketing.workbook.kinds import Case, FunctionQuestion
from genmarketing.workbook.question import Check, Misconception

if TYPE_CHECKING:
    import numpy as np


def p_alive(x: int, t_x: float, T: float, r: float, alpha: float, a: float, b: float) -> float:
    """BG/NBD：一位顾客到 T 时还是顾客的概率。"""
    from math import exp, log

    if x == 0:
        return 1.0  # 只有复购之后才会离开
    log_odds = log(a / (b + x - 1)) + (r + x) * log((alpha + T) / (alpha + t_x))
    # 先取对数：次数多、离得久时，幂会大到装不下
    return 1 / (1 + exp(log_odds)) if log_odds < 700 else 0.0


def _alive(odds: float) -> float:
    return 1 / (1 + odds)


def _power(base: float, exponent: float) -> float:
    from math import exp, log

    return exp(min(exponent * log(base), 600.0))


def _zero_repeats_in_the_formula(x: int, t_x: float, T: float, r: float, alpha: float, a: float, b: float) -> float:
    return _alive(a / (b + x - 1) * _power((alpha + T) / (alpha + t_x), r + x))


def _zero_repeats_are_gone(x: int, t_x: float, T: float, r: float, alpha: float, a: float, b: float) -> float:
    return p_alive(x, t_x, T, r, alpha, a, b) if x else 0.0


def _one_leave_too_many(x: int, t_x: float, T: float, r: float, alpha: float, a: float, b: float) -> float:
    return p_alive(x, t_x, T, r, alpha, a, b + 1)


def _ratio_upside_down(x: int, t_x: float, T: float, r: float, alpha: float, a: float, b: float) -> float:
    return _alive(a / (b + x - 1) * _power((alpha + t_x) / (alpha + T), r + x)) if x else 1.0


def _rate_forgotten(x: int, t_x: float, T: float, r: float, alpha: float, a: float, b: float) -> float:
    return p_alive(x, t_x, T, 0.0, alpha, a, b)


def _chance_of_having_left(x: int, t_x: float, T: float, r: float, alpha: float, a: float, b: float) -> float:
    return 1 - p_alive(x, t_x, T, r, alpha, a, b)


def drawn_parameters(rng: np.random.Generator) -> tuple[float, float, float, float]:
    """Draw the four parameters of BG/NBD in sensible sizes, to two decimals."""
    low, high = (0.2, 2.0, 0.6, 1.6), (0.9, 8.0, 1.4, 4.0)
    r, alpha, a, b = (round(float(rng.uniform(*ends)), 2) for ends in zip(low, high, strict=True))
    return r, alpha, a, b


def _alive_cases(rng: np.random.Generator) -> list[Case]:
    def customer(check: str, x: int, t_x: float, T: float) -> Case:
        return Case(check, (x, round(t_x, 1), round(T, 1), *drawn_parameters(rng)))

    def observed() -> float:
        return float(rng.uniform(25, 60))

    ordinary = [(int(rng.integers(1, 7)), T := observed(), T * float(rng.uniform(0.4, 0.8))) for _ in range(4)]
    fresh = observed()
    return [
        *(customer("普通情形", x, t_x, T) for x, T, t_x in ordinary),
        customer("没有复购过", 0, 0.0, observed()),
        customer("没有复购过", 0, 0.0, 0.5),
        customer("刚刚来过", int(rng.integers(2, 9)), fresh, fresh),
        customer("来得极密，又很久不来", int(rng.integers(400, 500)), 6.0, 160.0),
    ]


P_ALIVE = FunctionQuestion(
    name="p_alive",
    title="他还是不是我们的顾客",
    points=6,
    minutes=7,
    concepts=("K096",),
    prompt="""
顾客离开时不会打招呼。BG/NBD 模型只凭三个数，估计一个人**还是**顾客的概率：

- `x`：复购几次（首购不算）；`t_x`：从首购到最近一次购买隔几周（没有复购过就是 0）；`T`：从首购到今天几周；
- `r`、`alpha`、`a`、`b`：四个参数，都大于 0，已经估好。

没有复购过的人（`x` 为 0），模型里**还没有机会离开**，概率是 1。复购过的人：

P = 1 ÷ ( 1 + a ÷ (b + x − 1) × ( (α + T) ÷ (α + t_x) )^(r + x) )

**输入** 次序是 `p_alive(x, t_x, T, r, alpha, a, b)`，每次一位顾客。`x` 可能大到几百。
**输出** 一个 0 到 1 之间的数。

**可以手算的例子** `x = 1, t_x = 1, T = 3, r = 1, alpha = 1, a = 1, b = 1`：括号里是 (4 ÷ 2)² = 4，返回 1 ÷ (1 + 1 × 4) = `0.2`。
""",
    starter='''def p_alive(x, t_x, T, r, alpha, a, b):
    """返回这位顾客还是顾客的概率。"""
    ...''',
    hints=(
        "先写 `x` 为 0 的那一种，再写公式。用例子里的数一步步对：先算比值，再取幂，再乘前面的分数。",
        "分数的分母是 `b + x - 1`，幂的指数是 `r + x`，比值是更久的在上：`(alpha + T) / (alpha + t_x)`。",
        "幂大到装不下时 Python 会报 OverflowError。这时概率就是 0：可以先取对数比大小，也可以用 `try … except OverflowError`，或用 NumPy 的浮点数。",
    ),
    explanation=(
        "同样八周没来，每周都来的人多半走了，三个月来一次的人还很正常。所以「沉睡」不能全店用一条 60 天的线："
        "拿这个概率排名，先联系「以前勤、现在概率掉到一半」的人，那里一通电话最值。"
    ),
    teaching=(
        "约 7 分钟。先给两位顾客（30 周来 20 次后停了 8 周；30 周来 3 次后停了 8 周），请学生举手猜谁更可能走了。"
        "常见错误是没有复购过的也套公式，以及比值上下颠倒，后者会算出「越久不来越可能还在」，请学生自己用常识查出来。"
        "追问：没有复购过的人概率是 1，你信吗？这是模型的假设，Pareto/NBD 就不这样假设。"
    ),
    reference=p_alive,
    checks=(
        Check("普通情形", 0.5, "普通的顾客就不对：拿例子里的数一步步对，先比值，再取幂，再乘前面的分数。"),
        Check("没有复购过", 0.2, "`x` 为 0 时不对：模型里只有复购之后才会离开，这样的人概率是多少，题目写了。"),
        Check("刚刚来过", 0.15, "今天刚来过的人（`t_x` 等于 `T`）不对：比值是 1，只剩前面的分数；他也可能买完就走。"),
        Check(
            "来得极密，又很久不来", 0.15, "来过几百次、又很久没来的人不对：幂大到装不下，这时概率应当是 0，不该报错。"
        ),
    ),
    cases=_alive_cases,
    absolute=1e-3,
    misconceptions=(
        Misconception(
            "formula_for_zero_repeats",
            "没有复购过的人，你也套了公式。模型里离开只发生在复购之后，他们还没有过这个机会；先单独处理。",
            _zero_repeats_in_the_formula,
        ),
        Misconception(
            "zero_repeats_are_gone",
            "没有复购过的人，你当作已经走了。在这个模型里他们还没有机会离开，只是可能来得很少；概率恰好在另一头。",
            _zero_repeats_are_gone,
        ),
        Misconception(
            "one_chance_to_leave_too_many",
            "前面那个分数的分母多了 1。他在最后一次之前的几次复购都没有走，一共是几次？",
            _one_leave_too_many,
        ),
        Misconception(
            "ratio_upside_down",
            "你的比值上下颠倒了，于是越久不来，越像还在。想一想停了很久的人概率该往哪边走。",
            _ratio_upside_down,
        ),
        Misconception(
            "rate_parameter_forgotten",
            "指数里你只写了 `x`，少了 `r`。`r` 代表还没见到数据时，我们对他来得多勤的一点了解。",
            _rate_forgotten,
        ),
        Misconception(
            "chance_of_having_left",
            "你返回的是他已经离开的概率。题目问的是还在的概率，换到另一边去。",
            _chance_of_having_left,
        ),
    ),
)
