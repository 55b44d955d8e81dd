"""Questions on the BG/NBD model: who is still a customer, and how likely the data are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genmarketing.data import published_text
from genmarketing.workbook.kinds import Case, FunctionQuestion
from genmarketing.workbook.question import Check, Misconception

if TYPE_CHECKING:
    import numpy as np

Histories = list[tuple[int, float, float]]


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


def _parameters(rng: np.random.Generator) -> tuple[float, float, float, float]:
    low, high = (0.2, 2.0, 0.6, 1.6), (0.9, 8.0, 1.4, 4.0)
    r, alpha, a, b = (round(float(rng.uniform(*ends)), 2) for ends in zip(low, high, strict=True))
    return r, alpha, a, b


def _alive_cases(rng: np.random.Generator) -> list[Case]:
    def customer(check: str, x: int, t_x: float, T: float) -> Case:
        return Case(check, (x, round(t_x, 1), round(T, 1), *_parameters(rng)))

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


def bg_nbd_log_likelihood(
    customers: list[tuple[int, float, float]], r: float, alpha: float, a: float, b: float
) -> float:
    """BG/NBD：一组参数之下，全部顾客的对数似然之和。"""
    from math import exp, lgamma, log

    total = 0.0
    for x, t_x, T in customers:
        # 各部分都先取对数：Γ(200) 已经大到装不下
        buying = lgamma(r + x) - lgamma(r) + r * log(alpha)
        staying = lgamma(a + b) + lgamma(b + x) - lgamma(b) - lgamma(a + b + x)
        alive = -(r + x) * log(alpha + T)
        if x == 0:
            total += buying + staying + alive
        else:
            left = log(a / (b + x - 1)) - (r + x) * log(alpha + t_x)
            larger = max(alive, left)
            total += buying + staying + larger + log(exp(alive - larger) + exp(left - larger))
    return total


def _likelihood_parts(
    customers: Histories, r: float, alpha: float, a: float, b: float
) -> tuple[list[float], list[float], list[float]]:
    """Return, customer by customer, the common factor, «still here» and «left after the last purchase», in logarithms."""
    from math import lgamma, log

    common = [
        lgamma(r + x) - lgamma(r) + r * log(alpha) + lgamma(a + b) + lgamma(b + x) - lgamma(b) - lgamma(a + b + x)
        for x, _, _ in customers
    ]
    alive = [-(r + x) * log(alpha + T) for x, _, T in customers]
    left = [log(a / (b + x - 1)) - (r + x) * log(alpha + t_x) for x, t_x, _ in customers]
    return common, alive, left


def _nobody_leaves(customers: Histories, r: float, alpha: float, a: float, b: float) -> float:
    common, alive, _ = _likelihood_parts(customers, r, alpha, a, b)
    return sum(common) + sum(alive)


def _everyone_may_have_left(customers: Histories, r: float, alpha: float, a: float, b: float) -> float:
    import numpy as np

    common, alive, left = _likelihood_parts(customers, r, alpha, a, b)
    return float(sum(common) + np.logaddexp(alive, left).sum())


def _product_of_chances(customers: Histories, r: float, alpha: float, a: float, b: float) -> float:
    from math import exp

    return exp(max(bg_nbd_log_likelihood(customers, r, alpha, a, b), -700.0))


def _mean_of_customers(customers: Histories, r: float, alpha: float, a: float, b: float) -> float:
    return bg_nbd_log_likelihood(customers, r, alpha, a, b) / len(customers)


def _sign_turned(customers: Histories, r: float, alpha: float, a: float, b: float) -> float:
    return -bg_nbd_log_likelihood(customers, r, alpha, a, b)


def _staying_forgotten(customers: Histories, r: float, alpha: float, a: float, b: float) -> float:
    from math import lgamma

    staying = (lgamma(a + b) + lgamma(b + x) - lgamma(b) - lgamma(a + b + x) for x, _, _ in customers)
    return bg_nbd_log_likelihood(customers, r, alpha, a, b) - sum(staying)


def _made_histories(rng: np.random.Generator, count: int, parameters: tuple[float, float, float, float]) -> Histories:
    """Let customers buy and leave as the model says, and note x, t_x and T in weeks, rounded to tenths."""
    r, alpha, a, b = parameters
    histories = []
    for _ in range(count):
        T, rate, leave = float(rng.uniform(10, 60)), float(rng.gamma(r, 1 / alpha)), float(rng.beta(a, b))
        now, x, t_x = float(rng.exponential(1 / rate)), 0, 0.0
        while now < T:
            x, t_x = x + 1, now
            if rng.random() < leave:
                break
            now += float(rng.exponential(1 / rate))
        T = round(T, 1)
        histories.append((x, min(round(t_x, 1), T), T))
    return histories


def _likelihood_cases(rng: np.random.Generator) -> list[Case]:
    def several(count: int) -> tuple[Histories, float, float, float, float]:
        parameters = _parameters(rng)
        some = _made_histories(rng, count, parameters)
        return [(2, 8.5, 30.0), (1, 3.0, 26.0), (0, 0.0, 12.0), *some], *parameters

    def one(x: int, t_x: float, T: float) -> tuple[Histories, float, float, float, float]:
        return [(x, t_x, T)], *_parameters(rng)

    T = round(float(rng.uniform(15, 60)), 1)
    return [
        Case("几位顾客", several(5)),
        Case("几位顾客", several(8)),
        Case("没有复购过", one(0, 0.0, T)),
        Case("复购过一次", one(1, round(T * float(rng.uniform(0.1, 0.4)), 1), T)),
        Case("来过几百次", one(int(rng.integers(200, 300)), T - 0.5, T)),
        Case("人很多", several(300)),
    ]


BG_NBD_LOG_LIKELIHOOD = FunctionQuestion(
    name="bg_nbd_log_likelihood",
    title="这组参数配不配这些顾客",
    points=8,
    minutes=12,
    concepts=("K096",),
    prompt="""
怎样知道一组参数好不好？看它给已经发生的事多大的概率。写出 BG/NBD 的**对数似然**：每位顾客的似然取自然对数，再**相加**。

一位顾客（`x`、`t_x`、`T` 的意思同上一题）的似然是三块相乘：

1. 来得多勤：Γ(r + x) ÷ Γ(r) × α^r
2. 前几次都没有走：Γ(a + b) Γ(b + x) ÷ ( Γ(b) Γ(a + b + x) )
3. 眼下的两种可能相加：还在，(α + T)^−(r + x)；**复购过的人**还可能在最后一次之后走了，a ÷ (b + x − 1) × (α + t_x)^−(r + x)。没有复购过的人只有前一种。

**输入** `customers`：若干个 `(x, t_x, T)`，可能有几百人，`x` 可能到几百；`r`、`alpha`、`a`、`b` 都大于 0。
**输出** 一个数（通常是负的）。Γ 是伽马函数，`math.lgamma` 直接给出它的对数。

**可以手算的例子** `r = alpha = a = b = 1`。顾客 (0, 0, 1)：1 × 1 × (1 + 1)^−1 = 1/2。
顾客 (1, 1, 3)：1 × 1/2 × (4^−2 + 1 × 2^−2) = 1/2 × 5/16 = 5/32。
两人一起：ln(1/2) + ln(5/32) ≈ `-2.549445`。
""",
    starter='''def bg_nbd_log_likelihood(customers, r, alpha, a, b):
    """返回全部顾客的对数似然之和。"""
    ...''',
    hints=(
        "先写一位顾客，用例子里的两位对数。第一块和第二块里的乘除，取对数以后就是加减。",
        "`math.gamma(200)` 装不下，用 `math.lgamma`。第三块是**相加**以后再取对数，不能各取各的对数再相加。",
        "第三块的两项都可能小到 0：先把两项的对数算出来，提出大的那一个，`m + log(exp(u - m) + exp(v - m))`；`np.logaddexp(u, v)` 一步就是它。",
    ),
    explanation=(
        "似然比的是「在这组参数下，眼前的事有多不意外」，它自己没有好坏，只能拿来比两组参数。"
        f"让它最大，就是拟合：CDNOW 的 {published_text('cdnow_sample_customers')}样本上，最大值约是 {published_text('bg_nbd_log_likelihood').replace('-', '−')}。"
        "人一多，几种 b 都差不多好，所以看预测，不要迷信某一个参数。"
    ),
    teaching=(
        "约 12 分钟。先在黑板上算例子里的两位。常见错误依次是：不取对数，人一多乘成了 0；"
        "没有复购过的人也加上「走了」那一项；把两项的对数相加（那是相乘）。"
        "追问：为什么第二块里数的是没有走的次数？写出 x = 2 的 Beta 积分，学生会看到 Γ 是从哪里来的。"
    ),
    reference=bg_nbd_log_likelihood,
    checks=(
        Check("几位顾客", 0.35, "几位顾客合在一起不对：先一位一位地算，与例子对，再把对数相加。"),
        Check("没有复购过", 0.2, "没有复购过的人不对：他只有「还在」这一种可能，前两块都不必改。"),
        Check("复购过一次", 0.2, "复购过一次的人不对：「还在」与「走了」两项要先相加，再取对数。"),
        Check("来过几百次", 0.15, "来过几百次的人不对：Γ 与幂都装不下了，各处先取对数再加减。"),
        Check("人很多", 0.1, "几百人时不对：把概率连乘会变成 0；每人先取对数，再相加。"),
    ),
    cases=_likelihood_cases,
    misconceptions=(
        Misconception(
            "nobody_leaves",
            "你只写了「还在」那一项，等于没有人会走。复购过的人还可能在最后一次之后离开，把那一项加上。",
            _nobody_leaves,
        ),
        Misconception(
            "everyone_may_have_left",
            "没有复购过的人，你也加上了「走了」那一项。模型里离开只发生在复购之后；`x` 为 0 时该剩几项？",
            _everyone_may_have_left,
        ),
        Misconception(
            "product_of_chances",
            "你返回的是概率的乘积。几百人一乘，机器里就成了 0，什么也比不出；每人先取对数再相加。",
            _product_of_chances,
        ),
        Misconception(
            "mean_of_the_customers",
            "你返回的是平均每人的对数似然。题目要的是合计；两个数差一个倍数，找最大值时倒是一样的。",
            _mean_of_customers,
        ),
        Misconception(
            "sign_turned",
            "你的符号反了。把它交给只会找最小值的程序时才要加负号，似然本身是越大越好。",
            _sign_turned,
        ),
        Misconception(
            "staying_forgotten",
            "你少了第二块：前几次复购之后都没有走，这也有一个概率。没有它，来得多的人就不显得难得了。",
            _staying_forgotten,
        ),
    ),
)
