"""The question on the best split between brand and performance: it depends on how far one looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genmarketing.workbook.kinds import Case, FunctionQuestion
from genmarketing.workbook.question import Check, Misconception

if TYPE_CHECKING:
    import numpy as np

Channel = dict[str, float]


def best_brand_share(
    weeks: int, brand: dict[str, float], performance: dict[str, float], tried: int
) -> dict[str, float]:
    """看 weeks 周，品牌给百分之几收获最多；改成 tried，少收几成。"""

    def value(share: int) -> float:
        total = 0.0
        for money, channel in ((share / 100, brand), (1 - share / 100, performance)):
            stock = 0.0
            for _ in range(weeks):
                stock = channel["carry"] * stock + money
                total += channel["worth"] * stock / (stock + channel["half"])
        return total

    values = [value(share) for share in range(101)]
    best = values.index(max(values))
    return {"share": best, "loss": 1 - values[tried] / values[best]}


def _values(
    weeks: int, brand: Channel, performance: Channel, saturates_first: bool = False, last_only: bool = False
) -> list[float]:
    """Return the value of each share 0 … 100, in one of the wrong ways or in the right one."""
    values = []
    for share in range(101):
        total = 0.0
        for money, channel in ((share / 100, brand), (1 - share / 100, performance)):
            stock = 0.0
            half = channel["half"]
            for week in range(weeks):
                stock = channel["carry"] * stock + (money / (money + half) if saturates_first else money)
                response = stock if saturates_first else stock / (stock + half)
                if week == weeks - 1 or not last_only:
                    total += channel["worth"] * response
        values.append(total)
    return values


def _outcome(values: list[float], tried: int) -> dict[str, float]:
    best = values.index(max(values))
    return {"share": best, "loss": 1 - values[tried] / values[best]}


def _nothing_carried(weeks: int, brand: Channel, performance: Channel, tried: int) -> dict[str, float]:
    return best_brand_share(weeks, {**brand, "carry": 0.0}, {**performance, "carry": 0.0}, tried)


def _last_week_only(weeks: int, brand: Channel, performance: Channel, tried: int) -> dict[str, float]:
    return _outcome(_values(weeks, brand, performance, last_only=True), tried)


def _saturates_before_it_carries(weeks: int, brand: Channel, performance: Channel, tried: int) -> dict[str, float]:
    return _outcome(_values(weeks, brand, performance, saturates_first=True), tried)


def _performance_reported(weeks: int, brand: Channel, performance: Channel, tried: int) -> dict[str, float]:
    right = best_brand_share(weeks, brand, performance, tried)
    return right | {"share": 100 - right["share"]}


def _against_what_was_tried(weeks: int, brand: Channel, performance: Channel, tried: int) -> dict[str, float]:
    right = best_brand_share(weeks, brand, performance, tried)
    return right | {"loss": 1 / (1 - right["loss"]) - 1}


def _markets(rng: np.random.Generator) -> list[Case]:
    def case(check: str, weeks: int, carries: tuple[float, float], worth: float, tried: int | None = None) -> Case:
        """Return a market whose best whole percentage is no near tie; where 0 is tried, that is the best."""
        while True:
            brand = {"carry": carries[0], "worth": worth, "half": int(rng.integers(14, 23)) * 1.0}
            performance = {"carry": carries[1], "worth": 1.0, "half": int(rng.integers(5, 9)) / 10}
            values = _values(weeks, brand, performance)
            best, second = sorted(values)[:-3:-1]
            if best - second > 1e-6 * best and (tried != 0 or best == values[0]):
                given = int(rng.choice([30, 53, 60])) if tried is None else tried
                return Case(check, (weeks, brand, performance, given))

    def carries() -> tuple[float, float]:
        return int(rng.integers(955, 976)) / 1000, int(rng.integers(30, 41)) / 100

    def worth() -> float:
        return int(rng.integers(18, 24)) / 10

    return [
        case("看一年", 52, carries(), worth()),
        case("看一季到半年", int(rng.integers(13, 27)), carries(), worth()),
        case("只看两三周", int(rng.integers(2, 4)), carries(), worth(), tried=0),
        case("两边都不留", 10, (0.0, 0.0), worth() * 6),
        case("品牌不起作用", int(rng.integers(8, 20)), carries(), 0.0),
    ]


BEST_BRAND_SHARE = FunctionQuestion(
    name="best_brand_share",
    title="看多远，给品牌几成",
    points=8,
    minutes=12,
    concepts=("K116", "K117", "K145"),
    prompt="""
53:47，还是 60:40？两个比例都少说了一个前提：看多远。写一个函数，给定看几周，找出最好的比例，再算改用别的比例要少收多少。市场的常数都是编的。

每周一共花 1 份钱，`share`% 给品牌，其余给效果，每周都一样。两边各自：

1. 存量 = `carry` × 上周的存量 + 这周的钱，第一周之前是 0；
2. 这周的收获 = `worth` × 存量 ÷ (存量 + `half`)。存量越多，再加一份换回的越少。

总收获是两边、`weeks` 周的收获之和。

写函数 `best_brand_share(weeks, brand, performance, tried)`：

**输入** `weeks`：看几周，正整数；`brand`、`performance`：字典，各有 `"carry"`、`"worth"`、`"half"` 三个数，`half` 大于 0；`tried`：想试的品牌占比，整数百分数。

**输出** 一个字典：`"share"` 是总收获最多的品牌占比，在 0、1、2、……、100 这些**整数百分数**里找（数据保证不并列）；
`"loss"` 是改用 `tried` 时，比最好的少收几成（0 到 1）。

**可以手算的例子** `weeks = 1`，两边都是 `{"carry": 0, "worth": 1, "half": 1}`，`tried = 100`：
对半分时，两边各收 0.5 ÷ 1.5，共 2/3，是最多的；全给品牌收 1 ÷ 2 = 0.5，比 2/3 少四分之一。返回 `{"share": 50, "loss": 0.25}`。
""",
    starter='''def best_brand_share(weeks, brand, performance, tried):
    """返回 share 与 loss 的字典。"""
    ...''',
    hints=(
        "先写一个小函数 `value(share)`：给定品牌占百分之几，返回总收获。用题目里的例子验 50 与 100 两个数。",
        "两边各走一遍 `weeks` 周的循环：先更新存量，再加这周的收获。存量要跨周留着，每换一边从 0 开始。",
        "`values = [value(share) for share in range(101)]`，最大的那个的位置就是占比；loss 是 1 − values[tried] ÷ 最大值。",
    ),
    explanation=(
        "同一个市场，只改「看几周」，最好的占比就能从 0 走到六成上下；看一年时顶很平，差几个点少收不多，砍到三成要少收一成左右。"
        "所以预算会先定看多远，写进考核，再给一个范围；53:47 与 60:40 都是某种条件下的答案，不是常数。"
    ),
    teaching=(
        "约 12 分钟。请一半学生扮只做一季的经理，一半扮创始人，用同一个市场各自报最好的占比，再互相说服。"
        "常见错误是忘了把存量带到下一周（于是看多远都一样），和只看最后一周。可以问：60:40 是近千个案例的平均，能拿来证明自家该给六成吗？"
        "53:47 的原始研究没有查到，只写「节目所称」。"
    ),
    reference=best_brand_share,
    checks=(
        Check("看一年", 0.3, "看一年时不对：先验 `value(50)`，看存量有没有跨周留着，各周的收获是不是都加上了。"),
        Check("看一季到半年", 0.25, "看一季到半年时不对：品牌的存量还没有积满，要从 0 一周一周积起来。"),
        Check("只看两三周", 0.2, "只看两三周时不对：最好的占比可以是 0，别从 1% 找起。"),
        Check("两边都不留", 0.15, "`carry` 都是 0 时不对：每周从头来，最好的占比与看几周无关。"),
        Check("品牌不起作用", 0.1, "品牌的 `worth` 是 0 时不对：给它一分钱都是少收。"),
    ),
    cases=_markets,
    misconceptions=(
        Misconception(
            "nothing_carried",
            "你每周都从零开始，上周的存量没有留下来。这样看两周和看一年，最好的占比会一样；存量要跨周更新。",
            _nothing_carried,
        ),
        Misconception(
            "last_week_only",
            "你只算了最后一周的收获。到那时品牌已经积了不少，前面慢慢积的几周却没有算进去；把每周都加上。",
            _last_week_only,
        ),
        Misconception(
            "saturates_before_it_carries",
            "你先让当周的花费打了折，再去积存量。题目的次序是先积后打折：越积越多，再加一份换回的才越来越少。",
            _saturates_before_it_carries,
        ),
        Misconception(
            "performance_reported",
            "你报的是效果的占比。题目要品牌的；拿「品牌不起作用」那种市场试一试，应当给它几成？",
            _performance_reported,
        ),
        Misconception(
            "against_what_was_tried",
            "你的 `loss` 除以了 `tried` 的收获，那是「最好的比它多几成」。题目问比最好的少几成，分母换成最好的。",
            _against_what_was_tried,
        ),
    ),
)
