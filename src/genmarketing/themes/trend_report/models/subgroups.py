"""Slices of a survey: each has fewer people, and among many slices one always looks special."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .arrays import FloatArray, IntArray
from .intervals import wilson

if TYPE_CHECKING:
    import pandas as pd


def slice_shares(table: pd.DataFrame, by: str, says_yes: pd.Series) -> pd.DataFrame:
    """For each value of the column ``by``: people, yes, share and the ends of Wilson's 95 % interval; largest share first."""
    import pandas as pd

    grouped = says_yes.astype(int).groupby(table[by])
    counted = pd.DataFrame({"people": grouped.size(), "yes": grouped.sum()})
    ends = [wilson(yes, people) for people, yes in counted.to_numpy(int).tolist()]
    counted["share"] = counted["yes"] / counted["people"]
    counted["low"], counted["high"] = zip(*ends, strict=True)
    return counted.sort_values("share", ascending=False, kind="stable")


def gaps_by_chance(sizes: IntArray, share: float, draws: int, rng: np.random.Generator) -> FloatArray:
    """Largest minus smallest share among groups of these sizes when all of them truly have the same share (draws,)."""
    found = rng.binomial(sizes, share, (draws, len(sizes))) / sizes
    return np.asarray(found.max(axis=1) - found.min(axis=1), dtype=np.float64)
