"""The bank of theme 04: examples of the prompts by hand, references against models and libraries, every core concept graded."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from genmarketing.data import concept, concept_ids, load, published, source_check
from genmarketing.themes.audience_assets.models import bg_nbd, cohorts, markov_value, repurchase, rfm
from genmarketing.themes.audience_assets.models.concentration import top_share
from genmarketing.themes.audience_assets.models.identity import normal_phone
from genmarketing.themes.audience_assets.models.valuation import Company, by_profit
from genmarketing.themes.audience_assets.questions import QUESTIONS
from genmarketing.workbook import (
    ChoiceQuestion,
    EssayQuestion,
    FunctionQuestion,
    MatchingQuestion,
    Question,
    State,
    TableQuestion,
    ValueQuestion,
)

BANK: dict[str, Question] = {question.name: question for question in QUESTIONS}
SEEDS = range(20)
"""The seeds that learners see: one for each variant."""


def reference(name: str) -> Any:
    question = BANK[name]
    assert isinstance(question, FunctionQuestion | ValueQuestion | TableQuestion)
    return question.reference


def arguments(name: str, seed: int) -> list[tuple[Any, ...]]:
    question = BANK[name]
    assert isinstance(question, FunctionQuestion)
    return [case.args for case in question.cases_of(seed)]


def test_every_core_concept_is_graded() -> None:
    graded = {c for question in QUESTIONS for c in question.concepts}
    core = {c for c in concept_ids() if concept(c).theme == "audience_assets" and concept(c).core}
    assert core - graded == set()


def test_points_minutes_and_sorts_of_work() -> None:
    assert sum(question.points for question in QUESTIONS) == 100
    assert sum(question.minutes for question in QUESTIONS) <= 150
    kinds = [type(question) for question in QUESTIONS]
    assert kinds.count(ChoiceQuestion) == kinds.count(EssayQuestion) == 1
    assert kinds.count(MatchingQuestion) == kinds.count(TableQuestion) == 2


def test_teaching_notes_name_the_minutes() -> None:
    assert [q.name for q in QUESTIONS if f"约 {q.minutes} 分钟" not in q.teaching] == []


# The examples that prompts invite learners to work out by hand


def test_example_of_the_rates() -> None:
    days = {"阿青": (2, 12, 15), "老周": (5, 16), "小林": (13,), "陈姐": (4,), "大刘": (-5, 14)}
    orders = [(name, day) for name, several in days.items() for day in several]
    rates = reference("repurchase_rates")(orders, 10, 20)
    assert rates == {"in_period": 1 / 4, "came_back": 2 / 3, "known": 3 / 4, "repeat_orders": 4 / 5}


def test_example_of_cohorts() -> None:
    days = [("甲", "06-03"), ("甲", "06-09"), ("甲", "08-01"), ("乙", "06-20"), ("丙", "07-02"), ("丙", "08-05")]
    orders = pd.DataFrame([(name, f"2023-{day}") for name, day in days], columns=["customer_id", "date"])
    assert reference("cohort_retention")(orders, "2023-08").to_numpy().tolist() == [
        ["2023-06", 0, 2, 2, 1.0],
        ["2023-06", 1, 2, 0, 0.0],
        ["2023-06", 2, 2, 1, 0.5],
        ["2023-07", 0, 1, 1, 1.0],
        ["2023-07", 1, 1, 1, 1.0],
    ]


def test_example_of_the_top_share() -> None:
    orders = [("甲", 50.0), ("乙", 20.0), ("丙", 15.0), ("丁", 5.0), ("甲", 10.0)]
    assert reference("top_share")(orders, 0.5) == pytest.approx(0.8)
    assert reference("top_share")(orders, 0.375) == pytest.approx(0.7)


def test_example_of_tiers() -> None:
    rows = [
        ("甲", "2024-09-17", 20),
        ("甲", "2024-09-17", 40),
        ("甲", "2024-08-02", 30),
        ("甲", "2024-10-02", 99),
        ("乙", "2024-07-03", 25),
    ]
    orders = pd.DataFrame(rows, columns=["customer_id", "date", "amount"])
    table = reference("rfm_tiers")(orders, "2024-10-01", fresh=14, lost=90, often=3, dear=30)
    assert table.set_index("customer_id").loc[["甲", "乙"]].to_numpy().tolist() == [
        [14, 3, 30.0, "核心"],
        [90, 1, 25.0, "睡着了"],
    ]


def test_example_of_the_chance_to_be_a_customer() -> None:
    assert reference("p_alive")(1, 1, 3, 1, 1, 1, 1) == pytest.approx(0.2)


def test_example_of_the_likelihood() -> None:
    assert reference("bg_nbd_log_likelihood")([(0, 0, 1), (1, 1, 3)], 1, 1, 1, 1) == pytest.approx(-2.549445, abs=1e-6)


def test_examples_of_the_mailing() -> None:
    assert reference("markov_value")([0.5], 40, 4, 0.25, 1) == pytest.approx([60.0])
    wanted = [published(f"markov_clv_recency_{recency}").value for recency in (1, 2, 3, 4)]
    assert reference("markov_value")([0.3, 0.2, 0.15, 0.05], 40, 4, 0.2, 4) == pytest.approx(wanted, abs=5e-4)
    stopped = reference("markov_value")([0.3, 0.2, 0.15, 0.05], 40, 4, 0.2, 3)
    assert stopped[0] == pytest.approx(published("markov_stop_at_recency_4").value, abs=5e-4)
    assert stopped[3] == 0


def test_example_of_the_valuation() -> None:
    shop = pd.DataFrame({"store": ["老街"], "customers": [10_000], "yearly_margin": [100], "retention": [0.6]})
    answer = reference("audience_valuation")(shop, discount=0.2, years=2, profit=5.0, pe=10.0)
    assert answer["by_audience"] == pytest.approx(75)
    assert answer["retention_gain"] == pytest.approx(8.51, abs=5e-3)
    assert answer["by_profit"] == 50


def test_example_of_one_person() -> None:
    rows = [("C12", ""), ("", "120 0000 0001"), ("C34", ""), (" c12", "+86 12000000001")]
    assert reference("one_person")(rows) == [0, 0, 2, 0]


def test_example_of_the_forecast() -> None:
    newcomer = bg_nbd.BgNbd(0.5, 1.2, 0.8, 5).expected_purchases(np.array(26.0))
    prompt = BANK["repeat_forecast"].prompt
    assert f"`{float(newcomer):.4f}`" in prompt


def test_the_month_of_the_choice() -> None:
    came, left = 4000 * 0.12, 2000 * (0.20 + 0.05)
    question = BANK["aipl_month"]
    assert isinstance(question, ChoiceQuestion)
    right = next(option for option in question.options if (option.key,) == question.answer)
    assert right.text.startswith(f"少 {left - came:.0f} 人")
    assert 4000 * 0.12 - 2000 * (0.18 + 0.05) > 0  # what the explanation says of 18 %


# References against the chapter's models, brute force and libraries


@pytest.mark.parametrize("seed", SEEDS)
def test_rates_are_those_of_the_models(seed: int) -> None:
    origin = pd.Timestamp("2020-01-01")
    for orders, start, end in arguments("repurchase_rates", seed):
        table = pd.DataFrame(orders, columns=["customer_id", "day"])
        table["date"] = origin + pd.to_timedelta(table["day"], unit="D")
        first, last = origin + pd.Timedelta(days=start), origin + pd.Timedelta(days=end)
        assert (first.day, last.day) != (1, 1)  # periods of whole months have another length before
        period = repurchase.Period(first, last)
        counts = {
            "in_period": repurchase.bought_twice,
            "came_back": repurchase.came_back_next_period,
            "known": repurchase.were_customers_already,
            "repeat_orders": repurchase.orders_that_repeat,
        }
        wanted = {name: count(table, period).value for name, count in counts.items()}
        assert reference("repurchase_rates")(orders, start, end) == pytest.approx(wanted, nan_ok=True)


@pytest.mark.parametrize("seed", SEEDS)
def test_cohorts_are_those_of_the_model(seed: int) -> None:
    given = BANK["cohort_retention"].data(seed)
    orders = given["orders"].assign(date=lambda t: pd.to_datetime(t["date"]))
    counts = cohorts.cohort_counts(orders)
    kept = cohorts.retention(counts)
    table = reference("cohort_retention")(**given)
    assert str(orders["date"].max().to_period("M")) <= given["until"]
    for row in table.itertuples():
        if row.age in counts.columns and not np.isnan(counts.loc[row.cohort, row.age]):
            assert row.active == counts.loc[row.cohort, row.age]
            assert row.retention == pytest.approx(kept.loc[row.cohort, row.age])
        else:
            assert row.active == 0
    assert (table["active"] == 0).any()


@pytest.mark.parametrize("seed", SEEDS)
def test_top_share_is_that_of_the_model(seed: int) -> None:
    for orders, share in arguments("top_share", seed):
        spent = pd.DataFrame(orders).groupby(0)[1].sum().to_numpy()
        assert reference("top_share")(orders, share) == pytest.approx(top_share(spent, share))


@pytest.mark.parametrize("seed", SEEDS)
def test_tiers_are_those_of_the_model(seed: int) -> None:
    given = BANK["rfm_tiers"].data(seed)
    orders = given["orders"].assign(date=lambda t: pd.to_datetime(t["date"]))
    facts = rfm.rfm_table(orders, pd.Timestamp(given["today"]))
    rules = rfm.Rules(given["fresh"], given["lost"], given["often"], given["dear"])
    wanted = facts.assign(tier=rfm.tiers(facts, rules))
    table = reference("rfm_tiers")(**given).set_index("customer_id")
    pd.testing.assert_frame_equal(table[wanted.columns], wanted, check_dtype=False)
    assert set(table["tier"]) == set(rfm.TIERS)


@pytest.mark.parametrize("seed", SEEDS)
def test_chances_and_likelihoods_are_those_of_the_model(seed: int) -> None:
    for x, t_x, T, *parameters in arguments("p_alive", seed):
        wanted = bg_nbd.BgNbd(*parameters).p_alive(np.array(x), np.array(t_x), np.array(T))
        assert reference("p_alive")(x, t_x, T, *parameters) == pytest.approx(float(wanted), abs=1e-12)
    for customers, *parameters in arguments("bg_nbd_log_likelihood", seed):
        wanted = bg_nbd.BgNbd(*parameters).log_likelihood(*np.array(customers, float).T).sum()
        assert reference("bg_nbd_log_likelihood")(customers, *parameters) == pytest.approx(float(wanted))


def test_likelihood_on_the_published_sample() -> None:
    found = importlib.util.find_spec("lifetimes")
    assert found is not None
    assert found.origin is not None
    sample = pd.read_csv(Path(found.origin).parent / "datasets" / "cdnow_customers_summary.csv")
    customers = list(sample[["frequency", "recency", "T"]].itertuples(index=False, name=None))
    assert len(customers) == published("cdnow_sample_customers").value
    parameters = [published(f"bg_nbd_{name}").value for name in ("r", "alpha", "a", "b")]
    likelihood = reference("bg_nbd_log_likelihood")(customers, *parameters)
    assert likelihood == pytest.approx(published("bg_nbd_log_likelihood").value, abs=0.05)


@pytest.mark.parametrize("seed", SEEDS)
def test_values_are_those_of_the_model(seed: int) -> None:
    for buys, margin, cost, discount, mailed in arguments("markov_value", seed):
        kept = markov_value.stop_mailing(buys, mailed + 1)
        chain, rewards = markov_value.transitions(kept), markov_value.rewards(mailed, margin, cost)
        wanted = markov_value.value(chain, rewards, discount)[:-1].tolist() + [0.0] * (len(buys) - mailed)
        assert reference("markov_value")(buys, margin, cost, discount, mailed) == pytest.approx(wanted)


@pytest.mark.parametrize("seed", SEEDS)
def test_valuation_is_that_of_the_model(seed: int) -> None:
    given = BANK["audience_valuation"].data(seed)
    answer = reference("audience_valuation")(**given)

    def company(row: Any, more: float = 0.0) -> Company:
        ends = {"discount": given["discount"], "years": given["years"]}
        return Company(row.customers / 10_000, row.yearly_margin, 1.0, row.retention + more, 0.0, 0.0, 0.0, **ends)

    rows = list(given["stores"].itertuples())
    values = [row.customers * company(row).customer_value / 10_000 for row in rows]
    better = [row.customers * company(row, 0.05).customer_value / 10_000 for row in rows]
    assert answer["by_audience"] == pytest.approx(sum(values))
    assert answer["retention_gain"] == pytest.approx(sum(better) - sum(values))
    assert 0.15 < answer["retention_gain"] / answer["by_audience"] < 0.22  # what the explanation says
    assert answer["top_person"] == max(rows, key=lambda row: company(row).customer_value).store
    assert answer["top_store"] == rows[values.index(max(values))].store != answer["top_person"]
    profitable = Company(1.0, given["profit"], 1.0, 0.5, 0.0, 0.0, 0.0)
    assert answer["by_profit"] == pytest.approx(by_profit(profitable, given["pe"]))


@pytest.mark.parametrize("seed", SEEDS)
def test_one_person_is_a_connected_component(seed: int) -> None:
    for (rows,) in arguments("one_person", seed):
        graph = nx.Graph()
        for at, (member, phone) in enumerate(rows):
            graph.add_node(at)
            keys = [("m", member.strip().upper()), ("p", normal_phone(phone))]
            graph.add_edges_from((at, key) for key in keys if key[1])
        person = {
            at: min(n for n in part if isinstance(n, int)) for part in nx.connected_components(graph) for at in part
        }
        assert reference("one_person")(rows) == [person[at] for at in range(len(rows))]


@pytest.mark.parametrize("seed", range(5))
def test_a_fit_by_the_chapter_s_model_scores_full(seed: int) -> None:
    """Another optimiser, another formula order, on other starting values: the predictions agree."""
    question = BANK["repeat_forecast"]
    given = question.data(seed)
    table, horizon = given["customers"], np.array(float(given["weeks"]))
    model = bg_nbd.fit(*(table[name].to_numpy(float) for name in ("x", "t_x", "T")))
    each = model.future_purchases(horizon, *(table[name].to_numpy(float) for name in ("x", "t_x", "T")))
    regular = model.future_purchases(horizon, *(np.array(float(given["regular"][name])) for name in ("x", "t_x", "T")))
    answer = {
        "total": each.sum(),
        "regular": float(regular),
        "newcomer": float(model.expected_purchases(horizon)),
    }
    assert question.mark(answer, seed).state is State.CORRECT
    assert answer["total"] == pytest.approx(given["happened"], rel=0.25)  # «差一两成是常事»
    assert (table["x"] / table["T"] * given["weeks"]).sum() > 1.5 * given["happened"]


# What explanations and prompts say of the course's data


def test_what_the_explanation_says_of_november() -> None:
    orders = load("coffee_orders")
    orders["date"] = pd.to_datetime(orders["date"])
    november, year = repurchase.period_of("2024-11-01", "2024-12-01"), repurchase.period_of("2024-01-01", "2025-01-01")
    assert 0.40 < repurchase.bought_twice(orders, november).value < 0.50
    assert 0.89 < repurchase.orders_that_repeat(orders, november).value < 0.91
    assert 0.75 < repurchase.were_customers_already(orders, november).value < 0.80
    assert repurchase.were_customers_already(orders, year).value < 0.40


def test_the_source_check_keeps_to_the_ledger() -> None:
    question = BANK["audience_source_check"]
    assert isinstance(question, MatchingQuestion)
    for left, check in {"1": "C38", "3": "C39", "4": "C40", "5": "C41"}.items():
        verdict = question.right[question.answer[left]]
        assert verdict.startswith(source_check(check).labels[0]), check
