"""Pareto/NBD: against simulated customers, against integration, and at its edges."""

import numpy as np
import pytest
from scipy.integrate import dblquad
from scipy.stats import gamma

from genmarketing.themes.audience_assets.models.pareto_nbd import ParetoNbd


@pytest.mark.parametrize(
    "model", [ParetoNbd(1.5, 6.0, 2.0, 20.0), ParetoNbd(1.5, 20.0, 2.0, 6.0)], ids=["beta", "alpha"]
)
def test_the_likelihood_is_the_average_over_rates(model: ParetoNbd) -> None:
    x, t_x, T = 2, 9.0, 16.0

    def density(leaving: float, buying: float) -> float:
        together = leaving + buying
        left = leaving / together * (np.exp(-together * t_x) - np.exp(-together * T))
        chances = gamma.pdf(buying, model.r, scale=1 / model.alpha) * gamma.pdf(leaving, model.s, scale=1 / model.beta)
        return float(buying**x * (left + np.exp(-together * T)) * chances)

    exact, _ = dblquad(density, 0, 8, 0, 8, epsabs=1e-13)
    assert float(np.exp(model.log_likelihood(x, t_x, T))) == pytest.approx(exact, rel=1e-5)


def test_simulated_customers_are_here_and_come_as_foretold() -> None:
    model, rng = ParetoNbd(0.7, 3.0, 0.8, 20.0), np.random.default_rng(6)
    people, T, later = 60_000, 30.0, 20.0
    rate = rng.gamma(model.r, 1 / model.alpha, people)
    leaves = rng.exponential(1, people) / rng.gamma(model.s, 1 / model.beta, people)
    x, last, after = np.zeros(people), np.zeros(people), np.zeros(people)
    now = rng.exponential(1, people) / rate
    while (buying := now < np.minimum(leaves, T + later)).any():
        before = buying & (now <= T)
        x[before] += 1
        last[before] = now[before]
        after[buying & (now > T)] += 1
        now = now + rng.exponential(1, people) / rate
    alive = model.p_alive(x, last, np.full(people, T))
    expected = model.future_purchases(later, x, last, np.full(people, T))
    for low, high in ((0, 0), (1, 3), (4, 500)):
        group = (x >= low) & (x <= high)
        assert alive[group].mean() == pytest.approx((leaves[group] > T).mean(), abs=0.015)
        assert expected[group].mean() == pytest.approx(after[group].mean(), rel=0.06)


def test_edges() -> None:
    model = ParetoNbd(0.553, 10.578, 0.606, 11.669)
    assert float(model.p_alive(3, 20.0, 20.0)) == pytest.approx(1), "who bought a moment ago is here"
    often = model.p_alive(np.array([400]), np.array([20.0]), np.array([150.0]))
    assert often.tolist() == [pytest.approx(0, abs=1e-9)]
    with pytest.raises(ValueError, match="positive"):
        ParetoNbd(1, 1, 0, 1)
    with pytest.raises(ValueError, match="s = 1"):
        ParetoNbd(1, 1, 1, 1).future_purchases(5.0, 1, 2.0, 3.0)
