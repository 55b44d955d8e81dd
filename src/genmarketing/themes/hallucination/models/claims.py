"""Take a text apart into atomic claims and hold each to a table of facts.

A claim is the smallest thing that can be true or false by itself: one brand, one attribute, one value. Each gets
one of three verdicts: supported, contradicted, or not in the table. The third is no proof of falsehood.

    FActScore = supported / claims · exp(1 − γ/claims) if claims ≤ γ           γ = 10

The factor keeps a system from scoring high by saying next to nothing. Source: Min et al. 2023 (arXiv 2305.14251)
and its official code.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import Literal

from .world import World

Verdict = Literal["supported", "contradicted", "unlisted"]
IN_WORDS: Mapping[Verdict, str] = {"supported": "一致", "contradicted": "不符", "unlisted": "表里没有"}
"""How a verdict is told."""

FactTable = Mapping[tuple[str, str], str]
"""(brand, attribute) → value."""

GAMMA = 10
"""Claims below which FActScore is discounted."""


@dataclass(frozen=True)
class Claim:
    """One atomic claim, and the words it was taken from."""

    brand: str
    attribute: str
    value: str
    text: str = ""


def split_claims(text: str, brands: Collection[str], attributes: Collection[str]) -> list[Claim]:
    """Find claims of the form 「〔brand〕的〔attribute〕是〔value〕」; a clause without a brand speaks of the one before.

    Clauses end at ，；。！ A value is taken without spaces around it, a year without its 「年」. Whatever has not this form is
    no checkable claim and is left out: praise, wishes.
    """
    found: list[Claim] = []
    brand = ""
    for clause in _clauses(text):
        brand = next((name for name in brands if name in clause), brand)
        attribute = next((name for name in attributes if f"{name}是" in clause), "")
        if brand and attribute:
            value = clause.split(f"{attribute}是", 1)[1].strip()
            found.append(Claim(brand, attribute, _YEAR.sub(r"\1", value), clause))
    return found


_YEAR = re.compile(r"(\d{4})\s*年$")


def _clauses(text: str) -> list[str]:
    for mark in "，；。！\n":
        text = text.replace(mark, "，")
    return [clause.strip() for clause in text.split("，") if clause.strip()]


def verify(claim: Claim, table: FactTable) -> Verdict:
    """Hold one claim to the table."""
    known = table.get((claim.brand, claim.attribute))
    if known is None:
        return "unlisted"
    return "supported" if known == claim.value else "contradicted"


def fact_score(supported: int, claims: int) -> float:
    """Share of supported claims, discounted when there are at most ``GAMMA``; 0 for a text without claims."""
    if not claims:
        return 0.0
    discount = exp(1 - GAMMA / claims) if claims <= GAMMA else 1.0
    return supported / claims * discount


@dataclass(frozen=True)
class AlarmQuality:
    """How good alarms are: of those raised, how many were due; of those due, how many were raised."""

    hits: int
    false_alarms: int
    misses: int

    @property
    def precision(self) -> float:
        """Share of alarms that were due; 1 when none was raised."""
        raised = self.hits + self.false_alarms
        return self.hits / raised if raised else 1.0

    @property
    def recall(self) -> float:
        """Share of what was due that was raised; 1 when nothing was due."""
        due = self.hits + self.misses
        return self.hits / due if due else 1.0


def alarm_quality(raised: Sequence[bool], due: Sequence[bool]) -> AlarmQuality:
    """Compare alarms with what really was wrong, case by case."""
    pairs = list(zip(raised, due, strict=True))
    return AlarmQuality(pairs.count((True, True)), pairs.count((True, False)), pairs.count((False, True)))


def made_advertisement(world: World) -> str:
    """An advertisement for the first two brands of a world: five claims, one of them false, and some praise."""
    (one, two), (first, _, third, fourth, fifth) = world.brands[:2], world.attributes
    true = world.facts
    wrong = next(true[brand, first] for brand in world.brands if true[brand, first] != true[one, first])
    return (
        f"{one}的{third}是{true[one, third]}，{fifth}是{true[one, fifth]}，{first}是{wrong}，喝过的人都说好；\n"
        f"{two}的{fourth}是{true[two, fourth]}，{first}是{true[two, first]}，明年一定更红。"
    )
