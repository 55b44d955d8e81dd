"""RFM: how recently, how often and for how much a customer bought; scores, and tiers that a shop can act on.

The scores are ranks within the customer base, 1 (worst) to 5 (best). Where to cut and what to do in a tier is the
shop's decision, no property of the data: the tiers below are this course's, written so that each has one action.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .arrays import FloatArray, IntArray

if TYPE_CHECKING:
    import pandas as pd

SCORES = 5


def rfm_table(orders: "pd.DataFrame", today: "pd.Timestamp") -> "pd.DataFrame":
    """Return ``recency`` (days since the last order), ``frequency`` (orders) and ``monetary`` (mean 元 an order).

    One row for each customer who ordered before ``today``, by customer_id.
    """
    past = orders[orders["date"] < today].groupby("customer_id")
    table = past.agg(last=("date", "max"), frequency=("date", "size"), monetary=("amount", "mean"))
    table.insert(0, "recency", (today - table.pop("last")).dt.days)
    return table


def score(values: FloatArray, descending: bool = False) -> IntArray:
    """Score each value 1 to 5 by its rank: fifths of the base as far as ties allow; equal values score equally.

    ``descending`` gives the smallest values the best score (recency: few days are good).
    """
    values = -np.asarray(values, dtype=np.float64) if descending else np.asarray(values, dtype=np.float64)
    ordered = np.sort(values)
    # The middle of a value's ties decides, so that a large tie does not slip to one end.
    rank = (np.searchsorted(ordered, values, "left") + np.searchsorted(ordered, values, "right")) / 2
    return np.asarray(np.clip(np.ceil(rank / len(values) * SCORES), 1, SCORES), dtype=np.int64)


def rfm_scores(table: "pd.DataFrame") -> "pd.DataFrame":
    """Return the scores ``r``, ``f`` and ``m`` (1 to 5) for a table of ``rfm_table``."""
    import pandas as pd

    columns = {
        "r": score(table["recency"].to_numpy(dtype=np.float64), descending=True),
        "f": score(table["frequency"].to_numpy(dtype=np.float64)),
        "m": score(table["monetary"].to_numpy(dtype=np.float64)),
    }
    return pd.DataFrame(columns, index=table.index)


@dataclass(frozen=True)
class Rules:
    """Where the shop cuts. All limits are inclusive.

    Attributes:
        fresh: days since the last order up to which a customer counts as active.
        lost: days from which a customer counts as lost.
        often: orders from which a customer counts as a regular.
        dear: mean 元 an order from which a regular counts as core.
    """

    fresh: int
    lost: int
    often: int
    dear: float

    def __post_init__(self) -> None:
        if not 0 <= self.fresh < self.lost:
            raise ValueError("fresh must be below lost")


TIERS: Mapping[str, str] = {
    "核心": "专人问候，新品先尝，不打折",
    "常客": "第几杯免费，鼓励买得更好",
    "新客与散客": "三张小券，请他再来",
    "要走的常客": "本周就联系，问哪里不对",
    "睡着了": "每季一条大促消息，不再花钱",
}
"""Tier -> what the shop does for it; every tier is served, the core exclusively, the rest by ordinary service."""


def tier(recency: float, frequency: float, monetary: float, rules: Rules) -> str:
    """Return the tier of one customer; the first rule that fits decides."""
    if recency >= rules.lost:
        return "睡着了"
    regular = frequency >= rules.often
    if regular and recency > rules.fresh:
        return "要走的常客"
    if regular:
        return "核心" if monetary >= rules.dear else "常客"
    return "新客与散客"


def tiers(table: "pd.DataFrame", rules: Rules) -> "pd.Series[str]":
    """Return the tier of every customer of an RFM table."""
    import pandas as pd

    columns = (table[name] for name in ("recency", "frequency", "monetary"))
    return pd.Series([tier(r, f, m, rules) for r, f, m in zip(*columns, strict=True)], index=table.index, name="tier")


def cube(scores: "pd.DataFrame", high: int = 4) -> "pd.Series[int]":
    """Count customers in the eight corners of the RFM cube; a score from ``high`` on is high.

    Indexed by three truth values (r, f, m), all eight of them.
    """
    import itertools

    import pandas as pd

    corners = (scores[["r", "f", "m"]] >= high).value_counts()
    every = pd.MultiIndex.from_tuples(list(itertools.product((True, False), repeat=3)), names=["r", "f", "m"])
    return corners.reindex(every, fill_value=0)
