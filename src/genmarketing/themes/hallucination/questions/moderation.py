"""The question on a keyword filter over four media: what it stops wrongly and what it lets through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genmarketing.workbook.kinds import Case, FunctionQuestion
from genmarketing.workbook.question import Check, Misconception

if TYPE_CHECKING:
    import numpy as np

Posts = list[tuple[str, str, bool]]
Report = dict[str, dict[str, float | None]]

_MEDIA = ("文本", "图像", "音频", "视频")
_TERMS = ("稳赚", "根治", "零风险")
_CAUGHT = ("跟着买稳赚不赔", "三天根治老胃病", "零风险理财今晚截止", "稳赚的名额只剩五个", "喝它就能根治失眠")
_SLIPPED = ("闭眼买都能翻倍", "老胃病一瓶见底就走人", "本金一分都不会少", "稳 赚的内部消息", "包你月月有进账")
_FALSE_ALARMS = ("说稳赚的都是骗子", "投资从来没有零风险", "目前还没有药能根治它")
_HARMLESS = ("新店周六开张", "燕麦饼买二送一", "下雨天门店有伞", "会员日积分翻倍", "今晚八点聊护发")


def moderation_report(posts: list[tuple[str, str, bool]], terms: list[str]) -> dict[str, dict[str, float | None]]:
    """四类内容各自的精确率、召回率和漏放条数；文字里出现任何一个词就拦下。"""
    report = {}
    for medium in ("文本", "图像", "音频", "视频"):
        judged = [(any(t in text for t in terms), bad) for kind, text, bad in posts if kind == medium]
        caught = sum(stopped and bad for stopped, bad in judged)
        stopped = sum(stopped for stopped, _ in judged)
        violating = sum(bad for _, bad in judged)
        report[medium] = {
            "precision": caught / stopped if stopped else None,
            "recall": caught / violating if violating else None,
            "missed": violating - caught,
        }
    return report


def _judged(posts: Posts, terms: list[str]) -> dict[str, list[tuple[bool, bool]]]:
    return {m: [(any(t in text for t in terms), bad) for kind, text, bad in posts if kind == m] for m in _MEDIA}


def _all_media_together(posts: Posts, terms: list[str]) -> Report:
    whole = moderation_report([(_MEDIA[0], text, bad) for _, text, bad in posts], terms)[_MEDIA[0]]
    return {medium: dict(whole) for medium in _MEDIA}


def _swapped(posts: Posts, terms: list[str]) -> Report:
    right = moderation_report(posts, terms)
    return {m: r | {"precision": r["recall"], "recall": r["precision"]} for m, r in right.items()}


def _accuracy(posts: Posts, terms: list[str]) -> Report:
    right, judged = moderation_report(posts, terms), _judged(posts, terms)
    share = {m: sum(s == bad for s, bad in j) / len(j) if j else None for m, j in judged.items()}
    return {m: r | {"precision": share[m]} for m, r in right.items()}


def _false_alarms_as_missed(posts: Posts, terms: list[str]) -> Report:
    right, judged = moderation_report(posts, terms), _judged(posts, terms)
    return {m: r | {"missed": sum(s and not bad for s, bad in judged[m])} for m, r in right.items()}


def _zero_for_nothing(posts: Posts, terms: list[str]) -> Report:
    right = moderation_report(posts, terms)
    return {m: {k: 0.0 if v is None else v for k, v in r.items()} for m, r in right.items()}


def _silent_media_dropped(posts: Posts, terms: list[str]) -> Report:
    present = {medium for medium, _, _ in posts}
    return {m: r for m, r in moderation_report(posts, terms).items() if m in present}


def _moderation_cases(rng: np.random.Generator) -> list[Case]:
    def pick(texts: tuple[str, ...], least: int, most: int) -> list[str]:
        return [texts[int(i)] for i in rng.choice(len(texts), int(rng.integers(least, most + 1)), replace=False)]

    def medium_posts(medium: str, caught: bool = True, slipped: bool = True, alarms: bool = True) -> Posts:
        kinds = [(_CAUGHT, True, caught), (_SLIPPED, True, slipped), (_FALSE_ALARMS, False, alarms)]
        posts = [(medium, text, bad) for texts, bad, wanted in kinds if wanted for text in pick(texts, 1, 3)]
        return posts + [(medium, text, False) for text in pick(_HARMLESS, 2, 4)]

    def mixed(*parts: Posts) -> tuple[Posts, list[str]]:
        posts = [post for part in parts for post in part]
        return [posts[int(i)] for i in rng.permutation(len(posts))], list(_TERMS)

    def usual() -> list[Posts]:
        return [medium_posts(medium) for medium in _MEDIA]

    while True:
        ordinary = [mixed(*usual()) for _ in range(2)]
        programs = (moderation_report, _all_media_together, _swapped, _accuracy, _false_alarms_as_missed)
        if len({repr([program(*o) for o in ordinary]) for program in programs}) == len(programs):
            break
    text, image, audio, video = usual()
    quiet = medium_posts("音频", caught=False, alarms=False)
    clean = medium_posts("图像", caught=False, slipped=False)
    return [
        *(Case("四类都有", o) for o in ordinary),
        Case("一条也没有拦下", mixed(text, image, quiet, video)),
        Case("没有违规的内容", mixed(text, clean, audio, video)),
        Case("有一类没有内容", mixed(text, image, audio)),
    ]


MODERATION_REPORT = FunctionQuestion(
    name="moderation_report",
    title="一张词表，四类内容，拦得准不准",
    points=7,
    minutes=8,
    concepts=("K041", "K044"),
    prompt="""
平台用一张内部词表审核四类内容：文本直接查；图像先认出图上的字，音频、视频先转成文字，再查。转出来的文字里**出现**词表中任何一个词，就拦下。另有人工看过每一条，记下它是不是真的违规。

写一个函数，给四类内容各出一份成绩。（词表与内容都是**虚构**的；词表不是法规，拦下不等于违法，放过不等于合法。）

**输入** `posts`：列表，每条是 `(媒介, 文字, 是否违规)`，例如 `("音频", "跟着买稳赚不赔", True)`，媒介是「文本」「图像」「音频」「视频」之一；`terms`：词的列表。
**输出** 一个字典，四个键**都要有**：`"文本"`、`"图像"`、`"音频"`、`"视频"`。每个值又是一个字典：

- `"precision"`：精确率，拦下的里面真违规的比例；一条也没有拦下时写 `None`；
- `"recall"`：召回率，违规的里面被拦下的比例；没有违规内容时写 `None`；
- `"missed"`：漏放的条数，违规而没有拦下的（整数）。

**可以手算的例子** `terms = ["稳赚"]`，四条都是音频：「跟着买稳赚不赔」违规，「闭眼买都能翻倍」违规，「说稳赚的都是骗子」不违规，「新店周六开张」不违规。
拦下第一、三条：精确率 0.5，召回率 0.5，漏放 1。其余三类没有内容，各是 `{"precision": None, "recall": None, "missed": 0}`。
""",
    starter='''def moderation_report(posts, terms):
    """返回四类内容的精确率、召回率和漏放条数。"""
    ...''',
    hints=(
        "一条该不该拦：`any(term in text for term in terms)`。先只对一类内容，数出四种情形各几条。",
        "精确率的分母是拦下的条数，召回率的分母是违规的条数，分子都是「拦下而且违规」。",
        '对 `("文本", "图像", "音频", "视频")` 循环，而不是对 `posts` 里出现过的媒介循环；分母为 0 就写 `None`。',
    ),
    explanation=(
        "词表两头都会错：说「稳赚的都是骗子」被拦，「闭眼买都能翻倍」却过了关。把词表加长，漏放少了，误拦就多。"
        "所以词表只当第一道筛子：误拦的要能申诉，漏放的要靠人工抽查去找，四类内容分开报，哪一类转写差、漏得多，一眼看得见。"
    ),
    teaching=(
        "约 8 分钟。先请学生各写一句能骗过词表的违规话、一句会被误拦的好话，再来算。"
        "常见错误是精确率与召回率对调，以及用「判对的比例」冒充精确率：违规很少时，什么都不拦也有九成多判对。"
        "分母为 0 时写 0 也常见：没有拦下任何一条，谈不上准不准。追问：漏放的条数，现实里没有人工全看，怎么知道？（抽样。）"
    ),
    reference=moderation_report,
    checks=(
        Check("四类都有", 0.4, "四类内容都有时就不对：先只看一类，数出拦下、违规、拦下而且违规各几条。"),
        Check("一条也没有拦下", 0.2, "有一类一条也没有拦下时不对：这时精确率写 `None`，召回率照算。"),
        Check("没有违规的内容", 0.2, "有一类没有违规内容时不对：这时召回率写 `None`，误拦照样拉低精确率。"),
        Check("有一类没有内容", 0.2, "有一类一条内容也没有时，也要有它的键，两个比例写 `None`，漏放写 0。"),
    ),
    cases=_moderation_cases,
    misconceptions=(
        Misconception(
            "all_media_together",
            "四类内容你得到了同一份成绩，像是合在一起算的。转写质量各不相同，请按媒介分开。",
            _all_media_together,
        ),
        Misconception(
            "swapped",
            "你把两个比例对调了。问「拦下的有几成该拦」的是哪一个，问「该拦的拦下了几成」的又是哪一个？",
            _swapped,
        ),
        Misconception(
            "accuracy_for_precision",
            "你的精确率是判对的比例，放行好内容也算了进去。违规很少时，什么都不拦也能很高；只看拦下的那些。",
            _accuracy,
        ),
        Misconception(
            "false_alarms_as_missed",
            "你的 `missed` 数的是误拦。漏放的是另一头：该拦而没有拦下的。",
            _false_alarms_as_missed,
        ),
        Misconception(
            "zero_for_nothing",
            "分母为 0 时你写了 0。一条也没有拦下，说不上准不准；写成 0 会让人以为条条拦错。题目要的是什么？",
            _zero_for_nothing,
        ),
        Misconception(
            "silent_media_dropped",
            "没有内容的那一类，你没有给键。报表里少一行，看的人会以为那一类没有审；四个键都要有。",
            _silent_media_dropped,
        ),
    ),
)
