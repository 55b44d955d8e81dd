"""NBD and Dirichlet: published miniature, brute force by simulation, and what a repurchase rate does not tell."""

import numpy as np
import pytest
from scipy.stats import nbinom

from genmarketing.data import published
from genmarketing.themes.audience_assets.models import nbd
from genmarketing.themes.audience_assets.models.dirichlet import Dirichlet
from genmarketing.themes.audience_assets.models.nbd import Nbd

SHARES = (0.39, 0.24, 0.15, 0.10, 0.08, 0.04)
CATEGORY = Dirichlet(Nbd(6.0, 2.0), S=1.2)


def test_nbd_of_mean_and_penetration() -> None:
    k = nbd.shape_of(0.6, 0.3)
    model = Nbd(0.6, k)
    for computed, id in ((k, "nbd_k"), (model.penetration(2), "nbd_two_period_penetration")):
        assert computed == pytest.approx(published(id).value, abs=published(id).tolerance)
    assert model.penetration() == pytest.approx(0.3, abs=1e-9)
    assert model.came_back() == pytest.approx(0.619, abs=5e-4)
    with pytest.raises(ValueError, match="penetration"):
        nbd.shape_of(0.2, 0.19)


def test_nbd_equals_the_library_and_simulated_buyers() -> None:
    model = Nbd(1.7, 0.4)
    n = np.arange(40)
    np.testing.assert_allclose(model.probability(n), nbinom.pmf(n, 0.4, 0.4 / 2.1), rtol=1e-9)
    rng = np.random.default_rng(5)
    rate = rng.gamma(0.4, 1.7 / 0.4, 200_000)
    first, second = rng.poisson(rate), rng.poisson(rate)
    assert (first > 0).mean() == pytest.approx(model.penetration(), abs=0.004)
    assert first[first > 0].mean() == pytest.approx(model.frequency(), abs=0.05)
    assert (first >= 2).sum() / (first > 0).sum() == pytest.approx(model.bought_twice(), abs=0.006)
    assert (second[first > 0] > 0).mean() == pytest.approx(model.came_back(), abs=0.006)


def test_ninety_a_year_and_seventy_a_month_can_both_be_true() -> None:
    model = nbd.buying_for(0.7, 0.9)
    assert model.bought_twice() == pytest.approx(0.7, abs=1e-9)
    assert model.bought_twice(12) == pytest.approx(0.9, abs=1e-9)
    with pytest.raises(ValueError, match="no NBD"):
        nbd.buying_for(0.7, 0.6)


def test_double_jeopardy_miniature() -> None:
    large, small = CATEGORY.brand(SHARES[0]), CATEGORY.brand(SHARES[-1])
    assert (large.penetration, small.penetration) == pytest.approx((0.61, 0.09), abs=0.005)
    assert (large.frequency, small.frequency) == pytest.approx((3.84, 2.73), abs=0.01)
    assert (large.category_share, small.category_share) == pytest.approx((0.54, 0.35), abs=0.005)
    assert CATEGORY.duplication(SHARES[3], SHARES[5]) == pytest.approx(0.92, abs=0.005)
    brands = [CATEGORY.brand(share) for share in SHARES]
    for field in ("penetration", "frequency", "category_share"):
        values = [getattr(brand, field) for brand in brands]
        assert values == sorted(values, reverse=True), field
    constant = [brand.frequency * (1 - brand.penetration) for brand in brands]
    assert constant[0] == pytest.approx(1.5, abs=0.05)
    assert constant[-1] == pytest.approx(2.5, abs=0.05), "w(1 − b) is constant for small brands only"


def test_dirichlet_equals_simulated_shoppers() -> None:
    rng = np.random.default_rng(8)
    people = 60_000
    purchases = rng.poisson(rng.gamma(2.0, 6.0 / 2.0, people))
    leanings = rng.dirichlet(1.2 * np.array(SHARES), people)
    bought = rng.multinomial(purchases, leanings)
    for number, share in enumerate(SHARES):
        brand, own = CATEGORY.brand(share), bought[:, number]
        assert (own > 0).mean() == pytest.approx(brand.penetration, abs=0.008)
        assert own[own > 0].mean() == pytest.approx(brand.frequency, rel=0.03)
        assert own.sum() / purchases[own > 0].sum() == pytest.approx(brand.category_share, rel=0.03)
        assert (own[own > 0] <= 2).mean() == pytest.approx(CATEGORY.light_buyers(share), abs=0.02)
        assert own[own <= 2].sum() / own.sum() == pytest.approx(CATEGORY.light_sales(share), abs=0.02)
    both = ((bought[:, 0] > 0) & (bought[:, 3] > 0)).mean()
    first, fourth = (bought[:, 0] > 0).mean(), (bought[:, 3] > 0).mean()
    assert both / first / fourth == pytest.approx(CATEGORY.duplication(SHARES[0], SHARES[3]), abs=0.02)


def test_impossible_markets_are_refused() -> None:
    with pytest.raises(ValueError, match="positive"):
        Nbd(0, 1)
    with pytest.raises(ValueError, match="positive"):
        Dirichlet(Nbd(1, 1), 0)
