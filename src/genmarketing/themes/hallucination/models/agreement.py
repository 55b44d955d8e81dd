"""Ask the same question again: a model that knows repeats itself, one that invents gives another answer each time.

The score of an answer is the share of K further samples that agree with it. How well a score tells right from
wrong answers is the area under the ROC curve (AUROC): the chance that a right answer scores higher than a wrong
one, 0.5 for a coin. The method looks at answers only, so no reference is needed.

Source: SelfCheckGPT, Manakul, Liusie & Gales 2023 (arXiv 2303.08896).
"""

from __future__ import annotations

from math import comb

import numpy as np

from .arrays import BoolArray, FloatArray, IntArray


def draw_answers(answers: FloatArray, samples: int, rng: np.random.Generator) -> IntArray:
    """``samples`` independent answers for each question: (…, V) probabilities → (…, samples) indices."""
    cumulative = np.cumsum(answers, axis=-1)[..., None, :]
    drawn = (rng.random((*answers.shape[:-1], samples, 1)) > cumulative).sum(axis=-1)
    return np.asarray(np.minimum(drawn, answers.shape[-1] - 1), dtype=np.int64)


def agreement(answer: IntArray, samples: IntArray) -> FloatArray:
    """Share of the ``samples`` (…, K) equal to the ``answer`` (…)."""
    return np.asarray((samples == answer[..., None]).mean(axis=-1), dtype=np.float64)


def agreed(answers: FloatArray, samples: int, least: int) -> FloatArray:
    """(…, V): chance that a value is the answer and at least ``least`` of ``samples`` further draws repeat it.

    Exact; what is missing to 1 are answers that too few draws repeat.
    """
    repeated = sum(
        comb(samples, times) * answers**times * (1 - answers) ** (samples - times)
        for times in range(least, samples + 1)
    )
    return np.asarray(answers * repeated, dtype=np.float64)


def auroc(score: FloatArray, positive: BoolArray) -> float:
    """Chance that a positive case scores higher than a negative one; ties count half. ValueError without both."""
    high, low = score[positive], score[~positive]
    if not len(high) or not len(low):
        raise ValueError("AUROC needs positive and negative cases")
    below = np.sort(low)
    wins = np.searchsorted(below, high, side="left") + np.searchsorted(below, high, side="right")
    return float(wins.mean() / 2 / len(low))


def detector_quality(answers: FloatArray, truth: IntArray, samples: int, rng: np.random.Generator) -> float:
    """AUROC of agreement over ``samples`` as a sign that one drawn answer is right; (B, A, V) and (B, A)."""
    drawn = draw_answers(answers, samples + 1, rng)
    answer, further = drawn[..., 0], drawn[..., 1:]
    return auroc(agreement(answer, further).ravel(), (answer == truth).ravel())
