"""The bank of theme 05: examples of the prompts by hand, references against models, libraries and brute force, core concepts graded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import minimize_scalar
from statsmodels.stats.proportion import proportion_confint

from genmarketing.data import concept, concept_ids, published, source_check
from genmarketing.themes.trend_report.models import (
    auction,
    brand_performance,
    budget,
    comparisons,
    diffusion,
    funnel,
    intervals,
    pricing,
    raking,
    returns,
)
from genmarketing.themes.trend_report.models.arrays import FloatArray
from genmarketing.themes.trend_report.questions import QUESTIONS
from genmarketing.workbook import FunctionQuestion, Question, TableQuestion, ValueQuestion

BANK: dict[str, Question] = {question.name: question for question in QUESTIONS}
SEEDS = range(5)


def reference(name: str) -> Any:
    question = BANK[name]
    assert isinstance(question, FunctionQuestion | ValueQuestion | TableQuestion)
    return question.reference


def arguments(name: str, seeds: range = SEEDS) -> list[tuple[Any, ...]]:
    question = BANK[name]
    assert isinstance(question, FunctionQuestion)
    return [case.args for seed in seeds for case in question.cases_of(seed)]


def of_check(name: str, check: str, seeds: range) -> list[tuple[Any, ...]]:
    question = BANK[name]
    assert isinstance(question, FunctionQuestion)
    return [case.args for seed in seeds for case in question.cases_of(seed) if case.check == check]


def test_every_core_concept_is_graded() -> None:
    graded = {c for question in QUESTIONS for c in question.concepts}
    core = {c for c in concept_ids() if concept(c).theme == "trend_report" and concept(c).core}
    assert core - graded == set()


def test_points_and_minutes() -> None:
    assert sum(question.points for question in QUESTIONS) == 100
    assert sum(question.minutes for question in QUESTIONS) <= 150
    for question in QUESTIONS:
        assert f"约 {question.minutes} 分钟" in question.teaching, question.name


# The examples that prompts invite learners to work out by hand


def test_example_of_a_majority() -> None:
    answer = reference("majority_claim")(50, 100)
    assert (answer["people"], answer["say"]) == (50, "都不写")
    assert (answer["low"], answer["high"]) == pytest.approx((0.4038, 0.5962), abs=5e-5)


def test_example_of_a_gap() -> None:
    ticked = [(1, 1)] * 30 + [(1, 0)] * 30 + [(0, 1)] * 10 + [(0, 0)] * 30
    people = pd.DataFrame(ticked, columns=["a", "b"])
    pairs = pd.DataFrame([("甲乙", "a", "b")], columns=["pair", "first", "second"])
    [row] = reference("say_do_gap")(people, pairs).to_dict("records")
    assert row == pytest.approx(
        {"pair": "甲乙", "p": 0.6, "q": 0.4, "both": 30, "gap": 0.2, "error": 0.06, "sure": True}
    )


def test_example_of_raking() -> None:
    assert reference("raking_sweep")([[10, 10], [30, 10]], [40, 40], [20, 60]) == [[8, 40], [12, 20]]


def test_example_of_carry_over() -> None:
    assert reference("effect_seen")([4, 0], 0.5) == {"half_life": 1, "stock": 2, "seen": 0.75}


def test_example_of_a_split_by_horizon() -> None:
    alike = {"carry": 0, "worth": 1, "half": 1}
    assert reference("best_brand_share")(1, alike, alike, 100) == pytest.approx({"share": 50, "loss": 0.25})


def test_example_of_offers() -> None:
    rates = {name: {"ctr": 0.02, "cvr": 0.05, "basket": 200, "impressions": 200_000} for name in "甲乙丙丁"}
    offers = [("甲", "CPC", 1.5), ("乙", "CPS", 0.2), ("丙", "CPT", 5000), ("丁", "oCPC", 35)]
    answer = reference("offer_ranking")(offers, rates)
    assert answer["ecpm"] == pytest.approx({"甲": 30, "乙": 40, "丙": 25, "丁": 35})
    assert answer["order"] == ["乙", "丁", "甲", "丙"]


def test_example_of_payments() -> None:
    """The auction of the literature: 600 and 200 where the second price would take 800 and 200."""
    assert reference("slot_payments")([10, 4, 2], [200, 100]) == [600, 200, 0]
    assert list(auction.gsp_payments([10, 4, 2], [200, 100])) == [800, 200, 0]


def test_example_of_returns() -> None:
    day = {"impressions": 10_000, "clicks": 200, "visits": 160, "enquiries": 40, "orders": 10, "spend": 1000}
    log = pd.DataFrame([{"date": "2025-01-01", "platform": "桃枝", "pricing": "CPC", **day, "revenue": 3000}])
    terms = pd.DataFrame([("桃枝", 0.4, 0.2)], columns=["platform", "margin", "anyway"])
    benchmark = {"点击": 0.02, "访问": 0.9, "咨询": 0.2, "订单": 0.25}
    [row] = reference("campaign_returns")(log, terms, benchmark).to_dict("records")
    numbers = {key: row[key] for key in ("ctr", "roas", "break_even", "roi", "romi")}
    assert numbers == pytest.approx({"ctr": 0.02, "roas": 3, "break_even": 2.5, "roi": 0.2, "romi": -0.04})
    assert row["weakest"] == "访问"


def test_example_of_a_peak() -> None:
    answer = reference("bass_peak")(0.03, 0.38, 1)
    assert answer["peak"] == pytest.approx(published("bass_peak_time").value, abs=5e-4)
    assert answer["adopted"] == pytest.approx(published("bass_adopted_at_peak").value, abs=5e-5)
    assert answer["earlier"] == 0


def test_example_of_a_budget() -> None:
    media = {
        "甲": {"worth": 400, "half": 10, "price": 1, "most": 30},
        "乙": {"worth": 100, "half": 10, "price": 1, "most": 30},
    }
    assert reference("split_budget")(media, 30) == pytest.approx({"甲": 70 / 3, "乙": 20 / 3})


# The references against the models of the chapter, libraries and brute force


def test_intervals_are_those_of_statsmodels() -> None:
    for percent, n in arguments("majority_claim", range(40)):
        answer = reference("majority_claim")(percent, n)
        low, high = proportion_confint(answer["people"], n, method="wilson")
        assert (answer["low"], answer["high"]) == pytest.approx((low, high), abs=1e-4)


@pytest.mark.parametrize("percent", [13, 22, 53, 54, 70, 73])
def test_intervals_of_the_report(percent: int) -> None:
    answer = reference("majority_claim")(percent, 228)
    ends = [published(f"wilson_{percent}_{end}").value for end in ("low", "high")]
    assert [answer["low"], answer["high"]] == pytest.approx(ends, abs=2e-4)
    assert answer["say"] == {53: "都不写", 54: "都不写", 13: "少数", 22: "少数"}.get(percent, "多数")


def test_majority_of_228_begins_at_57_percent() -> None:
    """The threshold that the explanation names, and that of a sample twice as large."""
    says = [reference("majority_claim")(percent, 228)["say"] for percent in range(50, 60)]
    assert says.index("多数") == 7
    assert [reference("majority_claim")(percent, 450)["say"] for percent in (54, 55)] == ["都不写", "多数"]


@pytest.mark.parametrize("seed", SEEDS)
def test_errors_are_those_of_each_person_s_difference(seed: int) -> None:
    given = BANK["say_do_gap"].data(seed)
    table = reference("say_do_gap")(**given).set_index("pair")
    people = given["respondents"]
    for pair, first, second in given["pairs"].itertuples(index=False):
        each = people[first] - people[second]
        row = table.loc[pair]
        assert row["gap"] == pytest.approx(each.mean())
        assert row["error"] == pytest.approx(each.std(ddof=0) / len(each) ** 0.5)
        both = row["both"] / len(people)
        assert row["error"] == pytest.approx(comparisons.two_boxes_error(row["p"], row["q"], both, len(people)))


def test_sweeps_are_steps_of_the_model_and_end_where_it_ends() -> None:
    for table, rows, columns in arguments("raking_sweep"):
        first = raking.step(np.array(table, float), 0, np.array(rows, float))
        swept = reference("raking_sweep")(table, rows, columns)
        assert np.array(swept) == pytest.approx(raking.step(first, 1, np.array(columns, float)))
        for _ in range(500):
            swept = reference("raking_sweep")(swept, rows, columns)
        ended = raking.rake(np.array(table, float), [np.array(rows, float), np.array(columns, float)], 1e-10)
        assert np.array(swept) == pytest.approx(ended.table, abs=1e-6)


def test_what_is_seen_and_what_comes_later_are_everything() -> None:
    for spend, carry in arguments("effect_seen"):
        answer, effects, stock = reference("effect_seen")(spend, carry), [], 0.0
        for week in range(3000):
            stock = carry * stock + (spend[week] if week < len(spend) else 0)
            effects.append(stock)
        assert answer["stock"] == pytest.approx(effects[len(spend) - 1])
        assert answer["seen"] * sum(effects) == pytest.approx(sum(effects[: len(spend)]))
        if carry:
            assert carry ** answer["half_life"] == pytest.approx(0.5)


def test_best_shares_are_those_of_the_model() -> None:
    for weeks, brand, performance, tried in arguments("best_brand_share"):
        market = brand_performance.Market(
            brand_carry=brand["carry"],
            performance_carry=performance["carry"],
            brand_value=brand["worth"],
            performance_value=performance["worth"],
            synergy=0.0,
            brand_half=brand["half"],
            performance_half=performance["half"],
            weekly_discount=0.0,
        )
        answer = reference("best_brand_share")(weeks, brand, performance, tried)
        assert answer["share"] == pytest.approx(100 * market.best_share(weeks), abs=1)
        assert answer["loss"] == pytest.approx(market.loss(tried / 100, weeks), abs=1e-4)


def test_longer_horizons_give_the_brand_more() -> None:
    [(_, brand, performance, _)] = of_check("best_brand_share", "看一年", range(1))
    shares = [reference("best_brand_share")(weeks, brand, performance, 50)["share"] for weeks in (2, 13, 26, 52, 104)]
    assert shares == sorted(shares)
    assert shares[-1] - shares[0] > 40


def test_offers_are_those_of_the_model() -> None:
    for offers, rates in arguments("offer_ranking"):
        answer = reference("offer_ranking")(offers, rates)
        for name, model, bid in offers:
            foreseen = pricing.Rates(**rates[name])
            expected = (
                pricing.ocpm_bid(foreseen.ctr, foreseen.cvr, bid)
                if model in ("oCPM", "oCPC")
                else pricing.ecpm(model, bid, foreseen)
            )
            assert answer["ecpm"][name] == pytest.approx(expected)
        ranked = [answer["ecpm"][name] for name in answer["order"]]
        assert ranked == sorted(ranked, reverse=True)


def test_offers_lie_apart_unless_they_are_equal() -> None:
    """Rounding on the learner's side must not turn two places round."""
    for offers, rates in arguments("offer_ranking", range(200)):
        prices = sorted(reference("offer_ranking")(offers, rates)["ecpm"].values())
        gaps = np.diff(prices)
        assert ((gaps == 0) | (gaps > 0.1)).all()


def test_payments_are_those_of_the_model() -> None:
    for bids, clicks in arguments("slot_payments"):
        assert reference("slot_payments")(bids, clicks) == pytest.approx(list(auction.vcg_payments(bids, clicks)))


@pytest.mark.parametrize("seed", SEEDS)
def test_returns_are_those_of_the_model(seed: int) -> None:
    given = BANK["campaign_returns"].data(seed)
    terms = given["terms"].set_index("platform")
    layers = ["impressions", "clicks", "visits", "enquiries", "orders"]
    table = reference("campaign_returns")(**given)
    assert len(table) == 6
    for row in table.itertuples():
        log = given["log"].query("platform == @row.platform and pricing == @row.pricing")
        assert len(log) == 28
        spend, revenue = log["spend"].sum(), log["revenue"].sum()
        margin, anyway = terms.loc[row.platform]
        rates = funnel.pass_rates(log[layers].sum().tolist())
        assert row.ctr == pytest.approx(rates[0])
        assert row.roas == pytest.approx(returns.roas(revenue, spend))
        assert row.break_even == pytest.approx(returns.break_even_roas(margin))
        assert row.roi == pytest.approx(returns.roi(revenue, spend, margin))
        assert row.romi == pytest.approx(returns.romi(revenue * (1 - anyway), spend, margin))
        behind = np.array(list(given["benchmark"].values())) / rates
        assert row.weakest == funnel.LAYERS[1 + int(behind.argmax())]


def test_peaks_are_those_of_the_model() -> None:
    for p, q, voices in arguments("bass_peak"):
        before, after = diffusion.Bass(p, q), diffusion.Bass(p, q * voices)
        answer = reference("bass_peak")(p, q, voices)
        assert answer["peak"] == pytest.approx(after.peak_time)
        assert answer["adopted"] == pytest.approx(after.adopted(after.peak_time))
        assert answer["earlier"] == pytest.approx(before.time_of(0.16) - after.time_of(0.16))
        found = minimize_scalar(lambda t, after=after: -after.rate(t), bounds=(0, 40), method="bounded")
        assert answer["peak"] == pytest.approx(found.x, abs=1e-2)


def test_splits_are_the_best_there_are(searched_split: Callable[..., FloatArray]) -> None:
    """Against the model's bisection and against SciPy, which knows nothing of equal margins."""
    for media, money in arguments("split_budget"):
        known = [
            budget.Medium(name, m["worth"], m["half"], price=m["price"], high=m["most"]) for name, m in media.items()
        ]
        money = min(money, sum(medium.high for medium in known))
        spent = list(reference("split_budget")(media, money).values())
        assert sum(spent) == pytest.approx(money)
        assert spent == pytest.approx(list(budget.equal_margins(known, money)), abs=1e-3)
        assert spent == pytest.approx(list(searched_split(known, money)), abs=0.2)


def test_a_greedy_split_in_small_steps_is_within_tolerance() -> None:
    """The plainest way, which the first hint names, must be good enough."""
    question = BANK["split_budget"]
    assert isinstance(question, FunctionQuestion)
    for media, money in arguments("split_budget", range(2)):
        spent, step = dict.fromkeys(media, 0.0), 0.05

        def next_yuan(name: str, media: Any = media, spent: Any = spent, step: float = step) -> float:
            medium = media[name]
            half = medium["half"] * medium["price"]
            full = spent[name] + step > medium["most"] + 1e-9
            return -1.0 if full else float(medium["worth"] * half / (spent[name] + half) ** 2)

        for _ in range(round(money / step)):
            best = max(media, key=next_yuan)
            if next_yuan(best) > 0:
                spent[best] += step
        assert spent == pytest.approx(question.reference(media, money), abs=question.absolute)


# What the data of every variant must show


def test_no_percentage_lies_halfway_between_two_counts() -> None:
    assert all(percent * n % 100 != 50 for percent, n in arguments("majority_claim", range(200)))


def test_surveys_near_a_half_are_on_both_sides_of_the_line() -> None:
    for seed in range(50):
        near = of_check("majority_claim", "贴着一半", range(seed, seed + 1))
        assert [reference("majority_claim")(*survey)["say"] for survey in near] == ["都不写", "都不写", "多数"]


@pytest.mark.parametrize("seed", range(20))
def test_a_gap_stands_although_the_intervals_overlap(seed: int) -> None:
    given = BANK["say_do_gap"].data(seed)
    n, table = len(given["respondents"]), reference("say_do_gap")(**given)

    def apart(row: Any) -> bool:
        (low, _), (_, high) = (
            intervals.wald(round(max(row.p, row.q) * n), n),
            intervals.wald(round(min(row.p, row.q) * n), n),
        )
        return low > high

    sure = [row for row in table.itertuples() if row.sure]
    assert {row.gap > 0 for row in sure} == {True, False}
    assert len(sure) < len(table)
    assert not all(apart(row) for row in sure)


@pytest.mark.parametrize("seed", range(20))
def test_the_weakest_layer_is_not_always_the_same(seed: int) -> None:
    table = reference("campaign_returns")(**BANK["campaign_returns"].data(seed))
    assert table["weakest"].nunique() > 1
    layers, counts = (
        BANK["campaign_returns"].data(seed)["benchmark"],
        ["impressions", "clicks", "visits", "enquiries", "orders"],
    )
    sums = BANK["campaign_returns"].data(seed)["log"].groupby(["platform", "pricing"])[counts].sum().to_numpy(float)
    behind = np.array(list(layers.values())) / (sums[:, 1:] / sums[:, :-1])
    assert (behind.max(axis=1) > 1.02).all(), "nobody is ahead of the others everywhere and yet has a weakest layer"
    assert (table["romi"] < table["roi"]).all()


# What the texts say


def test_choice_about_53_agrees_with_the_ledger() -> None:
    """121 of 228 each: at least 14 and at most 121 ticked both; and 121 are no majority."""
    people = intervals.count_of(53, 228)
    assert people == 121
    low, high = comparisons.joint_bounds(people / 228, people / 228)
    assert (low * 228, high * 228) == pytest.approx((14, 121))
    assert intervals.wilson(people, 228)[0] < 0.5


def test_source_check_covers_what_it_names() -> None:
    """Each verdict of the question rests on one of the source checks; its claims are among those named on the left."""
    named = {
        "C23": "E32-05",
        "C24": "E35-38",
        "C27": "E35-10",
        "C33": "E36-38",
        "C34": "E33-25",
        "C29": "E33-02",
        "C35": "E32-21",
        "C22": "E32-04",
        "C36": "E34-12",
    }
    for check, claim in named.items():
        assert claim in source_check(check).claims


def test_numbers_of_the_essay_s_example() -> None:
    brand, performance = (reference("effect_seen")([1] * 13, carry) for carry in (0.95, 0.35))
    assert brand["half_life"] == pytest.approx(13.5, abs=0.05)
    assert 0.25 < brand["seen"] < 0.3
    assert performance["seen"] > 0.95
    assert [returns.break_even_roas(margin) for margin in (0.4, 0.3)] == pytest.approx([2.5, 3.3], abs=0.05)
    low, high = intervals.wilson(121, 228)
    assert (round(100 * low), round(100 * high)) == (47, 59)
