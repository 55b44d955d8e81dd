"""The question on diffusion: where voices of customers and shop staff move the peak of new adopters."""

from __future__ import annotations

from math import exp, log
from typing import TYPE_CHECKING

from genmarketing.workbook.kinds import Case, FunctionQuestion
from genmarketing.workbook.question import Check, Misconception

if TYPE_CHECKING:
    import numpy as np


def bass_peak(p: float, q: float, voices: float) -> dict[str, float]:
    """请人开口以后，新增的高峰在第几年，那时累计几成，到 16% 早了几年。"""
    from math import exp, log

    def time_of_16_percent(q: float) -> float:
        return log((1 + 0.16 * q / p) / (1 - 0.16)) / (p + q)

    heard = q * voices
    peak = log(heard / p) / (p + heard) if heard > p else 0.0
    left = exp(-(p + heard) * peak)
    return {
        "peak": peak,
        "adopted": (1 - left) / (1 + heard / p * left),
        "earlier": time_of_16_percent(q) - time_of_16_percent(heard),
    }


def _share(p: float, q: float, t: float) -> float:
    left = exp(-(p + q) * t)
    return (1 - left) / (1 + q / p * left)


def _voices_move_p(p: float, q: float, voices: float) -> dict[str, float]:
    def early(p: float) -> float:
        return log((1 + 0.16 * q / p) / (1 - 0.16)) / (p + q)

    return bass_peak(p * voices, q, 1.0) | {"earlier": early(p) - early(p * voices)}


def _peak_before_the_start(p: float, q: float, voices: float) -> dict[str, float]:
    heard = q * voices
    peak = log(heard / p) / (p + heard)
    return bass_peak(p, q, voices) | {"peak": peak, "adopted": _share(p, heard, peak)}


def _half_at_the_peak(p: float, q: float, voices: float) -> dict[str, float]:
    return bass_peak(p, q, voices) | {"adopted": 0.5}


def _common_logarithm(p: float, q: float, voices: float) -> dict[str, float]:
    heard = q * voices
    peak = max(0.0, log(heard / p) / log(10) / (p + heard))
    return bass_peak(p, q, voices) | {"peak": peak, "adopted": _share(p, heard, peak)}


def _in_step_with_the_peak(p: float, q: float, voices: float) -> dict[str, float]:
    right = bass_peak(p, q, voices)
    return right | {"earlier": bass_peak(p, q, 1.0)["peak"] - right["peak"]}


def _later_for_earlier(p: float, q: float, voices: float) -> dict[str, float]:
    right = bass_peak(p, q, voices)
    return right | {"earlier": -right["earlier"]}


def _products(rng: np.random.Generator) -> list[Case]:
    def thousandth(low: int, high: int) -> float:
        return int(rng.integers(low, high)) / 1000

    def voices() -> float:
        return int(rng.integers(12, 21)) / 10

    return [
        Case("平常的新品", (thousandth(15, 45), thousandth(300, 500), voices())),
        Case("平常的新品", (thousandth(15, 45), thousandth(300, 500), voices())),
        Case("没有请人开口", (thousandth(15, 45), thousandth(300, 500), 1.0)),
        Case("自己想试的多，听人说的少", (thousandth(200, 300), thousandth(40, 80), voices())),
        Case("越说越没人听", (thousandth(15, 45), thousandth(300, 500), int(rng.integers(4, 8)) / 10)),
    ]


BASS_PEAK = FunctionQuestion(
    name="bass_peak",
    title="请人开口，高峰早几年",
    points=6,
    minutes=8,
    concepts=("K141",),
    prompt="""
一家耳机品牌（虚构）要做「全员营销」：请用过的顾客（KOC，关键意见消费者）和门店的销售（KOS，关键意见销售）讲自己的使用体会。新品铺开会快多少？用 Bass 模型算。

`p` 是自己想试的力量，广告和门店陈列抬的是它；`q` 是听别人说了才用的力量，用过的人和身边的销售开口，抬的是它。请人开口以后，`q` 变成 `q × voices`，`p` 不变。

- t 年时累计采用的比例 F(t) = (1 − e) ÷ (1 + (q/p) × e)，其中 e = exp(−(p + q) × t)；
- 新增最多的时刻 t* = ln(q/p) ÷ (p + q)；q 不大于 p 时，一开始就最多，t* 是 0；
- 累计到 16% 的时刻 = ln((1 + 0.16 × q/p) ÷ (1 − 0.16)) ÷ (p + q)。

写函数 `bass_peak(p, q, voices)`：

**输入** `p`、`q`：每年，都大于 0；`voices`：倍数，大于 0。1 表示没有请人开口；小于 1 表示说得不真，反倒没人听。

**输出** 一个字典：`"peak"` 是请人开口**以后**新增最多的时刻（年）；`"adopted"` 是那时的累计比例；
`"earlier"` 是累计到 16% 比不请人开口早了几年，晚了写负数。误差 0.001 以内算对。

**可以手算的例子** `p = 0.03`，`q = 0.38`，`voices = 1`：ln(12.667) ÷ 0.41 约 6.193 年，那时累计约 0.4605；没有请人开口，`earlier` 是 0。
""",
    starter='''def bass_peak(p, q, voices):
    """返回 peak、adopted、earlier 三个数的字典。"""
    ...''',
    hints=(
        "先写三个小函数：高峰的时刻、t 时的累计、到 16% 的时刻，都以 p 和 q 为参数。用题目里的 0.03 与 0.38 验一遍。",
        "高峰与累计用 `q * voices`；`earlier` 是用原来的 q 算出的时刻，减去用新的 q 算出的时刻。",
        "`math.log` 是自然对数。q 不大于 p 时对数是负的或 0，时刻不会在上市之前：这时直接写 0。",
    ),
    explanation=(
        "请人开口抬的是 q，最见效的是新增的高峰；起步那一段主要靠 p，所以刚上市先要有第一批肯试的人，再请他们开口。"
        "说得不真，q 会往下走，高峰反而推迟。排全员营销的日子之前，先看手里有没有用过、愿意讲真话的人；收了报酬去讲的，先问法务该怎样标明。"
    ),
    teaching=(
        "约 8 分钟。先请学生各说一样自己最近买的东西：自己想试的，还是听人说的？再对应到 p 和 q。"
        "最常见的错误是把「多请人说」加在 p 上；其次是以为高峰时正好一半人在用。KOS 在材料里被说成关键意见员工，通行的意思是关键意见销售，可以顺带核对。"
        "追问：`voices` 是怎样估出来的？（要有请与不请两个地方的数据；这里是假设。）"
    ),
    reference=bass_peak,
    relative=1e-6,
    absolute=1e-3,
    checks=(
        Check("平常的新品", 0.4, "平常的新品就不对：拿 p = 0.03、q = 0.38 验一验，再看 `voices` 乘在了哪一个上。"),
        Check("没有请人开口", 0.2, "`voices` 是 1 时不对：什么也没有变，`earlier` 应当是 0。"),
        Check("自己想试的多，听人说的少", 0.2, "q 不大于 p 时不对：新增一开始就最多，`peak` 和那时的累计都是 0。"),
        Check("越说越没人听", 0.2, "`voices` 小于 1 时不对：q 变小，到 16% 会更晚，`earlier` 是负数。"),
    ),
    cases=_products,
    misconceptions=(
        Misconception(
            "voices_move_p",
            "你让请人开口抬高了 p。p 是没听谁说就想试的力量；听用过的人说才来的，算在哪一个数里？",
            _voices_move_p,
        ),
        Misconception(
            "peak_before_the_start",
            "q 小于 p 时，你算出了上市之前的高峰。这时新增一开始就最多，之后一路下降。",
            _peak_before_the_start,
        ),
        Misconception(
            "half_at_the_peak",
            "你以为高峰时正好一半的人在用。高峰来得比一半早，把高峰的时刻代进 F(t) 算一算。",
            _half_at_the_peak,
        ),
        Misconception(
            "common_logarithm",
            "你用了以 10 为底的对数，时刻因此短了一大截。式子里是自然对数。",
            _common_logarithm,
        ),
        Misconception(
            "in_step_with_the_peak",
            "你的 `earlier` 是高峰早了几年。题目问的是累计到 16% 的时刻，把那一条式子用两次。",
            _in_step_with_the_peak,
        ),
        Misconception(
            "later_for_earlier",
            "你的 `earlier` 正负号反了：早了是正数。用不请人开口时的年数，减去请人开口以后的年数。",
            _later_for_earlier,
        ),
    ),
)
