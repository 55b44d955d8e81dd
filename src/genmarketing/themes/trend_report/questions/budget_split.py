"""The hard question: one budget over several media, by the last yuan, with limits and prices that rise where others crowd in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genmarketing.workbook.kinds import Case, FunctionQuestion
from genmarketing.workbook.question import Check, Misconception

if TYPE_CHECKING:
    import numpy as np

Media = dict[str, dict[str, float]]


def split_budget(media: dict[str, dict[str, float]], budget: float) -> dict[str, float]:
    """按最后一元的回报分预算：没有到上限、也没有落到 0 的，最后一元换回的一样多。"""

    def spends(marginal: float) -> dict[str, float]:
        """最后一元的回报正好是 marginal 时，各媒介该花多少。"""
        found = {}
        for name, medium in media.items():
            half = medium["half"] * medium["price"]
            free = (medium["worth"] * half / marginal) ** 0.5 - half
            found[name] = min(medium["most"], max(0.0, free))
        return found

    if sum(medium["most"] for medium in media.values()) <= budget:
        return {name: medium["most"] for name, medium in media.items()}
    low, high = 1e-9, max(medium["worth"] / (medium["half"] * medium["price"]) for medium in media.values())
    for _ in range(200):
        middle = (low * high) ** 0.5
        if sum(spends(middle).values()) > budget:
            low = middle
        else:
            high = middle
    return spends(high)


def _prices_ignored(media: Media, budget: float) -> dict[str, float]:
    return split_budget({name: medium | {"price": 1.0} for name, medium in media.items()}, budget)


def _limits_ignored(media: Media, budget: float) -> dict[str, float]:
    return split_budget({name: medium | {"most": 10 * budget} for name, medium in media.items()}, budget)


def _cut_off_at_the_limits(media: Media, budget: float) -> dict[str, float]:
    return {name: min(media[name]["most"], spend) for name, spend in _limits_ignored(media, budget).items()}


def _best_first_yuan_takes_all(media: Media, budget: float) -> dict[str, float]:
    def first_yuan(name: str) -> float:
        return media[name]["worth"] / (media[name]["half"] * media[name]["price"])

    spent, left = dict.fromkeys(media, 0.0), budget
    for name in sorted(media, key=first_yuan, reverse=True):
        spent[name] = min(media[name]["most"], left)
        left -= spent[name]
    return spent


def _equal_averages(media: Media, budget: float) -> dict[str, float]:
    def spends(average: float) -> dict[str, float]:
        free = {name: m["worth"] / average - m["half"] * m["price"] for name, m in media.items()}
        return {name: min(media[name]["most"], max(0.0, spend)) for name, spend in free.items()}

    if sum(medium["most"] for medium in media.values()) <= budget:
        return {name: medium["most"] for name, medium in media.items()}
    low, high = 1e-9, max(medium["worth"] / (medium["half"] * medium["price"]) for medium in media.values())
    for _ in range(200):
        middle = (low * high) ** 0.5
        low, high = (middle, high) if sum(spends(middle).values()) > budget else (low, middle)
    return spends(high)


def _in_proportion_to_worth(media: Media, budget: float) -> dict[str, float]:
    total = sum(medium["worth"] for medium in media.values())
    return {name: min(medium["most"], budget * medium["worth"] / total) for name, medium in media.items()}


def _spread_evenly(media: Media, budget: float) -> dict[str, float]:
    return dict.fromkeys(media, budget / len(media))


_NAMES = ("站内搜索", "种草", "短视频", "楼宇屏", "智能电视")


def _plans(rng: np.random.Generator) -> list[Case]:
    budget = int(rng.integers(22, 36)) * 10

    def draw(count: int) -> Media:
        """Return media each of which gets neither little nor nearly all of the budget."""
        while True:
            media: Media = {
                name: {
                    "worth": int(rng.integers(20, 60)) * 10,
                    "half": int(rng.integers(5, 20)) * 10,
                    "price": 1.0,
                    "most": budget,
                }
                for name in _NAMES[:count]
            }
            if all(15 < spend < 0.7 * budget for spend in split_budget(media, budget).values()):
                return media

    def one_of(media: Media) -> str:
        return list(media)[int(rng.integers(len(media)))]

    def with_dearer_medium() -> Media:
        """Return media of which one is dear enough to move the split: less bought and a higher price may cancel out."""
        while True:
            media = draw(3)
            media[one_of(media)]["price"] = int(rng.integers(20, 31)) / 10
            moved, before = split_budget(media, budget), _prices_ignored(media, budget)
            if any(abs(moved[name] - before[name]) > 3 for name in media):
                return media

    crowded, limited, scarce, worthless = with_dearer_medium(), draw(4), draw(3), draw(2)
    tight = one_of(limited)
    limited[tight]["most"] = int(split_budget(limited, budget)[tight] / 2)
    for medium in scarce.values():
        medium["most"] = int(rng.integers(4, 8)) * 10
    known = worthless[_NAMES[0]]
    last_yuan = known["worth"] * known["half"] / (split_budget(worthless, budget)[_NAMES[0]] + known["half"]) ** 2
    half = int(rng.integers(5, 20)) * 10
    worthless[_NAMES[4]] = {"worth": max(1, int(0.6 * last_yuan * half)), "half": half, "price": 1.0, "most": budget}
    return [
        Case("两三种媒介", (draw(2), budget)),
        Case("两三种媒介", (draw(3), budget)),
        Case("有一种涨了价", (crowded, budget)),
        Case("有一种到了上限", (limited, budget)),
        Case("有一种不值得投", (worthless, budget)),
        Case("上限加起来也花不完", (scarce, budget)),
    ]


SPLIT_BUDGET = FunctionQuestion(
    name="split_budget",
    title="一笔预算分几处（难题）",
    points=8,
    minutes=15,
    concepts=("K125",),
    prompt="""
这一题留给做得快的人。一笔预算分给几种媒介，每种越投越不划算，投的同行一多还会涨价。怎样分，总收获最多？

一种媒介花 x 万元，收获 = `worth` × u ÷ (u + `half`)，其中 u = x ÷ `price`：同行挤进来，`price` 由 1 涨到 2，同样的钱只买得到一半。

写函数 `split_budget(media, budget)`：

**输入** `media`：字典，媒介名 → 它的四个数（也是字典）：`"worth"`、`"half"`、`"price"`（都大于 0）、`"most"`（最多花多少万元，大于 0），有两种到四种媒介；`budget`：预算，万元，大于 0。

**输出** 字典：媒介名 → 花多少万元，使总收获最多。每种不少于 0，不超过 `most`；预算要花完，除非所有上限加起来都不够花，那就都花到上限。误差 0.2 万元以内算对，用什么办法都行。

最好的分法有一个特征：凡是没有到上限、也没有落到 0 的媒介，**再多投一元换回的一样多**。再多投一元换回 `worth` × h ÷ (x + h)²，其中 h = `half` × `price`。

**可以手算的例子** 预算 30，两种媒介，`price` 都是 1，`most` 都是 30：甲 `worth` 400、`half` 10，乙 `worth` 100、`half` 10。
分 70/3 与 20/3（约 23.33 与 6.67）时，下一元各换回 4000 ÷ (100/3)² = 3.6 与 1000 ÷ (50/3)² = 3.6，一样多，就是最好的。
""",
    starter='''def split_budget(media, budget):
    """返回字典：媒介名 -> 花多少万元。"""
    ...''',
    hints=(
        "最朴素的做法：从 0 开始，每次拿一小份（例如 0.05 万元）给「下一元换回最多、又没有到上限」的那一种，直到分完。",
        "想更快：先定一个回报 m，反解出每种该花 x = √(worth × h ÷ m) − h，再压到 0 与 `most` 之间。m 越小，花得越多。",
        "用二分法找 m，使各种花费之和等于预算。动手之前先看 `most` 之和够不够花完；h 里别忘了乘 `price`。",
    ),
    explanation=(
        "该看的是下一元，不是平均；人人都去的地方涨了价，下一元就不比别处好，这就是媒介竞争性。"
        "排预算时给每种媒介加一列「再多投一元换回多少」，把钱从低处挪到高处；同行扎堆的地方，按涨价以后的数重算一遍再签年框。"
    ),
    teaching=(
        "约 15 分钟，留给做得快的学生。一份一份地分（贪心）在这里就是对的，因为每种的回报都一路递减，先让学生自己发现。"
        "常见错误：到了上限的部分直接砍掉，没有把钱还给别处；价格只改 x、忘了改 h。追问：涨价以后，这种媒介的花费一定减少吗？"
        "（不一定：买的量少了，单价高了，两股力相抵。）"
    ),
    reference=split_budget,
    relative=1e-4,
    absolute=0.2,
    checks=(
        Check(
            "两三种媒介", 0.3, "没有涨价、没有上限时就不对：把你的分法代回去，看各种媒介的下一元换回的是不是一样多。"
        ),
        Check("有一种涨了价", 0.2, "有一种涨了价时不对：涨价改的是同样的钱买到多少，h 要乘上 `price`。"),
        Check("有一种到了上限", 0.2, "有一种到了上限时不对：它投不下的钱要还给别的几种，分到它们的下一元又一样多。"),
        Check("有一种不值得投", 0.15, "有一种连第一元都不如别处的最后一元：它应当分到 0，不能是负的。"),
        Check("上限加起来也花不完", 0.15, "上限加起来也花不完时不对：都花到上限，剩下的钱留着。"),
    ),
    cases=_plans,
    misconceptions=(
        Misconception(
            "prices_ignored",
            "你没有用上 `price`。同行挤进来以后，同样的钱买到的少了；算一算那种媒介的下一元还换回多少。",
            _prices_ignored,
        ),
        Misconception(
            "limits_ignored",
            "你的分法超过了 `most`。到顶以后那里一元也投不进去了，多出来的钱该去哪里？",
            _limits_ignored,
        ),
        Misconception(
            "cut_off_at_the_limits",
            "你把超过上限的部分砍掉就停下了，预算没有花完。省下的钱还要在别的几种之间再分一次。",
            _cut_off_at_the_limits,
        ),
        Misconception(
            "best_first_yuan_takes_all",
            "你按第一元的回报排了名，从最好的开始投满。可是越投越不划算：投到后来，它的下一元还比得过第二名的第一元吗？",
            _best_first_yuan_takes_all,
        ),
        Misconception(
            "equal_averages",
            "你让各种媒介的平均回报一样高。平均高的可能已经快饱和了：要一样高的是**再多投一元**换回的，不是全部收获除以全部花费。",
            _equal_averages,
        ),
        Misconception(
            "spread_evenly",
            "你把预算平均分给了各种媒介。有的还没有投够，有的早已饱和：算一算各自的下一元换回多少，从低处往高处挪。",
            _spread_evenly,
        ),
        Misconception(
            "in_proportion_to_worth",
            "你按 `worth` 的大小摊了预算。`worth` 是无限投下去才有的上限，快不快饱和要看 `half`；请比下一元。",
            _in_proportion_to_worth,
        ),
    ),
)
