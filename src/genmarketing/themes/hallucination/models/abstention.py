"""When to say 「不知道」: the score that makes a threshold worth keeping, and risk against coverage.

    right +1,   「不知道」 0,   wrong −t/(1−t)          answering pays exactly when confidence > t

Penalties are 1, 3 and 9 for t = 0.5, 0.75 and 0.9. With no penalty (t = 0) guessing always pays: tests that give
nothing for 「不知道」 and take nothing for errors train models to guess.

Sources: Kalai, Nachum, Vempala & Zhang 2025 (arXiv 2509.04664); risk and coverage: Geifman & El-Yaniv 2017
(arXiv 1705.08500).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arrays import BoolArray, FloatArray


def penalty(threshold: float) -> float:
    """Points lost by a wrong answer: t/(1−t). ValueError outside 0 ≤ t < 1."""
    if not 0 <= threshold < 1:
        raise ValueError("threshold must be at least 0 and below 1")
    return threshold / (1 - threshold)


def expected_score(confidence: float, threshold: float) -> float:
    """Mean points for answering when right with probability ``confidence``; above 0 exactly when that exceeds t."""
    return confidence - (1 - confidence) * penalty(threshold)


def should_answer(confidence: float, threshold: float) -> bool:
    """Whether answering beats 「不知道」, which is worth 0."""
    return expected_score(confidence, threshold) > 0


def mean_score(right: float, wrong: float, threshold: float) -> float:
    """Mean points from shares of right and wrong answers (the rest abstains), in the unit of the shares."""
    return right - wrong * penalty(threshold)


@dataclass(frozen=True)
class Outcome:
    """What a threshold on confidence leads to."""

    coverage: float
    """share of questions answered"""
    risk: float
    """share of the answers that are wrong; 0 when nothing is answered"""
    score: float
    """mean points over all questions"""


def outcome(confidence: FloatArray, wrong: BoolArray, answer_above: float, graded_at: float) -> Outcome:
    """Answer where ``confidence`` > ``answer_above``; wrong answers cost the penalty of ``graded_at``."""
    answered = confidence > answer_above
    coverage = float(answered.mean())
    wrong_share = float((answered & wrong).mean())
    risk = wrong_share / coverage if coverage else 0.0
    return Outcome(coverage, risk, mean_score(coverage - wrong_share, wrong_share, graded_at))


def risk_coverage(confidence: FloatArray, wrong: BoolArray) -> tuple[FloatArray, FloatArray]:
    """Coverage and risk, from answering only the surest question to answering all; equal confidence goes together.

    Both (levels,), one point for each level of confidence. If confidence ranked answers perfectly, risk would rise
    with coverage; where the model is sure and wrong, it falls again.
    """
    levels, inverse = np.unique(-confidence.ravel(), return_inverse=True)
    answered = np.cumsum(np.bincount(inverse, minlength=len(levels)))
    mistaken = np.cumsum(np.bincount(inverse, weights=wrong.ravel(), minlength=len(levels)))
    return answered / confidence.size, mistaken / answered


def best_threshold(confidence: FloatArray, wrong: BoolArray, graded_at: float) -> tuple[float, float]:
    """The threshold with the highest mean score on these questions, and that score; the lowest of equal ones.

    For calibrated confidence it is ``graded_at`` itself; chosen on a sample, it is fitted to that sample.
    """
    candidates = np.concatenate([[0.0], np.unique(confidence)])
    scores = [outcome(confidence, wrong, float(level), graded_at).score for level in candidates]
    best = int(np.argmax(scores))
    return float(candidates[best]), float(scores[best])
