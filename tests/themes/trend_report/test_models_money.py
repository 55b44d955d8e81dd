"""Carry-over, brand and performance, budgets, prices, auctions, funnels and returns."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from math import inf, log

import numpy as np
import pytest
from scipy.optimize import minimize_scalar

from genmarketing.data import load, published
from genmarketing.themes.trend_report.models import (
    adstock,
    auction,
    brand_performance,
    budget,
    funnel,
    pricing,
    returns,
)
from genmarketing.themes.trend_report.models.arrays import FloatArray
from genmarketing.themes.trend_report.models.brand_performance import MARKET
from genmarketing.themes.trend_report.models.budget import Medium

# Carry-over


def test_half_lives() -> None:
    assert adstock.half_life(0.9) == pytest.approx(6.58, abs=0.005)
    assert adstock.half_life(0.97) == pytest.approx(22.8, abs=0.05)
    assert (adstock.half_life(0), adstock.half_life(1)) == (0, inf)
    assert 0.8 ** adstock.half_life(0.8) == pytest.approx(0.5, abs=1e-12)
    for carry in (-0.1, 1.1):
        with pytest.raises(ValueError, match="between 0 and 1"):
            adstock.half_life(carry)


def test_stock_is_the_discounted_sum_of_all_spends() -> None:
    spend = np.random.default_rng(1).uniform(0, 5, 30)
    by_hand = [sum(0.8 ** (t - s) * spend[s] for s in range(t + 1)) for t in range(30)]
    assert adstock.adstock(spend, 0.8) == pytest.approx(by_hand, abs=1e-12)
    assert adstock.adstock(np.full(2000, 2.0), 0.97)[-1] == pytest.approx(adstock.steady_stock(2.0, 0.97), abs=1e-9)


def test_saturation_halves_at_half() -> None:
    assert adstock.saturation(18.0, 18.0) == pytest.approx(0.5)
    assert adstock.saturation(np.array([0.0, 36.0, 1e12]), 18.0) == pytest.approx([0, 2 / 3, 1], abs=1e-9)


# Brand and performance


@pytest.mark.parametrize(
    ("weeks", "share", "tolerance"),
    [(2, 0, 1e-9), (4, 0.16, 0.005), (13, 0.485, 0.0005), (18, 0.533, 0.0005), (26, 0.57, 0.005), (52, 0.61, 0.005), (260, 0.63, 0.005)],
)  # fmt: skip
def test_optimal_brand_share_by_horizon(weeks: int, share: float, tolerance: float) -> None:
    assert MARKET.best_share(weeks) == pytest.approx(share, abs=tolerance)
    grid = np.linspace(0, 1, 2001)
    brute = grid[np.argmax([MARKET.total_value(each, weeks) for each in grid])]
    assert MARKET.best_share(weeks) == pytest.approx(brute, abs=5e-4)


def test_the_optimum_is_flat() -> None:
    assert MARKET.loss(0.53, 52) == pytest.approx(0.007, abs=0.0005)
    assert MARKET.loss(0.30, 52) == pytest.approx(0.10, abs=0.005)
    assert MARKET.loss(MARKET.best_share(52), 52) == pytest.approx(0, abs=1e-9)


def test_noise_in_the_constants_moves_the_optimum() -> None:
    shares = brand_performance.best_shares_under_noise(MARKET, 52, 0.2, 60, np.random.default_rng(1))
    assert 0.50 < shares.min() < 0.55
    assert 0.66 < shares.max() < 0.71


def test_closed_forms() -> None:
    assert brand_performance.ratio_for_share(0.53) == pytest.approx(1.128, abs=5e-4)
    assert brand_performance.ratio_for_share(0.60) == pytest.approx(1.5)
    assert brand_performance.elasticity_share(
        published("elasticity_long").value, published("elasticity_short").value
    ) == (pytest.approx(2 / 3))
    assert brand_performance.strength_for_share(0.53, 0.5) == pytest.approx(1.062, abs=5e-4)
    for ratio, power in ((1.2, 0.5), (0.7, 0.3), (3.0, 0.8)):
        found = minimize_scalar(lambda s, r=ratio, g=power: -(r * s**g + (1 - s) ** g), bounds=(1e-9, 1 - 1e-9), method="bounded")  # fmt: skip
        assert brand_performance.power_share(ratio, power) == pytest.approx(found.x, abs=1e-4)
    with pytest.raises(ValueError, match="power"):
        brand_performance.power_share(1.1, 1.0)
    cobb = minimize_scalar(lambda s: -(0.24 * log(s) + 0.12 * log(1 - s)), bounds=(1e-6, 1 - 1e-6), method="bounded")
    assert cobb.x == pytest.approx(brand_performance.elasticity_share(0.24, 0.12), abs=1e-4)


def test_a_mean_of_shares_has_a_margin_of_its_own() -> None:
    assert brand_performance.mean_share_margin(20, 228) == pytest.approx(2.6, abs=0.005)


# Budget

MEDIA = (
    Medium("a", worth=300, half=40, brand=True),
    Medium("b", worth=200, half=15),
    Medium("c", worth=120, half=60, high=20),
    Medium("d", worth=40, half=90, low=5, brand=True),
)


@pytest.mark.parametrize("total", [10.0, 60.0, 200.0, 900.0])
def test_no_random_split_beats_equal_margins(total: float) -> None:
    exact = budget.equal_margins(MEDIA, total)
    assert exact.sum() == pytest.approx(total, rel=1e-9)
    rng = np.random.default_rng(4)
    for split in rng.dirichlet(np.ones(4), 400) * total:
        if split[2] <= 20 and split[3] >= 5:
            assert budget.total_value(MEDIA, split) <= budget.total_value(MEDIA, exact) + 1e-9


def test_free_media_have_equal_marginal_returns() -> None:
    spend = budget.equal_margins(MEDIA, 200)
    margins = [medium.marginal(x) for medium, x in zip(MEDIA, spend, strict=True)]
    assert margins[0] == pytest.approx(margins[1], rel=1e-6)
    assert margins[2] > margins[0], "a medium at its upper limit could use more"
    assert margins[3] < margins[0], "a medium at its lower limit gets more than it earns"


@pytest.mark.parametrize("floor", [0.0, 0.3, 0.5, 0.75, 0.9])
@pytest.mark.parametrize("total", [20.0, 60.0, 200.0, 900.0])
def test_the_best_split_is_scipy_s(total: float, floor: float, searched_split: Callable[..., FloatArray]) -> None:
    exact = budget.best_split(MEDIA, total, floor)
    assert exact.sum() == pytest.approx(total, rel=1e-9)
    assert exact[0] + exact[3] >= floor * total - 1e-6
    searched = searched_split(MEDIA, total, floor)
    assert searched == pytest.approx(exact, abs=0.02 * total**0.5)
    assert budget.total_value(MEDIA, searched) == pytest.approx(budget.total_value(MEDIA, exact), rel=1e-7)


def test_a_floor_for_the_brand_is_met_exactly_and_costs_something() -> None:
    free, slack, bound = (budget.best_split(MEDIA, 200, floor) for floor in (0.0, 0.3, 0.75))
    assert slack.tolist() == free.tolist(), "a floor that the free split keeps changes nothing"
    assert bound[0] + bound[3] == pytest.approx(150, rel=1e-9)
    assert budget.total_value(MEDIA, bound) < budget.total_value(MEDIA, free)
    margins = [medium.marginal(x) for medium, x in zip(MEDIA, bound, strict=True)]
    assert margins[0] < margins[1], "the brand's last yuan earns less than the others'"
    only_brand = budget.best_split((Medium("x", 9, 1, brand=True), Medium("y", 9, 1)), 10, 1.0)
    assert only_brand == pytest.approx([10, 0], abs=1e-6)


def test_no_other_way_to_hand_out_pieces_is_better() -> None:
    ways = [way for way in itertools.product(range(7), repeat=4) if sum(way) == 6]
    greedy = budget.by_pieces(MEDIA, 60, 10)
    assert tuple((greedy / 10).tolist()) == max(
        ways, key=lambda way: budget.total_value(MEDIA, [10.0 * n for n in way])
    )
    fine = budget.by_pieces(MEDIA[:2], 60, 0.01)
    assert fine == pytest.approx(budget.equal_margins(MEDIA[:2], 60), abs=0.02)


def test_impossible_budgets_are_refused() -> None:
    with pytest.raises(budget.ImpossibleBudgetError, match="least spends"):
        budget.equal_margins(MEDIA, 3)
    with pytest.raises(budget.ImpossibleBudgetError, match="do not use"):
        budget.best_split((Medium("x", 1, 1, high=5),), 10)
    with pytest.raises(budget.ImpossibleBudgetError, match="do not use"):
        budget.best_split((Medium("x", 1, 1, high=5, brand=True), Medium("y", 1, 1)), 10, least_brand_share=0.6)
    with pytest.raises(budget.ImpossibleBudgetError, match="do not use"):
        budget.best_split((Medium("y", 1, 1),), 10, least_brand_share=0.1)
    with pytest.raises(budget.ImpossibleBudgetError, match="least spends"):
        budget.best_split((Medium("x", 1, 1, brand=True), Medium("y", 1, 1, low=5)), 10, least_brand_share=0.6)


def test_crowding_takes_the_advantage_away() -> None:
    quiet, other = Medium("种草", 300, 40), Medium("搜索", 200, 30)
    alone = budget.equal_margins((quiet, other), 100)
    together = budget.equal_margins((budget.crowded(quiet, 2.0), other), 100)
    assert budget.total_value((budget.crowded(quiet, 2.0), other), together) < budget.total_value((quiet, other), alone)
    assert budget.crowded(quiet, 1.0) == quiet
    assert budget.crowded(quiet, 2.0).value(80) == pytest.approx(quiet.value(40))


# Prices

RATES = pricing.Rates(ctr=0.02, cvr=0.03, basket=200)


@pytest.mark.parametrize(("model", "bid"), [("CPM", 30), ("CPC", 1.5), ("CPA", 50), ("CPS", 0.25), ("CPT", 3000)])
def test_pricing_models_meet_in_one_ecpm(model: str, bid: float) -> None:
    assert pricing.ecpm(model, bid, RATES) == pytest.approx(30, abs=1e-9)
    assert pricing.bid_for(model, 30, RATES) == pytest.approx(bid, abs=1e-9)
    assert pricing.cost_per_order(model, bid, RATES) == pytest.approx(50, abs=1e-9)


def test_who_carries_the_risk_of_a_lower_rate() -> None:
    worse = pricing.Rates(ctr=0.02, cvr=0.015, basket=200)
    dearer = [pricing.cost_per_order(model, pricing.bid_for(model, 30, RATES), worse) for model in pricing.MODELS]
    assert dearer == pytest.approx([100, 100, 50, 50, 100])


def test_optimised_bids_are_billed_by_impression() -> None:
    assert pricing.ocpm_bid(0.02, 0.03, 50) == pytest.approx(30)
    assert pricing.ocpm_cost_per_order(RATES, RATES, 50) == pytest.approx(50)
    assert pricing.ocpm_cost_per_order(RATES, pricing.Rates(0.02, 0.02, 200), 50) == pytest.approx(75)


# Auction

VALUES, CLICKS = (10.0, 4.0, 2.0), (200.0, 100.0)


def test_auction_example() -> None:
    assert auction.gsp_payments(VALUES, CLICKS) == pytest.approx([800, 200, 0], abs=1e-9)
    assert auction.vcg_payments(VALUES, CLICKS) == pytest.approx([600, 200, 0], abs=1e-9)
    for rule, payments in (("gsp", (800, 200)), ("vcg", (600, 200))):
        for place, payment in zip(("first", "second"), payments, strict=True):
            assert published(f"{rule}_payment_{place}").value == payment


def test_truth_does_not_always_pay_in_gsp() -> None:
    near = (200.0, 199.0)
    assert auction.utility(10, VALUES, 0, near) == pytest.approx(1200)
    assert auction.utility(10, (3.0, 4.0, 2.0), 0, near) == pytest.approx(1592)


def test_truth_is_best_under_vcg() -> None:
    rng = np.random.default_rng(8)
    for _ in range(30):
        values = rng.uniform(0, 10, 4)
        clicks = np.sort(rng.uniform(10, 200, 3))[::-1]
        honest = auction.utility(values[0], values.tolist(), 0, clicks.tolist(), "vcg")
        for bid in np.linspace(0, 12, 25):
            lied = auction.utility(values[0], [bid, *values[1:]], 0, clicks.tolist(), "vcg")
            assert lied <= honest + 1e-9


def test_vcg_is_the_loss_of_the_others() -> None:
    def best_for(bids: list[float], clicks: list[float]) -> float:
        padded = [*clicks, *([0.0] * len(bids))]
        return max(
            sum(b * c for b, c in zip(bids, order, strict=True)) for order in itertools.permutations(padded, len(bids))
        )

    bids, clicks = [3.0, 7.0, 1.0, 5.0], [90.0, 40.0, 10.0]
    payments = auction.vcg_payments(bids, clicks)
    places = {bidder: clicks[slot] for slot, bidder in enumerate(auction.ranking(bids, 3))}
    for bidder in range(4):
        others = [bid for i, bid in enumerate(bids) if i != bidder]
        with_me = sum(bids[i] * places.get(i, 0.0) for i in range(4) if i != bidder)
        assert payments[bidder] == pytest.approx(best_for(others, clicks) - with_me)


def test_fewer_bidders_than_slots_and_ties() -> None:
    assert auction.gsp_payments([5.0], [10.0, 5.0]) == pytest.approx([0])
    assert auction.vcg_payments([5.0, 4.0], [10.0, 5.0, 1.0]) == pytest.approx([20, 0])
    assert auction.ranking([3.0, 3.0, 4.0], 2).tolist() == [2, 0]


def test_second_price_revenue() -> None:
    assert auction.second_price_revenue(5, 40_000, np.random.default_rng(9)) == pytest.approx(2 / 3, abs=0.005)


def test_a_higher_bid_can_lose_to_a_better_advertisement() -> None:
    assert auction.rank_by_ecpm([2.0, 1.2, 3.0], [0.01, 0.03, 0.01]).tolist() == [1, 2, 0]


# Funnel and returns


def test_funnel_of_the_campaigns() -> None:
    totals = load("campaigns")[["impressions", "clicks", "visits", "enquiries", "orders"]].sum()
    rates = funnel.pass_rates(totals.tolist())
    assert funnel.orders(totals["impressions"], rates.tolist()) == pytest.approx(totals["orders"])
    with pytest.raises(ValueError, match="must not rise"):
        funnel.pass_rates([100, 10, 11])


def test_ten_per_cent_better_is_worth_the_same_at_each_layer() -> None:
    rates = [0.02, 0.8, 0.15, 0.2]
    gained = {
        round(funnel.improved_orders(1e6, rates, layer, 1.1) / funnel.orders(1e6, rates), 9) for layer in range(4)
    }
    assert gained == {1.1}
    assert funnel.improved_orders(1e6, [0.02, 0.95], 1, 1.1) == pytest.approx(1e6 * 0.02)
    assert funnel.gain_to_benchmark(1000, [0.1, 0.5], [0.2, 0.4]) == pytest.approx([50, 0])


def test_more_leads_than_salespeople_can_call_are_lost() -> None:
    assert funnel.deals(1000, 0.3, 0.2, capacity=500) == pytest.approx(60)
    assert funnel.deals(3000, 0.3, 0.2, capacity=500) == pytest.approx(100)


def test_returns() -> None:
    assert returns.roas(400, 100) == 4
    assert returns.roi(400, 100, 0.25) == pytest.approx(0)
    assert returns.break_even_roas(0.25) == 4
    assert returns.roi(returns.break_even_roas(0.4) * 100, 100, 0.4) == pytest.approx(0)
    extra = returns.incremental_revenue(50_000, 1000, 8_000, 200)
    assert extra == pytest.approx(10_000)
    assert returns.romi(extra, 5000, 0.4) == pytest.approx(-0.2)
    assert returns.roi(50_000, 5000, 0.4) == pytest.approx(3.0)
    for margin in (0, 1.2):
        with pytest.raises(ValueError, match="margin"):
            returns.break_even_roas(margin)


def test_seeding_is_undercounted_and_search_overcounted() -> None:
    seeding = returns.Seeding(100, 50, 400, in_app=0.2, through_search=0.5, search_revenue=120)
    reported, true = seeding.platform_reports(), seeding.truth()
    assert reported == pytest.approx((0.8, 6.4))
    assert true == pytest.approx((4.0, 2.4))
    contained = returns.Seeding(100, 50, 400, in_app=1.0, through_search=0.0, search_revenue=120)
    assert contained.platform_reports() == pytest.approx(contained.truth())
