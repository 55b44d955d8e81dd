"""The question on how well parameters fit customers: the log-likelihood of the BG/NBD model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genmarketing.data import published_text
from genmarketing.themes.audience_assets.questions.alive import drawn_parameters
from genmarketing.workbook.kinds import Case, FunctionQuestion
from genmarketing.workbook.question import Check, Misconception

if TYPE_CHECKING:
    import numpy as np

Histories = list[tuple[int, float, float]]


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


def _logarithms_added(customers: Histories, r: float, alpha: float, a: float, b: float) -> float:
    common, alive, left = _likelihood_parts(customers, r, alpha, a, b)
    both = [here + gone if x else here for (x, _, _), here, gone in zip(customers, alive, left, strict=True)]
    return sum(common) + sum(both)


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
        parameters = drawn_parameters(rng)
        some = _made_histories(rng, count, parameters)
        return [(2, 8.5, 30.0), (1, 3.0, 26.0), (0, 0.0, 12.0), *some], *parameters

    def one(x: int, t_x: float, T: float) -> tuple[Histories, float, float, float, float]:
        return [(x, t_x, T)], *drawn_parameters(rng)

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
        "最高处很平：那里把 b 从 2 换到 3，另外三个参数跟着重找，对数似然差不到 0.3。所以看预测，不要迷信某一个参数。"
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
    absolute=1e-3,
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
            "logarithms_added",
            "第三块的两项你各取了对数再相加，那是两项相乘。还在与走了只会有一样是真的，概率先相加，再取对数。",
            _logarithms_added,
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
