"""Cohorts: customers grouped by the month of their first order, followed month by month.

A customer is *active* in a month with at least one order in it. A cell is only known when its month is over, so
the table is a triangle: what has not happened yet is nan, not 0.
"""

from typing import TYPE_CHECKING

import numpy as np

from .arrays import FloatArray

if TYPE_CHECKING:
    import pandas as pd


def month_numbers(dates: "pd.Series[pd.Timestamp]") -> "pd.Series[int]":
    """Return each date's month, counted from January of the year 0."""
    return dates.dt.year * 12 + dates.dt.month - 1


def cohort_counts(orders: "pd.DataFrame") -> "pd.DataFrame":
    """Return active customers by cohort (row, a ``Period`` month) and months since the first order (column 0 …).

    Cells of months after the table's last month are nan.
    """
    import pandas as pd

    month = month_numbers(orders["date"])
    first = month.groupby(orders["customer_id"]).transform("min")
    active = pd.DataFrame({"customer": orders["customer_id"], "cohort": first, "age": month - first}).drop_duplicates()
    last = int(month.max())
    cohorts = np.arange(int(first.min()), last + 1)
    table = active.groupby(["cohort", "age"]).size().unstack(fill_value=0)
    table = table.reindex(index=cohorts, columns=np.arange(len(cohorts)), fill_value=0).astype(float)
    future = cohorts[:, None] + np.arange(len(cohorts)) > last
    table = table.mask(future)
    start = f"{first.min() // 12}-{first.min() % 12 + 1:02d}"
    table.index = pd.period_range(start, periods=len(cohorts), freq="M", name="cohort")
    table.columns.name = "age"
    return table


def retention(counts: "pd.DataFrame") -> "pd.DataFrame":
    """Return each cohort's counts as shares of its first month."""
    return counts.div(counts[0], axis=0)


def average_retention(counts: "pd.DataFrame") -> FloatArray:
    """Return retention by age over all cohorts old enough, weighted by their size.

    The average of the cohorts' percentages would give a cohort of ten people the weight of one of a thousand.
    """
    known = counts.notna()
    sizes = known.mul(counts[0], axis=0).sum()
    return np.asarray(counts.sum() / sizes, dtype=np.float64)


def survival(retention_by_age: FloatArray) -> FloatArray:
    """Return what is left of a cohort if, month after month, only those who came last month can come again: products.

    ``survival(r)[n] = r₁·r₂·…·rₙ`` for month-on-month rates r. Compare with ``average_retention``, where people who
    stay away for a month may return.
    """
    return np.asarray(np.cumprod(np.concatenate([[1.0], retention_by_age])), dtype=np.float64)
