"""Names for the kinds of array that the models pass around."""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

FloatArray: TypeAlias = npt.NDArray[np.float64]
IntArray: TypeAlias = npt.NDArray[np.int64]
Numbers: TypeAlias = FloatArray | float
"""One number or an array of them; arrays broadcast."""
