"""`shoppers.csv`: fictional shoppers, their tastes, the bag that fits them, and what they say they need."""

from __future__ import annotations

import numpy as np
import pandas as pd

from genmarketing.themes.gen_vs_digital.generators import products
from genmarketing.themes.gen_vs_digital.generators.bag_shop import (
    ANSWERS,
    GROUPS,
    MISPLACED,
    SAID_WRONG,
    TASTES,
    fit_chances,
    group_centres,
)

_SHOPPERS = 1200


def generate() -> pd.DataFrame:
    """Return the shoppers, one a row."""
    rng = np.random.default_rng(302)
    bags = products.generate()
    group = rng.integers(GROUPS, size=_SHOPPERS)
    tastes = np.round(group_centres()[group] + rng.normal(0.0, 0.5, (_SHOPPERS, len(TASTES))), 2)
    segment = _misread(group, GROUPS, MISPLACED, rng)
    reach = fit_chances(tastes, bags[list(TASTES)].to_numpy()).cumsum(axis=1)
    fits = (rng.random((_SHOPPERS, 1)) < reach).argmax(axis=1)
    table = pd.DataFrame({"shopper_id": [f"S{n:04d}" for n in range(1, _SHOPPERS + 1)]})
    table["group"], table["segment"] = group + 1, segment + 1
    table[list(TASTES)] = tastes
    for attribute, answers in ANSWERS.items():
        true = bags[attribute].map({answer: n for n, answer in enumerate(answers)}).to_numpy()[fits]
        table[attribute] = np.array(answers)[_misread(true, len(answers), SAID_WRONG, rng)]
    table["fits"] = bags["product_id"].to_numpy()[fits]
    return table


def _misread(true: np.ndarray, kinds: int, chance: float, rng: np.random.Generator) -> np.ndarray:
    """Return the codes with some of them, by `chance`, replaced by another one, each of the others equally likely."""
    wrong = rng.random(len(true)) < chance
    shift = rng.integers(1, max(kinds, 2), len(true))
    return np.where(wrong & (kinds > 1), (true + shift) % kinds, true)
