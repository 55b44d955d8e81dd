"""Extracts of the coffee shop's orders that differ from learner to learner."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from genmarketing.data import load

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


@cache
def all_orders() -> pd.DataFrame:
    """Return customer_id, date, amount and `first`, the date of the customer's first order, by customer; not to be changed."""
    orders = load("coffee_orders")[["customer_id", "date", "amount"]]
    orders = orders.assign(first=orders.groupby("customer_id")["date"].transform("min"))
    return orders.sort_values("customer_id", kind="stable", ignore_index=True)


@cache
def _places() -> dict[str, tuple[int, int, str]]:
    """Return for each customer the first row in `all_orders`, the row after the last, and the date of the first order."""
    places: dict[str, tuple[int, int, str]] = {}
    for at, (customer, first) in enumerate(zip(all_orders()["customer_id"], all_orders()["first"], strict=True)):
        places[customer] = (places[customer][0] if customer in places else at, at + 1, first)
    return places


@cache
def _new_between(first_from: str, first_before: str) -> list[str]:
    return [customer for customer, (_, _, first) in _places().items() if first_from <= first < first_before]


def orders_of_some(
    rng: np.random.Generator, count: int, first_from: str, first_before: str, until: str
) -> pd.DataFrame:
    """Return the orders before `until` of `count` customers drawn from those whose first order falls into a period."""
    import numpy as np

    new = _new_between(first_from, first_before)
    chosen = [new[int(at)] for at in sorted(rng.choice(len(new), count, replace=False))]
    rows = np.concatenate([np.arange(*_places()[customer][:2]) for customer in chosen])
    mine = all_orders().iloc[rows]
    return mine[mine["date"] < until].drop(columns="first").reset_index(drop=True)
