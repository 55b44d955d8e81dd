"""Load balancing alone: a router that does not learn, tokens streaming past, a bias that follows the load.

Nothing but routing is simulated, so 64 experts and hundreds of batches take about a second: what is watched is
how fast the bias evens out the load for different steps u. Made data.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .arrays import FloatArray, IntArray
from .routing import affinity, choose_experts, expert_load, max_violation, nudge_bias


@dataclass(frozen=True)
class Batch:
    """State after one batch."""

    number: int
    load: IntArray
    """(E,) tokens of each expert in this batch"""
    total: IntArray
    """(E,) tokens of each expert since the start of the count"""
    bias: FloatArray
    """(E,)"""

    @property
    def max_violation(self) -> float:
        """MaxVio of this batch: some is left by chance even in perfect balance."""
        return max_violation(self.load)


def stream(
    rng: np.random.Generator,
    bias_step: float,
    batches: int = 600,
    experts: int = 64,
    active: int = 6,
    tokens: int = 1024,
    dimensions: int = 16,
    favour: float = 0.5,
) -> Iterator[Batch]:
    """Route ``batches`` batches of ``tokens`` random tokens; after each the bias moves by ``bias_step``.

    All tokens share a common part of length ``favour``, which makes some experts popular with everybody.
    """
    directions = rng.normal(0, 1 / np.sqrt(dimensions), (experts, dimensions))
    common = rng.normal(0, favour, dimensions)
    bias, total = np.zeros(experts), np.zeros(experts, dtype=np.int64)
    for number in range(1, batches + 1):
        scores = affinity(common + rng.normal(0, 1, (tokens, dimensions)), directions)
        load = expert_load(choose_experts(scores, active, bias), experts)
        total = total + load
        bias = nudge_bias(bias, load, bias_step)
        yield Batch(number, load, total, bias)


def late_violation(batches: list[Batch], last: int = 100) -> tuple[float, float]:
    """Mean MaxVio of the ``last`` batches, and MaxVio of their loads added up (chance averages out)."""
    window = batches[-last:]
    added = np.sum([batch.load for batch in window], axis=0)
    return float(np.mean([batch.max_violation for batch in window])), max_violation(added)
