"""A feed that learns from clicks: what it gains by showing what was clicked, and what it never gets to see.

Each round, a policy shows one topic to each user; the user clicks with probability (0.05 + 0.9·taste)·quality.
A click pulls the taste towards the topic by ``drift``: what is shown changes who one is (Jiang et al. 2019).

- greedy: the topic with the best estimated click rate;
- ε-greedy: the same, but a random topic with probability ε;
- UCB: estimate plus a bonus for topics that were seldom shown (Auer et al. 2002);
- Thompson: a click rate drawn from what is still believable, then the best (Thompson 1933);
- random: any topic.

Users, topics and tastes are made. What counts is compared: clicks, breadth (entropy), inequality (Gini), and for how
many users the topic shown most is their true favourite. Greedy wins on clicks here; nothing promises otherwise.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from .arrays import FloatArray, IntArray

TOPICS = ("咖啡", "护肤", "健身", "宠物", "数码", "露营", "母婴", "电影", "理财", "汽车", "烘焙", "旅行")


@dataclass(frozen=True)
class Audience:
    """Made users: (users, topics) tastes that sum to 1 for each user, and (topics,) quality of what is on offer."""

    tastes: FloatArray
    quality: FloatArray

    @property
    def favourites(self) -> IntArray:
        """(users,) the topic that each user would click most."""
        return np.asarray((click_probability(self.tastes, self.quality)).argmax(axis=1), dtype=np.int64)


def draw_audience(rng: np.random.Generator, users: int = 300, topics: int = len(TOPICS)) -> Audience:
    """Draw users with a few strong interests each: Dirichlet(0.6); quality between 0.6 and 1."""
    return Audience(rng.dirichlet(np.full(topics, 0.6), users), rng.uniform(0.6, 1.0, topics))


def click_probability(tastes: FloatArray, quality: FloatArray) -> FloatArray:
    """Probability of a click for each user and topic: (0.05 + 0.9·taste)·quality."""
    return np.asarray((0.05 + 0.9 * tastes) * quality, dtype=np.float64)


Policy = Callable[[FloatArray, FloatArray, int, np.random.Generator], IntArray]
"""(clicks, shown, round, rng) -> topic for each user; clicks and shown are (users, topics)."""


def estimated_rate(clicks: FloatArray, shown: FloatArray) -> FloatArray:
    """Click rate as estimated, beginning at one click in four."""
    return np.asarray((clicks + 1) / (shown + 4), dtype=np.float64)


def _best(score: FloatArray, rng: np.random.Generator) -> IntArray:
    return np.asarray((score + 1e-6 * rng.random(score.shape)).argmax(axis=1), dtype=np.int64)


def greedy(clicks: FloatArray, shown: FloatArray, _round: int, rng: np.random.Generator) -> IntArray:
    """Show what did best so far."""
    return _best(estimated_rate(clicks, shown), rng)


def epsilon_greedy(
    clicks: FloatArray, shown: FloatArray, _round: int, rng: np.random.Generator, epsilon: float = 0.1
) -> IntArray:
    """Show what did best so far, but something random with probability ``epsilon``."""
    best = _best(estimated_rate(clicks, shown), rng)
    explores = rng.random(len(best)) < epsilon
    return np.where(explores, rng.integers(0, clicks.shape[1], len(best)), best)


def ucb(clicks: FloatArray, shown: FloatArray, round_: int, rng: np.random.Generator, bonus: float = 0.5) -> IntArray:
    """Show the highest upper confidence bound: rate + bonus·√(ln t / shown); what was never shown comes first."""
    often = np.maximum(shown, 1)
    bound = clicks / often + bonus * np.sqrt(np.log(round_) / often)
    return _best(np.where(shown == 0, 10.0, bound), rng)


def thompson(clicks: FloatArray, shown: FloatArray, _round: int, rng: np.random.Generator) -> IntArray:
    """Draw each rate from Beta(clicks + 1, misses + 1), show the highest."""
    return np.asarray(rng.beta(clicks + 1, shown - clicks + 1).argmax(axis=1), dtype=np.int64)


def at_random(clicks: FloatArray, _shown: FloatArray, _round: int, rng: np.random.Generator) -> IntArray:
    """Show anything."""
    return rng.integers(0, clicks.shape[1], len(clicks))


POLICIES: dict[str, Policy] = {
    "只推猜得最准的": greedy,
    "留 10% 随便试": partial(epsilon_greedy, epsilon=0.1),
    "少见的加分（UCB）": ucb,
    "按把握抽签（Thompson）": thompson,
    "完全随机": at_random,
}
"""Names for learners."""


@dataclass(frozen=True)
class FeedResult:
    """What a policy did to an audience."""

    click_rate: float
    entropy: float
    """of topics shown to a user, mean over users; 1: all alike, 0: one topic only"""
    gini: float
    """of how often topics were shown to a user, mean over users; 0: all alike, near 1: one topic only"""
    favourites_found: float
    """share of users to whom their first favourite was shown most"""
    shown: FloatArray
    """(users, topics)"""


def run_feed(policy: Policy, audience: Audience, rounds: int, drift: float, rng: np.random.Generator) -> FeedResult:
    """Let a policy serve an audience for ``rounds`` rounds; ``drift`` 0 … 1 is how far a click pulls a taste."""
    tastes, users = audience.tastes.copy(), np.arange(len(audience.tastes))
    clicks, shown = np.zeros_like(tastes), np.zeros_like(tastes)
    for round_ in range(1, rounds + 1):
        topic = policy(clicks, shown, round_, rng)
        clicked = rng.random(len(users)) < click_probability(tastes, audience.quality)[users, topic]
        shown[users, topic] += 1
        clicks[users, topic] += clicked
        who = users[clicked]
        tastes[who] *= 1 - drift
        tastes[who, topic[clicked]] += drift
    return FeedResult(
        float(clicks.sum() / shown.sum()),
        float(normalised_entropy(shown).mean()),
        float(gini(shown).mean()),
        float(np.mean(shown.argmax(axis=1) == audience.favourites)),
        shown,
    )


def normalised_entropy(counts: FloatArray) -> FloatArray:
    """Entropy of each row (n, k) of counts, divided by log k: 1 when all k are alike, 0 when there is only one."""
    share = counts / counts.sum(axis=-1, keepdims=True)
    logarithm = np.log(np.where(share > 0, share, 1.0))
    return np.asarray(np.abs((share * logarithm).sum(axis=-1)) / np.log(counts.shape[-1]), dtype=np.float64)


def gini(counts: FloatArray) -> FloatArray:
    """Gini coefficient of each row (n, k) of counts: 0 when all are alike, (k − 1)/k when one has everything."""
    ordered, k = np.sort(counts, axis=-1), counts.shape[-1]
    rank = 2 * np.arange(1, k + 1) - k - 1
    return np.asarray((rank * ordered).sum(axis=-1) / (k * counts.sum(axis=-1)), dtype=np.float64)


def coverage(counts: FloatArray) -> FloatArray:
    """Share of the k topics that each row (n, k) of counts was shown at all."""
    return np.asarray((counts > 0).mean(axis=-1), dtype=np.float64)
