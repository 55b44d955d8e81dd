"""How many versions of one offer pay: more versions fit better, each costs something.

With S versions at their best places (k-means) the mean squared distance from a taste to the nearest version falls
like S^(−2/d) in d dimensions (Zador 1982). If a version costs c, the best number grows like c^(−d/(d+2)): when
generating becomes cheap, many versions pay where one did before.
"""

from collections.abc import Sequence

import numpy as np

from .arrays import FloatArray


def squared_distances(points: FloatArray, places: FloatArray) -> FloatArray:
    """Squared distances (n, S) from each of n points (n, d) to each of S places (S, d)."""
    return np.asarray(
        np.maximum((points**2).sum(axis=1)[:, None] - 2 * points @ places.T + (places**2).sum(axis=1), 0.0)
    )


def best_versions(tastes: FloatArray, number: int, rng: np.random.Generator, rounds: int = 12) -> FloatArray:
    """Places (number, d) of versions: k-means. Each start is far from those before it, with luck (k-means++)."""
    places = tastes[rng.integers(len(tastes))][None]
    nearest = squared_distances(tastes, places)[:, 0]
    while len(places) < number:
        chosen = tastes[rng.choice(len(tastes), p=nearest / nearest.sum())][None]
        places = np.concatenate([places, chosen])
        nearest = np.minimum(nearest, squared_distances(tastes, chosen)[:, 0])
    for _ in range(rounds):
        member = squared_distances(tastes, places).argmin(axis=1)
        count = np.bincount(member, minlength=number)
        sums = np.stack([np.bincount(member, weights=axis, minlength=number) for axis in tastes.T], axis=1)
        places = np.where(count[:, None] > 0, sums / np.maximum(count, 1)[:, None], places)
    return np.asarray(places, dtype=np.float64)


def mismatch_by_versions(tastes: FloatArray, numbers: Sequence[int], rng: np.random.Generator) -> list[FloatArray]:
    """For each number of versions, the squared distance (n,) from each taste to the nearest version."""
    return [squared_distances(tastes, best_versions(tastes, number, rng)).min(axis=1) for number in numbers]


def log_slope(numbers: Sequence[int], mismatch: Sequence[float]) -> float:
    """Slope of log mismatch over log number of versions, by least squares; theory says −2/d."""
    return float(np.polyfit(np.log(numbers), np.log(mismatch), 1)[0])
