"""`events.csv`: four weeks of a fictional shop's automation log: who did what and when, and what was sent to whom."""

from __future__ import annotations

import numpy as np
import pandas as pd

from genmarketing.themes.gen_vs_digital.generators import products, shoppers

_START = np.datetime64("2026-03-02T00:00")
_DAYS = 28
_PEOPLE = 300
_NEWSLETTERS = (1, 8, 15, 22)
"""Days (from 0) on which the weekly letter goes out, at ten in the morning."""

Event = tuple[int, str, str, str, int | None]
"""Minute since the start, person, what happened, bag (may be empty), value."""


def generate() -> pd.DataFrame:
    """Return the log, one event a row, in the order of time."""
    rng = np.random.default_rng(305)
    bags = products.generate()
    people = shoppers.generate().head(_PEOPLE)
    price = dict(zip(bags["product_id"], bags["price"], strict=True))
    events: list[Event] = []
    for person, fits in zip(people["shopper_id"], people["fits"], strict=True):
        joined = int(rng.integers(0, 14 * 1440))
        events.append((joined, person, "注册", "", None))
        events += _visits(person, joined, fits, price, rng)
        events += _letters(person, joined, rng)
    kept = sorted((event for event in events if event[0] < _DAYS * 1440), key=lambda event: event[:2])
    log = pd.DataFrame(kept, columns=["minute", "shopper_id", "event", "product_id", "value"])
    time = pd.Series(_START + log["minute"].to_numpy() * np.timedelta64(1, "m"))
    log.insert(1, "time", time.dt.strftime("%Y-%m-%d %H:%M"))
    return log.drop(columns="minute").astype({"value": "Int64"})[["shopper_id", "time", "event", "product_id", "value"]]


def _visits(person: str, joined: int, fits: str, price: dict[str, int], rng: np.random.Generator) -> list[Event]:
    """Return what one person looks at, puts into the cart and buys; interest decides how often they come."""
    interest = rng.gamma(1.5, 1 / 1.5)
    found: list[Event] = []
    for _ in range(int(rng.poisson(3.5 * interest))):
        day = int(rng.integers(joined // 1440, _DAYS))
        minute = max(day * 1440 + int(rng.normal(20 * 60, 150)), joined + 1)
        for _ in range(int(rng.integers(1, 4))):
            bag = fits if rng.random() < 0.45 else str(rng.choice(list(price)))
            seconds = int(rng.gamma(2.0, 25.0 if bag != fits else 45.0)) + 3
            found.append((minute, person, "浏览", bag, seconds))
            minute += seconds // 60 + 1
            if rng.random() < (0.3 if bag == fits else 0.06):
                found.append((minute, person, "加购", bag, price[bag]))
                if rng.random() < 0.3 + 0.1 * min(interest, 2.0):
                    found.append((minute + int(rng.exponential(12 * 60)) + 1, person, "下单", bag, price[bag]))
                minute += 1
    return found


def _letters(person: str, joined: int, rng: np.random.Generator) -> list[Event]:
    """Return the weekly letters to one person, what of them is opened, and whether the person has had enough."""
    found: list[Event] = []
    for sent in (day * 1440 + 600 for day in _NEWSLETTERS):
        if sent <= joined:
            continue
        found.append((sent, person, "发送", "", None))
        if rng.random() < 0.28:
            opened = sent + int(rng.exponential(300)) + 1
            found.append((opened, person, "打开", "", None))
            if rng.random() < 0.06:
                found.append((opened + 1, person, "退订", "", None))
                break
    return found
