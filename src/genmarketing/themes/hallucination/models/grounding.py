"""Answer from a retrieved note instead of from memory, and what happens when notes are wrong or were never written.

A note is a fact's five words and some more. It counts as found when it names the brand and the attribute that
were asked for; what it says is then repeated as it stands, right or wrong.

Source: retrieval-augmented generation, Lewis et al. 2020 (arXiv 2005.11401).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from .arrays import BoolArray, IntArray
from .retrieval import BM25
from .world import World

EXTRA: tuple[tuple[str, ...], ...] = (
    (),
    ("。",),
    ("，", "真的"),
    ("，", "店员", "说的"),
    ("，", "今年", "仍然", "如此"),
    ("，", "据", "门店", "公告", "介绍"),
    ("，", "开业", "以来", "一直", "没有", "变过"),
)
"""Words that a note may carry besides its fact: none, one, … six."""

OnMiss = Literal["recite", "memory", "refuse"]
"""What to do when the note ranked first is about something else: repeat it all the same, guess, or say so."""


@dataclass(frozen=True)
class Note:
    """A note of the knowledge base: tokens for the search, and the value it states."""

    brand: str
    attribute: str
    value: str
    extra: tuple[str, ...] = ()

    @property
    def tokens(self) -> tuple[str, ...]:
        """The words that the search sees."""
        return (self.brand, "的", self.attribute, "是", self.value, *self.extra)


def write_notes(world: World, rng: np.random.Generator, corrupted: float = 0.0, missing: float = 0.0) -> list[Note]:
    """One note for each fact, with 0 … 6 words besides; a share ``corrupted`` states a false value.

    The false value is another value of the same attribute. For a share ``missing`` of the facts nobody wrote a
    note. Notes stand brand by brand, attribute by attribute; which facts the training text states plays no part.
    """
    notes: list[Note] = []
    facts = world.truth.size
    spoilt = set(rng.permutation(facts)[: round(corrupted * facts)].tolist())
    for b, brand in enumerate(world.brands):
        for a, attribute in enumerate(world.attributes):
            value = int(world.truth[b, a])
            if len(notes) in spoilt:
                others = np.setdiff1d(world.truth[:, a], [value])
                value = int(rng.choice(others))
            extra = EXTRA[rng.integers(len(EXTRA))]
            notes.append(Note(brand, attribute, world.values[value], extra))
    kept = np.sort(rng.permutation(facts)[round(missing * facts) :])
    return [notes[place] for place in kept]


def find_notes(world: World, notes: Sequence[Note], k1: float = 1.5, b: float = 0.75) -> IntArray:
    """(B, A): index of the note that BM25 ranks first for the question 「brand attribute」."""
    index = BM25([note.tokens for note in notes], k1, b)
    questions = [(brand, attribute) for brand in world.brands for attribute in world.attributes]
    return index.best(questions).reshape(len(world.brands), len(world.attributes))


@dataclass(frozen=True)
class Grounded:
    """What came of asking for every fact; all arrays (B, A)."""

    found: BoolArray
    """the note ranked first is about the brand and attribute asked for"""
    answered: BoolArray
    wrong: BoolArray
    """answered, and falsely"""

    def rates(self) -> dict[str, float]:
        """Shares of all questions: note found, answered, wrong."""
        return {name: float(getattr(self, name).mean()) for name in ("found", "answered", "wrong")}


def ground(world: World, notes: Sequence[Note], ranked: IntArray, memory: IntArray, on_miss: OnMiss) -> Grounded:
    """Answer each question from its note; where none was found, as ``on_miss`` says.

    ``ranked`` comes from ``find_notes``; ``memory`` (B, A) holds the model's own answers as indices of values.
    """
    first = [notes[place] for place in ranked.ravel().tolist()]
    asked = [(brand, attribute) for brand in world.brands for attribute in world.attributes]
    found = [(note.brand, note.attribute) == pair for note, pair in zip(first, asked, strict=True)]
    hit = np.array(found).reshape(ranked.shape)
    said = np.array([note.value for note in first]).reshape(ranked.shape)
    recited = hit | (on_miss == "recite")
    correct = np.where(recited, said == np.array(world.values)[world.truth], memory == world.truth)
    answered = hit | (on_miss != "refuse")
    return Grounded(hit, answered, answered & ~correct)
