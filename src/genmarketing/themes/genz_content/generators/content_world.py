"""The made world of posts: creators with a true rate, tags with planted effects, and the dirt on the text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from genmarketing.themes.genz_content.generators.content_words import LOOK_ALIKE, PINYIN, TRADITIONAL, TREE

PLATFORMS = ("青柚图文", "快片", "长廊")
"""Fictional platforms: pictures with text, short video, long video."""

DAYS = 182
START = np.datetime64("2026-01-05")

KINDS = {"KOL": 48, "KOC": 232, "KOS": 120}
"""Kind -> number of creators."""


@dataclass(frozen=True)
class Effect:
    """What is planted for one tag, each as a factor on the usual level.

    Attributes:
        posts: how often the tag is written about.
        heat: exposures of a post.
        appeal: interactions per exposure.
        growth: interaction rate in the second half of the time, against the first.
        sells: orders per interaction.
    """

    posts: float = 1.0
    heat: float = 1.0
    appeal: float = 1.0
    growth: float = 1.0
    sells: float = 1.0


PLANTED = {
    "黄油面包": Effect(1.5, 1.6, 1.5, 1.1, 1.0),
    "通勤防晒": Effect(1.6, 1.4, 1.3, 1.4, 1.5),
    "拌面酱": Effect(1.2, 0.8, 1.6, 1.7, 0.25),
    "防晒衣": Effect(1.4, 1.2, 0.9, 0.75, 2.2),
    "多巴胺穿搭": Effect(1.5, 2.0, 0.55, 0.8, 0.6),
    "薄底鞋": Effect(1.0, 0.6, 1.7, 1.3, 0.9),
    "围炉煮茶": Effect(0.9, 0.6, 0.6, 0.6, 0.5),
    "老城街巷": Effect(1.3, 0.7, 1.5, 1.1, 0.3),
    "水果茶": Effect(1.4, 1.3, 0.8, 1.0, 1.4),
    "溯溪": Effect(0.25, 1.0, 1.3, 1.2, 1.2),
    "木质调": Effect(0.4),
    "睡前香薰": Effect(0.5, 0.7, 1.2, 1.0, 0.9),
    "碱水面包": Effect(0.5),
}
"""Tags whose effects are worth finding; every other tag is usual in all respects."""

MOOD_SHARE = {"正面": 0.55, "中性": 0.2, "负面": 0.25}
STAFF_MOOD_SHARE = {"正面": 0.7, "中性": 0.3}
"""Shop staff (KOS) write about their own shop, and never complain."""
MOOD_INTERACTION = {"正面": 1.0, "中性": 0.8, "负面": 1.3}
MOOD_SALES = {"正面": 1.3, "中性": 0.9, "负面": 0.3}
"""Complaints are commented on more and sell less: interaction is not liking."""


@cache
def tags() -> tuple[tuple[str, str, str], ...]:
    """(area, topic, tag) of all tags, in the order of the tree."""
    return tuple(
        (area, topic, tag) for area, topics in TREE.items() for topic, found in topics.items() for tag in found
    )


def topics() -> tuple[str, ...]:
    """The nine topics in the order of the tree."""
    return tuple(topic for found in TREE.values() for topic in found)


def effect(tag: str) -> Effect:
    """What is planted for a tag."""
    return PLANTED.get(tag, Effect())


def dirtied(text: str, kinds: list[str], rng: np.random.Generator) -> str:
    """Put dirt of some kinds on a clean text: pinyin, traditional characters, look-alikes, letters of double width."""
    if "形近" in kinds:
        text = _replaced(text, LOOK_ALIKE, 2, rng)
    if "拼音" in kinds:
        places = [at for at, char in enumerate(text[:-1]) if char in PINYIN and _is_han(text[at + 1])]
        for at in sorted(_some(places, 2, rng), reverse=True):
            letters = PINYIN[text[at]]
            text = text[: at + 1] + (f"（{letters}）" if rng.random() < 0.25 else letters) + text[at + 1 :]
    if "繁体" in kinds:
        text = "".join(TRADITIONAL.get(char, char) for char in text)
    if "全角" in kinds:
        text = "".join(_wide(char) for char in text)
    return text


def could_be_dirtied(text: str) -> dict[str, bool]:
    """Which kinds of dirt leave a trace on a text."""
    return {
        "全角": any(_wide(char) != char for char in text),
        "拼音": any(a in PINYIN and _is_han(b) for a, b in pairwise(text)),
        "繁体": any(TRADITIONAL.get(char, char) != char for char in text),
        "形近": any(char in LOOK_ALIKE for char in text),
    }


def _replaced(text: str, table: dict[str, str], most: int, rng: np.random.Generator) -> str:
    chars = list(text)
    for at in _some([at for at, char in enumerate(chars) if char in table], most, rng):
        chars[at] = table[chars[at]]
    return "".join(chars)


def _some(places: list[int], most: int, rng: np.random.Generator) -> list[int]:
    number = min(len(places), int(rng.integers(1, most + 1)))
    return [int(at) for at in rng.choice(places, size=number, replace=False)] if number else []


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _wide(char: str) -> str:
    if char == " ":
        return "\u3000"
    return chr(ord(char) + 0xFEE0) if char.isascii() and char.isalnum() else char
