"""The question on cleaning a post: double width, traditional characters, pinyin put between characters."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from genmarketing.workbook.kinds import Case, FunctionQuestion
from genmarketing.workbook.question import Check, Misconception

if TYPE_CHECKING:
    import numpy as np


def clean_post(text: str, simplified: dict[str, str], kept: list[str]) -> str:
    """先收窄全角，再换繁体，最后删掉夹在汉字之间的拼音。"""
    import re

    def narrow(char: str) -> str:
        half = chr(ord(char) - 0xFEE0) if "！" <= char <= "～" else char
        return half if half.isalnum() else char  # 中文标点也在这一段里，不动它

    text = "".join(narrow(char) for char in text).replace("\u3000", " ")
    text = "".join(simplified.get(char, char) for char in text)
    han = "[\u4e00-\u9fff]"
    return re.sub(
        rf"(?<={han})（?([a-z]+)）?(?={han})",
        lambda match: match[0] if match[1] in kept else "",
        text,
    )


_HAN = "[\u4e00-\u9fff]"
_BETWEEN = re.compile(rf"(?<={_HAN})[（(]?([a-z]+)[）)]?(?={_HAN})")


def _narrow(text: str) -> str:
    return "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" and chr(ord(c) - 0xFEE0).isalnum() else c for c in text)


def _all_normalised(text: str, simplified: dict[str, str], kept: list[str]) -> str:
    text = "".join(simplified.get(char, char) for char in unicodedata.normalize("NFKC", text))
    return _BETWEEN.sub(lambda match: match[0] if match[1] in kept else "", text)


def _every_letter_gone(text: str, simplified: dict[str, str], kept: list[str]) -> str:
    return re.sub(r"（?[A-Za-z]+）?", "", clean_post(text, simplified, kept))


def _nothing_kept(text: str, simplified: dict[str, str], kept: list[str]) -> str:
    return clean_post(text, simplified, [])


def _pinyin_first(text: str, simplified: dict[str, str], kept: list[str]) -> str:
    text = _BETWEEN.sub(lambda match: match[0] if match[1] in kept else "", text)
    return "".join(simplified.get(char, char) for char in _narrow(text).replace("\u3000", " "))


def _neighbours_used_up(text: str, simplified: dict[str, str], kept: list[str]) -> str:
    text = "".join(simplified.get(char, char) for char in _narrow(text).replace("\u3000", " "))

    def without(match: re.Match[str]) -> str:
        return match[0] if match[2] in kept else match[1] + match[3]

    return re.sub(rf"({_HAN})（?([a-z]+)）?({_HAN})", without, text)


_SIMPLIFIED = {"麵": "面", "買": "买", "這": "这", "個": "个", "氣": "气", "會": "会", "飯": "饭", "試": "试", "濕": "湿", "軟": "软"}  # fmt: skip
_KEPT = ["vlog", "get", "emo"]
_PINYIN = (("种", "zhong", "草"), ("拔", "ba", "草"), ("好", "hao", "喝"), ("回", "hui", "购"), ("避", "bi", "雷"))


def _wide(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalnum() else c for c in text)


def _dirty_posts(rng: np.random.Generator) -> list[Case]:
    def pick(*choices: str) -> str:
        return str(rng.choice(choices))

    def inserted() -> str:
        before, letters, after = _PINYIN[int(rng.integers(len(_PINYIN)))]
        return before + pick(letters, f"（{letters}）") + after

    def case(check: str, text: str) -> Case:
        return Case(check, (text, _SIMPLIFIED, _KEPT))

    spf, days = rng.choice([15, 30, 50]), int(rng.integers(3, 30))
    food = pick("拌麵", "麵包", "泡麵")
    return [
        case("全角字符", _wide(f"防晒SPF{spf}，用了{days}天！") + "\u3000" + pick("不搓泥。", "不泛白。")),
        case("全角字符", f"早Ｃ晚Ａ第{_wide(str(days))}天，" + pick("（附图）。", "（见评论）。")),
        case("插进来的拼音", f"又被{inserted()}了，{pick('茶', '酱', '灯')}很好。"),
        case("插进来的拼音", f"一口种zhong草cao机，{inserted()}指南。"),
        case("插进来的拼音", f"全角也来：被种{_wide('zhong')}草的第{days}天。"),
        case("繁体字", f"這個{food}{pick('很軟', '不會濕')}，買了{days}份。"),
        case("繁体字", f"會買ma麵，試了{days}次。"),
        case("要留下的词", f"周末{pick('拍', '剪')}vlog去，又get到一个{pick('颜色', '搭法')}。"),
        case("要留下的词", f"今天有点{pick('emo', 'ｅｍｏ')}了，去City Walk走{days}公里。"),
    ]


CLEAN_POST = FunctionQuestion(
    name="clean_post",
    title="把一条脏帖子洗干净",
    points=8,
    minutes=10,
    concepts=("K161",),
    prompt="""
平台上抓来的帖子常有三种脏：全角字母数字、繁体字、为了躲过滤词而插进来的拼音。不洗，`种zhong草` 就数不进「种草」。

写函数 `clean_post(text, simplified, kept)`，返回洗过的文字。**按这个次序**做三步：

1. **全角**：全角的字母和数字变成半角，全角空格（`"\\u3000"`）变成普通空格。中文标点（，！（）等）不动；
2. **繁体**：`simplified` 是字典，繁体字 → 简体字，逐字替换；
3. **拼音**：紧挨着夹在**两个汉字之间**的一串小写字母，删掉；字母外面套着一对全角括号的，连括号一起删。`kept` 是要留下的词（列表），整串字母正好是其中一个的不删。不在两个汉字之间的字母、大写字母都不删。

汉字指 `"\\u4e00"` 到 `"\\u9fff"` 之间的字。

**可以手算的例子** `simplified = {"麵": "面"}`，`kept = ["vlog"]`：`"拍vlog，第３碗拌（ban）麵。"` → `"拍vlog，第3碗拌面。"`；`"种zhong草cao机"` → `"种草机"`。
""",
    starter='''def clean_post(text, simplified, kept):
    """返回洗干净的帖子。"""
    ...''',
    hints=(
        "三步分开写，每步做完打印一次。先做全角：全角字母的编码比半角的大 0xFEE0，中文标点里也有这样的字符，要绕开。",
        "第三步用正则的「前后看」：`(?<=汉字)…(?=汉字)` 只看两边、不吃掉两边，挨着的两段拼音才都找得到。",
        "`re.sub` 的替换可以是一个函数：拿到字母，在 `kept` 里就原样返回 `match[0]`，否则返回空串。",
    ),
    explanation=(
        "清洗的每一步都可能洗坏别的东西：全部规范化会动标点，见字母就删会删掉 City Walk。"
        "所以先拿几十条人工校对过的帖子，量出每一步之后的字错误率；哪一步让它变大，就不用哪一步。"
    ),
    teaching=(
        "约 10 分钟。先请学生在五条真帖子上用笔洗一遍，说出凭什么认出拼音。最常见的错误是先删拼音、后收全角：全角的拼音就漏了。"
        "追问：`emo` 能拆成 e 和 mo 两个音节，机器凭什么知道它不是拼音？（不知道，只能靠名单。）"
    ),
    reference=clean_post,
    checks=(
        Check("全角字符", 0.25, "全角没有洗对：字母、数字、空格变半角，中文标点原样不动。"),
        Check("插进来的拼音", 0.35, "拼音没有删干净：看看带括号的、全角的，以及一个字夹在两段拼音中间的。"),
        Check("繁体字", 0.15, "繁体没有换对：逐字查 `simplified`，查不到的字不动。"),
        Check("要留下的词", 0.25, "删多了或删少了：`kept` 里的词、大写字母、不夹在两个汉字之间的字母都要留下。"),
    ),
    cases=_dirty_posts,
    misconceptions=(
        Misconception(
            "all_normalised",
            "你把所有全角字符都收窄了，中文的逗号、叹号和括号也变成了半角。只收字母和数字，标点怎样绕开？",
            _all_normalised,
        ),
        Misconception(
            "every_letter_gone",
            "你把英文字母全删了，SPF、City Walk 和要留下的词都没有了。先写清楚：什么样的字母才算插进来的拼音？",
            _every_letter_gone,
        ),
        Misconception(
            "nothing_kept",
            "你没有看 `kept`：vlog、get、emo 这样的词也被当成拼音删了。删之前先查一下名单。",
            _nothing_kept,
        ),
        Misconception(
            "pinyin_before_width",
            "你先删拼音，后收全角：全角的拼音在删的时候还认不出来。三步的次序换一换会怎样？",
            _pinyin_first,
        ),
        Misconception(
            "neighbours_used_up",
            "`种zhong草cao机` 里的后一段拼音你漏了：前一次匹配把「草」用掉了。怎样只看两边，不把它们吃进匹配里？",
            _neighbours_used_up,
        ),
    ),
)
