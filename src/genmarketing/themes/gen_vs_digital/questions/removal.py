"""The question on Markov removal: how many sales are lost when nobody can pass through a channel any more."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from genmarketing.workbook.kinds import Case, FunctionQuestion
from genmarketing.workbook.question import Check, Misconception

if TYPE_CHECKING:
    import numpy as np

Paths = list[tuple[list[str], bool]]
"""Channels of one journey in order, and whether it ended in a sale."""


def markov_credit(paths: list[tuple[list[str], bool]]) -> dict[str, float]:
    """马尔可夫移除法：拿掉一个渠道，成交少几成，就按几成分功劳。"""
    from itertools import pairwise

    import numpy as np

    channels = sorted({channel for path, _ in paths for channel in path})
    place = {channel: n for n, channel in enumerate(channels, start=1)}  # 0 是开始
    moves = np.zeros((len(channels) + 1, len(channels) + 1))
    sales, left = np.zeros(len(channels) + 1), np.zeros(len(channels) + 1)
    for path, bought in paths:
        stops = [0] + [place[channel] for channel in path]
        for here, there in pairwise(stops):
            moves[here, there] += 1
        sales[stops[-1]] += bought
        for stop in stops:
            left[stop] += 1

    def chance_of_a_sale(removed: int | None) -> float:
        through = moves / left[:, None]
        if removed is not None:
            through[:, removed] = 0  # 走向它的都流失了
        return float(np.linalg.solve(np.eye(len(left)) - through, sales / left)[0])

    total = sum(bought for _, bought in paths)
    if total == 0:
        return dict.fromkeys(channels, 0.0)
    whole = chance_of_a_sale(None)
    effects = {channel: 1 - chance_of_a_sale(place[channel]) / whole for channel in channels}
    return {channel: total * effect / sum(effects.values()) for channel, effect in effects.items()}


def _channels(paths: Paths) -> list[str]:
    return sorted({channel for path, _ in paths for channel in path})


def _only_buyers(paths: Paths) -> dict[str, float]:
    bought = [(path, True) for path, converted in paths if converted]
    return dict.fromkeys(_channels(paths), 0.0) | (markov_credit(bought) if bought else {})


def _shares_of_touched(paths: Paths) -> dict[str, float]:
    sales = [path for path, converted in paths if converted]
    touched = {channel: sum(channel in path for path in sales) for channel in _channels(paths)}
    return {channel: len(sales) * n / max(1, sum(touched.values())) for channel, n in touched.items()}


def _effects_not_scaled(paths: Paths) -> dict[str, float]:
    total = sum(converted for _, converted in paths)
    return {channel: total * effect for channel, effect in _removal_effects(paths).items()}


def _shares_of_one(paths: Paths) -> dict[str, float]:
    total = sum(converted for _, converted in paths)
    return {channel: share / max(1, total) for channel, share in markov_credit(paths).items()}


def _rest_scaled_up(paths: Paths) -> dict[str, float]:
    """Share the arrows of a removed channel among the others; where nothing is left, nobody buys."""
    import numpy as np

    stations = ["开始", *_channels(paths)]
    steps = Counter(step for path, bought in paths for step in pairwise(("开始", *path, "成交" if bought else "流失")))
    taken = np.array([[steps[here, there] for there in (*stations, "成交", "流失")] for here in stations], dtype=float)
    total = sum(converted for _, converted in paths)

    def chance_of_a_sale(removed: int) -> float:
        left = np.where(np.arange(taken.shape[1]) == removed, 0.0, taken)
        left /= np.maximum(left.sum(axis=1, keepdims=True), 1.0)
        through, sale = left[:, : len(stations)], left[:, len(stations)]
        return float(np.linalg.lstsq(np.eye(len(stations)) - through, sale, rcond=None)[0][0])

    whole = chance_of_a_sale(-1)
    lost = {channel: whole - chance_of_a_sale(n) for n, channel in enumerate(stations) if n}
    return {channel: total * part / sum(lost.values()) if total else 0.0 for channel, part in lost.items()}


def _removal_effects(paths: Paths) -> dict[str, float]:
    """Return the share of sales lost without each channel; 0 where there are no sales."""
    import numpy as np

    stations = ["", *_channels(paths)]
    left = Counter(station for path, _ in paths for station in ("", *path))
    steps = Counter(step for path, _ in paths for step in pairwise(("", *path)))
    sold = Counter(path[-1] for path, converted in paths if converted)
    moves = np.array([[steps[here, there] / left[here] for there in stations] for here in stations])
    sales = np.array([sold[here] / left[here] for here in stations])

    def chance_of_a_sale(open_stations: np.ndarray) -> float:
        return float(np.linalg.solve(np.eye(len(stations)) - moves * open_stations, sales)[0])

    whole, without = chance_of_a_sale(np.ones(len(stations))), 1 - np.eye(len(stations))
    return {c: 1 - chance_of_a_sale(without[n]) / whole if whole else 0.0 for n, c in enumerate(stations) if c}


def _last_touch(paths: Paths) -> dict[str, float]:
    lasts = [path[-1] for path, converted in paths if converted]
    return {channel: float(lasts.count(channel)) for channel in _channels(paths)}


def _equal_touches(paths: Paths) -> dict[str, float]:
    credit = dict.fromkeys(_channels(paths), 0.0)
    for path, converted in paths:
        for channel in path:
            credit[channel] += converted / len(path)
    return credit


_FIVE = ("短视频", "信息流", "达人种草", "私域消息", "搜索广告")


def _path_cases(rng: np.random.Generator) -> list[Case]:
    def made(journeys: int, longest: int) -> Paths:
        """Return made paths in which the first and the last channel are rarely the same."""
        paths: Paths = []
        for number in range(journeys):
            stages = sorted(int(n) for n in rng.integers(len(_FIVE), size=int(rng.integers(1, longest + 1))))
            paths.append(([_FIVE[n] for n in stages], number % 3 == 0 or bool(rng.random() < 0.1)))
        paths += [(["短视频", "搜索广告"], True), (["短视频", "达人种草", "搜索广告"], True), (["信息流"], False)]
        return [paths[int(n)] for n in rng.permutation(len(paths))]

    loops = [
        *made(8, 3),
        (["短视频", "短视频", "信息流", "短视频"], True),
        (["信息流", "短视频", "信息流"], False),
        (["搜索广告", "达人种草", "搜索广告"], bool(rng.integers(2))),
    ]
    return [
        Case("几条短路径", (made(int(rng.integers(8, 13)), 2),)),
        Case("几条短路径", (made(int(rng.integers(10, 15)), 4),)),
        Case("来回走和重复", (loops,)),
        Case("只有没买的人碰过", ([*made(9, 3), (["自然搜索"], False), (["信息流", "自然搜索"], False)],)),
        Case("一笔也没有成交", ([(path, False) for path, _ in made(6, 3)],)),
        Case("四十段旅程的日志", (_from_the_journeys(rng),)),
    ]


def _from_the_journeys(rng: np.random.Generator) -> Paths:
    """Return forty journeys of `journeys.csv`, ten of them sales."""
    from genmarketing.data import load

    touches = load("journeys")
    ends = touches.drop_duplicates("journey_id").set_index("journey_id")["converted"]
    sold, unsold = ends.index[ends], ends.index[~ends]
    chosen = {*sold[rng.permutation(len(sold))[:10]], *unsold[rng.permutation(len(unsold))[:30]]}
    by_journey = touches[touches["journey_id"].isin(chosen)].groupby("journey_id")
    return [([str(c) for c in one["channel"]], bool(one["converted"].iloc[0])) for _, one in by_journey]


MARKOV_CREDIT = FunctionQuestion(
    name="markov_credit",
    title="拿掉一个渠道，成交少几成",
    points=8,
    minutes=16,
    concepts=("K049", "K075"),
    prompt="""
数字营销的长处是「量得出」，量法却有好几种。这一题用**马尔可夫移除法**给渠道分功劳。

把每段旅程看成在几个站之间走：开始 → 渠道 → … → 成交，或者流失。从一站走到另一站的概率，等于**所有旅程**里这样走的次数 ÷ 离开这一站的次数（最后一步走向成交或流失，也算离开）。由此得到从开始走到成交的概率 P。

拿掉一个渠道，意思是凡是要走向它的，都改为流失（其余的概率不变、也不重新归一），重算得到 P′。它的**移除效应**是 1 − P′ ÷ P。最后按移除效应的比例，把成交的总数分给各渠道。

**输入** `paths`：列表，每项是 `(渠道的列表, 买了没有)`，渠道按先后排列，至少一个，可以重复。

**输出** 字典：渠道 → 分到的成交数，加起来等于成交总数。`paths` 里出现过的渠道都要有；一笔成交也没有时都是 0。

**可以手算的例子** `[(["甲", "乙"], True), (["甲"], False), (["乙"], True)]`。开始走向甲 2/3、走向乙 1/3；甲走向乙 1/2、流失 1/2；乙必成交。P = 2/3 × 1/2 + 1/3 = 2/3。

拿掉甲，只剩 1/3，效应 1/2；拿掉乙，成交是 0，效应 1。两笔成交按 1 比 2 分：`{"甲": 0.667, "乙": 1.333}`（不用四舍五入）。
""",
    starter='''def markov_credit(paths):
    """返回字典：渠道 -> 分到的成交数。"""
    ...''',
    hints=(
        "先数：`moves[这一站][下一站]`、每一站离开几次、每一站直接走到成交几次。三样都除以离开的次数，就是概率。",
        "P 怎么算？设 x[站] 是从这一站最终成交的概率，x[站] = 直接成交 + Σ 走向各站的概率 × x[那一站]。可以解线性方程组，也可以从全 0 起反复代入几百遍。",
        "拿掉渠道 c：算 P′ 时，把所有走向 c 的那些概率改成 0。`np.linalg.solve(np.eye(n) - moves, sale)` 的第 0 项就是 P。最后别忘了按比例放大到成交总数。",
    ),
    explanation=(
        "移除法会看没买的人，也看次序，所以常在路上、不在最后的渠道也分到功劳。可它仍只是日志里的走法：真把一个渠道关掉，人会改道，有的本来就要买。"
        "拿它去砍预算之前，先挑一个渠道，在抽签选出的地区真的停两周，和没停的地区比；对不上的时候，信试验。"
    ),
    teaching=(
        "约 16 分钟。先在黑板上把例子画成箭头图，请学生用手指挡住甲，再数还能走到成交的路。"
        "最常见的错误是只拿买了的旅程来建图：那样每条路都通向成交，渠道之间比不出高下；其次是忘了按比例放大，加起来超过成交总数。"
        "追问：`journeys.csv` 的卡片里写着各渠道真正的作用，这个方法对得上几个？围墙花园里的触点拿掉以后又如何？"
    ),
    reference=markov_credit,
    checks=(
        Check("几条短路径", 0.35, "短短几条路径就不对：先照题目的例子画出箭头与概率，再看移除以后哪些箭头改为流失。"),
        Check(
            "来回走和重复",
            0.2,
            "有人在渠道之间来回走、或同一渠道连着几次时不对：P 要解方程或反复代入，不能沿路一次乘完。",
        ),
        Check("只有没买的人碰过", 0.15, "有的渠道只有没买的人碰过：它也要在结果里，功劳是 0，但它会影响别的站的概率。"),
        Check("一笔也没有成交", 0.1, "一笔成交也没有时，没有功劳可分，各渠道都是 0；小心零除以零。"),
        Check("四十段旅程的日志", 0.2, "四十段旅程的日志上不对：看看加起来是不是等于成交总数，再看渠道有没有漏。"),
    ),
    cases=_path_cases,
    misconceptions=(
        Misconception(
            "only_buyers",
            "你只用了买了的旅程来建图，于是从哪一站出发都必成交。没买的人也在走这些路，概率要从所有旅程里数。",
            _only_buyers,
        ),
        Misconception(
            "shares_of_touched",
            "你数的是各渠道出现在几笔成交里，再按比例分；把到过它的旅程整段删掉，得到的也是这个数。在链上算：只把走向它的那一步改为流失，P 还剩多少？",
            _shares_of_touched,
        ),
        Misconception(
            "effects_not_scaled",
            "移除效应算对了，但加起来不等于成交总数：同一笔成交被几个渠道各认了一次。还差按比例分这一步。",
            _effects_not_scaled,
        ),
        Misconception(
            "shares_of_one",
            "你分的比例对了，可是加起来是 1。题目要的是几笔成交：再乘上成交的总数。",
            _shares_of_one,
        ),
        Misconception(
            "rest_scaled_up",
            "拿掉一个渠道以后，你把剩下的概率重新放大到合计 1。走向它的人不会自己改道：那一份算流失，其余的概率不变。",
            _rest_scaled_up,
        ),
        Misconception(
            "last_touch",
            "你把功劳都给了最后一次接触。前面没有人领路，后面等不来人；题目要看拿掉以后少了几成。",
            _last_touch,
        ),
        Misconception(
            "equal_touches",
            "你让每一次接触平分一笔成交，那是线性归因。它不看没买的人，也不看拿掉以后怎样。",
            _equal_touches,
        ),
    ),
)
