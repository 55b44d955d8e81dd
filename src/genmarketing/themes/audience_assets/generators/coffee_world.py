"""The made world behind the coffee data: a fictional chain whose customers buy and drop out as in BG/NBD.

Every true parameter stands here, so whoever fits a model to the data can compare. Purchases follow BG/NBD (Fader, Hardie & Lee
2005, Marketing Science 24(2)) on a clock that runs faster on busy days; amounts follow Gamma-Gamma (2005, JMR 42(4)).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

SEED = 20_250_401
FIRST_DAY = np.datetime64("2022-01-01")
DAYS = 1096
"""Three years: 1 January 2022 … 31 December 2024."""
CUSTOMERS = 6_800
"""Customers of the ordinary kind."""

R, ALPHA = 0.5, 1.2
"""Purchases per week differ between customers as Gamma(R, rate ALPHA); mean R / ALPHA."""
A, B = 0.8, 5.0
"""After each repeat purchase a customer leaves for good with a probability of their own, Beta(A, B) distributed."""
P, Q, V = 8.0, 8.0, 24.5
"""One order costs Gamma(P, rate ν) yuan and ν differs as Gamma(Q, rate V): on average P · V / (Q − 1) = 28 yuan."""

PROMOTION = (np.datetime64("2023-06-01"), np.datetime64("2023-07-01"))
PROMOTION_CUSTOMERS = 600
PROMOTION_PRICE = 9.9
PROMOTION_B = 1.0
"""Those whom the first cup for 9.9 yuan brought leave far more readily: Beta(A, 1)."""


@dataclass(frozen=True)
class Store:
    """One shop of the chain.

    Args:
        opened: day of opening.
        share: of new customers, where all shops are open.
        pace: factor on the purchase rate of those whose home shop it is.
        price: factor on what an order costs.
        weekend: how busy Saturday and Sunday are, a working day being 1.
        summer: how busy July and August are against the chain's ordinary season.
        busy_hours: the hours around which orders come.
    """

    opened: np.datetime64
    share: float
    pace: float
    price: float
    weekend: float
    summer: float
    busy_hours: tuple[int, ...]


STORES = {
    "大学城": Store(np.datetime64("2022-01-01"), 0.22, 1.0, 0.9, 1.0, 0.45, (10, 15, 20)),
    "软件园": Store(np.datetime64("2022-01-01"), 0.24, 1.3, 1.0, 0.3, 1.0, (9, 13, 16)),
    "老街": Store(np.datetime64("2022-01-01"), 0.18, 0.9, 1.05, 1.7, 1.1, (11, 15, 17)),
    "火车站": Store(np.datetime64("2022-01-01"), 0.14, 0.6, 1.15, 1.2, 1.2, (8, 12, 18)),
    "滨江": Store(np.datetime64("2022-06-01"), 0.12, 1.0, 1.0, 1.5, 1.2, (10, 15, 19)),
    "新区": Store(np.datetime64("2023-03-01"), 0.10, 1.1, 1.0, 0.8, 1.0, (9, 12, 15)),
}
HOME_SHARE = 0.88
"""Share of orders placed at one's home shop; the others at any open one."""
MONTHS = (0.95, 0.75, 0.95, 1.0, 1.02, 1.08, 1.2, 1.2, 1.05, 1.0, 0.92, 0.88)
"""The chain's season, January … December."""
CHANNELS = ("自提", "堂食", "外卖")
DEVICES = ("柜台", "手机", "手表", "车机")
NEXT_DEVICE = (0.25, 0.012, 0.02)
"""After an order the account gains the phone, the watch, the car with these probabilities; it changes nothing else."""


@cache
def clock(store: str) -> np.ndarray:
    """Return the shop's running clock, in weeks, at the start of each day and at the end of the last: shape (DAYS + 1,)."""
    days = FIRST_DAY + np.arange(DAYS)
    months = days.astype("datetime64[M]").astype(int) % 12
    weekend = (days.astype("datetime64[D]").astype(int) + 3) % 7 >= 5
    here = STORES[store]
    busy = np.array(MONTHS)[months] * np.where(weekend, here.weekend, 1.0)
    busy = busy * np.where((months == 6) | (months == 7), here.summer, 1.0)
    return np.concatenate([[0.0], np.cumsum(busy / busy.mean() / 7)])


def day_number(day: np.datetime64) -> int:
    """Return how many days after FIRST_DAY a day is."""
    return int((day - FIRST_DAY).astype(int))


def open_stores(day: int) -> list[str]:
    """Return the shops open on a day."""
    return [name for name, store in STORES.items() if day_number(store.opened) <= day]
