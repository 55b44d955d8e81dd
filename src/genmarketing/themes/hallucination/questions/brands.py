"""The fictional brands as plain dictionaries, read once, from which questions draw their small cases quickly."""

from __future__ import annotations

from functools import cache

from genmarketing.data import load

World = dict[str, dict[str, str]]
"""Brand -> attribute -> true value."""


@cache
def world() -> World:
    """Return the fictional brands with their facts. Callers copy what they change."""
    facts: World = {}
    table = load("brand_facts")
    for brand, attribute, value in zip(table["brand"], table["attribute"], table["value"], strict=True):
        facts.setdefault(brand, {})[attribute] = value
    return facts


@cache
def numbers() -> dict[tuple[str, str], str]:
    """Return the number of each fact: (brand, attribute) -> `F001`."""
    table = load("brand_facts")
    pairs = zip(table["brand"], table["attribute"], strict=True)
    return dict(zip(pairs, table["fact"], strict=True))


@cache
def values(attribute: str) -> tuple[str, ...]:
    """Return the values that an attribute takes among the brands, each once."""
    return tuple(dict.fromkeys(facts[attribute] for facts in world().values()))
