"""Why a calibrated model must hallucinate: facts seen once, missing mass, and the bound with its slack.

With probability at least 1 − δ over the training text of n statements::

    hallucination ≥ MF − Mis − 3·e^(−s)/δ − √(6·ln(6/δ)/n)

MF is the share of statements whose fact occurs once only; Good and Turing use it to estimate how much of the
world was never stated. Mis is how far the model's probabilities are from being calibrated. s is the sparsity:
false statements outnumber true ones e^s to 1. On small worlds the slack alone exceeds 1 and the bound is
vacuous; what the models do is far closer to MF − Mis than the bound can promise.

Sources: Kalai & Vempala 2024 (arXiv 2311.14648); measured on n-gram models: Miao & Kearns 2025 (arXiv
2502.08666); missing mass: Good 1953.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log, sqrt

import numpy as np

from .arrays import FloatArray, IntArray


def monofact_rate(mentions: IntArray) -> float:
    """Facts stated exactly once, divided by all statements. ``mentions`` (any shape) counts each fact."""
    return float((mentions == 1).sum() / mentions.sum())


def missing_mass(mentions: IntArray, shares: FloatArray) -> float:
    """Share of the source's talk (``shares``, same shape, sum 1) that is about facts never stated."""
    return float(shares[mentions == 0].sum())


def true_sentences(shares: FloatArray, truth: IntArray, values: int) -> FloatArray:
    """(B, A, V): how often the source says each sentence when it talks of facts by ``shares`` (B, A); never a false one."""
    table = np.zeros((*truth.shape, values))
    np.put_along_axis(table, truth[:, :, None], shares[:, :, None], axis=2)
    return table


def memoriser(mentions: IntArray, truth: IntArray, values: int) -> FloatArray:
    """(B, A, V): a model that repeats its training text and nothing else."""
    return true_sentences(mentions / mentions.sum(), truth, values)


def good_turing(mentions: IntArray, truth: IntArray, values: int) -> FloatArray:
    """(B, A, V): a model that keeps MF of its talk for facts it never saw, and spreads that over all they could be.

    For an unseen pair every one of ``values`` values is equally likely. If nothing is unseen, it is the memoriser.
    """
    unseen = mentions == 0
    if not unseen.any():
        return memoriser(mentions, truth, values)
    kept = monofact_rate(mentions)
    table = (1 - kept) * memoriser(mentions, truth, values)
    table[unseen] = kept / (unseen.sum() * values)
    return table


def calibrated_rate(monofacts: float, values: int) -> float:
    """What ``good_turing`` hallucinates while anything is unseen: of its talk of unseen facts, one value in ``values`` is true.

    The same as enumerating its table, for worlds too large to write out.
    """
    return monofacts * (1 - 1 / values)


def miscalibration(model: FloatArray, truth: FloatArray) -> float:
    """Half the L1 distance between model and truth, after pooling sentences that the model finds equally likely.

    Calibrated means: of all sentences that the model gives probability p, the truth says a total that fits p.
    Probabilities whose common logarithms agree to six decimals are pooled. Both arrays (same shape) sum to 1.
    """
    levels = np.round(np.log10(np.maximum(model, 1e-300)), 6)
    _, pool = np.unique(levels, return_inverse=True)
    pool = pool.ravel()
    difference = np.bincount(pool, weights=(model - truth).ravel())
    return float(np.abs(difference).sum() / 2)


def repeat_some(mentions: IntArray, share: float, times: int, rng: np.random.Generator) -> IntArray:
    """Mentions after a random ``share`` of the statements was repeated to ``times`` copies each (up-weighting)."""
    chosen = rng.binomial(mentions, share)
    return np.asarray(mentions + (times - 1) * chosen, dtype=np.int64)


@dataclass(frozen=True)
class LowerBound:
    """The parts of the bound on hallucination, in the order of the formula."""

    monofacts: float
    miscalibration: float
    sparsity_slack: float
    sample_slack: float

    @property
    def value(self) -> float:
        """What the theorem promises; below 0 it promises nothing."""
        return self.monofacts - self.miscalibration - self.sparsity_slack - self.sample_slack


def lower_bound(
    monofacts: float, mis: float, statements: int, false_per_true: float, delta: float = 0.05
) -> LowerBound:
    """The bound for ``statements`` (n) and a world with ``false_per_true`` (e^s) false sentences for a true one."""
    return LowerBound(monofacts, mis, 3 / false_per_true / delta, sample_slack(statements, delta))


def sample_slack(statements: int, delta: float = 0.05) -> float:
    """√(6·ln(6/δ)/n): 0.12 for n = 2000 and δ = 0.05."""
    return sqrt(6 * log(6 / delta) / statements)
