"""All that a model can say about a world, written out: so rates of hallucination are exact, not estimated.

A sentence is brand, attribute, value, so B·A·V sentences are all there are. Shapes: (B, A, V) throughout.
"""

from __future__ import annotations

import numpy as np

from .arrays import BoolArray, FloatArray, IntArray
from .ngram import Distribution, NGram
from .world import World, question


def _in_order(chances: Distribution, names: tuple[str, ...]) -> list[float]:
    return [chances.get(name, 0.0) for name in names]


def answer_table(model: NGram, world: World) -> FloatArray:
    """(B, A, V): probabilities of the values when the model is asked about each brand and attribute."""
    return np.array(
        [
            [_in_order(model.next_token(question(brand, attribute)), world.values) for attribute in world.attributes]
            for brand in world.brands
        ]
    )


def sentence_table(model: NGram, world: World) -> FloatArray:
    """(B, A, V): probability of every sentence when the model writes freely; sums to 1."""
    brands = np.array(_in_order(model.next_token(("^",)), world.brands))
    attributes = np.array([_in_order(model.next_token(("^", brand, "的")), world.attributes) for brand in world.brands])
    joint: FloatArray = brands[:, None, None] * attributes[:, :, None] * answer_table(model, world)
    return joint


def of_truth(table: FloatArray, truth: IntArray) -> FloatArray:
    """(B, A): the probability that ``table`` (B, A, V) gives to the true value ``truth`` (B, A)."""
    return np.asarray(np.take_along_axis(table, truth[:, :, None], axis=2)[:, :, 0], dtype=np.float64)


def hallucination_rate(sentences: FloatArray, truth: IntArray) -> float:
    """Share of what the model writes freely that is false: all probability not on a true sentence."""
    false = sentences.copy()
    np.put_along_axis(false, truth[:, :, None], 0.0, axis=2)
    return float(false.sum())


def wrong_answers(answers: FloatArray, truth: IntArray) -> FloatArray:
    """(B, A): chance that an answer drawn from the model is wrong."""
    return np.asarray(1 - of_truth(answers, truth), dtype=np.float64)


def temper_table(answers: FloatArray, temperature: float) -> FloatArray:
    """The table (…, V) at a temperature: P^(1/T) along the last axis. ValueError unless T > 0."""
    if temperature <= 0:
        raise ValueError("temperature must be positive")
    with np.errstate(divide="ignore"):
        logs = np.log(answers) / temperature
    powers = np.exp(logs - logs.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True), dtype=np.float64)


def best_answers(answers: FloatArray) -> tuple[IntArray, FloatArray]:
    """(B, A) each: the likeliest value's index, and the model's confidence in it."""
    return np.argmax(answers, axis=-1), np.max(answers, axis=-1)


def wrong_by_group(wrong: FloatArray | BoolArray, unseen: BoolArray) -> dict[str, float]:
    """Mean of ``wrong`` over all facts, over those the text states and over those it never states.

    A group without facts is left out.
    """
    groups = {"all": np.ones_like(unseen), "seen": ~unseen, "unseen": unseen}
    return {name: float(wrong[rows].mean()) for name, rows in groups.items() if rows.any()}
