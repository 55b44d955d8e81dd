"""Intervals, comparisons, slices and raking: published numbers, statsmodels as referee, brute force."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint, proportions_ztest

from genmarketing.data import load, published
from genmarketing.themes.trend_report.models import comparisons, intervals, raking, subgroups
from genmarketing.themes.trend_report.models.marginals import FEWER

N = 228


@pytest.mark.parametrize("percent", [13, 22, 53, 54, 70, 73])
def test_the_table_of_intervals_at_228(percent: int) -> None:
    low, high = intervals.wilson(intervals.count_of(percent, N), N)
    assert low == pytest.approx(published(f"wilson_{percent}_low").value, abs=5e-5)
    assert high == pytest.approx(published(f"wilson_{percent}_high").value, abs=5e-5)


def test_counts_behind_the_percentages_add_up() -> None:
    counts = [intervals.count_of(percent, N) for percent in (13, 22, 53, 54, 70, 73)]
    assert counts == [30, 50, 121, 123, 160, 166]
    assert intervals.count_of(13, N) + intervals.count_of(41, N) == intervals.count_of(54, N)


@pytest.mark.parametrize(("yes", "n"), [(0, 10), (1, 40), (30, 228), (123, 228), (228, 228), (17, 2000)])
def test_intervals_are_statsmodels_s(yes: int, n: int) -> None:
    assert intervals.wilson(yes, n) == pytest.approx(proportion_confint(yes, n, method="wilson"), abs=1e-9)
    low, high = intervals.wald(yes, n)
    assert (max(0.0, low), min(1.0, high)) == pytest.approx(proportion_confint(yes, n, method="normal"), abs=1e-9)


def test_margin_and_sample() -> None:
    assert intervals.margin(N) == pytest.approx(0.0649, abs=5e-5)
    assert intervals.sample_for_margin(0.05) == 385
    assert intervals.sample_for_margin(0.03) == 1068
    assert intervals.sample_for_margin(0.1, z=2.0) == 100, "an exact result is not rounded up"
    assert intervals.finite_population_factor(N, 2000) == pytest.approx(0.9415, abs=5e-5)
    assert intervals.finite_population_factor(5, 5) == 0
    assert intervals.finite_population_factor(1, 1) == 0
    with pytest.raises(ValueError, match="cannot ask 3 of 2"):
        intervals.finite_population_factor(3, 2)


def test_neither_53_nor_54_percent_proves_a_majority() -> None:
    assert intervals.majority_p_value(0.53, N) == pytest.approx(0.365, abs=5e-4)
    assert intervals.majority_p_value(0.54, N) > 0.2
    for share in (0.5, 0.53, 0.54, 0.56, 0.565, 0.57, 0.6):
        low, high = intervals.wilson(round(share * N), N)
        assert (low <= 0.5 <= high) == (intervals.majority_p_value(round(share * N) / N, N) >= 0.05)


def test_true_coverage() -> None:
    assert intervals.true_coverage("wald", 0.05, N) == pytest.approx(0.930, abs=5e-4)
    assert intervals.true_coverage("wilson", 0.05, N) == pytest.approx(0.951, abs=5e-4)
    assert intervals.true_coverage("wald", 0.02, 30) < 0.5, "few people and a rare answer: Wald breaks down"


def test_chance_of_54_percent_when_the_truth_is_49() -> None:
    by_hand = intervals.chance_of_at_least(123, N, 0.49)
    simulated = (intervals.simulate_surveys(0.49, N, 200_000, np.random.default_rng(1)) >= 123 / N - 1e-9).mean()
    assert by_hand == pytest.approx(0.0766, abs=5e-5)
    assert simulated == pytest.approx(by_hand, abs=0.002)
    assert intervals.chance_of_at_least(0, N, 0.3) == pytest.approx(1, abs=1e-12)


def test_standard_errors_of_differences() -> None:
    assert comparisons.one_question_error(0.54, 0.22, N) == pytest.approx(0.0537, abs=5e-5)
    # As if different people had been asked: too small, because who says «fewer» cannot say «more».
    assert comparisons.two_surveys_error(0.54, N, 0.22, N) == pytest.approx(0.0429, abs=5e-5)
    assert comparisons.joint_bounds(0.7, 0.53) == pytest.approx((0.23, 0.53))
    assert comparisons.two_boxes_error_bounds(0.7, 0.53, N) == pytest.approx((0.0249, 0.0570), abs=5e-5)
    # A single-choice question is two boxes that nobody ticks together.
    assert comparisons.two_boxes_error(0.54, 0.22, 0.0, N) == comparisons.one_question_error(0.54, 0.22, N)
    with pytest.raises(ValueError, match=r"between 0\.23 and 0\.53"):
        comparisons.two_boxes_error(0.7, 0.53, 0.6, N)


def test_standard_errors_against_simulated_respondents() -> None:
    rng = np.random.default_rng(2)
    cells = rng.multinomial(N, [0.3, 0.4, 0.23, 0.07], 40_000) / N  # both, only the first, only the second, none
    difference = cells[:, 1] - cells[:, 2]
    assert difference.std() == pytest.approx(comparisons.two_boxes_error(0.7, 0.53, 0.3, N), rel=0.02)
    answers = rng.multinomial(N, [0.54, 0.22, 0.24], 40_000) / N
    assert (answers[:, 0] - answers[:, 1]).std() == pytest.approx(
        comparisons.one_question_error(0.54, 0.22, N), rel=0.02
    )


def test_change_between_waves() -> None:
    z = comparisons.two_surveys_z(123 / N, N, 98 / N, N)
    referee, p = proportions_ztest([123, 98], [N, N])
    assert z == pytest.approx(referee, abs=1e-9)
    assert comparisons.p_value(z) == pytest.approx(p, abs=1e-9)
    assert z == pytest.approx(2.34, abs=0.005)
    assert comparisons.p_value(z) == pytest.approx(0.019, abs=5e-4)


def test_power() -> None:
    assert comparisons.power(0.54, 0.43, N, N) == pytest.approx(0.65, abs=0.005)
    assert comparisons.power(0.54, 0.49, N, N) == pytest.approx(0.19, abs=0.005)
    assert comparisons.power(0.5, 0.5, N, N) == pytest.approx(0.05, abs=1e-9)
    first, second = np.random.default_rng(3).binomial(N, [[0.54], [0.43]], (2, 20_000)) / N
    z = (first - second) / np.sqrt((first + second) / 2 * (1 - (first + second) / 2) * 2 / N)
    assert (abs(z) > 1.96).mean() == pytest.approx(comparisons.power(0.54, 0.43, N, N), abs=0.015)


def test_sample_for_power_is_the_smallest() -> None:
    for p, q in ((0.54, 0.43), (0.54, 0.49), (0.1, 0.9)):
        n = comparisons.sample_for_power(p, q)
        assert comparisons.power(p, q, n, n) >= 0.8 > comparisons.power(p, q, n - 1, n - 1)
    with pytest.raises(ValueError, match="difference of nothing"):
        comparisons.sample_for_power(0.4, 0.4)


def test_many_comparisons() -> None:
    assert comparisons.chance_of_a_false_alarm(30) == pytest.approx(0.79, abs=0.005)
    assert comparisons.chance_of_a_false_alarm(30, comparisons.bonferroni(30)) < 0.05
    found = [0.001, 0.04, 0.012, 0.3, 0.013]
    assert comparisons.survives_holm(found) == list(multipletests(found, method="holm")[0])
    assert comparisons.survives_holm([0.04, 0.011, 0.2, 0.001]) == [False, True, False, True]


def test_difference_interval() -> None:
    low, high = comparisons.difference_interval(0.32, comparisons.one_question_error(0.54, 0.22, N))
    assert (low, high) == pytest.approx((0.2147, 0.4253), abs=5e-5)


def test_raking_meets_all_margins_and_keeps_odds_ratios() -> None:
    rng = np.random.default_rng(5)
    seed = rng.uniform(0.5, 2.0, (3, 5, 5))
    totals = [rng.dirichlet(np.ones(size) * 5) for size in seed.shape]
    raked = raking.rake(seed, totals, tolerance=1e-12)
    assert raked.errors[-1] < 1e-12
    assert raked.sweeps <= 20
    assert list(raked.errors[1:]) == sorted(raked.errors[1:], reverse=True)
    for layer in range(3):
        before, after = (raking.odds_ratio(table[layer, :2, :2]) for table in (seed, raked.table))
        assert after == pytest.approx(before, rel=1e-9)


def test_raking_by_hand() -> None:
    step = raking.step(np.array([[10.0, 20.0], [30.0, 40.0]]), axis=0, totals=np.array([60.0, 140.0]))
    assert step == pytest.approx(np.array([[20.0, 40.0], [60.0, 80.0]]))
    raked = raking.rake(np.ones((2, 2)), [np.array([0.7, 0.3]), np.array([0.53, 0.47])])
    assert raked.table == pytest.approx(np.outer([0.7, 0.3], [0.53, 0.47]), abs=1e-12)
    assert raked.sweeps == 1, "a seed without any correlation is done in one sweep"


def test_totals_that_cannot_be_reached_are_refused() -> None:
    with pytest.raises(raking.UnreachableTotalsError, match="different sums"):
        raking.rake(np.ones((2, 2)), [np.array([1.0, 1.0]), np.array([1.0, 2.0])])
    with pytest.raises(raking.UnreachableTotalsError, match="seed has nothing"):
        raking.rake(np.array([[1.0, 1.0], [0.0, 0.0]]), [np.array([0.5, 0.5]), np.array([0.5, 0.5])])
    with pytest.raises(raking.UnreachableTotalsError, match="still"):
        raking.rake(np.eye(2), [np.array([0.7, 0.3]), np.array([0.4, 0.6])])
    with pytest.raises(raking.UnreachableTotalsError, match="same answer"):
        raking.rake_weights(np.array([[1], [1]]), np.array([0.5]))
    with pytest.raises(raking.UnreachableTotalsError, match="not reached"):
        raking.rake_weights(np.array([[1, 1], [0, 0]]), np.array([0.7, 0.4]))


def test_weights_and_whole_people() -> None:
    rng = np.random.default_rng(6)
    people = (rng.random((2000, 5)) < [0.2, 0.4, 0.5, 0.6, 0.9]).astype(np.int64)
    shares = np.array([0.3, 0.5, 0.53, 0.7, 0.8])
    weights = raking.rake_weights(people, shares)
    assert weights @ people == pytest.approx(shares, abs=1e-9)
    assert weights.sum() == pytest.approx(1)
    counts = np.round(shares * N).astype(np.int64)
    chosen = raking.whole_respondents(people, weights, counts, N)
    assert len(set(chosen.tolist())) == N
    assert people[chosen].sum(axis=0).tolist() == counts.tolist()


def test_slices_have_wider_intervals_than_the_whole() -> None:
    table = load("advertisers")
    gloomy = table["industry_outlook"].isin(FEWER)
    slices = subgroups.slice_shares(table, "industry", gloomy)
    assert slices["people"].sum() == N
    assert slices["yes"].sum() == 123
    whole = np.diff(intervals.wilson(123, N))[0]
    assert ((slices["high"] - slices["low"]) > 1.8 * whole).all()
    assert slices["share"].is_monotonic_decreasing


def test_gaps_between_equal_groups() -> None:
    gaps = subgroups.gaps_by_chance(np.array([30, 30]), 0.5, 50_000, np.random.default_rng(7))
    expected = sqrt(2 / np.pi) * sqrt(2 * 0.25 / 30)  # mean of |normal|
    assert gaps.mean() == pytest.approx(expected, rel=0.03)
    many = subgroups.gaps_by_chance(np.full(8, 28), 0.54, 5000, np.random.default_rng(7))
    assert np.median(many) > 0.2, "eight slices of 28 people differ by 20 points although nothing differs"
