"""The question on a controlled tag test: how many people it takes, and for how many days."""

from __future__ import annotations

from math import ceil, sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING

from genmarketing.workbook.kinds import Case, FunctionQuestion
from genmarketing.workbook.question import Check, Misconception

if TYPE_CHECKING:
    import numpy as np


def tag_test(control: float, lift: float, daily: int) -> dict[str, int]:
    """对照组比率、想看出的相对变化、每天共几人 → 每组几人，跑几天。"""
    from math import ceil, sqrt
    from statistics import NormalDist

    test = control * (1 + lift)
    mean = (control + test) / 2
    z_error, z_power = NormalDist().inv_cdf(0.975), NormalDist().inv_cdf(0.8)
    spread = z_error * sqrt(2 * mean * (1 - mean)) + z_power * sqrt(control * (1 - control) + test * (1 - test))
    people = ceil((spread / (test - control)) ** 2)
    return {"people": people, "days": ceil(2 * people / daily)}


def _people(control: float, test: float, error: float = 0.975) -> int:
    mean = (control + test) / 2
    z_error, z_power = NormalDist().inv_cdf(error), NormalDist().inv_cdf(0.8)
    spread = z_error * sqrt(2 * mean * (1 - mean)) + z_power * sqrt(control * (1 - control) + test * (1 - test))
    return ceil((spread / (test - control)) ** 2)


def _answer(people: int, daily: int) -> dict[str, int]:
    return {"people": people, "days": ceil(2 * people / daily)}


def _one_sided(control: float, lift: float, daily: int) -> dict[str, int]:
    return _answer(_people(control, control * (1 + lift), 0.95), daily)


def _points(control: float, lift: float, daily: int) -> dict[str, int]:
    return _answer(_people(control, control + lift), daily)


def _both_groups(control: float, lift: float, daily: int) -> dict[str, int]:
    people = 2 * _people(control, control * (1 + lift))
    return {"people": people, "days": ceil(people / daily)}


def _no_power(control: float, lift: float, daily: int) -> dict[str, int]:
    test = control * (1 + lift)
    mean = (control + test) / 2
    spread = NormalDist().inv_cdf(0.975) * sqrt(2 * mean * (1 - mean))
    return _answer(ceil((spread / (test - control)) ** 2), daily)


def _daily_for_each(control: float, lift: float, daily: int) -> dict[str, int]:
    people = _people(control, control * (1 + lift))
    return {"people": people, "days": ceil(people / daily)}


def _days_rounded(control: float, lift: float, daily: int) -> dict[str, int]:
    people = _people(control, control * (1 + lift))
    return {"people": people, "days": max(1, round(2 * people / daily))}


def _one_spread(control: float, lift: float, daily: int) -> dict[str, int]:
    test = control * (1 + lift)
    z = NormalDist().inv_cdf(0.975) + NormalDist().inv_cdf(0.8)
    spread = control * (1 - control) + test * (1 - test)
    return _answer(ceil(z**2 * spread / (test - control) ** 2), daily)


def _tests(rng: np.random.Generator) -> list[Case]:
    def case(check: str, control: float, lift: float, left_over: float) -> Case:
        people = _people(control, control * (1 + lift))
        # Five days or more, of which the last is needed for some people only; few enough that a whole ``daily`` keeps that so.
        days = int(rng.integers(5, min(60, int((0.3 * people) ** 0.5))))
        daily = int(2 * people / (days + left_over))
        while (2 * people) % daily in (0, 1, daily - 1) or people % daily == 0:
            daily += 1
        return Case(check, (control, lift, daily))

    def share(low: float, high: float) -> float:
        return round(float(rng.uniform(low, high)), 3)

    return [
        case("常见的比率", share(0.05, 0.2), round(float(rng.uniform(0.1, 0.3)), 2), 0.25),
        case("常见的比率", share(0.02, 0.05), round(float(rng.uniform(0.15, 0.3)), 2), 0.7),
        case("很小的提升", share(0.01, 0.04), round(float(rng.uniform(0.03, 0.06)), 2), 0.5),
        case("怕它变差", share(0.08, 0.3), -round(float(rng.uniform(0.08, 0.2)), 2), 0.5),
        Case("每天的人很多，或很少", (share(0.1, 0.2), 0.3, int(rng.integers(20_000, 50_000)))),
        Case("每天的人很多，或很少", (share(0.1, 0.2), 0.3, int(rng.integers(31, 60)))),
    ]


TAG_TEST = FunctionQuestion(
    name="tag_test",
    title="测一个标签，要多少人、跑几天",
    points=8,
    minutes=10,
    concepts=("K160",),
    prompt="""
想知道换一组标签有没有用，就把人随机分成两半：对照组照旧，测试组用新标签，比渗透率。人少了，真有用也看不出来。

写函数 `tag_test(control, lift, daily)`：

**输入** `control`：对照组的比率，如 0.03；`lift`：想看得出的**相对**变化，0.2 是高两成，−0.1 是低一成；`daily`：每天**两组合计**能进来几人，对半分。

**输出** 字典，两个整数：`"people"` 每组几人，`"days"` 跑几天，都往上取整。

双侧错误率 5%，功效 80%。p₀ 是 `control`，p₁ = p₀ × (1 + `lift`)，p̄ 是两者的平均：

每组人数 = ( z₁·√(2·p̄(1−p̄)) + z₂·√(p₀(1−p₀) + p₁(1−p₁)) )² ÷ (p₁ − p₀)²

z₁ = `NormalDist().inv_cdf(0.975)`，z₂ = `NormalDist().inv_cdf(0.8)`（`from statistics import NormalDist`；不要先四舍五入）。天数 = 两组的人数合计 ÷ `daily`。

**可以核对的例子** `tag_test(0.10, 0.2, 1000)`：10% 对 12%，每组 3841 人，两组 7682 人，返回 `{"people": 3841, "days": 8}`。`control = 0.02`、`lift = 0.1` 时每组要 80682 人。
""",
    starter='''def tag_test(control, lift, daily):
    """返回每组几人、跑几天。"""
    ...''',
    hints=(
        "先写出 p₁：3% 高两成是 3.6%，不是 23%。",
        "两个根号分开算：前一个用平均的 p̄，后一个用各自的 p。拿 10% 对 12% 的 3841 对一对。",
        "人数先 `ceil`，天数再用取整后的人数乘 2、除以 `daily`，再 `ceil`。",
    ),
    explanation=(
        "提升减半，人数要四倍：想看清 2% 到 2.2% 这样的差，每组要八万人。人数在开跑之前定下，跑满再看："
        "中途看十次、见显著就停，没有用的标签也有近两成会被判成有用。看到「高出 60%」，先问每组几个人、看了几次。"
    ),
    teaching=(
        "约 10 分钟。先请学生猜：从 2% 提到 2.2%，每组要多少人？多数人猜几百。常见错误是把相对提升当成百分点。"
        "白皮书里「渗透率超出 60%」是比对照组高 60%，没有给样本量；可以请学生倒推：基础比率 1% 时，每组至少要几人？"
    ),
    reference=tag_test,
    checks=(
        Check("常见的比率", 0.4, "常见的比率就不对：拿 10% 对 12% 的每组 3841 人，从 p₁ 开始逐步对。"),
        Check("很小的提升", 0.2, "提升很小时不对：分母是两个比率之差的平方，差要用未取整的 p₁ 算。"),
        Check("怕它变差", 0.2, "`lift` 是负数时不对：p₁ 比 p₀ 低，公式照样能用，人数是正的。"),
        Check("每天的人很多，或很少", 0.2, "天数不对：两组合计的人数除以每天合计的人数，往上取整，最少一天。"),
    ),
    cases=_tests,
    misconceptions=(
        Misconception(
            "one_sided",
            "你的 z₁ 是单侧的，默认新标签不会更差。题目要双侧 5%，两边各留多少？",
            _one_sided,
        ),
        Misconception(
            "lift_in_points",
            "你把 `lift` 当成百分点加上去了：2% 高两成成了 22%，当然几十个人就够。相对变化该乘还是该加？",
            _points,
        ),
        Misconception(
            "both_groups",
            "你给出的是两组合计的人数，题目要每组几人。",
            _both_groups,
        ),
        Misconception(
            "no_power",
            "你没有算 z₂ 那一项，等于接受一半的机会看漏。80% 的功效要多少人？",
            _no_power,
        ),
        Misconception(
            "daily_for_each",
            "天数只算了一组：每天进来的人是两组分的。",
            _daily_for_each,
        ),
        Misconception(
            "days_rounded",
            "天数你四舍五入了：舍掉的那小半天里，人还没有满。不满一天，也要再开一天。",
            _days_rounded,
        ),
        Misconception(
            "one_spread",
            "你用的是网上常见的简式：两个 z 先相加，再乘同一个波动。题目里 z₁ 配的是平均的 p̄，两个根号不一样。",
            _one_spread,
        ),
    ),
)
