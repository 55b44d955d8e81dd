"""Make training data for reasoning from a model's own chains: try often, keep what ends right.

This is how DeepSeek-R1's 600 thousand reasoning samples came about: drawn from a checkpoint of their own, after
its reinforcement learning, and filtered (DeepSeek-AI 2025, arXiv 2501.12948, §2.3.3). The model here is the digit
chain of ``chains``: a policy is nothing but its error rate per step, and learning is counting.

Two limits show at once. A filter that looks at the final answer alone keeps chains whose errors cancel. And easy
questions give more kept chains than hard ones, so the data lean towards what the model could do anyway.
"""

from dataclasses import dataclass

import numpy as np

from .arrays import FloatArray, IntArray
from .chains import DIGITS, chain_accuracy, flawless_probability


@dataclass(frozen=True)
class Samples:
    """Chains that a policy wrote: n of them, each for one question."""

    question: IntArray
    """(n,) number of the question"""
    length: IntArray
    """(n,) steps of the chain"""
    wrong_steps: IntArray
    """(n,) how many of the steps erred"""
    right: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
    """(n,) whether the final answer is right"""

    def __len__(self) -> int:
        return len(self.question)

    def kept(self) -> "Samples":
        """Keep the chains with a right final answer: rejection sampling."""
        keep = self.right
        return Samples(self.question[keep], self.length[keep], self.wrong_steps[keep], self.right[keep])

    def flawed_share(self) -> float:
        """Share of the chains with at least one wrong step; ValueError if there are none."""
        if not len(self):
            raise ValueError("no chains")
        return float(np.mean(self.wrong_steps > 0))

    def step_error(self) -> float:
        """Wrong steps per step: the maximum-likelihood policy that imitates these chains."""
        if not len(self):
            raise ValueError("no chains")
        return float(self.wrong_steps.sum() / self.length.sum())


def draw_samples(lengths: IntArray, error: float, tries: int, rng: np.random.Generator) -> Samples:
    """Let a policy with ``error`` per step answer each question (``lengths`` steps each) ``tries`` times."""
    question = np.repeat(np.arange(len(lengths)), tries)
    length = np.repeat(lengths, tries)
    is_step = np.arange(int(lengths.max())) < length[:, None]
    errs = (rng.random(is_step.shape) < error) & is_step
    slips = np.where(errs, rng.integers(1, DIGITS, is_step.shape), 0)
    return Samples(question, length, errs.sum(axis=1), slips.sum(axis=1) % DIGITS == 0)


def expected_flawed_share(length: int, error: float) -> float:
    """Share of the *kept* chains of one length that contain a wrong step: 1 − (1−e)^L / p₁."""
    return 1 - flawless_probability(length, error) / chain_accuracy(length, error)


def chains_needed(target: int, lengths: IntArray, error: float) -> float:
    """Chains to write, on average, until ``target`` are kept, questions taken in turn."""
    return target / float(np.mean([chain_accuracy(int(n), error) for n in lengths]))


@dataclass(frozen=True)
class Round:
    """One round of writing, filtering and imitating."""

    error: float
    """error per step of the policy that wrote the chains"""
    accuracy: float
    """share of its chains that ended right"""
    kept: int
    flawed_share: float
    """share of the kept chains with a wrong step"""
    kept_length: float
    """mean steps of the kept chains"""


def self_training(lengths: IntArray, error: float, tries: int, rounds: int, rng: np.random.Generator) -> list[Round]:
    """Repeat: write chains, keep the right ones, become the policy that imitates them.

    Stops early if nothing was kept. Here imitation is exact, so one round helps a great deal; a real model is
    limited by what it can learn from the samples.
    """
    history = []
    for _ in range(rounds):
        samples = draw_samples(lengths, error, tries, rng)
        kept = samples.kept()
        if not len(kept):
            break
        history.append(
            Round(
                error,
                float(samples.right.mean()),
                len(kept),
                kept.flawed_share(),
                float(kept.length.mean()),
            )
        )
        error = kept.step_error()
    return history


def kept_per_question(kept: Samples, questions: int) -> FloatArray:
    """Kept chains for each question (questions,): easy ones have many, hard ones few or none."""
    return np.bincount(kept.question, minlength=questions).astype(np.float64)
