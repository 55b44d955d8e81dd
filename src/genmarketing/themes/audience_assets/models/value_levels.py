"""The same value summed three ways: by person, by store, by segment.

A customer's value is split over stores by where they ordered, so that the stores' values add up to the customers'.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


def store_shares(orders: "pd.DataFrame") -> "pd.DataFrame":
    """Return for each customer (row) and store (column) the share of the customer's orders; rows sum to 1."""
    counts = orders.groupby(["customer_id", "store"]).size().unstack(fill_value=0)
    return counts.div(counts.sum(axis=1), axis=0)


def by_store(value: "pd.Series[float]", orders: "pd.DataFrame") -> "pd.DataFrame":
    """Return by store: customers (as shares of people), their value (元) and the value a head."""
    import pandas as pd

    shares = store_shares(orders).reindex(value.index)
    table = pd.DataFrame({"customers": shares.sum(), "value": shares.mul(value, axis=0).sum()})
    table["value_each"] = table["value"] / table["customers"]
    return table.sort_values("value", ascending=False)


def by_segment(value: "pd.Series[float]", segment: "pd.Series[str]") -> "pd.DataFrame":
    """Return by segment: customers, their value (元), the value a head, and the segment's share of the value."""
    import pandas as pd

    groups = value.groupby(segment)
    table = pd.DataFrame({"customers": groups.size(), "value": groups.sum(), "value_each": groups.mean()})
    table["share"] = table["value"] / table["value"].sum()
    return table.sort_values("value", ascending=False)
