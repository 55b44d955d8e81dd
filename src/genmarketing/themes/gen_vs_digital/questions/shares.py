"""The hard question: the Shapley value, a channel's mean contribution over all orders of joining."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from genmarketing.workbook.kinds import Case, FunctionQuestion
from genmarketing.workbook.question import Check, Misconception

if TYPE_CHECKING:
    import numpy as np


def shapley_credit(channels: list[str], sales: dict[str, float]) -> dict[str, float]:
    """Shapley 值：一个渠道在所有加入次序里，平均多带来几笔成交。"""
    from itertools import permutations

    def worth(together: set[str]) -> float:
        return sales["+".join(channel for channel in channels if channel in together)]

    credit = dict.fromkeys(channels, 0.0)
    orders = list(permutations(channels))
    for order in orders:
        together: set[str] = set()
        for channel in order:
            before = worth(together)
            together = together | {channel}
            credit[channel] += (worth(together) - before) / len(orders)
    return credit


def _sold(channels: Sequence[str], together: set[str], sales: Mapping[str, float]) -> float:
    return sales["+".join(channel for channel in channels if channel in together)]


def _base_given_away(channels: list[str], sales: dict[str, float]) -> dict[str, float]:
    return shapley_credit(channels, dict(sales) | {"": 0.0})


def _alone(channels: list[str], sales: dict[str, float]) -> dict[str, float]:
    return {channel: sales[channel] - sales[""] for channel in channels}


def _removed_from_all(channels: list[str], sales: dict[str, float]) -> dict[str, float]:
    everyone = set(channels)
    return {c: _sold(channels, everyone, sales) - _sold(channels, everyone - {c}, sales) for c in channels}


def _in_the_order_given(channels: list[str], sales: dict[str, float]) -> dict[str, float]:
    return {
        channel: _sold(channels, set(channels[: n + 1]), sales) - _sold(channels, set(channels[:n]), sales)
        for n, channel in enumerate(channels)
    }


def _every_coalition_alike(channels: list[str], sales: dict[str, float]) -> dict[str, float]:
    credit = {}
    for channel in channels:
        others = [c for c in channels if c != channel]
        groups = [set(group) for size in range(len(channels)) for group in combinations(others, size)]
        gains = [_sold(channels, group | {channel}, sales) - _sold(channels, group, sales) for group in groups]
        credit[channel] = sum(gains) / len(gains)
    return credit


def _equal_parts(channels: list[str], sales: dict[str, float]) -> dict[str, float]:
    each = (_sold(channels, set(channels), sales) - sales[""]) / len(channels)
    return dict.fromkeys(channels, each)


_CHANNELS = ("短视频", "信息流", "达人种草", "私域消息", "搜索广告")


def _sales(
    channels: list[str], base: int, lifts: Sequence[int], extras: Mapping[tuple[int, ...], int]
) -> dict[str, float]:
    """Return what every coalition sells: base, a lift for each channel, an extra for each group that is complete in it."""
    sold = {}
    for group in (group for size in range(len(channels) + 1) for group in combinations(range(len(channels)), size)):
        together = sum(extra for members, extra in extras.items() if set(members) <= set(group))
        sold["+".join(channels[n] for n in group)] = float(base + sum(lifts[n] for n in group) + together)
    return sold


def _coalition_cases(rng: np.random.Generator) -> list[Case]:
    def names(count: int) -> list[str]:
        return [_CHANNELS[int(n)] for n in rng.permutation(len(_CHANNELS))[:count]]

    def case(check: str, count: int, base: int, help_each_other: int) -> Case:
        """Return channels that help or hinder each other two by two, and three together once more."""
        lifts = [int(n) * 3 for n in rng.permutation(20)[:count] + 8]
        pairs = combinations(range(count), 2)
        extras: dict[tuple[int, ...], int] = {pair: int(rng.integers(-3, 4)) * 2 + help_each_other for pair in pairs}
        return Case(check, (channels := names(count), _sales(channels, base, lifts, extras | {(0, 1, 2): 21})))

    idle = int(rng.integers(3))
    lifts = [0 if n == idle else 30 + 24 * n for n in range(3)]
    helpers = tuple(n for n in range(3) if n != idle)
    return [
        case("两个渠道", 2, 10, 12),
        case("三四个渠道", 3, 0, 9),
        case("三四个渠道", 4, 0, -5),
        case("不投也有人买", 4, int(rng.integers(20, 60)), 6),
        Case("一个渠道什么也没带来", (channels := names(3), _sales(channels, 20, lifts, {helpers: -6}))),
        Case("由日志数出来的", _from_the_log(rng)),
    ]


def _from_the_log(rng: np.random.Generator) -> tuple[list[str], dict[str, float]]:
    """Return four channels of `journeys.csv`, and how many sales of a sample came from journeys of each coalition alone."""
    from genmarketing.data import load

    channels = ["短视频", "达人种草", "站内推荐", "搜索广告"]
    bought = load("journeys").query("converted")
    used = [frozenset(path) for path in bought.groupby("journey_id")["channel"].agg(list)]
    within = [path for path in used if path <= set(channels)]
    sample = [within[int(n)] for n in rng.permutation(len(within))[:60]]
    groups = [group for size in range(len(channels) + 1) for group in combinations(channels, size)]
    return channels, {"+".join(group): float(sum(path <= set(group) for path in sample)) for group in groups}


SHAPLEY_CREDIT = FunctionQuestion(
    name="shapley_credit",
    title="功劳怎样分才公平（难题）",
    points=9,
    minutes=15,
    concepts=("K049", "K074"),
    prompt="""
这一题留给做得快的人。市场部在各地试过渠道的各种组合，知道每种组合卖出多少（虚构）。合起来卖得多，功劳怎样分？

**Shapley 值**：让渠道一个一个加入，某个渠道的贡献，是它加入后比加入前**多**卖的；在**所有可能的加入次序**里取平均，就是它分到的。

**输入** `channels`：渠道名的列表，两个到四个；`sales`：字典，每种组合卖出多少。键是组合里的渠道名，按 `channels` 里的次序用 `+` 连起来；一个也不投时，键是空文字 `""`。所有组合都在里面。

**输出** 字典：渠道 → 分到的数，可以是负的（它抢了别人的），不要四舍五入。加起来等于全投比不投多卖的，即 `sales[全部] − sales[""]`。

**可以手算的例子** `channels = ["搜索", "视频"]`，`sales = {"": 10, "搜索": 40, "视频": 20, "搜索+视频": 70}`。

先搜索后视频：搜索多卖 30，视频多卖 30；先视频后搜索：视频多卖 10，搜索多卖 50。平均：`{"搜索": 40, "视频": 20}`，合计 60 = 70 − 10。
""",
    starter='''def shapley_credit(channels, sales):
    """返回字典：渠道 -> Shapley 值。"""
    ...''',
    hints=(
        '先写一个小函数 `worth(group)`：把集合里的渠道按 `channels` 的次序连成键，去 `sales` 里查。空集的键是 `""`。',
        "`itertools.permutations(channels)` 给出所有次序，四个渠道也只有二十四种。每种次序从空集开始，加一个、记一次多卖的。",
        "每种次序里的贡献除以次序的个数，累加到各渠道。做完验一遍：各渠道之和是不是 `sales[全部] − sales['']`。",
    ),
    explanation=(
        "公平在于谁先谁后都试过，什么也没带来的分到 0，加起来不多不少。可它分的是表里的数：组合的成绩若是从日志里数的而不是试出来的，分得再公平也不是因果。"
        "先决定 `sales` 从哪里来，再谈怎样分；不投也会有的那部分，谁都不该领。"
    ),
    teaching=(
        "约 15 分钟，留给做得快的学生。请他们先证一件事：若 `sales` 数的是「只用到组合内渠道的成交」，Shapley 值正好等于每笔成交由到过的不同渠道平分。"
        "常见错误是把不投也有的销量分了出去，与只看「全部里去掉它」；对所有组合取简单平均的，得到的是班扎夫值，两个渠道时看不出差别，三个以上加不回总数。"
        "追问：渠道有十二个时，次序有多少种？实务里怎样抽样？"
    ),
    reference=shapley_credit,
    checks=(
        Check("两个渠道", 0.2, "只有两个渠道时就不对：两种次序都走一遍，各记多卖多少，再取平均。"),
        Check("三四个渠道", 0.3, "三四个渠道时不对：每一种加入的次序都要走到，各次序的分量一样。"),
        Check("不投也有人买", 0.2, "一个也不投时也有销量，这部分不属于任何渠道：第一个加入的，多卖的要从它算起。"),
        Check("一个渠道什么也没带来", 0.15, "有一个渠道加不加都一样，它应当分到 0，其余两个照常分。"),
        Check("由日志数出来的", 0.15, "由日志数出来的组合上不对：验一遍各渠道之和是不是等于全部减去不投。"),
    ),
    cases=_coalition_cases,
    misconceptions=(
        Misconception(
            "base_given_away",
            "你把不投也会卖出的那部分，分给了第一个加入的渠道。没有它们也有的销量，不该算谁的功劳。",
            _base_given_away,
        ),
        Misconception(
            "alone",
            "你只看了单独投一个时多卖的。渠道会互相帮忙、也会互相抢，加起来就不等于一起投的总数。",
            _alone,
        ),
        Misconception(
            "removed_from_all",
            "你只看了从全部里去掉它少卖多少，等于让它总是最后一个加入。别的次序里它带来多少？",
            _removed_from_all,
        ),
        Misconception(
            "in_the_order_given",
            "你只按 `channels` 写的次序加入了一遍。换一个次序，分法就变了；每种次序都要算到。",
            _in_the_order_given,
        ),
        Misconception(
            "every_coalition_alike",
            "你对它能加入的每种组合取了简单平均。不大不小的组合种数多，会因此占得太重；按加入的次序去平均，再看加起来是不是总数。",
            _every_coalition_alike,
        ),
        Misconception(
            "equal_parts",
            "你把多卖的平均分给了每个渠道。什么也没带来的也拿一份，这样分，下次谁还肯出力？",
            _equal_parts,
        ),
    ),
)
