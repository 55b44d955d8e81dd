"""The question on a 1+N+X plan: reach, frequency and cost over nested audiences."""

from __future__ import annotations

from math import exp, prod
from typing import TYPE_CHECKING

from genmarketing.workbook.kinds import Case, FunctionQuestion
from genmarketing.workbook.question import Check, Misconception

if TYPE_CHECKING:
    import numpy as np

Layers = list[tuple[float, float, float, float]]


def plan_reach(layers: list[tuple[float, float, float, float]], market: int) -> dict[str, float]:
    """由宽到窄的几层投放 → 触达、频次、触达一个人的花费。"""
    averages = []  # 各层在自己的人群里，平均每人几次
    for audience, budget, making, cpm in layers:
        contacts = max(budget - making, 0) / cpm * 1000
        averages.append(contacts / (market * audience))
    audiences = [layer[0] for layer in layers] + [0.0]
    reach = contacts_per_head = 0.0
    for depth in range(len(layers)):
        ring = audiences[depth] - audiences[depth + 1]  # 只在前 depth + 1 层里的人
        frequency = sum(averages[: depth + 1])
        reach += ring * (1 - (1 + frequency / 0.7) ** -0.7)
        contacts_per_head += ring * frequency
    spent = sum(layer[1] for layer in layers)
    return {"reach": reach, "frequency": contacts_per_head / reach, "cost": spent / (reach * market)}


def _averages(layers: Layers, market: int, making: bool = True) -> list[float]:
    return [max(b - (m if making else 0), 0) / cpm * 1000 / (market * a) for a, b, m, cpm in layers]


def _met(frequency: float) -> float:
    return float(1 - (1 + frequency / 0.7) ** -0.7)


def _answer(layers: Layers, market: int, reach: float, contacts: float) -> dict[str, float]:
    return {"reach": reach, "frequency": contacts / reach, "cost": sum(b for _, b, _, _ in layers) / (reach * market)}


def _per_head(layers: Layers, averages: list[float]) -> float:
    return sum(layer[0] * average for layer, average in zip(layers, averages, strict=True))


def _added_up(layers: Layers, market: int) -> dict[str, float]:
    averages = _averages(layers, market)
    reach = sum(layer[0] * _met(average) for layer, average in zip(layers, averages, strict=True))
    return _answer(layers, market, reach, _per_head(layers, averages))


def _as_if_independent(layers: Layers, market: int) -> dict[str, float]:
    averages = _averages(layers, market)
    reach = 1 - prod(1 - layer[0] * _met(average) for layer, average in zip(layers, averages, strict=True))
    return _answer(layers, market, reach, _per_head(layers, averages))


def _making_is_free(layers: Layers, market: int) -> dict[str, float]:
    return plan_reach([(a, b, 0.0, cpm) for a, b, _, cpm in layers], market)


def _everybody_alike(layers: Layers, market: int) -> dict[str, float]:
    averages = _averages(layers, market)
    inner = [layer[0] for layer in layers[1:]] + [0.0]
    reach = sum(
        (layer[0] - narrower) * (1 - exp(-sum(averages[: at + 1])))
        for at, (layer, narrower) in enumerate(zip(layers, inner, strict=True))
    )
    return _answer(layers, market, reach, _per_head(layers, averages))


def _frequency_of_the_market(layers: Layers, market: int) -> dict[str, float]:
    return plan_reach(layers, market) | {"frequency": _per_head(layers, _averages(layers, market))}


def _plans(rng: np.random.Generator) -> list[Case]:
    def money(low: int, high: int) -> float:
        return float(int(rng.integers(low, high)) * 10_000)

    def plan() -> Layers:
        return [
            (1.0, money(150, 300), money(20, 40), float(rng.integers(50, 80))),
            (round(float(rng.uniform(0.4, 0.6)), 2), money(80, 200), money(20, 50), float(rng.integers(90, 150))),
            (round(float(rng.uniform(0.1, 0.25)), 2), money(60, 150), money(10, 30), float(rng.integers(180, 300))),
        ]

    def market() -> int:
        return int(rng.integers(30, 61)) * 100_000

    poor = plan()
    poor[2] = (poor[2][0], money(5, 10), money(15, 30), poor[2][3])
    niche = [
        (round(float(rng.uniform(0.5, 0.8)), 2), *layer[1:]) if at == 0 else layer for at, layer in enumerate(plan())
    ]
    return [
        Case("三层的方案", (plan(), market())),
        Case("三层的方案", (plan(), market())),
        Case("钱不够做内容的一层", (poor, market())),
        Case("只有一层", (plan()[:1], market())),
        Case("只有一层", (plan()[2:], market())),
        Case("最宽的一层也不到全部的人", ([(a if at == 0 else a / 2, *rest) for at, (a, *rest) in enumerate(niche)], market())),
    ]  # fmt: skip


PLAN_REACH = FunctionQuestion(
    name="plan_reach",
    title="1+N+X：三层投放，一共碰到几成人",
    points=7,
    minutes=11,
    concepts=("K162",),
    prompt="""
一个主张打全体（1），几场事件打圈层（N），许多小内容打个人（X）。三层人群一层套一层，触达不能直接相加。算算看。

写函数 `plan_reach(layers, market)`：

**输入** `market`：市场里几人；`layers`：由宽到窄的几层，每层一个元组 `(audience, budget, making, cpm)`：人群占市场的几成（后一层的人**全在**前一层里）、预算（元）、其中做内容要花的钱（元）、买一千次接触的价（元）。

**输出** 字典，三个数：

- 一层的接触次数 = (预算 − 做内容的钱) ÷ cpm × 1000，预算不够做内容就是 0；除以这一层的人数，是这一层的人均接触 f；
- 只在前 k 层里的人（第 k 层的占比减去第 k+1 层的占比），人均接触 F 是前 k 层的 f 之和；他们当中至少碰到一次的占 1 − (1 + F/0.7)^(−0.7)（有人天天刷，有人很少看，0.7 说的就是这种不均匀）；
- `"reach"`：全市场里至少碰到一次的占几成；`"frequency"`：全部接触次数 ÷ 碰到过的人数；`"cost"`：预算合计 ÷ 碰到过的人数（元）。

数据保证至少有一层买得起接触。

**可以手算的例子** 市场 100 万人，两层：`(1.0, 60000, 10000, 50)` 与 `(0.5, 35000, 10000, 100)`。接触 100 万次与 25 万次，f 是 1 与 0.5。

只在第一层的 50% 人，F = 1，碰到 46.3%；两层都在的 50%，F = 1.5，碰到 55.1%。

`reach` ≈ 0.507，`frequency` = 1.25 ÷ 0.507 ≈ 2.47，`cost` = 95000 ÷ 50.7 万 ≈ 0.187。
""",
    starter='''def plan_reach(layers, market):
    """返回 reach、frequency、cost 三项的字典。"""
    ...''',
    hints=(
        "画三个套着的圈。先算每一圈的 f，用题目里的 1 与 0.5 对一对。",
        "把人分成互不重叠的环：只在第一层的、在前两层的、三层都在的。每个环里的人，各层的接触加在一起。",
        "环的宽度是相邻两层占比之差，最后一层之后补一个 0。接触总数也可以按环加：环宽 × F × 市场。",
    ),
    explanation=(
        "同一笔钱，全给 X 只会在同几个人面前反复出现；全给 1 碰得到人，却说不到心里。"
        "定分配之前先写下这一轮要的是什么：要人人知道，看触达；要少数人下单，看频次与响应。三层各做各的主张，频次再高也攒不起来。"
    ),
    teaching=(
        "约 11 分钟。先请学生把三层的触达相加，看会不会超过十成。常见错误是忘了扣掉做内容的钱：X 层版本多，钱常在那里花完。"
        "1+N+X 是一位作者的框架，没有对照实验；这里的数都在这个模型里成立。"
    ),
    reference=plan_reach,
    checks=(
        Check("三层的方案", 0.4, "普通的三层就不对：拿例子的两层，先对 f，再对两个环各碰到几成。"),
        Check("钱不够做内容的一层", 0.2, "有一层的钱做完内容就没有了：它的接触是 0，预算仍算花掉。"),
        Check("只有一层", 0.2, "只有一层时不对：环只有一个，外面的人一次也没有碰到。"),
        Check("最宽的一层也不到全部的人", 0.2, "最宽的一层只占市场的一部分时不对：触达以全市场为分母。"),
    ),
    cases=_plans,
    misconceptions=(
        Misconception(
            "reach_added_up",
            "你把各层的触达加了起来。里圈的人也在外圈，碰到过两层的被数了两次；怎样分成不重叠的几环？",
            _added_up,
        ),
        Misconception(
            "as_if_independent",
            "你当各层的人互不相干，把没碰到的机会相乘了。题目里后一层的人全在前一层里，要按环来算。",
            _as_if_independent,
        ),
        Misconception(
            "making_is_free",
            "你把全部预算都买了接触。做内容的钱要先扣掉，X 层版本多，差得最远。",
            _making_is_free,
        ),
        Misconception(
            "everybody_alike",
            "你用的是 1 − e^(−F)，当人人看得一样多。有人天天刷、有人很少看，同样的钱碰到的人更少。",
            _everybody_alike,
        ),
        Misconception(
            "frequency_of_the_market",
            "你的频次除以了全市场的人，连没碰到的也分了一份。频次的分母是谁？",
            _frequency_of_the_market,
        ),
    ),
)
