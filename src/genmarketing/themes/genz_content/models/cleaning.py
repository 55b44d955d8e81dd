"""Dirty posts and how they become clean ones, step by step, with the error that each step leaves.

Four kinds of dirt: letters of double width, pinyin put between characters, traditional characters, and characters
that a scanner mistook for others of the same look. Each step mends one kind and can do harm of its own, so that
its worth is a number, the character error rate against a text known to be right (Levenshtein 1966)::

    CER = (characters inserted + deleted + replaced) / characters of the right text
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

Step = Callable[[str], str]

HAN = "\u3400-\u9fff"
_STARTS = "|b|p|m|f|d|t|n|l|g|k|h|j|q|x|zh|ch|sh|r|z|c|s|y|w"
_ENDS = "a|o|e|ai|ei|ao|ou|an|en|ang|eng|ong|i|ia|ie|iao|iu|ian|in|iang|ing|iong|u|ua|uo|uai|ui|uan|un|uang|ue|v|ve|er"
SYLLABLES = frozenset(start + end for start in _STARTS.split("|") for end in _ENDS.split("|"))
"""Each beginning of a Mandarin syllable with each ending; some of them no word uses."""

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü"
_PLAIN = str.maketrans(_TONED, "aaaaeeeeiiiioooouuuuvvvvv")
_PINYIN = re.compile(rf"(?<=[{HAN}])[(（]?([a-z{_TONED} ]+)[)）]?(?=[{HAN}，。！？、～…]|$)")

KEPT_WORDS = frozenset({"ai", "emo", "pua", "ootd", "citywalk", "vlog", "plog", "cos", "get", "bug", "woc"})
"""Lower-case words that posts use as they are; some of them could be read as pinyin."""

_PAIRS = "未末 己已 曰日 入人 土士 干千 大太 天夭 贝见 鸟乌 晴睛 拔拨 辩辨 侯候 崇祟 兔免 快怏 茶荼 洒酒 自白 目日 木本 问间 味昧 今令 午牛 氷水 囗口 汔汽 戍戌"
LOOK_ALIKES: Mapping[str, str] = {
    one: other for pair in _PAIRS.split() for one, other in (tuple(pair), tuple(pair[::-1]))
}
"""Character -> the one that it is mistaken for when a picture is read."""


def narrow(text: str) -> str:
    """Letters, digits and the blank of double width become ordinary ones; Chinese punctuation stays as it is."""
    return "".join("\u0020" if char == "\u3000" else _narrow(char) for char in text)


def _narrow(char: str) -> str:
    half = chr(ord(char) - 0xFEE0) if "！" <= char <= "～" else char
    return half if half.isalnum() else char


def is_pinyin(letters: str) -> bool:
    """Whether letters can be cut into Mandarin syllables, tone marks or not."""
    plain = letters.translate(_PLAIN).replace(" ", "")

    @cache
    def cuts(start: int) -> bool:
        return start == len(plain) or any(
            plain[start : start + size] in SYLLABLES and cuts(start + size) for size in range(1, 7)
        )

    return bool(plain) and cuts(0)


def without_pinyin(text: str, kept: Collection[str] = KEPT_WORDS) -> str:
    """Take out lower-case pinyin that stands between characters, as in 种zhong草; words in ``kept`` stay."""

    def decided(match: re.Match[str]) -> str:
        letters = match.group(1).strip()
        return match.group(0) if letters in kept or not is_pinyin(letters) else ""

    return _PINYIN.sub(decided, text)


def simplified(text: str) -> str:
    """Traditional characters to simplified ones, by OpenCC's tables for characters and phrases."""
    return str(_converter().convert(text))


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


def unscanned(text: str, words: Collection[str], mistaken: Mapping[str, str] = LOOK_ALIKES) -> str:
    """Put back a look-alike where the other reading makes a word of ``words`` and the printed one makes none.

    A word here has two to four characters. Readings that both make a word stay: the step cannot know.
    """
    for at, char in enumerate(text):
        other = mistaken.get(char)
        if other and not _in_a_word(text, at, words):
            changed = text[:at] + other + text[at + 1 :]
            if _in_a_word(changed, at, words):
                text = changed
    return text


def _in_a_word(text: str, at: int, words: Collection[str]) -> bool:
    spans = ((start, start + size) for size in (2, 3, 4) for start in range(at - size + 1, at + 1))
    return any(start >= 0 and end <= len(text) and text[start:end] in words for start, end in spans)


def distance(one: str, other: str) -> int:
    """Levenshtein distance: fewest characters to insert, delete or replace."""
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    row = list(range(len(other) + 1))
    for at, char in enumerate(one, start=1):
        before, row[0] = row[0], at
        for place, wanted in enumerate(other, start=1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (char != wanted))
    return row[-1]


def error_rate(texts: Iterable[str], right: Iterable[str]) -> float:
    """Character error rate of texts against the right ones, all characters together."""
    pairs = list(zip(texts, right, strict=True))
    return sum(distance(text, truth) for text, truth in pairs) / sum(len(truth) for _, truth in pairs)


def after_each_step(texts: Sequence[str], right: Sequence[str], steps: Mapping[str, Step]) -> dict[str, float]:
    """Character error rate before any step and after each one, in their order."""
    rates = {"原样": error_rate(texts, right)}
    for name, step in steps.items():
        texts = [step(text) for text in texts]
        rates[name] = error_rate(texts, right)
    return rates
