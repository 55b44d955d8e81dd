"""Names for the kinds of array that the models pass around, and how a fitted number is rounded."""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

FloatArray: TypeAlias = npt.NDArray[np.float64]
IntArray: TypeAlias = npt.NDArray[np.int64]
Numbers: TypeAlias = FloatArray | float
"""One number or an array of them; arrays broadcast."""


def four_digits(value: float) -> float:
    """Round to four significant digits."""
    return float(f"{value:.4g}")
