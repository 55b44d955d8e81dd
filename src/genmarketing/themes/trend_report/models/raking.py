"""Raking: make a table, or a crowd of respondents, agree with published totals and change nothing else.

    cell ← cell · (wanted total / present total),   for each margin in turn, until all of them hold

Also called iterative proportional fitting. Ratios of cells that no margin speaks of stay as they were in the seed: every
odds ratio of the result is the seed's. So a correlation in raked data comes from whoever made the seed, not from the
published totals.

Sources: Deming & Stephan 1940 (Annals of Mathematical Statistics 11(4)); closest in information to the seed: Csiszár 1975.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .arrays import FloatArray, IntArray


class UnreachableTotalsError(ValueError):
    """No reweighting of the seed has these totals."""


@dataclass(frozen=True)
class Raked:
    """A raked table and how it got there."""

    table: FloatArray
    errors: tuple[float, ...]
    """largest distance from a wanted total, before the first sweep and after each"""

    @property
    def sweeps(self) -> int:
        """Passes over all margins."""
        return len(self.errors) - 1


def step(table: FloatArray, axis: int, totals: FloatArray) -> FloatArray:
    """Scale a table so that its sums along all other axes equal ``totals`` of this axis: one step of raking."""
    others = tuple(other for other in range(table.ndim) if other != axis)
    present = table.sum(axis=others)
    if np.any((present == 0) & (totals > 0)):
        raise UnreachableTotalsError("a total above zero is wanted where the seed has nothing")
    factors = np.divide(totals, present, out=np.zeros_like(present), where=present > 0)
    return np.asarray(table * np.expand_dims(factors, others), dtype=np.float64)


def rake(seed: FloatArray, margins: Sequence[FloatArray], tolerance: float = 1e-12, sweeps: int = 500) -> Raked:
    """Rake a table of any dimension to one margin for each of its axes.

    Args:
        seed: table without negative numbers.
        margins: one array of totals for each axis, all with the same sum.
        tolerance: largest distance from a total that is accepted, relative to the sum.
        sweeps: passes after which it gives up.

    Raises:
        UnreachableTotalsError: sums differ, or the totals are not reached.
    """
    sums = [float(margin.sum()) for margin in margins]
    if not np.allclose(sums, sums[0], rtol=1e-9):
        raise UnreachableTotalsError(f"the margins have different sums: {sums}")
    table = np.array(seed, dtype=np.float64)
    errors = [_error(table, margins)]
    for _ in range(sweeps):
        if errors[-1] <= tolerance * sums[0]:
            return Raked(table, tuple(errors))
        for axis, totals in enumerate(margins):
            table = step(table, axis, totals)
        errors.append(_error(table, margins))
    raise UnreachableTotalsError(f"after {sweeps} sweeps a total is still {errors[-1]:.2g} away")


def _error(table: FloatArray, margins: Sequence[FloatArray]) -> float:
    def along(axis: int) -> FloatArray:
        return np.asarray(table.sum(axis=tuple(other for other in range(table.ndim) if other != axis)))

    return max(float(np.abs(along(axis) - totals).max()) for axis, totals in enumerate(margins))


def odds_ratio(table: FloatArray) -> float:
    """(a·d)/(b·c) of a 2 × 2 table: 1 where the two answers have nothing to do with one another."""
    (a, b), (c, d) = table
    return float(a * d / (b * c))


def rake_weights(answers: IntArray, shares: FloatArray, tolerance: float = 1e-10, sweeps: int = 2000) -> FloatArray:
    """Weights (n,) that sum to 1 and give every yes-or-no question its published share.

    Args:
        answers: 0 or 1, (n, questions).
        shares: wanted share of yes for each question, between 0 and 1, (questions,).
        tolerance: largest distance from a share that is accepted.
        sweeps: passes after which it gives up.

    Raises:
        UnreachableTotalsError: the shares are not reached.
    """
    weights = np.full(len(answers), 1 / len(answers))
    for _ in range(sweeps):
        if np.abs(weights @ answers - shares).max() <= tolerance:
            return weights
        for question, share in zip(answers.T, shares, strict=True):
            yes = float(weights @ question)
            if not 0 < yes < 1:
                raise UnreachableTotalsError("everybody in the seed gives the same answer to a question")
            weights = weights * np.where(question == 1, share / yes, (1 - share) / (1 - yes))
    raise UnreachableTotalsError(f"the shares are not reached after {sweeps} sweeps")


def whole_respondents(answers: IntArray, weights: FloatArray, counts: IntArray, size: int) -> IntArray:
    """Choose ``size`` candidates, without weights, among whom question j has ``counts[j]`` yes, or as near as it gets.

    Systematic sampling by weight comes close; then one chosen candidate at a time is exchanged for the one outside that
    brings the counts nearest (in squares), until no exchange helps. Returns sorted row numbers (size,).
    """
    cumulative = np.cumsum(weights)
    ticks = (np.arange(size) + 0.5) / size * cumulative[-1]
    chosen = np.unique(np.searchsorted(cumulative, ticks))
    spare = np.setdiff1d(np.argsort(-weights, kind="stable"), chosen, assume_unique=True)
    chosen = np.sort(np.concatenate([chosen, spare[: size - len(chosen)]]))
    outside = np.setdiff1d(np.arange(len(answers)), chosen)
    while True:
        gone, come = answers[chosen], answers[outside]
        off = gone.sum(axis=0) - counts
        # |off − gone + come|² − |off|² for every pair, without building the pairs.
        leave = (gone**2).sum(axis=1) - 2 * gone @ off
        enter = (come**2).sum(axis=1) + 2 * come @ off
        change = leave[:, None] + enter[None, :] - 2 * gone @ come.T
        i, j = divmod(int(np.argmin(change)), len(outside))
        if change[i, j] >= 0:
            return np.sort(chosen)
        chosen[i], outside[j] = outside[j], chosen[i]
