"""The question on keywords: what a tag's posts say that the posts of other tags do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genmarketing.workbook.kinds import Case, FunctionQuestion
from genmarketing.workbook.question import Check, Misconception

if TYPE_CHECKING:
    import numpy as np

Posts = list[tuple[str, list[str]]]


def tag_keywords(posts: list[tuple[str, list[str]]], k: int) -> dict[str, list[str]]:
    """每个标签的帖子合成一篇，用 TF-IDF 取前 k 个词。"""
    from collections import Counter
    from math import log

    counts: dict[str, Counter[str]] = {}
    for tag, words in posts:
        counts.setdefault(tag, Counter()).update(word for word in words if len(word) >= 2)
    used = Counter(word for words in counts.values() for word in words)  # 有几个标签用过它
    idf = {word: log((1 + len(counts)) / (1 + number)) + 1 for word, number in used.items()}
    return {tag: sorted(words, key=lambda word: (-words[word] * idf[word], word))[:k] for tag, words in counts.items()}


def _ranked(posts: Posts, k: int, weight: str = "tags", shortest: int = 2, once: bool = False) -> dict[str, list[str]]:
    from collections import Counter
    from math import log

    tags = list(dict.fromkeys(tag for tag, _ in posts))
    words_of = {
        tag: Counter(w for t, words in posts if t == tag for w in (set(words) if once else words) if len(w) >= shortest)
        for tag in tags
    }
    if weight == "posts":
        used = Counter(w for _, words in posts for w in set(words))
        number = len(posts)
    else:
        used = Counter(w for words in words_of.values() for w in words)
        number = len(tags)
    idf = {w: 1.0 if weight == "none" else log((1 + number) / (1 + n)) + 1 for w, n in used.items()}
    return {tag: sorted(words, key=lambda w: (-words[w] * idf[w], w))[:k] for tag, words in words_of.items()}


def _commonest(posts: Posts, k: int) -> dict[str, list[str]]:
    return _ranked(posts, k, weight="none")


def _posts_are_documents(posts: Posts, k: int) -> dict[str, list[str]]:
    return _ranked(posts, k, weight="posts")


def _single_characters(posts: Posts, k: int) -> dict[str, list[str]]:
    return _ranked(posts, k, shortest=1)


def _once_a_post(posts: Posts, k: int) -> dict[str, list[str]]:
    return _ranked(posts, k, once=True)


_OWN = {
    "通勤防晒": ("搓泥", "成膜", "泛白", "补涂"),
    "黄油面包": ("黄油", "酥脆", "拉丝", "夹心"),
    "老城街巷": ("书店", "招牌", "青石板", "巷口"),
    "睡前香薰": ("蜡烛", "助眠", "木香", "关灯"),
}


def _tagged_posts(rng: np.random.Generator) -> list[Case]:
    def posts(tags: list[str], number: int) -> Posts:
        found = []
        for tag in tags:
            for _ in range(number):
                words = [str(w) for w in rng.choice(_OWN[tag], size=2, replace=False)]
                words += [str(w) for w in rng.choice(["好用", "推荐", "周末", "价格", "回购"], size=2, replace=False)]
                found.append((tag, [str(w) for w in rng.permutation([*words, "的", "很"])]))
        return [found[int(at)] for at in rng.permutation(len(found))]

    tags = [str(t) for t in rng.permutation(list(_OWN))]
    # The common word is frequent under the first tag and met under all; the tag's own word stands in fewer places.
    first, second, third = tags[:3]
    own = [str(w) for w in rng.permutation(_OWN[first])]
    common: Posts = [
        (first, ["推荐", own[0], own[0]]),
        (first, ["推荐", own[1], "的"]),
        (first, ["推荐", own[1], "的"]),
        (second, ["推荐", _OWN[second][0]]),
        (third, ["推荐", _OWN[third][1]]),
    ]
    # One post says its word four times; two others say another word once or twice.
    loud: Posts = [(first, [own[2]] * 4), (first, [own[3], own[0]]), (first, [own[3], own[0]]), (second, [own[0]])]
    # Most posts belong to one tag: a word of nearly all its posts is still a word of one tag only.
    crowded: Posts = [
        *((first, [own[0], own[0], own[1], "推荐"]) for _ in range(2)),
        *((first, [own[0], own[1], own[2]]) for _ in range(4)),
        (first, [own[2]] * 4),
        (first, ["推荐"] * 6),
        (second, ["推荐", _OWN[second][2]]),
    ]
    k = int(rng.integers(2, 4))
    return [
        Case("普通情形", (posts(tags[:3], 4), k)),
        Case("普通情形", (posts(tags, 3), k)),
        Case("到处都有的词", (common, 2)),
        Case("同一条里说了几遍", (loud, 2)),
        Case("一个标签占了大半", (crowded, 3)),
        Case("词不够或分数相同", ([(first, [own[1], own[0], "的", "的"]), (second, ["很", own[2]])], 3)),
    ]


TAG_KEYWORDS = FunctionQuestion(
    name="tag_keywords",
    title="每个标签在说什么：语料的关键词",
    points=7,
    minutes=9,
    concepts=("K161", "K156"),
    prompt="""
jieba 自带的词频表不认识新梗，凡是表里没有的，权重都一样。用自己的帖子算，才分得出哪个词属于哪个标签。

写函数 `tag_keywords(posts, k)`：

**输入** `posts`：若干个 `(标签, 词的列表)`，每条帖子一个，已经分好词；`k`：每个标签要几个词。

**输出** 字典：标签 → 前 `k` 个词的列表，分数从高到低。

- 把同一个标签的帖子**合成一篇**；只看两个字以上的词；
- 分数 = 这个词在这一篇里出现的次数 × idf，idf = ln((1 + N) ÷ (1 + n)) + 1：N 是有几个标签，n 是有几个标签用过这个词；
- 分数相同的，按 Python 比较字符串的次序（`"乙" > "丙"` 那种比较）从小到大排；词不够 `k` 个就全给。

**可以手算的例子** `k = 1`，帖子是 `("防晒", ["好用", "搓泥", "的"])`、`("防晒", ["好用", "搓泥"])`、`("面包", ["好用", "黄油"])`。

N = 2。「好用」两个标签都有，idf = 1；「搓泥」只有一个，idf = ln(3/2) + 1 ≈ 1.405。防晒里两个词各 2 次，「搓泥」2.81 分领先。

返回 `{"防晒": ["搓泥"], "面包": ["黄油"]}`。
""",
    starter='''def tag_keywords(posts, k):
    """返回标签 → 前 k 个关键词。"""
    ...''',
    hints=(
        "先做一个「标签 → 词的计数」：`Counter` 的 `update` 可以把几条帖子加在一起。",
        "n 数的是标签，不是帖子：在每个标签的计数里各看一次有没有这个词。",
        "排序的键写成 `(-分数, 词)`，就能先按分数从高到低、再按词从小到大。",
    ),
    explanation=(
        "「好用」「推荐」处处都有，idf 把它们压下去，剩下的才是这个标签自己的话。"
        "写脚本时从这些词里挑卖点；给标签改名时也用它们，人家怎么说，标签就怎么叫。"
    ),
    teaching=(
        "约 9 分钟。先请学生不算，凭直觉圈出例子里最能代表防晒的词。常见错误是把每条帖子当一篇："
        "热门标签的词会因为帖子多而被压低。可以再用真的 `posts` 做一遍，看词槽拼出来的话有多好认。"
    ),
    reference=tag_keywords,
    checks=(
        Check("普通情形", 0.3, "普通的语料就不对：拿例子里「好用」与「搓泥」的分数逐步对一对。"),
        Check("到处都有的词", 0.2, "有个词每个标签都在用：次数再多，idf 也要把它压下去。"),
        Check("同一条里说了几遍", 0.15, "一条帖子里重复说的词没有数对：说几遍算几次。"),
        Check("一个标签占了大半", 0.2, "有个标签帖子特别多时不对：N 与 n 数的都是标签，不是帖子。"),
        Check("词不够或分数相同", 0.15, "词少或并列时不对：单个字不要，并列按字符串次序，不够就全给。"),
    ),
    cases=_tagged_posts,
    misconceptions=(
        Misconception(
            "commonest_words",
            "你取的是出现最多的词，人人都说的「推荐」也上了榜。怎样让处处都有的词变轻？",
            _commonest,
        ),
        Misconception(
            "posts_are_documents",
            "你数的是有几条帖子用过这个词，题目数的是几个标签。帖子多的标签，自己的词反而被压低了。",
            _posts_are_documents,
        ),
        Misconception(
            "single_characters",
            "「的」「很」也进了你的关键词。先把不到两个字的词去掉，再数。",
            _single_characters,
        ),
        Misconception(
            "once_a_post",
            "你把一条帖子里重复的词只算了一次。次数是合成一篇以后的次数，说几遍就是几次。",
            _once_a_post,
        ),
    ),
)
