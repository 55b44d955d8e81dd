"""Every remedy of the chapter on the same questions: what it leaves wrong, what it leaves unanswered, what it costs.

Nothing, a cold model, asking five times more, answering only when more sure than not, looking it up first, and
having a person read what was looked up. Shares are exact; prices are made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .agreement import agreed
from .arrays import BoolArray, FloatArray
from .enumeration import best_answers, of_truth
from .grounding import Note, find_notes, ground
from .scenarios import UPKEEP, Review, Version, reviewed
from .world import World

CALL = 0.05
"""元 for one more call of the model."""

AGAIN, LEAST = 5, 3
"""How often the question is asked again, and how many of these answers have to repeat the first."""

READER = Review(caught=0.95, price=3.0)
"""A person who reads every answer."""


def remedies(world: World, answers: FloatArray, notes: Sequence[Note]) -> list[Version]:
    """Each remedy by itself, from none to the dearest; prices come on top of the first call.

    ``answers`` (B, A, V) are the model's at temperature 1, ``notes`` what it can look up.
    """
    best, confidence = best_answers(answers)
    correct = best == world.truth
    repeated = agreed(answers, AGAIN, LEAST)
    sure = confidence > 0.5
    found = ground(world, notes, find_notes(world, notes, b=0.3), best, "refuse")
    lookup = _shares("先查再答", found.answered & ~found.wrong, found.wrong, UPKEEP)
    return [
        _version("什么也不做", float(of_truth(answers, world.truth).mean()), 1.0),
        _shares("降温", correct, ~correct),
        _version(
            "再问五遍", float(of_truth(repeated, world.truth).mean()), float(repeated.sum(axis=-1).mean()), AGAIN * CALL
        ),
        _shares("把握过半才答", sure & correct, sure & ~correct),
        lookup,
        replace(reviewed(lookup, READER), name="查了再答，人再审"),
    ]


def _version(name: str, right: float, answered: float, price: float = 0.0) -> Version:
    return Version(name, right, answered - right, 1 - answered, price=price)


def _shares(name: str, right: BoolArray, wrong: BoolArray, price: float = 0.0) -> Version:
    return _version(name, float(right.mean()), float((right | wrong).mean()), price)
