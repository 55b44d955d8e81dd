"""BG/NBD, Gamma–Gamma, lifetime value, Markov value: published numbers, brute force and recovery of known truth."""

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.integrate import dblquad, quad
from scipy.stats import beta, gamma

from genmarketing.data import published
from genmarketing.themes.audience_assets.models import (
    bg_nbd,
    gamma_gamma,
    lifetime_value,
    markov_value,
    search,
    value_levels,
)
from genmarketing.themes.audience_assets.models.bg_nbd import BgNbd
from genmarketing.themes.audience_assets.models.gamma_gamma import GammaGamma

PAPER = BgNbd(0.243, 4.414, 0.793, 2.426)
MAIL = (0.3, 0.2, 0.15, 0.05)


def cdnow(file: str) -> pd.DataFrame:
    """Return a table of the CDNOW sample, which the package lifetimes ships; the package itself is not imported."""
    found = find_spec("lifetimes")
    assert found is not None
    assert found.submodule_search_locations
    return pd.read_csv(Path(found.submodule_search_locations[0]) / "datasets" / file)


def holds(computed: float, id: str) -> None:
    target = published(id)
    assert computed == pytest.approx(target.value, abs=target.tolerance), id


@pytest.fixture(scope="module")
def sample() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    table = cdnow("cdnow_customers_summary.csv")
    return tuple(table[name].to_numpy(dtype=float) for name in ("frequency", "recency", "T"))


def test_bg_nbd_fit_of_the_cdnow_sample(sample: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    assert len(sample[0]) == published("cdnow_sample_customers").value
    assert (sample[0].sum(), (sample[0] == 0).sum()) == (2457, 1411)
    model = bg_nbd.fit(*sample)
    for name in ("r", "alpha", "a", "b"):
        holds(getattr(model, name), f"bg_nbd_{name}")
    likelihood = float(model.log_likelihood(*sample).sum())
    holds(likelihood, "bg_nbd_log_likelihood")
    assert likelihood == pytest.approx(-9582.4256, abs=5e-4)
    for factor in (0.98, 1.02):
        for name in ("r", "alpha", "a", "b"):
            moved = BgNbd(**{**vars(model), name: getattr(model, name) * factor})
            assert float(moved.log_likelihood(*sample).sum()) < likelihood, "the fit is the maximum"


def test_bg_nbd_worked_example() -> None:
    holds(float(PAPER.future_purchases(39.0, 2, 30.43, 38.86)), "bg_nbd_expected_purchases")


def test_the_likelihood_is_the_average_over_rates_and_chances() -> None:
    # The closed form against the integral of λ^x e^{−λ…} and p over their distributions (the paper's derivation).
    x, t_x, T = 2, 12.0, 20.0

    def density(p: float, rate: float) -> float:
        alive = (1 - p) ** x * rate**x * np.exp(-rate * T)
        left = p * (1 - p) ** (x - 1) * rate**x * np.exp(-rate * t_x)
        return (alive + left) * gamma.pdf(rate, 2.0, scale=1 / 8.0) * beta.pdf(p, 1.5, 3.0)

    exact, _ = dblquad(density, 0, 6, 0, 1, epsabs=1e-13)
    assert float(np.exp(BgNbd(2.0, 8.0, 1.5, 3.0).log_likelihood(x, t_x, T))) == pytest.approx(exact, rel=1e-6)


def test_p_alive_by_formula_and_at_its_edges() -> None:
    x, t_x, T = 2, 30.43, 38.86
    odds = 0.793 / (2.426 + x - 1) * ((4.414 + T) / (4.414 + t_x)) ** (0.243 + x)
    assert float(PAPER.p_alive(x, t_x, T)) == pytest.approx(1 / (1 + odds), abs=1e-12)
    assert PAPER.p_alive(np.array([0]), np.array([0.0]), np.array([50.0])).tolist() == [1.0]
    many = PAPER.p_alive(np.array([900.0]), np.array([10.0]), np.array([500.0]))
    assert many.tolist() == [pytest.approx(0.0, abs=1e-12)], "a huge power must not overflow"


def test_simulated_customers_behave_as_the_formulas_say() -> None:
    model, T = BgNbd(0.6, 3.0, 0.9, 4.0), 52.0
    counts = [bg_nbd.simulate(model, np.full(20_000, T), np.random.default_rng(seed))[0].mean() for seed in range(3)]
    assert np.mean(counts) == pytest.approx(float(model.expected_purchases(T)), rel=0.03)
    x, t_x = bg_nbd.simulate(model, np.full(5000, T), np.random.default_rng(9))
    assert (t_x[x == 0] == 0).all()
    assert (t_x <= T).all()


def test_future_purchases_equal_what_simulated_customers_do_afterwards() -> None:
    model, rng = BgNbd(0.6, 3.0, 0.9, 4.0), np.random.default_rng(4)
    people, T, later = 40_000, 40.0, 30.0
    rate, leave = rng.gamma(model.r, 1 / model.alpha, people), rng.beta(model.a, model.b, people)
    x, last, after = np.zeros(people), np.zeros(people), np.zeros(people)
    now, here = np.zeros(people), np.ones(people, dtype=bool)
    while here.any():
        now = now + rng.exponential(1, people) / rate
        here &= now <= T + later
        before = here & (now <= T)
        x[before] += 1
        last[before] = now[before]
        after[here & (now > T)] += 1
        here &= rng.random(people) >= leave
    expected = model.future_purchases(later, x, last, np.full(people, T))
    for low, high in ((0, 0), (1, 3), (4, 500)):
        group = (x >= low) & (x <= high)
        assert expected[group].mean() == pytest.approx(after[group].mean(), rel=0.06)


def test_fit_recovers_a_known_truth_in_its_predictions() -> None:
    truth, errors = BgNbd(0.25, 4.4, 0.8, 2.4), []
    for seed in range(3):
        rng = np.random.default_rng(seed)
        T = rng.uniform(27, 39, 2400)
        x, t_x = bg_nbd.simulate(truth, T, rng)
        model = bg_nbd.fit(x, t_x, T)
        wanted = truth.future_purchases(39.0, x, t_x, T).sum()
        errors.append(model.future_purchases(39.0, x, t_x, T).sum() / wanted - 1)
        assert model.r == pytest.approx(truth.r, abs=0.05)
    assert np.abs(errors).max() < 0.15, "single parameters wander, b above all; the total does not"
    assert abs(np.mean(errors)) < 0.08


def test_impossible_parameters_are_refused() -> None:
    with pytest.raises(ValueError, match="positive"):
        BgNbd(0.2, 4, 0, 2)
    with pytest.raises(ValueError, match="a = 1"):
        BgNbd(0.2, 4, 1, 2).expected_purchases(5.0)
    with pytest.raises(ValueError, match="positive"):
        GammaGamma(1, -1, 1)


def test_gamma_gamma_of_the_cdnow_sample() -> None:
    table = cdnow("cdnow_customers_summary_with_transactions.csv").query("x > 0")
    assert len(table) == 946
    model = gamma_gamma.fit(table["x"].to_numpy(), table["zbar"].to_numpy())
    for name, printed in (("p", 0.005), ("q", 0.005), ("v", 0.01)):
        # The printed v is a little off the maximum, where the likelihood is flat.
        assert getattr(model, name) == pytest.approx(published(f"gamma_gamma_{name}").value, abs=printed)
    assert (model.p, model.q, model.v) == pytest.approx((6.249, 3.745, 15.448), abs=6e-4)
    holds(float(model.expected_spend(0, 0.0)), "gamma_gamma_zero_repeat_spend")
    with pytest.raises(ValueError, match="repeat"):
        gamma_gamma.fit(np.array([0, 1]), np.array([0.0, 5.0]))


def test_gamma_gamma_draws_the_little_known_towards_the_mean() -> None:
    model = GammaGamma(6.25, 3.74, 15.44)
    assert float(model.expected_spend(0, 999.0)) == pytest.approx(model.mean)
    pulled = model.expected_spend(np.array([1, 10, 1000]), np.array([80.0, 80.0, 80.0]))
    assert model.mean < pulled[0] < pulled[1] < pulled[2] < 80
    # E[M | x, m] is the mean of p/ν over the posterior Gamma(px + q, v + xm) of ν.
    x, m = 3, 50.0
    posterior, _ = quad(
        lambda nu: model.p / nu * gamma.pdf(nu, model.p * x + model.q, scale=1 / (model.v + x * m)), 0, 10
    )
    assert float(model.expected_spend(x, m)) == pytest.approx(posterior, rel=1e-6)


def test_lifetime_value_is_the_discounted_sum() -> None:
    x, t_x, T, spend = (
        np.array([2.0, 0.0, 2.0]),
        np.array([30.0, 0, 30.0]),
        np.array([38.0, 20.0, 38.0]),
        np.array([30.0, 35, 60]),
    )
    values = lifetime_value.lifetime_value(PAPER, x, t_x, T, spend, margin=0.5, yearly_discount=1e-9, years=3)
    expected = 0.5 * spend * PAPER.future_purchases(3 * 52.0, x, t_x, T)
    np.testing.assert_allclose(values, expected, rtol=1e-6)
    dearer = lifetime_value.lifetime_value(PAPER, x, t_x, T, spend, margin=0.5, yearly_discount=0.2, years=3)
    assert (dearer < values).all()
    assert values[2] == pytest.approx(2 * values[0])


def test_the_textbook_value_is_a_geometric_series() -> None:
    series = sum(100 * (0.7 / 1.1) ** year for year in range(400))
    assert lifetime_value.simple_value(100, 0.7, 0.1) == pytest.approx(series)
    with pytest.raises(ValueError, match="retention"):
        lifetime_value.simple_value(100, 1.1, 0.1)


def test_markov_value_of_the_paper_and_when_to_stop() -> None:
    matrix, reward = markov_value.transitions(MAIL), markov_value.rewards(4, 40, 4)
    endless = markov_value.value(matrix, reward, 0.2)
    for recency in range(1, 5):
        holds(float(endless[recency - 1]), f"markov_clv_recency_{recency}")
    assert endless[4] == 0
    after_four = markov_value.value_until(matrix, reward, 0.2, 4)
    np.testing.assert_allclose(after_four[:4], [50.115, 4.220, 0.592, -1.980], atol=5e-4)
    np.testing.assert_allclose(markov_value.value_until(matrix, reward, 0.2, 300), endless, atol=1e-9)
    stopping = markov_value.values_of_stopping(MAIL, 40, 4, 0.2)
    assert max(stopping, key=stopping.__getitem__) == 4
    assert stopping[4] == pytest.approx(53.149, abs=5e-4)
    assert stopping[5] == pytest.approx(endless[0])


def test_markov_value_equals_simulated_customers() -> None:
    rng = np.random.default_rng(2)
    matrix, reward = markov_value.transitions(MAIL), markov_value.rewards(4, 40, 4)
    limits = np.cumsum(matrix, axis=1)
    state, total = np.zeros(60_000, dtype=int), np.zeros(60_000)
    for step in range(60):
        total += reward[state] / 1.2**step
        state = (rng.random(len(state))[:, None] >= limits[state]).sum(axis=1)
    assert total.mean() == pytest.approx(52.320, abs=0.35)  # 3 standard errors


def test_markov_refuses_what_has_no_value() -> None:
    with pytest.raises(ValueError, match="chances"):
        markov_value.transitions([0.3, 1.2])
    with pytest.raises(ValueError, match="discount"):
        markov_value.value(np.eye(2), np.ones(2), 0)


def test_value_adds_up_over_stores_and_segments() -> None:
    orders = pd.DataFrame({"customer_id": list("aaabbc"), "store": list("XXYYYX")})
    value = pd.Series({"a": 90.0, "b": 10.0, "c": 0.0})
    stores = value_levels.by_store(value, orders)
    assert stores["value"].sum() == pytest.approx(100)
    assert stores.loc["X", "value"] == pytest.approx(60)
    assert stores["customers"].sum() == pytest.approx(3)
    segments = value_levels.by_segment(value, pd.Series({"a": "core", "b": "rest", "c": "rest"}))
    assert segments.loc["rest"].to_list() == [2, 10, 5, 0.1]


def test_histories_count_days_and_leave_the_first_amount_out() -> None:
    rows = [("a", "2024-01-01", 10.0), ("a", "2024-01-08", 6.0), ("a", "2024-01-08", 6.0), ("a", "2024-01-22", 20.0)]
    orders = pd.DataFrame([*rows, ("b", "2024-01-15", 9.0)], columns=["customer_id", "date", "amount"])
    orders["date"] = pd.to_datetime(orders["date"])
    table = bg_nbd.histories(orders, pd.Timestamp("2024-01-29"))
    assert table.loc["a"].to_list() == [2, 3, 4, 16]
    assert table.loc["b", ["x", "t_x", "T"]].to_list() == [0, 0, 2]
    assert np.isnan(table.loc["b", "spend"])


def test_gradients_are_those_of_the_likelihoods() -> None:
    x, t_x, T = np.array([0, 1, 2, 40]), np.array([0.0, 3.0, 12.0, 30.0]), np.array([9.0, 20.0, 20.0, 30.0])
    model = BgNbd(0.6, 3.0, 0.9, 4.0)
    for at, name in enumerate(("r", "alpha", "a", "b")):
        ends = [BgNbd(**{**vars(model), name: getattr(model, name) + step}) for step in (-1e-5, 1e-5)]
        low, high = (each.log_likelihood(x, t_x, T) for each in ends)
        np.testing.assert_allclose(model.gradient(x, t_x, T)[at], (high - low) / 2e-5, rtol=1e-5, atol=1e-7)
    spending, repeats, mean = GammaGamma(6.0, 4.0, 15.0), np.array([1, 3, 50]), np.array([8.0, 40.0, 25.0])
    for at, name in enumerate(("p", "q", "v")):
        ends = [GammaGamma(**{**vars(spending), name: getattr(spending, name) + step}) for step in (-1e-5, 1e-5)]
        low, high = (each.log_likelihood(repeats, mean) for each in ends)
        np.testing.assert_allclose(spending.gradient(repeats, mean)[at], (high - low) / 2e-5, rtol=1e-5, atol=1e-7)


def test_a_fit_ends_well_whatever_the_customers() -> None:
    """Small bases are where a search with guessed slopes gave up."""
    for seed in range(40):
        rng = np.random.default_rng(seed)
        T = rng.uniform(2, 100, 120)
        x, t_x = bg_nbd.simulate(BgNbd(0.5, 1.3, 0.75, 3.5), T, rng)
        model = bg_nbd.fit(x, t_x, T)
        slope = model.gradient(x, t_x, T).mean(axis=1) * np.array([model.r, model.alpha, model.a, model.b])
        inside = np.array([1e-3 < value < 2000 for value in vars(model).values()])
        assert np.abs(slope[inside]).max() < 1e-4


def test_a_search_on_steep_ground_is_refused() -> None:
    with pytest.raises(RuntimeError):
        search.lowest(lambda logs: (float(-logs.sum()), np.array([np.nan, 1.0])), np.zeros(2))
