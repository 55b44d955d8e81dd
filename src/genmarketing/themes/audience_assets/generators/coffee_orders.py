"""`coffee_orders.csv`: every order of a fictional coffee chain over three years."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from genmarketing.themes.audience_assets.generators import coffee_world as world


class Customer(NamedTuple):
    """One customer of the made world: first day, home shop, and the traits that stay with them."""

    first: float
    home: str
    rate: float
    leaving: float
    spend_rate: float
    channel: str
    promoted: bool


class Order(NamedTuple):
    """One order before it gets its number; `day` counts from the first day, with the time of day as a fraction."""

    customer: int
    day: int
    hour: int
    store: str
    channel: str
    device: str
    amount: float


def generate() -> pd.DataFrame:
    """Return the orders: order_id, customer_id, date, hour, store, channel, device, amount (yuan), in order of time."""
    return _made().copy()


@cache
def _made() -> pd.DataFrame:
    rng = np.random.default_rng(world.SEED)
    customers = sorted(
        [_customer(rng, promoted=False) for _ in range(world.CUSTOMERS)]
        + [_customer(rng, promoted=True) for _ in range(world.PROMOTION_CUSTOMERS)]
    )
    orders = [order for number, customer in enumerate(customers, 1) for order in _orders(rng, number, customer)]
    table = pd.DataFrame(orders, columns=list(Order._fields))
    table = table.sort_values(["day", "hour", "customer"], kind="stable", ignore_index=True)
    dates = world.FIRST_DAY + table["day"].to_numpy()
    return pd.DataFrame(
        {
            "order_id": np.arange(10_001, 10_001 + len(table)),
            "customer_id": [f"C{number:04d}" for number in table["customer"]],
            "date": np.datetime_as_string(dates.astype("datetime64[D]")),
            "hour": table["hour"],
            "store": table["store"],
            "channel": table["channel"],
            "device": table["device"],
            "amount": table["amount"],
        }
    )


def _customer(rng: np.random.Generator, *, promoted: bool) -> Customer:
    if promoted:
        first = float(rng.uniform(*(world.day_number(day) for day in world.PROMOTION)))
    else:
        # new customers come ever faster: the density grows threefold over the three years
        first = world.DAYS * (float(np.sqrt(1 + 8 * rng.random())) - 1) / 2
    there = world.open_stores(int(first))
    shares = np.array([world.STORES[name].share for name in there])
    home = str(rng.choice(there, p=shares / shares.sum()))
    return Customer(
        first,
        home,
        float(rng.gamma(world.R, 1 / world.ALPHA)) * world.STORES[home].pace,
        float(rng.beta(world.A, world.PROMOTION_B if promoted else world.B)),
        float(rng.gamma(world.Q, 1 / world.V)),
        str(rng.choice(world.CHANNELS, p=[0.5, 0.25, 0.25])),
        promoted,
    )


def _orders(rng: np.random.Generator, number: int, customer: Customer) -> list[Order]:
    owned = [world.DEVICES[int(rng.random() < 0.6)]]
    orders = []
    for place, day in enumerate(_purchase_days(rng, customer)):
        store = customer.home
        if rng.random() > world.HOME_SHARE:
            store = str(rng.choice(world.open_stores(day)))
        channel = customer.channel if rng.random() < 0.75 else str(rng.choice(world.CHANNELS))
        amount = float(rng.gamma(world.P, 1 / customer.spend_rate)) * world.STORES[store].price
        if customer.promoted and place == 0:
            amount = world.PROMOTION_PRICE
        device = owned[int(len(owned) * rng.random() ** 1.5)]
        hour = int(np.clip(round(rng.normal(rng.choice(world.STORES[store].busy_hours), 1.3)), 7, 21))
        orders.append(Order(number, day, hour, store, channel, device, max(round(amount, 1), 5.0)))
        for gained, chance in zip(world.DEVICES[1:], world.NEXT_DEVICE, strict=True):
            if gained not in owned and rng.random() < chance:
                owned.append(gained)
    return orders


def _purchase_days(rng: np.random.Generator, customer: Customer) -> list[int]:
    """Return the days of all purchases: exponential waits on the shop's clock, until the customer leaves or the data end."""
    clock = world.clock(customer.home)
    now = float(np.interp(customer.first, np.arange(world.DAYS + 1), clock))
    days = [int(customer.first)]
    while True:
        now += float(rng.exponential(1 / customer.rate))
        if now >= clock[-1]:
            return days
        days.append(int(np.searchsorted(clock, now, side="right")) - 1)
        if rng.random() < customer.leaving:
            return days
