"""`journeys.csv`: touch points of fictional journeys, with a known effect of each channel.

A latent intent makes people search and buy; so search touches many buyers without having moved them. What each channel
truly adds stands in `EFFECTS`, so that attribution can be held against it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from genmarketing.themes.gen_vs_digital.generators import products

JOURNEYS = 2500
_BASE = -2.6
_INTENT = 1.1


class Channel(NamedTuple):
    """One channel of the shop.

    Args:
        pool: which of the five traffic pools it draws on.
        mode: paid or free.
        walled: whether the platform keeps the paths of single users to itself.
        reach: logit of being touched at average intent.
        pull: how much intent adds to that logit.
        stage: where in a journey it tends to stand.
        effect: what its presence adds to the logit of buying.
    """

    pool: str
    mode: str
    walled: bool
    reach: float
    pull: float
    stage: float
    effect: float


CHANNELS = {
    "短视频": Channel("视频", "付费", True, 0.2, 0.0, 0.0, 0.5),
    "信息流": Channel("资讯", "付费", False, 0.1, 0.0, 0.4, 0.15),
    "达人种草": Channel("社交", "付费", True, -0.7, 0.1, 0.8, 1.0),
    "自然搜索": Channel("搜索", "免费", False, -0.9, 0.8, 1.6, 0.0),
    "私域消息": Channel("社交", "免费", False, -1.1, 0.5, 1.9, 0.45),
    "搜索广告": Channel("搜索", "付费", False, -0.6, 1.3, 2.4, 0.05),
    "站内推荐": Channel("电商", "付费", True, -0.8, 0.7, 2.2, 0.3),
}
EFFECTS = {name: channel.effect for name, channel in CHANNELS.items()}


def generate() -> pd.DataFrame:
    """Return the touch points, one a row, in the order of journey and step; truth values as the file writes them."""
    rng = np.random.default_rng(304)
    prices = products.generate()["price"].to_numpy()
    names, facts = list(CHANNELS), list(CHANNELS.values())
    present, chance = _people(rng)
    converted = rng.random(JOURNEYS) < chance
    rows = []
    for journey in range(JOURNEYS):
        touches = [(facts[c].stage + rng.normal(0.0, 0.7), c) for c in np.flatnonzero(present[journey])]
        touches += [(stage + rng.gamma(1.5, 0.4), c) for stage, c in touches if rng.random() < 0.2]
        revenue = int(rng.choice(prices)) if converted[journey] else 0
        hours = np.sort(rng.gamma(1.2, 40.0, len(touches)))[::-1]
        for step, (_, c) in enumerate(sorted(touches), 1):
            rows.append(
                (
                    f"J{journey + 1:04d}",
                    step,
                    names[c],
                    facts[c].pool,
                    facts[c].mode,
                    _truth(facts[c].walled),
                    round(float(hours[step - 1]) + 0.1, 1),
                    _truth(bool(converted[journey])),
                    revenue,
                )
            )
    columns = ["journey_id", "step", "channel", "pool", "mode", "walled", "hours_before", "converted", "revenue"]
    return pd.DataFrame(rows, columns=columns)


def _truth(value: bool) -> str:
    return "true" if value else "false"


def lost_without() -> pd.Series:
    """Return the share of all expected conversions that would be lost without each channel, indexed by channel.

    Computed from the world itself and not from the log: each journey's chance of buying with and without the channel.
    The shares must not be added up: a sale that several channels pushed together is lost without any one of them. What is
    lost without all channels at once is `lost_without_any`.
    """
    present, _ = _people(np.random.default_rng(304))
    effects = np.array(list(EFFECTS.values()))
    lost = [_lost(touched * effect) for touched, effect in zip(present.T, effects, strict=True)]
    return pd.Series(lost, index=list(CHANNELS))


def lost_without_any() -> float:
    """Return the share of all expected conversions that would be lost if there were no channel; the rest buy anyway."""
    present, _ = _people(np.random.default_rng(304))
    return _lost(present @ np.array(list(EFFECTS.values())))


def _lost(taken_off: np.ndarray) -> float:
    """Return the share of expected conversions lost when each journey's logit falls by `taken_off`, shape (journeys,)."""
    _, chance = _people(np.random.default_rng(304))
    odds = chance / (1 - chance) / np.exp(taken_off)
    lost = chance - odds / (1 + odds)
    # Where nothing is taken off, what is lost is nothing, and not what each processor's rounding leaves.
    return float(lost[taken_off != 0].sum() / chance.sum())


def _people(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return which channels touch each journey, shape (journeys, channels), and each journey's chance of buying."""
    facts = list(CHANNELS.values())
    reach, pull, effect = (np.array([getattr(c, name) for c in facts]) for name in ("reach", "pull", "effect"))
    intent = rng.normal(0.0, 1.0, JOURNEYS)
    noisy = rng.random((JOURNEYS, len(facts)))
    present = noisy < 1 / (1 + np.exp(-(reach + pull * intent[:, None])))
    nobody = ~present.any(axis=1)
    present[nobody, rng.integers(2, size=nobody.sum())] = True
    return present, 1 / (1 + np.exp(-(_BASE + _INTENT * intent + present @ effect)))
