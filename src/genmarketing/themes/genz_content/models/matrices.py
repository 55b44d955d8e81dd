"""The seeding matrix and the conversion matrix: where a tag stands, and how sure one may be of it.

All four indices are target group indices: a tag's value against that of all posts together, times 100::

    TGI = share in the target group / share overall · 100

    seeding matrix      x: exposure index (exposures per post)      y: interaction index (interactions per exposure)
    conversion matrix   x: sales index (sales per post)             y: interaction growth index (rate late/rate early)

An index from few posts says little: the 95 % interval of ln TGI is ± 0.93 at 30 cases and ± 0.24 at 500 where the
share is 13 %. Cells below 100 cases are hidden.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np
import pandas as pd

SMALLEST = 100
"""Cases below which an index is not shown."""

SEEDING = {
    (True, True): "主推",
    (False, True): "潜力",
    (True, False): "空热",
    (False, False): "观望",
}
"""Names of the seeding matrix's quadrants: exposure high?, interaction high? -> name."""

CONVERSION = {
    (True, True): "守住",
    (False, True): "机会",
    (True, False): "收割",
    (False, False): "放下",
}
"""Names of the conversion matrix's quadrants: sales high?, growth high? -> name."""


def tgi(share: float, overall: float) -> float:
    """Target group index; infinite where the overall share is nothing."""
    return 100 * share / overall if overall else float("inf")


def log_half_width(share: float, people: float, overall: float, overall_people: float) -> float:
    """Half the width of the 95 % interval of ln TGI, for shares counted among so many people; delta method."""
    variance = (1 - share) / (share * people) + (1 - overall) / (overall * overall_people)
    return 1.959964 * sqrt(variance)


def tgi_interval(share: float, people: float, overall: float, overall_people: float) -> tuple[float, float]:
    """95 % interval of an index, from that of its logarithm."""
    middle, half = log(tgi(share, overall)), log_half_width(share, people, overall, overall_people)
    return exp(middle - half), exp(middle + half)


def tag_indices(posts: pd.DataFrame, by: str, late: pd.Series) -> pd.DataFrame:
    """The four indices of each tag.

    Args:
        posts: one row for each post; columns ``exposures``, ``interactions``, ``sales`` and the tag.
        by: name of the tag's column.
        late: whether a post belongs to the later half of the time, aligned with ``posts``.

    Returns:
        Index: tag. Columns: ``posts``, ``exposure_index``, ``interaction_index``, ``sales_index``, ``growth_index``.
    """
    grouped = posts.groupby(by, observed=True)[["exposures", "interactions", "sales"]].sum()
    count = posts.groupby(by, observed=True).size()
    total = posts[["exposures", "interactions", "sales"]].sum()
    result = pd.DataFrame({"posts": count})
    result["exposure_index"] = 100 * (grouped["exposures"] / count) / (total["exposures"] / len(posts))
    rate = grouped["interactions"] / grouped["exposures"]
    result["interaction_index"] = 100 * rate / (total["interactions"] / total["exposures"])
    result["sales_index"] = 100 * (grouped["sales"] / count) / (total["sales"] / len(posts))
    result["growth_index"] = 100 * _growth(posts, late, by) / _growth(posts, late, None)
    return result


def resampled_interval(
    posts: pd.DataFrame, chosen: pd.Series, rng: np.random.Generator, draws: int = 2000
) -> tuple[float, float]:
    """95 % interval of the interaction index of the chosen posts, by drawing as many of them again and again.

    Bootstrap over posts (Efron 1979), not over exposures: what could have come out otherwise is which posts were written.

    Args:
        posts: one row for each post; columns ``exposures`` and ``interactions``.
        chosen: whether a post belongs to the tag, aligned with ``posts``.
        rng: draws the posts.
        draws: how often.
    """
    sums = posts[["interactions", "exposures"]].sum()
    part = posts.loc[chosen, ["interactions", "exposures"]].to_numpy()
    drawn = part[rng.integers(len(part), size=(draws, len(part)))].sum(axis=1)
    indices = 100 * drawn[:, 0] / drawn[:, 1] / (sums["interactions"] / sums["exposures"])
    low, high = np.percentile(indices, [2.5, 97.5])
    return float(low), float(high)


def _growth(posts: pd.DataFrame, late: pd.Series, by: str | None) -> pd.Series | float:
    """Interaction rate of the later posts against that of the earlier ones, for each tag or for all."""
    rates = []
    for part in (posts[late], posts[~late]):
        sums = (part.groupby(by, observed=True) if by else part)[["interactions", "exposures"]].sum()
        rates.append(sums["interactions"] / sums["exposures"])
    return rates[0] / rates[1]


def shown(indices: pd.DataFrame, smallest: int = SMALLEST) -> pd.DataFrame:
    """The tags with enough posts; the others are hidden, not zero."""
    return indices[indices["posts"] >= smallest]


def quadrant(x: float, y: float, cut_x: float, cut_y: float, names: Mapping[tuple[bool, bool], str]) -> str:
    """Name of the quadrant; a value on the cut counts as high."""
    return names[x >= cut_x, y >= cut_y]


@dataclass(frozen=True)
class Cut:
    """Where a matrix is cut: at a fixed index, or at the median of the tags that are shown."""

    at: float | None = 100.0

    def of(self, values: pd.Series) -> float:
        """The cut for these values."""
        return float(np.median(values)) if self.at is None else self.at
