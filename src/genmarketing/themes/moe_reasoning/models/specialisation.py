"""Do experts specialise? Count which expert serves which cluster, and measure how much one tells of the other."""

import numpy as np

from .arrays import FloatArray, IntArray


def service_table(cluster: IntArray, chosen: IntArray, clusters: int, experts: int) -> IntArray:
    """How often each cluster's points (n,) were sent to each expert by ``chosen`` (n, k): (clusters, experts)."""
    table = np.zeros((clusters, experts), dtype=np.int64)
    np.add.at(table, (np.repeat(cluster, chosen.shape[1]), chosen.ravel()), 1)
    return table


def mutual_information(table: IntArray | FloatArray) -> float:
    """Nats that the expert tells about the cluster: Σ p(c,e)·ln[p(c,e) / (p(c)·p(e))]. 0: nothing.

    A token that uses k of E experts can tell at most ln(E/k) when load is even.
    """
    joint = table / table.sum()
    independent = joint.sum(axis=1, keepdims=True) * joint.sum(axis=0, keepdims=True)
    seen = joint > 0
    return float(np.sum(joint[seen] * np.log(joint[seen] / independent[seen])))
