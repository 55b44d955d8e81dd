"""Referees that more than one of the theme's test files calls."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from scipy.optimize import minimize

from genmarketing.themes.trend_report.models.arrays import FloatArray
from genmarketing.themes.trend_report.models.budget import Medium, total_value


@pytest.fixture(scope="session")
def searched_split() -> Callable[..., FloatArray]:
    """The best split as SciPy's SLSQP finds it, told what a split is worth, how that changes, and the limits."""

    def search(media: Sequence[Medium], budget: float, least_brand_share: float = 0.0) -> FloatArray:
        brand = np.array([medium.brand for medium in media], dtype=np.float64)
        found = minimize(
            lambda x: -total_value(media, x) / budget,
            x0=np.full(len(media), budget / len(media)),
            jac=lambda x: -np.array([medium.marginal(v) for medium, v in zip(media, x, strict=True)]) / budget,
            bounds=[(medium.low, min(medium.high, budget)) for medium in media],
            constraints=[
                {"type": "eq", "fun": lambda x: (x.sum() - budget) / budget},
                {"type": "ineq", "fun": lambda x: brand @ x / budget - least_brand_share},
            ],
            method="SLSQP",
            options={"ftol": 1e-12, "maxiter": 500},
        )
        assert found.success, found.message
        return np.asarray(found.x, dtype=np.float64)

    return search
