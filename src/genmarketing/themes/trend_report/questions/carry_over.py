"""The question on carry-over: half-life, what is left, and how much of an effect a report's weeks contain."""

from __future__ import annotations

from math import inf, log
from typing import TYPE_CHECKING

from genmarketing.workbook.kinds import Case, FunctionQuestion
from genmarketing.workbook.question import Check, Misconception

if TYPE_CHECKING:
    import numpy as np


def effect_seen(spend: list[float], carry: float) -> dict[str, float]:
    """半衰期、期末的存量，以及全部作用里有几成落在这几周。"""
    from math import log

    stock = seen = 0.0
    for money in spend:
        stock = carry * stock + money
        seen += stock
    ever = sum(spend) / (1 - carry)
    return {
        "half_life": log(0.5) / log(carry) if carry > 0 else 0.0,
        "stock": stock,
        "seen": seen / ever if ever else 0.0,
    }


def _lost_in_equal_steps(spend: list[float], carry: float) -> dict[str, float]:
    return effect_seen(spend, carry) | {"half_life": 0.5 / (1 - carry)}


def _logarithms_upside_down(spend: list[float], carry: float) -> dict[str, float]:
    return effect_seen(spend, carry) | {"half_life": log(carry) / log(0.5) if carry > 0 else inf}


def _fades_at_once(spend: list[float], carry: float) -> dict[str, float]:
    right = effect_seen(spend, carry)
    return right | {"stock": carry * right["stock"], "seen": carry * right["seen"]}


def _nothing_fades(spend: list[float], carry: float) -> dict[str, float]:
    return effect_seen(spend, carry) | {"stock": float(sum(spend))}


def _what_is_gone(spend: list[float], carry: float) -> dict[str, float]:
    right, paid = effect_seen(spend, carry), sum(spend)
    return right | {"seen": 1 - right["stock"] / paid if paid else 0.0}


def _all_paid_in_the_first_week(spend: list[float], carry: float) -> dict[str, float]:
    return effect_seen(spend, carry) | {"seen": 1 - carry ** len(spend) if sum(spend) else 0.0}


def _campaigns(rng: np.random.Generator) -> list[Case]:
    def weekly(weeks: int) -> list[int]:
        return [int(money) for money in rng.integers(2, 30, weeks)]

    def lasting() -> float:
        return int(rng.integers(90, 98)) / 100

    def fleeting() -> float:
        return int(rng.integers(25, 46)) / 100

    quiet = [0] * int(rng.integers(3, 7))
    return [
        Case("品牌：退得慢", (weekly(13), lasting())),
        Case("效果：退得快", (weekly(13), fleeting())),
        Case("先投后停", ([*weekly(4), *quiet], lasting())),
        Case("先停后投", ([*quiet, *weekly(2)], lasting())),
        Case("一点也不留", (weekly(5), 0.0)),
        Case("一分钱也没有投", ([0] * int(rng.integers(2, 6)), fleeting())),
    ]


EFFECT_SEEN = FunctionQuestion(
    name="effect_seen",
    title="季报里看得见几成",
    points=7,
    minutes=10,
    concepts=("K115", "K145"),
    prompt="""
销售要当下的结果，营销要长期的结果。可是报表只截到最后一周，之后的作用一概不记。写一个函数，算出这份报表看见了几成。

规则（广告存量，adstock）：每周的**存量** = `carry` × 上周的存量 + 这周的花费；第一周之前存量是 0。一周的作用就等于这周的存量。停投以后，存量每周剩下 `carry`，一直退下去。

写函数 `effect_seen(spend, carry)`：

**输入** `spend`：报表里每周的花费（万元），至少一周；`carry`：每周留下的比例，0 ≤ carry < 1。

**输出** 一个字典，三个键：

- `"half_life"`：停投几周以后，存量退到一半，可以是小数：ln 0.5 ÷ ln carry；carry 是 0 时写 0；
- `"stock"`：最后一周的存量；
- `"seen"`：这几周的作用之和 ÷ 全部的作用。全部的作用包括报表截止以后还会有的，等于花费之和 ÷ (1 − carry)。一分钱也没有投时写 0。

**可以手算的例子** `spend = [4, 0]`，`carry = 0.5`：存量是 4、2，半衰期 1 周。这两周的作用共 6，全部的作用是 4 ÷ 0.5 = 8（4 + 2 + 1 + ……），所以 `seen` 是 0.75，`stock` 是 2。
""",
    starter='''def effect_seen(spend, carry):
    """返回 half_life、stock、seen 三个数的字典。"""
    ...''',
    hints=(
        "先写循环：`stock = carry * stock + money`，每周把 `stock` 加到一个和里。例子里两周的存量应当是 4 和 2。",
        "半衰期是问 carry 的几次方等于 0.5，两边取对数，用 `math.log`。carry 是 0 时没有对数，单独处理。",
        "「全部的作用」不必一周一周加下去：每一元一共起 1 + carry + carry² + …… 的作用，合起来就是花费之和 ÷ (1 − carry)。",
    ),
    explanation=(
        "同样一季的钱，效果广告的作用几乎全落在季报里，品牌广告往往看不到一半：报表一截，品牌就吃亏。"
        "拿季报比品牌和效果之前，先写下各自的半衰期和看得见的成数；或者把考核的日子往后放。这里的 `carry` 是假设，真的要靠停投的数据去估。"
    ),
    teaching=(
        "约 10 分钟。请学生先猜：每周留 95%，每周投一样多，一季的报表看得见几成？多数人会猜九成，算出来不到三成。"
        "常见错误是把半衰期当成匀速往下退，和以为花费一落地就先退一次。追问：同样的钱全在第一周投，看得见几成？（接近一半。）"
        "所以赶在季末投品牌，季报最难看。提醒：一单位存量起一单位作用是简化，饱和留给下一题。"
    ),
    reference=effect_seen,
    checks=(
        Check("品牌：退得慢", 0.25, "退得慢的时候不对：逐周写出存量，看最后一周和作用之和各是多少。"),
        Check("效果：退得快", 0.2, "退得快的时候不对：半衰期不到一周也是正常的，`seen` 应当接近 1。"),
        Check("先投后停", 0.2, "先投后停时不对：停投的几周存量还在起作用，也要加进去。"),
        Check("先停后投", 0.15, "先停后投时不对：钱花得晚，截止以前只来得及起一点作用。"),
        Check("一点也不留", 0.1, "`carry` 是 0 时不对：当周用完，半衰期按题目写 0，作用全都看得见。"),
        Check("一分钱也没有投", 0.1, "一分钱也没有投时不对：没有作用可看，`seen` 写 0，别拿 0 去除。"),
    ),
    cases=_campaigns,
    misconceptions=(
        Misconception(
            "lost_in_equal_steps",
            "你的半衰期是当作每周退掉同样多算的。退掉的是剩下的一个比例，越往后退得越少；carry 的几次方等于一半？",
            _lost_in_equal_steps,
        ),
        Misconception(
            "logarithms_upside_down",
            "你的半衰期把两个对数除反了：留得越多，周数反而越少。拿 carry = 0.9 试一试，合不合常理？",
            _logarithms_upside_down,
        ),
        Misconception(
            "fades_at_once",
            "你让这周的花费当周就先退了一次。题目的规则是先退上周的，再加这周的，刚花的钱这周全算数。",
            _fades_at_once,
        ),
        Misconception(
            "nothing_fades",
            "你的 `stock` 是花费之和，一点也没有退。头几周的钱到最后一周还剩几成？",
            _nothing_fades,
        ),
        Misconception(
            "what_is_gone",
            "你的 `seen` 是 1 减去期末还剩的比例，少了中间各周的作用。先把每周的存量加起来，再同全部的作用比。",
            _what_is_gone,
        ),
        Misconception(
            "all_paid_in_the_first_week",
            "你的 `seen` 只看了有几周，当作钱都在第一周花完。后几周花的钱，截止以前来不及起这么多作用。",
            _all_paid_in_the_first_week,
        ),
    ),
)
