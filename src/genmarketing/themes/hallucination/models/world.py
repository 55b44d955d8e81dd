"""A small made world: fictional brands, each with one true value for every attribute, some stated often, some never.

What a model may know of the world is how often each fact was stated in its training text. Repetition is as
uneven as on the web: the r-th most popular fact is stated in proportion to 1/r^a (Zipf).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from .arrays import BoolArray, FloatArray, IntArray

Sentence = tuple[str, ...]
"""A sentence cut into tokens."""


@dataclass(frozen=True)
class World:
    """Facts, and how often the training text states each.

    Attributes:
        brands: B names.
        attributes: A names.
        values: all values, of whatever attribute.
        truth: (B, A), index into ``values``.
        mentions: (B, A), how often each fact is stated; 0 for a fact that is true and never stated.
    """

    brands: tuple[str, ...]
    attributes: tuple[str, ...]
    values: tuple[str, ...]
    truth: IntArray
    mentions: IntArray

    @property
    def statements(self) -> int:
        """Number of sentences in the training text."""
        return int(self.mentions.sum())

    @property
    def unseen(self) -> BoolArray:
        """(B, A): facts that the training text never states."""
        return np.asarray(self.mentions == 0)

    @cached_property
    def facts(self) -> dict[tuple[str, str], str]:
        """(brand, attribute) → true value, for look-ups by name."""
        return {
            (brand, attribute): self.values[self.truth[b, a]]
            for b, brand in enumerate(self.brands)
            for a, attribute in enumerate(self.attributes)
        }

    def sentences(self) -> Iterator[Sentence]:
        """The training text: every fact as a sentence, as often as it is stated. All of it is true."""
        for b, brand in enumerate(self.brands):
            for a, attribute in enumerate(self.attributes):
                yield from [sentence(brand, attribute, self.values[self.truth[b, a]])] * int(self.mentions[b, a])


def sentence(brand: str, attribute: str, value: str) -> Sentence:
    """A fact in words, with a mark at both ends."""
    return ("^", brand, "的", attribute, "是", value, "。")


def question(brand: str, attribute: str) -> Sentence:
    """The beginning of a sentence, up to where the value is due."""
    return ("^", brand, "的", attribute, "是")


def popularity(facts: int, exponent: float, rng: np.random.Generator) -> FloatArray:
    """Shares (facts,) of a text that each fact takes: 1/rank^exponent, ranks in random order. 0 makes all equal."""
    weights = rng.permutation(facts) + 1.0
    shares = weights**-exponent
    return np.asarray(shares / shares.sum(), dtype=np.float64)


def draw_world(rng: np.random.Generator, exponent: float = 1.0) -> World:
    """Draw 3000 statements about 300 brands × 5 attributes, without names worth reading; each attribute has 30 values of its own.

    ``exponent`` says how unevenly facts are stated, see ``popularity``.
    """
    brands, attributes, values, statements = 300, 5, 30, 3000
    truth = rng.integers(values, size=(brands, attributes)) + values * np.arange(attributes)
    shares = popularity(brands * attributes, exponent, rng)
    return World(
        tuple(f"品牌{b}" for b in range(brands)),
        tuple(f"属性{a}" for a in range(attributes)),
        tuple(f"值{a}-{v}" for a in range(attributes) for v in range(values)),
        np.asarray(truth, dtype=np.int64),
        np.asarray(rng.multinomial(statements, shares).reshape(brands, attributes), dtype=np.int64),
    )


def from_table(table: pd.DataFrame) -> World:
    """A world from a table with columns brand, attribute, value, mentions: one row for every brand and attribute.

    ValueError if a pair is missing or stands there twice.
    """
    brands, attributes = (tuple(dict.fromkeys(table[name])) for name in ("brand", "attribute"))
    values = tuple(dict.fromkeys(table["value"]))
    if len(table) != len(brands) * len(attributes) or table.duplicated(["brand", "attribute"]).any():
        raise ValueError("the table needs exactly one row for each brand and attribute")
    places = ([brands.index(b) for b in table["brand"]], [attributes.index(a) for a in table["attribute"]])
    truth, mentions = np.zeros((2, len(brands), len(attributes)), dtype=np.int64)
    truth[places] = [values.index(value) for value in table["value"]]
    mentions[places] = table["mentions"]
    return World(brands, attributes, values, truth, mentions)
