"""The question on the effective number of topics, counted through the tag tree."""

from __future__ import annotations

from math import exp, log
from typing import TYPE_CHECKING

from genmarketing.workbook.kinds import Case, FunctionQuestion
from genmarketing.workbook.question import Check, Misconception

if TYPE_CHECKING:
    import numpy as np

Parents = dict[str, str]


def effective_topics(parent: dict[str, str], labels: list[str]) -> float:
    """沿着标签树走到主题，数占比，返回有效主题数 exp(H)。"""
    from collections import Counter
    from math import exp, log

    def topic(name: str) -> str:
        path = [name]
        while path[-1] in parent:
            path.append(parent[path[-1]])
        return path[-2]  # 最后一个是领域，它的下一级是主题

    counts = Counter(topic(name) for name in labels)
    shares = [count / len(labels) for count in counts.values()]
    return exp(-sum(share * log(share) for share in shares))


def _counts(names: list[str]) -> list[float]:
    return [names.count(name) / len(names) for name in dict.fromkeys(names)]


def _topic(parent: Parents, name: str) -> str:
    path = [name]
    while path[-1] in parent:
        path.append(parent[path[-1]])
    return path[-2]


def _topics_counted(parent: Parents, labels: list[str]) -> float:
    return float(len({_topic(parent, name) for name in labels}))


def _entropy(parent: Parents, labels: list[str]) -> float:
    return -sum(p * log(p) for p in _counts([_topic(parent, name) for name in labels]))


def _bits_as_nats(parent: Parents, labels: list[str]) -> float:
    return exp(_entropy(parent, labels) / log(2))


def _simpson(parent: Parents, labels: list[str]) -> float:
    return 1 / sum(p**2 for p in _counts([_topic(parent, name) for name in labels]))


def _labels_as_topics(parent: Parents, labels: list[str]) -> float:
    return exp(-sum(p * log(p) for p in _counts(labels)))


def _always_two_up(parent: Parents, labels: list[str]) -> float:
    return exp(-sum(p * log(p) for p in _counts([parent[parent[name]] for name in labels])))


_TREE = {
    "茶饮": ("吃喝", {"低糖茶饮": ("三分糖刚好", "代糖不发苦"), "水果茶": ("果肉看得见", "酸甜开胃")}),
    "烘焙": ("吃喝", {"黄油面包": ("一撕就拉丝", "咸黄油夹得足"), "碱水面包": ("越嚼越香", "切片抹酱正好")}),
    "防晒": ("穿搭美妆", {"通勤防晒": ("成膜很快", "上脸不泛白"), "防晒衣": ("透气不闷", "帽檐够大")}),
    "香氛": ("穿搭美妆", {"茶香调": ("留香半天", "前调带点茶涩"), "睡前香薰": ("味道很淡", "蜡烛烧得匀")}),
    "露营": ("出行生活", {"轻量露营": ("五分钟搭好", "夜里不漏风"), "公园野餐": ("一张垫子就够", "树荫占得到")}),
}
_PARENT: Parents = {
    **{topic: area for topic, (area, _) in _TREE.items()},
    **{tag: topic for topic, (_, tags) in _TREE.items() for tag in tags},
    **{script: tag for _, tags in _TREE.values() for tag, scripts in tags.items() for script in scripts},
}


def _labels(rng: np.random.Generator) -> list[Case]:
    topics = [str(topic) for topic in rng.permutation(list(_TREE))]

    def scripts(topic: str, number: int) -> list[str]:
        found = [script for some in _TREE[topic][1].values() for script in some]
        return [str(script) for script in rng.choice(found, size=number)]

    def tags(topic: str, number: int) -> list[str]:
        return [str(tag) for tag in rng.choice(list(_TREE[topic][1]), size=number)]

    def shuffled(names: list[str]) -> list[str]:
        return [names[int(at)] for at in rng.permutation(len(names))]

    def mixed() -> list[str]:
        sizes = rng.choice(range(2, 12), size=4, replace=False)
        return shuffled([name for topic, n in zip(topics, sizes, strict=False) for name in scripts(topic, int(n))])

    two_levels = [*scripts(topics[0], 5), *tags(topics[0], 3), *tags(topics[1], int(rng.integers(2, 5)))]
    lone = [*scripts(topics[2], int(rng.integers(20, 31))), *scripts(topics[3], 1), *scripts(topics[4], 1)]
    return [
        Case("普通情形", (_PARENT, mixed())),
        Case("普通情形", (_PARENT, mixed())),
        Case("只标到第三级的帖子", (_PARENT, shuffled(two_levels))),
        Case("一家独大", (_PARENT, shuffled(lone))),
        Case("只有一个主题", (_PARENT, [*_scripts_of(topics[0]), *scripts(topics[0], 3)])),
    ]


def _scripts_of(topic: str) -> list[str]:
    return [script for scripts in _TREE[topic][1].values() for script in scripts]


EFFECTIVE_TOPICS = FunctionQuestion(
    name="effective_topics",
    title="四级标签与有效主题数：内容够不够多样",
    points=6,
    minutes=8,
    concepts=("K156", "K161"),
    prompt="""
账号自称「覆盖五个主题」，可九成帖子都在说防晒。按占比折算，它相当于几个一样大的主题？

写函数 `effective_topics(parent, labels)`：

**输入** `parent`：标签树，下级 → 上级。四级是领域 → 主题 → 标签 → 内容；领域在最上面，没有上级，不在 `parent` 的键里。`labels`：每条帖子标的是什么，一条一个，不为空。多数标到第四级（内容），**有的只标到第三级**（标签）。

**输出** 一个数，有效主题数 exp(H)：先把每条帖子归到**主题**（第二级），算各主题的占比 p，H = −Σ p·ln p（自然对数）。

**可以手算的例子** 八条帖子归到四个主题，4、2、1、1 条，占比 0.5、0.25、0.125、0.125。H ≈ 1.213，返回约 `3.364`：名为四个，相当于三个多。
""",
    starter='''def effective_topics(parent, labels):
    """返回有效主题数。"""
    ...''',
    hints=(
        "先写一个把名字变成主题的小函数：一路往上走，走到没有上级为止，倒数第二站就是主题。",
        "不要固定走两步：标到第三级的帖子，走一步就到主题了。",
        "占比求好以后是一行：`exp(-sum(p * log(p) for p in shares))`，`log` 用自然对数，才能同 `exp` 配成一对。",
    ),
    explanation=(
        "有效主题数看的是篇幅怎样分，不是单子上列了几个。五个主题、有效数不到两个的账号，砍掉三个挂名的也没有人发现。"
        "定季度选题时，给有效主题数定一个下限，比写「内容多元」管用。"
    ),
    teaching=(
        "约 8 分钟。先请学生给 4、2、1、1 和 2、2、2、2 两个账号的多样打分，再算。"
        "常见错误是用 log2 求了 H 却用 exp 还原：两个底数要一致。q 取 2 的版本（1 ÷ Σp²）得 2.91，更看重大主题。"
    ),
    reference=effective_topics,
    checks=(
        Check("普通情形", 0.35, "普通的帖子就不对：先看各主题各有几条，再拿例子里的四个占比对一对。"),
        Check("只标到第三级的帖子", 0.25, "有的帖子只标到第三级：沿着树往上，走到领域的下一级为止。"),
        Check("一家独大", 0.2, "一个主题占了绝大多数时不对：结果应当比主题的个数小得多。"),
        Check("只有一个主题", 0.2, "只有一个主题时不对：不管它下面有几个卖点，都只相当于几个主题？"),
    ),
    cases=_labels,
    misconceptions=(
        Misconception(
            "topics_counted",
            "你数的是有几个主题。只发过一条的和发过几十条的，在你这里一样重；占比去哪里了？",
            _topics_counted,
        ),
        Misconception(
            "entropy_returned",
            "你返回的是 H 本身。还差一步：把它还原成「相当于几个主题」。",
            _entropy,
        ),
        Misconception(
            "bits_as_nats",
            "你用 log2 求熵，又用 exp 还原，两个底数不一致。四个一样大的主题，应当还原成几？",
            _bits_as_nats,
        ),
        Misconception(
            "simpson_inverse",
            "你算的是 1 ÷ Σp²，也叫有效数，但更看重大主题（q 取 2）。题目要的是 exp(H)。",
            _simpson,
        ),
        Misconception(
            "labels_as_topics",
            "你直接数了卖点，没有往上归到主题。同一个主题换着卖点说，算不上多样。",
            _labels_as_topics,
        ),
        Misconception(
            "always_two_up",
            "你总是往上走两步。只标到第三级的帖子走两步就到了领域，把两级混在一起数了。",
            _always_two_up,
        ),
    ),
)
