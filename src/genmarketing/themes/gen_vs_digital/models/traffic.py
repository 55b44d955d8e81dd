"""Where people come from and how many remain: funnel, pools, paid and free.

A funnel multiplies: people reached × click rate × conversion rate × … . So lifting any one rate by a tenth lifts the
result by the same tenth, and the cheapest lift is the best. Paid visits stop with the money; free ones (search results,
own articles, own members) begin slowly and remain.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from .arrays import FloatArray

POOLS = ("电商", "搜索", "资讯", "视频", "社交")
"""The five pools, in the order in which their author names them."""


def funnel(reached: float, rates: Sequence[float]) -> list[float]:
    """People at each stage, from those reached to those who passed all ``rates`` (each 0 … 1)."""
    stages = [reached]
    for rate in rates:
        stages.append(stages[-1] * rate)
    return stages


def pool_table(touches: pd.DataFrame) -> pd.DataFrame:
    """For each of ``POOLS``: journeys touched, share of them that converted, how often it came first and last.

    ``touches`` has columns journey_id, step, pool, converted. Shares of first and last are of converted journeys.
    """
    ordered = touches.sort_values(["journey_id", "step"], kind="stable")
    seen = ordered.drop_duplicates(["journey_id", "pool"]).groupby("pool")["converted"].agg(["size", "mean"])
    bought = ordered[ordered["converted"]].groupby("journey_id")["pool"]
    table = pd.DataFrame(
        {
            "journeys": seen["size"],
            "conversion": seen["mean"],
            "first": bought.first().value_counts(normalize=True),
            "last": bought.last().value_counts(normalize=True),
        }
    )
    return table.reindex(list(POOLS)).fillna(0.0)


def paid_visits(spend: Sequence[float] | FloatArray, price_per_click: float) -> FloatArray:
    """Visits in each month: what the month's money buys."""
    return np.asarray(spend, dtype=np.float64) / price_per_click


def owned_visits(
    spend: Sequence[float] | FloatArray, cost_per_article: float, visits: float, lasting: float
) -> FloatArray:
    """Visits in each month from articles that keep working.

    Each article brings ``visits`` in its first month, and ``lasting`` (0 … 1) times the month before ever after.
    """
    articles = np.asarray(spend, dtype=np.float64) / cost_per_article
    result, alive = np.empty(len(articles)), 0.0
    for month, new in enumerate(articles):
        alive = alive * lasting + new
        result[month] = alive * visits
    return result


def overtaking_month(ahead_later: FloatArray, ahead_first: FloatArray) -> int | None:
    """First month (from 1) in which the running total of ``ahead_later`` reaches that of the other; None if never."""
    reached = np.flatnonzero(np.cumsum(ahead_later) >= np.cumsum(ahead_first))
    return int(reached[0]) + 1 if len(reached) else None


DIGITAL_BY: dict[str, tuple[str, ...]] = {
    "互联网上的才算": ("online",),
    "能量化回报的才算": ("measured",),
    "连到数据库的才算": ("database",),
    "用了数字设备就算": ("digital",),
}
"""Operational definitions of digital marketing, and the property of an activity that each asks for."""


def digital_share(activities: pd.DataFrame, definition: str) -> float:
    """Share of the money that is digital marketing: activities (column ``spend``) with all properties asked for."""
    counted = activities[list(DIGITAL_BY[definition])].all(axis=1)
    return float(activities.loc[counted, "spend"].sum() / activities["spend"].sum())
