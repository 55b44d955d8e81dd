"""Made data on which experts can specialise: clusters of points, each with a rule of its own.

A point belongs to one of several Gaussian clusters; its label follows from a linear rule that only its cluster
uses. Nobody tells the network which cluster a point is from. Seeded, invented, says nothing about language.
"""

from dataclasses import dataclass

import numpy as np

from .arrays import FloatArray, IntArray


@dataclass(frozen=True)
class Points:
    """Inputs (n, d), labels (n,), and the hidden cluster of each point (n,)."""

    x: FloatArray
    label: IntArray
    cluster: IntArray


class ClusterTask:
    """Gaussian clusters, each with its own linear rule for the label."""

    def __init__(
        self,
        rng: np.random.Generator,
        clusters: int = 16,
        dimensions: int = 8,
        classes: int = 4,
        spread: float = 2.2,
        offset: float = 0.0,
        unevenness: float = 0.0,
    ) -> None:
        """Draw the centres (standard deviation ``spread``) and the rules.

        ``offset`` shifts every point by the same vector of about that length: a large common part makes all
        tokens look alike to the router. ``unevenness`` z makes the n-th cluster as frequent as 1/n^z: 0 is even;
        the larger it is, the less an even load fits the data.
        """
        self.classes = classes
        self.centres = rng.normal(0, spread, (clusters, dimensions))
        self.rules = rng.normal(0, 1, (clusters, dimensions, classes))
        direction = rng.normal(0, 1, dimensions)
        frequency = np.arange(1, clusters + 1, dtype=np.float64) ** -unevenness
        self.frequency = frequency / frequency.sum()
        self.shift = offset * direction / np.linalg.norm(direction)

    @property
    def clusters(self) -> int:
        """Number of clusters."""
        return len(self.centres)

    @property
    def dimensions(self) -> int:
        """Length of an input."""
        return int(self.centres.shape[1])

    def draw(self, points: int, rng: np.random.Generator) -> Points:
        """Draw ``points`` new points."""
        cluster = rng.choice(self.clusters, size=points, p=self.frequency)
        around = rng.normal(0, 1, (points, self.dimensions))
        label = np.argmax(np.einsum("nd,ndc->nc", around, self.rules[cluster]), axis=1)
        return Points(self.centres[cluster] + around + self.shift, label, cluster)
