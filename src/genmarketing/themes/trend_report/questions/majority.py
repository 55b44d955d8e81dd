"""The question on «may we say majority?»: people behind a printed percentage, Wilson's interval, and what may be written."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from genmarketing.data import figure_text
from genmarketing.workbook.kinds import Case, FunctionQuestion
from genmarketing.workbook.question import Check, Misconception

if TYPE_CHECKING:
    import numpy as np


def majority_claim(percent: int, n: int) -> dict[str, float | str]:
    """由印出来的百分数还原人数，给出 95% 的 Wilson 区间，判断能写什么。"""
    from math import sqrt

    z = 1.96
    people = round(percent / 100 * n)
    p = people / n
    centre = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z * sqrt(p * (1 - p) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
    low, high = centre - half, centre + half
    say = "多数" if low > 0.5 else "少数" if high < 0.5 else "都不写"
    return {"people": people, "low": low, "high": high, "say": say}


def _verdict(people: int, low: float, high: float) -> dict[str, float | str]:
    say = "多数" if low > 0.5 else "少数" if high < 0.5 else "都不写"
    return {"people": people, "low": low, "high": high, "say": say}


def _wilson(p: float, n: int, z: float = 1.96) -> tuple[float, float]:
    centre = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z * sqrt(p * (1 - p) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
    return centre - half, centre + half


def _wald(percent: int, n: int) -> dict[str, float | str]:
    people = round(percent / 100 * n)
    p = people / n
    half = 1.96 * sqrt(p * (1 - p) / n)
    return _verdict(people, p - half, p + half)


def _percent_as_printed(percent: int, n: int) -> dict[str, float | str]:
    return _verdict(round(percent / 100 * n), *_wilson(percent / 100, n))


def _people_cut_off(percent: int, n: int) -> dict[str, float | str]:
    people = int(percent / 100 * n)
    return _verdict(people, *_wilson(people / n, n))


def _ninety_percent(percent: int, n: int) -> dict[str, float | str]:
    people = round(percent / 100 * n)
    return _verdict(people, *_wilson(people / n, n, 1.645))


def _share_decides(percent: int, n: int) -> dict[str, float | str]:
    return majority_claim(percent, n) | {"say": "多数" if round(percent / 100 * n) / n > 0.5 else "少数"}


# people and sample whose share is printed rounded down, so that cutting off loses one of them
_SMALL = ((4, 11), (5, 13), (9, 13), (3, 14), (8, 18), (10, 23), (12, 29), (10, 33))


def _rounds_one_way(percent: int, n: int) -> bool:
    """Tell whether the people behind a percentage do not lie halfway between two whole numbers."""
    return percent * n % 100 != 50


def _surveys(rng: np.random.Generator) -> list[Case]:
    def near_half(n: int, percents: range) -> tuple[int, int]:
        """Return a percentage on one side of a half whose interval crosses it."""
        shares = [round(percent / 100 * n) / n for percent in percents]
        crossing = [
            percent
            for percent, p in zip(percents, shares, strict=True)
            if _rounds_one_way(percent, n)
            and abs(p - 0.5) > 0.002
            and _wilson(p, n)[0] < 0.498 < 0.502 < _wilson(p, n)[1]
        ]
        return int(rng.choice(crossing)), n

    def far_from_half(percents: range) -> tuple[int, int]:
        percent = int(rng.choice(percents))
        return percent, int(rng.choice([n for n in range(200, 401) if _rounds_one_way(percent, n)]))

    people, small = _SMALL[int(rng.integers(len(_SMALL)))]
    large = int(rng.integers(60, 80)) * 50 + 1
    return [
        Case("离一半很远", far_from_half(range(10, 31))),
        Case("离一半很远", far_from_half(range(68, 91))),
        Case("贴着一半", near_half(int(rng.integers(101, 140)) * 2 - 1, range(51, 56))),
        Case("贴着一半", near_half(int(rng.integers(101, 140)) * 2 - 1, range(45, 50))),
        Case("贴着一半", (int(rng.integers(53, 56)), large)),
        Case("只问了几个人", (round(100 * people / small), small)),
        Case("一个也没有，或人人都选", (0, int(rng.integers(10, 61)))),
        Case("一个也没有，或人人都选", (100, int(rng.integers(10, 61)))),
    ]


MAJORITY_CLAIM = FunctionQuestion(
    name="majority_claim",
    title="过半的数，能写成「多数」吗",
    points=7,
    minutes=9,
    concepts=("K113", "K114"),
    prompt=f"""
趋势报告印着：{figure_text("E35-14")} 的受访广告主认为 2025 年行业的营销投入会减少（2024 年底问的）。能写成「多数广告主看减」吗？写一个函数，对任何一份单选题调查都答得出。

写函数 `majority_claim(percent, n)`：

**输入** `percent`：印出来的整数百分数，0 到 100；`n`：问了几个人，正整数。

**输出** 一个字典，四个键：

- `"people"`：这个百分数是几个人，取最接近的整数；
- `"low"`、`"high"`：95% 的 **Wilson** 区间的两端，是 0 到 1 的比例。p 用**还原出来的人数 ÷ n**，z 取 1.96：
  中点 = (p + z²/2n) ÷ (1 + z²/n)，半宽 = z × √(p(1−p)/n + z²/4n²) ÷ (1 + z²/n)；
- `"say"`：能写哪一句。区间整个在一半以上写 `"多数"`，整个在一半以下写 `"少数"`，跨过一半写 `"都不写"`。

两端差 0.0005 以内算对，用 1.96 还是更长的小数都可以。数据保证人数不会正好落在两个整数的正中间。

**可以手算的例子** `percent = 50`，`n = 100`：50 个人，p = 0.5；中点是 0.5，半宽约 0.0962，所以 `low` 约 0.4038，`high` 约 0.5962，`say` 是 `"都不写"`。
""",
    starter='''def majority_claim(percent, n):
    """返回 people、low、high、say 四项的字典。"""
    ...''',
    hints=(
        "分三步写：先还原人数，再算两端，最后才判断。每一步拿题目里的 50% 与 100 人对一对。",
        "`people = round(percent / 100 * n)`，然后 `p = people / n`。样本小的时候，它和印出来的百分数并不一样。",
        "中点和半宽都要除以 1 + z²/n。判断时看的是两端：`low > 0.5`、`high < 0.5`，剩下的都归「都不写」。",
    ),
    explanation=(
        "过没过半，看的是区间的近端，不是印出来的数。228 人里要印到 57% 上下，才撑得起「多数」。"
        "下次写标题之前先还原成人、算出两端：撑不起来的，改写成和另一个选项比，或者多问些人。"
    ),
    teaching=(
        "约 9 分钟。先请学生各写一个「我认为能说多数」的门槛，再一起算 228 人时的门槛。最常见的错误是看见 54 就写多数；"
        "其次是用 Wald 区间，一个人也没有选时它的宽度是 0。可以问：换成四百多人，门槛降到几？（约 55%。）"
        "提醒：式子假定是随机抽的，节目和报道都没有写怎样抽人，区间管不到这一层。"
    ),
    reference=majority_claim,
    absolute=5e-4,
    checks=(
        Check(
            "离一半很远", 0.3, "离一半很远时就不对：先看 `people` 是不是整数的人，再看中点和半宽有没有都除以 1 + z²/n。"
        ),
        Check("贴着一半", 0.3, "百分数贴着一半时不对：看区间的两端各在一半的哪一边，再决定写哪一句。"),
        Check("只问了几个人", 0.2, "只问了几个人时不对：p 要用还原出来的人数除以 n，四舍五入的百分数在这里差得多。"),
        Check("一个也没有，或人人都选", 0.2, "0% 或 100% 时不对：没有人选，不等于真实比例一定是 0，区间仍有宽度。"),
    ),
    cases=_surveys,
    misconceptions=(
        Misconception(
            "textbook_interval",
            "你用的是「比例加减 1.96 个标准误」。一个人也没有选时，它的宽度是 0，像是绝对有把握；题目要的是 Wilson 区间，中点会往一半挪。",
            _wald,
        ),
        Misconception(
            "percent_as_printed",
            "你把印出来的百分数直接当成了 p。它是四舍五入过的，只问十几个人时会差出好几个千分点；先还原成人，再除以 n。",
            _percent_as_printed,
        ),
        Misconception(
            "people_cut_off",
            "你还原人数时把小数去掉了，有时会少一个人。百分数本来就是四舍五入印的，还原时该取最接近的整数。",
            _people_cut_off,
        ),
        Misconception(
            "ninety_percent",
            "你的区间用了 1.645，那是 90% 的区间，看上去更有把握。题目要 95%，两边各留 2.5%。",
            _ninety_percent,
        ),
        Misconception(
            "share_decides",
            "两端你算对了，判断时却只看这批人里过没过半。换一批人再问，结果会不会翻过来？看区间在一半的哪一边。",
            _share_decides,
        ),
    ),
)
