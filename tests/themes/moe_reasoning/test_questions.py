"""The bank of theme 01: examples of the prompts by hand, references against the models, every core concept graded."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from genmarketing.data import concept, concept_ids, published
from genmarketing.themes.moe_reasoning.models.bradley_terry import fit_strengths
from genmarketing.themes.moe_reasoning.models.chains import chain_accuracy, flawless_probability
from genmarketing.themes.moe_reasoning.models.grpo import group_advantages
from genmarketing.themes.moe_reasoning.models.parameters import (
    DEEPSEEK_V3,
    active_parameters,
    expert_parameters,
    total_parameters,
)
from genmarketing.themes.moe_reasoning.models.routing import (
    choose_experts,
    expert_load,
    gate_weights,
    max_violation,
    nudge_bias,
)
from genmarketing.themes.moe_reasoning.models.scaling import REPLICATION
from genmarketing.themes.moe_reasoning.questions import QUESTIONS
from genmarketing.workbook import FunctionQuestion, Question, TableQuestion, ValueQuestion

BANK: dict[str, Question] = {question.name: question for question in QUESTIONS}


def reference(name: str) -> Any:
    question = BANK[name]
    assert isinstance(question, FunctionQuestion | ValueQuestion | TableQuestion)
    return question.reference


def test_every_core_concept_is_graded() -> None:
    graded = {c for question in QUESTIONS for c in question.concepts}
    core = {c for c in concept_ids() if concept(c).theme == "moe_reasoning" and concept(c).core}
    assert core - graded == set()


# The examples that prompts invite learners to work out by hand


def test_example_of_gates() -> None:
    gates = reference("top_k_gates")([0.8, 0.6, 0.4, 0.2], [0, 0, 0.3, 0], 2)
    assert gates == pytest.approx([2 / 3, 0, 1 / 3, 0])


def test_example_of_the_routing_log() -> None:
    rows = [("写口号", 0)] * 3 + [("答客服", 0)] + [("答客服", 1)] * 4
    log = pd.DataFrame([(n, *row) for n, row in enumerate(rows)], columns=["token", "domain", "expert"])
    table = reference("expert_specialisation")(log, 3)
    assert table.to_numpy().tolist() == [
        [0, 4, 0.5, -1, "写口号", 0.75],
        [1, 4, 0.5, -1, "答客服", 1.0],
        [2, 0, -1.0, 1, "无", 0.0],
    ]


def test_example_of_the_account() -> None:
    account = reference("model_account")(2, 10, 4, 1, 2, 5, 500, {"预训练": 10_000}, 2.0, 1.0, 8.0, 1.0)
    assert (account["total_b"] * 1e9, account["active_b"] * 1e9) == pytest.approx((2000, 1400))
    assert (account["first_doubling"], account["second_doubling"]) == (4, 2)
    assert account["cost_wan"] == 2


def test_example_of_a_chain() -> None:
    assert reference("chain_success")(2, 0.1, 10) == pytest.approx(0.81 + 0.01 / 9)
    assert reference("chain_success")(0, 0.1, 10) == 1


def test_example_of_advantages() -> None:
    assert reference("group_advantages")(["春茶"] * 4, [1, 0, 1, 0]) == [1, -1, 1, -1]


def test_example_of_distillation() -> None:
    runs = pd.DataFrame(
        [(30, "硬标签", 1, 120, 70), (30, "硬标签", 2, 80, 50), (30, "软标签", 1, 200, 150)],
        columns=["samples", "labels", "run", "tested", "correct"],
    )
    [row] = reference("distillation_gain")(runs, 0.8).to_dict("records")
    assert row == pytest.approx({"samples": 30, "hard": 0.6, "soft": 0.75, "gain_points": 15, "gap_closed": 0.75})


def test_example_of_a_bill() -> None:
    log = pd.DataFrame(
        [(1, 1, 10, 50), (1, 2, 20, 60)], columns=["conversation", "turn", "user_tokens", "reply_tokens"]
    )
    [row] = reference("api_bill")(log, 100, 200, 2.0, 8.0).to_dict("records")
    assert (row["input_tokens"], row["output_tokens"], row["full"]) == (290, 110, True)
    assert row["yuan"] == pytest.approx(0.00146)
    assert not reference("api_bill")(log, 100, 240, 2.0, 8.0)["full"].any()


def test_example_of_break_even() -> None:
    assert reference("break_even_month")([100, 200, 300], 10, 1000, 250, 500, 300) == 2
    assert reference("break_even_month")([0, 0], 10, 1000, 250, 500, 300) == 0


def test_example_of_strengths() -> None:
    half = np.log(3.5 / 1.5) / 2
    assert reference("slogan_strengths")([(0, 1)] * 3 + [(1, 0)], 2, 0.5) == pytest.approx([half, -half], abs=1e-6)


# The references against the models of the chapter


def test_gates_are_those_of_the_model() -> None:
    rng = np.random.default_rng(1)
    scores, bias = rng.uniform(0.05, 0.95, (1, 12)), rng.normal(0, 0.2, 12)
    chosen = choose_experts(scores, 4, bias)
    weights = gate_weights(scores, chosen, scale=1.0)
    gates = reference("top_k_gates")(scores[0].tolist(), bias.tolist(), 4)
    assert np.array(gates)[chosen[0]] == pytest.approx(weights[0])
    assert sum(gates) == pytest.approx(1)


@pytest.mark.parametrize("seed", range(5))
def test_largest_overload_is_the_model_s_max_violation(seed: int) -> None:
    question = BANK["expert_specialisation"]
    given = question.data(seed)
    load = expert_load(given["log"]["expert"].to_numpy().reshape(-1, 2), given["experts"])
    table = reference("expert_specialisation")(**given)
    assert table["overload"].max() == pytest.approx(max_violation(load))
    assert (table["nudge"] == nudge_bias(np.zeros(given["experts"]), load, 1.0)).all()
    assert (table["tokens"] == load).all()
    assert (load == 0).sum() == 1


def test_account_of_the_published_model() -> None:
    """With DeepSeek-V3's sizes the same counting gives its published parameters."""
    v3 = DEEPSEEK_V3
    moe_layers = v3.layers - v3.dense_layers
    routed = moe_layers * v3.routed_experts * expert_parameters(v3.hidden, v3.expert_width)
    shared = moe_layers * v3.shared_experts * expert_parameters(v3.hidden, v3.expert_width)
    account = reference("model_account")(
        layers=moe_layers,
        hidden=v3.hidden,
        routed=v3.routed_experts,
        shared=v3.shared_experts,
        active=v3.active_experts,
        expert_width=v3.expert_width,
        other=total_parameters(v3) - routed - shared,
        hours={"全程": round(published("v3_total_hours_k").value * 1000)},
        rent=published("v3_price_per_hour").value,
        tokens=published("v3_tokens_trillion").value * 1e12,
        token_scale=REPLICATION.token_scale,
        token_exponent=REPLICATION.token_exponent,
    )
    assert account["total_b"] == pytest.approx(total_parameters(v3) / 1e9)
    assert account["active_b"] == pytest.approx(active_parameters(v3) / 1e9)
    assert account["cost_wan"] == pytest.approx(published("v3_training_cost").value * 100)
    assert account["first_doubling"] > account["second_doubling"] > 0


def test_chain_is_that_of_the_model() -> None:
    for steps in (0, 1, 7, 20):
        chance = reference("chain_success")(steps, 0.12, 10)
        assert chance == pytest.approx(chain_accuracy(steps, 0.12))
        assert chance >= flawless_probability(steps, 0.12)


def test_advantages_are_those_of_the_model() -> None:
    rewards = np.array([[0.25, 1, 0.5, 0], [1, 1, 1, 1]])
    names = ["春茶"] * 4 + ["夜跑鞋"] * 4
    answer = reference("group_advantages")(names, rewards.ravel().tolist())
    assert answer == pytest.approx(group_advantages(rewards).ravel())


@pytest.mark.parametrize("seed", range(3))
def test_strengths_are_those_of_the_model(seed: int) -> None:
    question = BANK["slogan_strengths"]
    assert isinstance(question, FunctionQuestion)
    for case in question.cases_of(seed):
        votes, items, prior = case.args
        wins = np.zeros((items, items))
        for winner, loser in votes:
            wins[winner, loser] += 1
        assert question.reference(votes, items, prior) == pytest.approx(fit_strengths(wins, prior), abs=1e-6)


# What the data of every variant must show


@pytest.mark.parametrize("seed", range(20))
def test_one_conversation_leaves_the_window_with_its_last_reply_only(seed: int) -> None:
    full = reference("api_bill")(**BANK["api_bill"].data(seed))["full"]
    assert 0 < full.sum() < len(full)


@pytest.mark.parametrize("seed", range(20))
def test_soft_labels_help_most_where_samples_are_few(seed: int) -> None:
    gains = reference("distillation_gain")(**BANK["distillation_gain"].data(seed)).set_index("samples")["gain_points"]
    assert gains[30] > gains[2000]
