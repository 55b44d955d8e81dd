"""The search for parameters of maximum likelihood."""

from collections.abc import Callable

import numpy as np
from scipy.optimize import minimize

from .arrays import FloatArray

FLAT = 1e-4
"""The steepest slope at which the search counts as having arrived."""
FARTHEST = 8.0
"""Logarithms of parameters are searched between −8 and 8: from 0.0003 to 3 000."""


def lowest(cost: Callable[[FloatArray], tuple[float, FloatArray]], start: FloatArray) -> list[float]:
    """Return the positive parameters at which ``cost`` is lowest; it takes their logarithms, and returns its gradient too.

    RuntimeError where the ground is not flat in the end.
    """
    limits, precision = [(-FARTHEST, FARTHEST)] * len(start), {"ftol": 1e-14, "gtol": 1e-9}
    found = minimize(cost, start, jac=True, method="L-BFGS-B", bounds=limits, options=precision)
    # Not `found.success`: on flat ground the last step may find nothing lower, which is the end and no failure.
    slope = np.where(np.abs(found.x) < FARTHEST, found.jac, 0.0)
    if not np.abs(slope).max() <= FLAT:
        raise RuntimeError(found.message)
    return [float(value) for value in np.exp(found.x)]
