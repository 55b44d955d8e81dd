"""Growth, account, diffusion, AIPL, valuation and the 1-yuan shop: closed forms, simulation, brute force."""

from dataclasses import replace

import numpy as np
import pytest

from genmarketing.themes.audience_assets.models import aipl, diffusion, ecosystem, growth, valuation
from genmarketing.themes.audience_assets.models.snack_shop import Shop

COMPANY = valuation.Company(
    customers=200,
    yearly_spend=300,
    margin=0.6,
    retention=0.7,
    new_customers=80,
    acquisition_cost=60,
    fixed_costs=20_000,
)


def test_growth_settles_where_gains_equal_losses() -> None:
    for start in (0, 500, 5000):
        assert growth.grow(start, 0.8, 100, 200)[-1] == pytest.approx(growth.ends_at(0.8, 100), abs=1e-9)
    assert growth.ends_at(0.8, 100) == pytest.approx(500)
    assert growth.ends_at(0.8, 100, 0.2) == float("inf")
    assert growth.grow(100, 0.8, 0, 3, brought=0.2).tolist() == [100, 100, 100, 100]


def test_keeping_customers_first_pays_while_reaching_them_is_cheap() -> None:
    plan = growth.Plan(new_cost=40, reach_cost=1, kept=0.9, kept_unreached=0.8, margin=6)
    both = {first: growth.profit_path(plan, 2000, 8000, first, 36) for first in (True, False)}
    assert both[True][1][-1] > both[False][1][-1]
    dear = replace(plan, reach_cost=10)
    assert (
        growth.profit_path(dear, 2000, 8000, True, 36)[1][-1] < growth.profit_path(dear, 2000, 8000, False, 36)[1][-1]
    )
    people, money = both[False]
    assert people[1] == pytest.approx(2000 * 0.8 + 8000 / 40)
    assert money[1] == pytest.approx(people[1] * 6 - 8000)


def test_aarrr_settles_where_its_months_lead() -> None:
    model = growth.Aarrr(acquired=1000, activated=0.2, kept=0.7, revenue=20, referred=0.2)
    customers = 0.0
    for _ in range(400):
        customers = model.kept * customers + model.activated * (model.acquired + model.referred * customers)
    assert model.monthly_value() == pytest.approx(20 * customers, rel=1e-9)
    by_stage = dict(zip(growth.STAGES, growth.gains(model), strict=True))
    assert by_stage["获取"] == pytest.approx(0.1)
    assert by_stage["收入"] == pytest.approx(0.1)
    assert by_stage["留存"] > by_stage["激活"] > by_stage["推荐"]
    assert model.improved(2, 0.1).kept == pytest.approx(0.73)


def test_device_distribution_is_exact() -> None:
    without = ecosystem.device_distribution(6, -1.0, 0.0)
    p = float(ecosystem.brand_chance(np.array(0.0), -1.0, 0.0))
    from scipy.stats import binom

    np.testing.assert_allclose(without, binom.pmf(np.arange(7), 6, p), atol=1e-12)
    rng, owned = np.random.default_rng(3), np.zeros(60_000, dtype=np.int64)
    for _ in range(8):
        owned += rng.random(60_000) < ecosystem.brand_chance(owned, -1.5, 0.6)
    exact = ecosystem.device_distribution(8, -1.5, 0.6)
    np.testing.assert_allclose(np.bincount(owned, minlength=9) / 60_000, exact, atol=0.006)
    assert ecosystem.expected_devices(8, -1.5, 0.6, start=2) > 2 + ecosystem.expected_devices(8, -1.5, 0.6)
    assert ecosystem.leaving_price(4, 50, 2, 12) == 4 * 50 + 6 * 24
    assert ecosystem.leaving_price(0, 50, 2, 12) == 0


def test_rogers_groups_and_the_chasm() -> None:
    assert (100 * diffusion.rogers_shares()).round(1).tolist() == [2.3, 13.6, 34.1, 34.1, 15.9]
    together = diffusion.Market(cross=0.05)
    apart = diffusion.Market(cross=0.0)
    assert diffusion.saddle(together.new_adopters(80)) == 0
    assert diffusion.saddle(apart.new_adopters(80)) > 0.1
    early, majority = apart.spread(200)
    assert early[-1] == pytest.approx(1, abs=1e-6)
    assert majority[-1] == pytest.approx(1, abs=1e-3)
    assert (np.diff(majority) >= 0).all()
    never = diffusion.Market(majority_innovation=0.0, cross=0.0)
    assert never.spread(200)[1].max() == 0
    assert diffusion.saddle(never.new_adopters(80)) == 0, "what never rises again is no crossing"
    assert diffusion.saddle(np.array([1.0, 4, 2, 5])) == pytest.approx(0.5)


def test_aipl_stationary_vector_equals_simulated_people() -> None:
    table = aipl.matrix(aipl.MONTHLY)
    shares = aipl.stationary(table)
    np.testing.assert_allclose(shares @ table, shares, atol=1e-12)
    np.testing.assert_allclose(aipl.after(table, np.array([1.0, 0, 0, 0, 0]), 2000)[-1], shares, atol=1e-9)
    gaps = []
    for seed in range(3):
        ends = aipl.simulate(table, 50_000, 240, np.random.default_rng(seed))
        gaps.append(np.abs(np.bincount(ends, minlength=5) / 50_000 - shares).max())
    assert np.mean(gaps) < 0.003
    assert max(gaps) < 0.006


def test_aipl_flows_times_and_levers() -> None:
    table = aipl.matrix(aipl.MONTHLY)
    people = np.array([1000.0, 200, 100, 50, 20])
    moved = aipl.flows(table, people)
    np.testing.assert_allclose(moved.sum(axis=1), people)
    np.testing.assert_allclose(moved.sum(axis=0), people @ table)
    months = aipl.months_until(table, "购买")
    assert months[3] == 0
    for i in (0, 1, 2, 4):
        assert months[i] == pytest.approx(1 + table[i] @ months)
    gains = aipl.lever(aipl.MONTHLY)
    assert gains["未接触", "认知"] > 0 > gains["忠诚", "未接触"]
    with pytest.raises(ValueError, match="exceed"):
        aipl.matrix({("认知", "兴趣"): 0.7, ("认知", "未接触"): 0.4})
    with pytest.raises(ValueError, match="negative"):
        aipl.matrix({("认知", "兴趣"): -0.1})
    with pytest.raises(ValueError, match="closed"):
        aipl.stationary(np.eye(5))


def test_a_company_by_its_customers_equals_year_by_year_bookkeeping() -> None:
    c, cohorts, worth = COMPANY, [COMPANY.customers], 0.0
    margin = c.yearly_spend * c.margin
    for year in range(1, c.years + 1):
        cohorts = [size * c.retention for size in cohorts]
        cash = sum(cohorts) * margin + c.new_customers * (margin / 2 - c.acquisition_cost) - c.fixed_costs
        worth += cash / (1 + c.discount) ** year
        cohorts.append(c.new_customers)
    found = valuation.by_customers(c)
    assert found.total == pytest.approx(worth, rel=1e-9)
    assert found.present == pytest.approx(200 * sum(180 * 0.7**t / 1.12**t for t in range(1, 11)), rel=1e-9)
    one_year = valuation.by_customers(replace(c, years=1))
    assert one_year.future == pytest.approx(80 * (90 - 60) / 1.12)


def test_multiples_and_sensitivity() -> None:
    assert COMPANY.sales == 72_000
    assert COMPANY.profit == pytest.approx(72_000 * 0.6 - 4800 - 20_000)
    assert valuation.by_profit(COMPANY, 20) == pytest.approx(20 * COMPANY.profit)
    assert valuation.by_sales(COMPANY, 2) == 144_000
    ranges = valuation.sensitivity(COMPANY)
    assert next(iter(ranges)) == "retention"
    assert set(ranges) == {field for field in vars(COMPANY) if field != "years"}
    low, high = ranges["acquisition_cost"]
    assert low > high
    with pytest.raises(ValueError, match="retention"):
        replace(COMPANY, retention=1.2)


def test_the_shop_day_by_hand() -> None:
    shop = Shop(viewers=40_000)
    assert shop.per_visitor() == pytest.approx(1.0 - 0.8 + 0.3 * 3)
    by_hand = (600 + 80) * 1.1 - 900 + 40 * 8
    assert shop.profit() == pytest.approx(by_hand)
    assert shop.visitors_in_all() == 680
    needed = Shop().viewers_to_break_even()
    assert Shop(viewers=needed).profit() == pytest.approx(0, abs=1e-9)
    assert Shop(visitors=5000).viewers_to_break_even() == 0
    assert Shop(brought=0, screen_income=0).viewers_to_break_even() == float("inf")
