"""The made world that the theme's data sets share: a fictional backpack shop, what it sells and what people like.

A bag and a shopper both have a place in a space of three tastes; how far they are apart decides what fits whom.
"""

from __future__ import annotations

import numpy as np

TASTES = ("taste_light", "taste_plain", "taste_sturdy")

ANSWERS = {
    "scene": ("通勤", "徒步", "旅行", "校园"),
    "carry": ("双肩", "单肩", "拉杆"),
    "size": ("小", "中", "大"),
    "laptop": ("放电脑", "不放电脑"),
    "waterproof": ("防水", "不防水"),
    "look": ("素净", "鲜亮", "复古"),
    "budget": ("300 元以内", "300–500 元", "500 元以上"),
    "returns": ("七天可退",),
}
"""What can be asked of a shopper and read off a bag, with all possible answers; the last one never tells two bags apart."""

SAID_WRONG = 0.1
"""Chance that a shopper names another answer than the one that fits."""

GROUPS = 8
MISPLACED = 0.15
"""Chance that clicks put a shopper into another group than the true one."""


def group_centres() -> np.ndarray:
    """Return the tastes in the middle of each group of shoppers, shape (groups, tastes)."""
    return np.random.default_rng(303).normal(0.0, 1.0, (GROUPS, len(TASTES)))


def fit_chances(shoppers: np.ndarray, products: np.ndarray, sharpness: float = 1.2) -> np.ndarray:
    """Return the chance that each bag is the one a shopper needs, shape (shoppers, bags); rows sum to 1.

    A multinomial logit on the squared distance of tastes.

    Args:
        shoppers: tastes, shape (shoppers, tastes).
        products: tastes, shape (bags, tastes).
        sharpness: how much a unit of squared distance takes off the logit.
    """
    distance = ((shoppers[:, None, :] - products[None, :, :]) ** 2).sum(axis=2)
    weights: np.ndarray = np.exp(-sharpness * (distance - distance.min(axis=1, keepdims=True)))
    weights /= weights.sum(axis=1, keepdims=True)
    return weights
