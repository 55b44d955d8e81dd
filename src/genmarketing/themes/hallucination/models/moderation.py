"""Two filters for comments, and what each lets through or stops wrongly.

A word list stops what it contains and nothing else. A naive Bayes filter weighs pairs of neighbouring characters
by how much more often they stand in forbidden comments::

    score(text) = ln odds(forbidden) + Σ_pairs ln P(pair | forbidden)/P(pair | allowed)         add-one smoothing

The comments are made: honest ones, bids to leave the platform (导流), and empty promises of profit or cure.
Some forbidden ones are disguised, with a mark between the characters or a character of the same sound.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np

WORDS = ("微信", "加我", "私聊", "包治", "稳赚", "返现")
"""The word list."""

_ALLOWED = (
    "{drink}味道不错，{wait}",
    "用微信支付很快，{drink}也好喝",
    "{wait}，店员说可以{gift}",
    "客服让我私聊订单号，{wait}",
    "帮我加我最喜欢的珍珠，{drink}更好喝",
    "办活动能{gift}，{drink}有点甜",
    "店员推荐的{drink}，和朋友一人一杯",
    "活动返现已经到账，{gift}也是真的",
)
_FORBIDDEN = (
    "加我微信，{gift}",
    "{drink}不错，想{gift}的私聊我",
    "喝{drink}包治失眠，{gift}",
    "{wait}，跟我做代理稳赚不赔",
    "刷单返现，{drink}随便喝",
)
_LATER_ALLOWED = (
    *_ALLOWED[:4],
    "免费试喝的{drink}，{wait}",
    "问了店员才知道怎么{gift}",
    "我私聊朋友，让她也来喝{drink}",
    "代理记账的同事都爱喝{drink}",
)
_LATER_FORBIDDEN = (
    *_FORBIDDEN[:3],
    "看我主页，{gift}",
    "{drink}能根治胃病，先到先得",
)
_FILL = {
    "drink": ("柚子茶", "冻干咖啡", "酸梅汤", "豆乳", "桂花拿铁"),
    "wait": ("等了五分钟", "排队有点久", "出杯很快", "座位不多", "杯子漂亮"),
    "gift": ("领优惠券", "送会员卡", "低价拿货", "免费领一箱", "带你赚钱"),
}
_SOUND = {"微": "薇", "信": "芯", "加": "佳", "私": "思", "返": "反", "稳": "吻", "包": "鲍"}


@dataclass(frozen=True)
class Comment:
    """A made comment."""

    text: str
    forbidden: bool
    disguised: bool = False


def make_comments(rng: np.random.Generator, number: int, disguised: float = 0.0, later: bool = False) -> list[Comment]:
    """``number`` comments, four in ten forbidden; a share ``disguised`` of those is disguised.

    ``later`` draws half of the wordings from new ones: people do not go on talking as they did.
    """
    allowed_now = _LATER_ALLOWED if later else _ALLOWED
    forbidden_now = _LATER_FORBIDDEN if later else _FORBIDDEN
    comments = []
    for _ in range(number):
        forbidden = bool(rng.random() < 0.4)
        pattern = str(rng.choice(forbidden_now if forbidden else allowed_now))
        text = pattern.format(**{name: rng.choice(words) for name, words in _FILL.items()})
        hidden = forbidden and bool(rng.random() < disguised)
        comments.append(Comment(_disguise(text, rng) if hidden else text, forbidden, hidden))
    return comments


def _disguise(text: str, rng: np.random.Generator) -> str:
    for word in WORDS:
        if rng.random() < 0.5:
            text = text.replace(word, "·".join(word))
        else:
            text = text.replace(word, "".join(_SOUND.get(letter, letter) for letter in word))
    return text


def stopped_by_words(text: str) -> bool:
    """Whether the word list stops a comment."""
    return any(word in text for word in WORDS)


class NaiveBayes:
    """A filter learned from labelled comments, on pairs of neighbouring characters."""

    def __init__(self, comments: Sequence[Comment]) -> None:
        """Count the pairs on both sides. ValueError unless there are comments of both kinds."""
        kinds = Counter(comment.forbidden for comment in comments)
        if len(kinds) < 2:
            raise ValueError("the filter needs forbidden and allowed comments to learn from")
        self.pairs: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
        for comment in comments:
            self.pairs[comment.forbidden].update(_pairs(comment.text))
        self.vocabulary = set(self.pairs[True]) | set(self.pairs[False])
        self.prior = log(kinds[True] / kinds[False])

    def weight(self, pair: str) -> float:
        """ln P(pair | forbidden)/P(pair | allowed); 0 for a pair never met."""
        if pair not in self.vocabulary:
            return 0.0
        chance = {
            side: (counts[pair] + 1) / (counts.total() + len(self.vocabulary)) for side, counts in self.pairs.items()
        }
        return log(chance[True] / chance[False])

    def score(self, text: str) -> float:
        """Log odds that a comment is forbidden; above 0 it is more likely than not."""
        return self.prior + sum(self.weight(pair) for pair in _pairs(text))


def _pairs(text: str) -> list[str]:
    return [text[at : at + 2] for at in range(len(text) - 1)]
