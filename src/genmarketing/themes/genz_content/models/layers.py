"""1+N+X as reach, frequency and cost: one theme for all, N events for circles, X versions for single people.

Each layer buys contacts with what is left of its money after its versions are made. People differ in how much they
use media: contacts of a person are Poisson around g·f, where f is the layer's average and g follows a gamma distribution
of mean 1 (negative binomial; Ehrenberg 1959)::

    P(no contact) = (1 + f/k)^−k                P(one) = f·(1 + f/k)^−(k+1)

Audiences are nested: whoever can be addressed one by one is in a circle, whoever is in a circle is in the market.
A claim is remembered from ``NEEDED`` contacts that carry it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

NEEDED = 2
"""Contacts with the claim from which it is remembered; an assumption of this model."""

HABIT = 0.7
"""Shape k of media use: the smaller, the more contacts fall on the same few people."""


@dataclass(frozen=True)
class Layer:
    """One layer of content.

    Attributes:
        name: what it is called.
        audience: share of the market that it can meet.
        versions: different pieces to be made.
        production: yuan for one version.
        cpm: yuan for a thousand contacts.
        response: chance that a person who is met by the layer responds to it.
        always: whether each contact carries the common claim; otherwise the plan says how many do.
    """

    name: str
    audience: float
    versions: int
    production: float
    cpm: float
    response: float
    always: bool = False

    def contacts(self, money: float) -> float:
        """Contacts that so many yuan buy, after production."""
        return max(0.0, money - self.versions * self.production) / self.cpm * 1000


LAYERS = (
    Layer("1 · 一个主张", audience=1.0, versions=1, production=300_000, cpm=60, response=0.004, always=True),
    Layer("N · 几场事件", audience=0.5, versions=6, production=60_000, cpm=120, response=0.012),
    Layer("X · 千人千面", audience=0.2, versions=400, production=400, cpm=240, response=0.03),
)
"""A made case: shares of a market, yuan, chances."""


def none_and_one(average: float, habit: float = HABIT) -> tuple[float, float]:
    """Chances of no contact and of exactly one, when people have ``average`` on average."""
    none = (1 + average / habit) ** -habit
    return none, average * (1 + average / habit) ** (-habit - 1)


@dataclass(frozen=True)
class Outcome:
    """What a plan does.

    Attributes:
        reach: share of the market that met anything.
        frequency: contacts of those who met anything, on average.
        remembered: share of the market that remembers the claim.
        responses: how often somebody responds; who is met by two layers may respond to both.
        cost_each: yuan for one person who met anything; infinite if nobody did.
    """

    reach: float
    frequency: float
    remembered: float
    responses: float
    cost_each: float

    @property
    def both_know(self) -> float:
        """Chance that two strangers from the market both remember the claim, so that it can be talked of."""
        return self.remembered**2


def plan(
    budget: float,
    split: Sequence[float],
    carried: float,
    market: float = 5_000_000,
    layers: Sequence[Layer] = LAYERS,
) -> Outcome:
    """Spend a budget on nested layers, the widest first.

    Args:
        budget: yuan.
        split: share of the budget for each layer; a layer with less than its production gets no contact.
        carried: share of contacts of events and single versions that carry the common claim.
        market: people.
        layers: from the widest audience to the narrowest.

    Raises:
        ValueError: shares that do not sum to 1, or audiences that are not nested.
    """
    if abs(sum(split) - 1) > 1e-9 or min(split) < 0 or len(split) != len(layers):
        raise ValueError(f"the split {tuple(split)} must have a share for each layer and sum to 1")
    audiences = [layer.audience for layer in layers]
    if audiences != sorted(audiences, reverse=True):
        raise ValueError("layers go from the widest audience to the narrowest")
    averages = [
        layer.contacts(budget * part) / (market * layer.audience) for layer, part in zip(layers, split, strict=True)
    ]
    with_claim = [f * (1.0 if layer.always else carried) for f, layer in zip(averages, layers, strict=True)]
    met = remembered = contacts = responses = 0.0
    for depth in range(len(layers)):
        inner = audiences[depth + 1] if depth + 1 < len(layers) else 0.0
        people = audiences[depth] - inner  # in the audience of layer ``depth`` and of no narrower one
        met += people * (1 - none_and_one(sum(averages[: depth + 1]))[0])
        contacts += people * sum(averages[: depth + 1])
        remembered += people * (1 - sum(none_and_one(sum(with_claim[: depth + 1]))))
        for at in range(depth + 1):
            reached = people * (1 - none_and_one(averages[at])[0])
            responses += market * reached * layers[at].response
    frequency, cost_each = (contacts / met, budget / (met * market)) if met else (0.0, inf)
    return Outcome(met, frequency, remembered, responses, cost_each)
