"""Repurchase definitions, cohorts, RFM and concentration: small tables counted by hand, and brute force."""

import itertools

import numpy as np
import pandas as pd
import pytest

from genmarketing.themes.audience_assets.models import cohorts, concentration, repurchase, rfm


def orders_of(rows: list[tuple[str, str, float]]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["customer_id", "date", "amount"])
    return table.assign(date=pd.to_datetime(table["date"]))


# Ann buys twice on one day in February, Bo in January and February, Cy once in January, Di twice in February, days apart.
SMALL = orders_of(
    [
        ("Bo", "2024-01-10", 20.0),
        ("Cy", "2024-01-12", 30.0),
        ("Ann", "2024-02-01", 10.0),
        ("Ann", "2024-02-01", 12.0),
        ("Bo", "2024-02-05", 22.0),
        ("Di", "2024-02-06", 18.0),
        ("Di", "2024-02-29", 18.0),
        ("Ed", "2024-03-31", 5.0),
    ]
)
FEBRUARY = repurchase.period_of("2024-02-01", "2024-03-01")


@pytest.mark.parametrize(
    ("name", "part", "whole"),
    [
        ("期内复购率", 2, 3),
        ("期内复购率（按天）", 1, 3),
        ("上期顾客再来率", 1, 2),
        ("老客占比", 1, 3),
        ("首购后 30 天复购率", 2, 2),
        ("累计复购率", 3, 4),
        ("按全体会员算", 2, 4),
        ("复购订单占比", 3, 5),
    ],
)
def test_each_definition_counts_what_it_says(name: str, part: int, whole: int) -> None:
    definition = next(each for each in repurchase.DEFINITIONS if each.name == name)
    assert definition.count(SMALL, FEBRUARY) == repurchase.Rate(part, whole)


def brute_force(orders: pd.DataFrame, period: repurchase.Period, name: str) -> repurchase.Rate:
    """Count with loops over customers and their orders."""
    before = period.before()
    part = whole = 0
    for _, own in orders.groupby("customer_id"):
        dates = sorted(own["date"])
        now = [d for d in dates if period.start <= d < period.end]
        until = [d for d in dates if d < period.end]
        match name:
            case "期内复购率":
                whole, part = whole + bool(now), part + (len(now) >= 2)
            case "期内复购率（按天）":
                whole, part = whole + bool(now), part + (len(set(now)) >= 2)
            case "上期顾客再来率":
                came = any(before.start <= d < before.end for d in dates)
                whole, part = whole + came, part + (came and bool(now))
            case "老客占比":
                whole, part = whole + bool(now), part + (bool(now) and dates[0] < period.start)
            case "首购后 30 天复购率":
                limit = dates[0] + pd.Timedelta(days=30)
                counts = period.start <= dates[0] < period.end and limit <= orders["date"].max()
                whole, part = whole + counts, part + (counts and len(dates) > 1 and dates[1] <= limit)
            case "累计复购率":
                whole, part = whole + bool(until), part + (len(until) >= 2)
            case "按全体会员算":
                whole, part = whole + bool(until), part + (len(now) >= 2)
            case "复购订单占比":
                whole, part = whole + len(now), part + len(now) - (bool(now) and now[0] == dates[0])
    return repurchase.Rate(part, whole)


def random_orders(seed: int) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    days = pd.Timestamp("2024-01-01") + pd.to_timedelta(rng.integers(0, 150, 300), unit="D")
    people = [f"C{i}" for i in rng.integers(0, 60, 300)]
    return pd.DataFrame({"customer_id": people, "date": days, "amount": rng.gamma(4, 8, 300)})


@pytest.mark.parametrize("definition", repurchase.DEFINITIONS, ids=lambda definition: definition.name)
def test_each_definition_equals_brute_force(definition: repurchase.Definition) -> None:
    for seed in range(3):
        orders = random_orders(seed)
        for period in (
            repurchase.period_of("2024-03-01", "2024-04-01"),
            repurchase.period_of("2024-02-10", "2024-03-05"),
        ):
            assert definition.count(orders, period) == brute_force(orders, period, definition.name)


def test_the_period_before_has_equal_length() -> None:
    quarter = repurchase.period_of("2024-04-01", "2024-07-01")
    assert quarter.before() == repurchase.period_of("2024-01-01", "2024-04-01")
    ten_days = repurchase.period_of("2024-03-05", "2024-03-15")
    assert ten_days.before() == repurchase.period_of("2024-02-24", "2024-03-05")
    with pytest.raises(ValueError, match="after"):
        repurchase.period_of("2024-03-05", "2024-03-05")


def test_nobody_to_count_is_not_zero() -> None:
    empty = repurchase.bought_twice(SMALL, repurchase.period_of("2025-01-01", "2025-02-01"))
    assert empty == repurchase.Rate(0, 0)
    assert np.isnan(empty.value)


def test_cohort_table_by_hand() -> None:
    counts = cohorts.cohort_counts(SMALL)
    assert [str(month) for month in counts.index] == ["2024-01", "2024-02", "2024-03"]
    np.testing.assert_array_equal(counts.to_numpy(), [[2, 1, 0], [2, 0, np.nan], [1, np.nan, np.nan]])
    shares = cohorts.retention(counts)
    np.testing.assert_allclose(shares.to_numpy()[0], [1, 0.5, 0])
    np.testing.assert_allclose(cohorts.average_retention(counts), [1, 1 / 4, 0])


def test_cohort_counts_equal_brute_force_and_a_month_without_new_customers_stays() -> None:
    orders = random_orders(7)
    orders = orders[~((orders["date"] >= "2024-02-01") & (orders["date"] < "2024-03-01"))]
    counts = cohorts.cohort_counts(orders)
    month = orders["date"].dt.to_period("M")
    first = month.groupby(orders["customer_id"]).min()
    assert len(counts) == 5
    for cohort, age in itertools.product(range(5), range(5)):
        cell = counts.iloc[cohort, age]
        if cohort + age > 4:
            assert np.isnan(cell)
            continue
        when = pd.Period("2024-01", "M") + cohort
        active = set(orders.loc[month == when + age, "customer_id"])
        assert cell == len(active & set(first.index[first == when]))


def test_only_those_who_came_last_month_can_come_again() -> None:
    np.testing.assert_allclose(cohorts.survival(np.full(12, 0.7))[-1], 0.7**12, rtol=1e-12)


def test_top_share_lorenz_and_gini() -> None:
    amounts = np.array([1.0, 1, 1, 1, 6])
    assert concentration.top_share(amounts, 0.2) == pytest.approx(0.6)
    assert concentration.top_share(amounts, 0.1) == pytest.approx(0.3), "half of the best customer"
    assert concentration.top_share(amounts, 1) == pytest.approx(1)
    assert concentration.gini(np.ones(50)) == pytest.approx(0, abs=1e-12)
    rng = np.random.default_rng(3)
    spend = rng.gamma(0.5, 10, 400)
    pairs = np.abs(spend[:, None] - spend[None, :]).mean() / (2 * spend.mean())
    assert concentration.gini(spend) == pytest.approx(pairs, abs=1e-9)
    with pytest.raises(ValueError, match="positive"):
        concentration.gini(np.zeros(3))
    with pytest.raises(ValueError, match="between"):
        concentration.top_share(amounts, 1.2)


def test_rfm_table_and_scores() -> None:
    table = rfm.rfm_table(SMALL, pd.Timestamp("2024-03-01"))
    assert table.loc["Ann"].to_list() == [29, 2, 11]
    assert table.loc["Cy"].to_list() == [49, 1, 30]
    assert "Ed" not in table.index
    values = np.arange(100, dtype=float)
    assert np.bincount(rfm.score(values)).tolist() == [0, 20, 20, 20, 20, 20]
    np.testing.assert_array_equal(rfm.score(values, descending=True), rfm.score(values)[::-1])
    tied = rfm.score(np.array([1.0, 1, 1, 1, 1, 1, 1, 2, 3, 4]))
    assert len(set(tied[:7])) == 1, "equal customers are treated alike"
    assert tied[-1] == 5


def test_tiers_and_cube_leave_nobody_out() -> None:
    rules = rfm.Rules(fresh=30, lost=90, often=5, dear=25)
    assert rfm.tier(30, 5, 25, rules) == "核心"
    assert rfm.tier(30, 5, 24.99, rules) == "常客"
    assert rfm.tier(31, 5, 25, rules) == "要走的常客"
    assert rfm.tier(89, 4, 99, rules) == "新客与散客"
    assert rfm.tier(90, 50, 99, rules) == "睡着了"
    table = rfm.rfm_table(random_orders(1), pd.Timestamp("2024-06-01"))
    assert set(rfm.tiers(table, rules)) <= set(rfm.TIERS)
    corners = rfm.cube(rfm.rfm_scores(table))
    assert len(corners) == 8
    assert corners.sum() == len(table)
    with pytest.raises(ValueError, match="fresh"):
        rfm.Rules(fresh=90, lost=90, often=5, dear=25)
