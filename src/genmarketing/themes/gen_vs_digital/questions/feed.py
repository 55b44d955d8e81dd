"""The question on the filter bubble: coverage, evenness and narrowing of one person's feed."""

from __future__ import annotations

from collections import Counter
from math import log
from typing import TYPE_CHECKING

from genmarketing.workbook.kinds import Case, FunctionQuestion
from genmarketing.workbook.question import Check, Misconception

if TYPE_CHECKING:
    import numpy as np


def feed_breadth(shown: list[str], topics: list[str]) -> dict[str, float]:
    """一个人的信息流有多宽：覆盖率、归一的熵、后半程比前半程窄了多少。"""
    from collections import Counter
    from math import log

    def evenness(part: list[str]) -> float:
        if len(topics) < 2 or not part:
            return 0.0
        shares = [count / len(part) for count in Counter(part).values()]
        return -sum(share * log(share) for share in shares) / log(len(topics))

    half = len(shown) // 2
    return {
        "coverage": len(set(shown)) / len(topics),
        "entropy": evenness(shown),
        "narrowing": evenness(shown[:half]) - evenness(shown[half:]),
    }


def _evenness(part: list[str], among: int) -> float:
    if among < 2 or not part:
        return 0.0
    return -sum(n / len(part) * log(n / len(part)) for n in Counter(part).values()) / log(among)


def _in_bits(shown: list[str], topics: list[str]) -> dict[str, float]:
    right, scale = feed_breadth(shown, topics), log(len(topics)) / log(2)
    return right | {key: right[key] * scale for key in ("entropy", "narrowing")}


def _in_nats(shown: list[str], topics: list[str]) -> dict[str, float]:
    right, scale = feed_breadth(shown, topics), log(len(topics))
    return right | {key: right[key] * scale for key in ("entropy", "narrowing")}


def _among_the_shown(shown: list[str], topics: list[str]) -> dict[str, float]:
    half = len(shown) // 2
    first, second = shown[:half], shown[half:]
    return feed_breadth(shown, topics) | {
        "entropy": _evenness(shown, len(set(shown))),
        "narrowing": _evenness(first, len(set(first))) - _evenness(second, len(set(second))),
    }


def _distinct_over_shown(shown: list[str], topics: list[str]) -> dict[str, float]:
    return feed_breadth(shown, topics) | {"coverage": len(set(shown)) / len(shown) if shown else 0.0}


def _every_topic_alike(shown: list[str], topics: list[str]) -> dict[str, float]:
    def even(part: list[str]) -> float:
        return log(len(set(part))) / log(len(topics)) if part and len(topics) > 1 else 0.0

    half = len(shown) // 2
    return feed_breadth(shown, topics) | {
        "entropy": even(shown),
        "narrowing": even(shown[:half]) - even(shown[half:]),
    }


def _widening(shown: list[str], topics: list[str]) -> dict[str, float]:
    right = feed_breadth(shown, topics)
    return right | {"narrowing": 0.0 - right["narrowing"]}


_TOPICS = ["咖啡", "护肤", "健身", "宠物", "数码", "露营", "母婴", "电影", "理财", "汽车"]


def _feed_cases(rng: np.random.Generator) -> list[Case]:
    def narrowing(topics: list[str], length: int) -> list[str]:
        """Return a feed that begins wide and goes on with two topics, one of them often."""
        half = length // 2
        kinds = [topics[int(n)] for n in rng.permutation(len(topics) - 2)]
        wide = [kinds[n % len(kinds)] for n in range(half)]
        narrow = [kinds[0] if rng.random() < 0.7 else kinds[1] for _ in range(length - half - 2)]
        return wide + narrow + [kinds[0], kinds[1]]

    def some(count: int) -> list[str]:
        return [_TOPICS[int(n)] for n in rng.permutation(len(_TOPICS))[:count]]

    first, second, third = some(8), some(6), some(7)
    return [
        Case("普通情形", (narrowing(first, int(rng.integers(8, 11)) * 2), first)),
        Case("普通情形", (narrowing(second, int(rng.integers(8, 11)) * 2), second)),
        Case("条数是单数", (narrowing(third, int(rng.integers(8, 11)) * 2 + 1), third)),
        Case("只有一个主题", ([first[1]] * int(rng.integers(4, 9)), first)),
        Case("一条也没有", ([], second)),
        Case("一条也没有", ([second[0]], second)),
        Case("目录里只有一个主题", ([third[0]] * int(rng.integers(2, 6)), third[:1])),
    ]


FEED_BREADTH = FunctionQuestion(
    name="feed_breadth",
    title="这个人的信息流有多宽",
    points=7,
    minutes=8,
    concepts=("K068", "K071"),
    prompt="""
有人说千人千面让人掉进信息茧房。吵之前先量。写函数 `feed_breadth(shown, topics)`：

**输入** `shown`：推给一个人的主题，按先后排列，如 `["咖啡", "露营", "咖啡"]`，可能是空的；`topics`：目录里全部的主题，至少一个，不重复，`shown` 里的都在其中。

**输出** 一个字典，三个键，不要四舍五入：

- `"coverage"`：推到过的主题有几种 ÷ 目录里有几种；
- `"entropy"`：主题分布的熵 ÷ log(目录里有几种)，于是 1 表示各主题一样多，0 表示只有一种；
- `"narrowing"`：前半程的 entropy − 后半程的 entropy，正数表示越推越窄。前半程是前 `len(shown) // 2` 条，单数时中间那条归后半程。

没有推过任何东西的那一段，熵算 0；目录里只有一个主题时，两个熵都算 0。

**可以手算的例子** `topics` 有四种，`shown = ["甲", "乙", "甲", "甲"]`：coverage 是 2 ÷ 4 = 0.5。前半程甲、乙各一，熵是 log 2 ÷ log 4 = 0.5；后半程全是甲，熵是 0；narrowing 是 0.5。全程甲占四分之三，entropy 约 0.4056。
""",
    starter='''def feed_breadth(shown, topics):
    """返回 coverage、entropy、narrowing 三个数的字典。"""
    ...''',
    hints=(
        "先写一个小函数，给一段主题，返回归一的熵；三个用处都靠它。用 `collections.Counter` 数各主题的条数。",
        "熵是 −Σ 份额 × log(份额)，份额是条数 ÷ 这一段的总条数；再除以 log(`len(topics)`)。用哪种对数都行，上下约掉了。",
        "先挡住两种情形再除：这一段是空的，或 `len(topics)` 是 1，都返回 0。",
    ),
    explanation=(
        "覆盖率与熵各看一面：十个主题各推过一条、其余全推咖啡，覆盖率满分而熵很低。变窄也不等于坏，要看人自己愿不愿意。"
        "要把「茧房」写进报告，先给出这三个数、期间与目录的范围；学界对它有没有、有多强还在争论，不要把量到的窄直接说成伤害。"
    ),
    teaching=(
        "约 8 分钟。先请学生各写一段十二条的信息流，互猜谁的熵高。常见错误是除以推到过的种数的对数：只推两种、各一半，也会得满分。"
        "追问：换一个更细的目录（把「护肤」拆成十种），三个数怎样变？所以跨平台比较没有意义。"
        "正文的模型里，贪心的推法点击率最高，熵最低：窄与赚钱在短期里不矛盾，所以才要另外量。"
    ),
    reference=feed_breadth,
    checks=(
        Check(
            "普通情形",
            0.4,
            "普通的一段信息流就不对：拿题目里甲、乙的例子对一对，看份额的分母与最后除以的对数各是什么。",
        ),
        Check("条数是单数", 0.15, "条数是单数时不对：前半程是前 `len(shown) // 2` 条，中间那条归后半程。"),
        Check("只有一个主题", 0.15, "从头到尾只推一种时，熵是 0，覆盖率不是 0，也没有变窄。"),
        Check("一条也没有", 0.15, "一条也没有，或前半程是空的时候，那一段的熵算 0，覆盖率照常算。"),
        Check("目录里只有一个主题", 0.15, "目录里只有一个主题时，log 1 是 0，不能拿它去除；两个熵都算 0。"),
    ),
    cases=_feed_cases,
    misconceptions=(
        Misconception(
            "entropy_in_bits",
            "你的熵没有除以 log(目录的种数)，目录越大数越大，两个人就没法比。归一以后最大应当是 1。",
            _in_bits,
        ),
        Misconception(
            "entropy_in_nats",
            "你用自然对数求了熵，还差一步：除以 log(目录的种数)。十种各一条的人现在得 2.3，应当是 1。",
            _in_nats,
        ),
        Misconception(
            "among_the_shown",
            "你除以的是推到过的种数的对数。只推两种、各推一半的人，在你的算法里宽得到了顶；分母该看整个目录。",
            _among_the_shown,
        ),
        Misconception(
            "distinct_over_shown",
            "你的 coverage 除以了条数，推得越久就越低。题目问的是目录里有几成到过这个人眼前。",
            _distinct_over_shown,
        ),
        Misconception(
            "every_topic_alike",
            "你只数了种数，没有看各推了几条。推过一次与推过十次在你的熵里一样重；份额要按条数算。",
            _every_topic_alike,
        ),
        Misconception(
            "widening",
            "你用后半程减了前半程，正负号反了。题目里正数表示越推越窄。",
            _widening,
        ),
    ),
)
