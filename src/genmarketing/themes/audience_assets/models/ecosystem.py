"""One account, many devices: each device of the brand makes the next one likelier.

A household buys a device now and then; it takes the brand with chance

    p(n) = 1 / (1 + exp(−(u + g·n)))

where n counts the brand's devices that its account already runs, u is the brand's appeal without them, and g the pull
of the account (nothing new to install, nothing to learn again). This is the course's miniature of an adoption process,
not a measurement of any company.
"""

import numpy as np

from .arrays import FloatArray


def brand_chance(devices: FloatArray, appeal: float, pull: float) -> FloatArray:
    """Return the chance that the next device is of the brand, with ``devices`` of it at home already."""
    return np.asarray(1 / (1 + np.exp(-(appeal + pull * np.asarray(devices, dtype=np.float64)))), dtype=np.float64)


def device_distribution(purchases: int, appeal: float, pull: float, start: int = 0) -> FloatArray:
    """Return the exact probabilities of 0, 1, … devices of the brand after ``purchases`` device purchases."""
    size = start + purchases + 1
    chance = brand_chance(np.arange(size, dtype=np.float64), appeal, pull)
    now = np.zeros(size)
    now[start] = 1.0
    for _ in range(purchases):
        gained = now * chance
        now = now - gained
        now[1:] += gained[:-1]
    return now


def expected_devices(purchases: int, appeal: float, pull: float, start: int = 0) -> float:
    """Return the mean number of the brand's devices after ``purchases`` device purchases, those of the start included."""
    probabilities = device_distribution(purchases, appeal, pull, start)
    return float(probabilities @ np.arange(len(probabilities)))


def leaving_price(devices: int, bother: float, usefulness: float, horizon: int) -> float:
    """Return what a rival must offer (元) for a household to move all its devices.

    ``bother`` for each device that must be set up anew, and the ``usefulness`` of each *pair* of devices working
    together for each of ``horizon`` months: with n devices there are n·(n − 1)/2 pairs.
    """
    pairs = devices * (devices - 1) / 2
    return devices * bother + pairs * usefulness * horizon
