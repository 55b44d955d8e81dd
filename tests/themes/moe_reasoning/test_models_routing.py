"""Routing: exact counts, the plain gate against the vectorised one, the balancing rule."""

from itertools import combinations

import numpy as np
import pytest
from scipy.special import expit

from genmarketing.themes.moe_reasoning.models import routing


def test_expert_combinations_are_exact() -> None:
    assert routing.expert_combinations(16, 2) == 120  # Dai et al. 2024, DeepSeekMoE, §3.1
    assert routing.expert_combinations(64, 8) == 4_426_165_368  # the same
    assert f"{routing.expert_combinations(256, 8):.2e}" == "4.10e+14"
    assert routing.expert_combinations(6, 3) == len(list(combinations(range(6), 3)))


def test_plain_gate_equals_vectorised_gate() -> None:
    rng = np.random.default_rng(3)
    tokens, experts, bias = rng.normal(size=(20, 5)), rng.normal(size=(12, 5)), rng.normal(0, 0.2, 12)
    scores = routing.affinity(tokens, experts)
    chosen = routing.choose_experts(scores, 4, bias)
    weights = routing.gate_weights(scores, chosen)
    for row, token in enumerate(tokens):
        plain = routing.gate_one_token(token.tolist(), experts.tolist(), bias.tolist(), k=4)
        assert list(plain) == chosen[row].tolist()
        np.testing.assert_allclose(list(plain.values()), weights[row], rtol=1e-12)


def test_sigmoid_agrees_with_scipy_even_far_out() -> None:
    x = np.array([-800.0, -30.0, -1.0, 0.0, 2.0, 800.0])
    np.testing.assert_allclose(routing.sigmoid(x), expit(x), rtol=1e-9, atol=1e-15)


def test_bias_changes_the_choice_but_not_the_weights() -> None:
    scores = np.array([[0.9, 0.8, 0.1]])
    bias = np.array([-1.0, 0.0, 0.5])
    chosen = routing.choose_experts(scores, 2, bias)
    assert chosen.tolist() == [[1, 2]]
    np.testing.assert_allclose(routing.gate_weights(scores, chosen), [[2.5 * 8 / 9, 2.5 / 9]], rtol=1e-12)
    np.testing.assert_array_equal(routing.gate_weights(scores, chosen, normalise=False), [[0.8, 0.1]])


def test_ties_go_to_the_lower_number_and_k_is_checked() -> None:
    scores = np.full((1, 5), 0.5)
    assert routing.choose_experts(scores, 3).tolist() == [[0, 1, 2]]
    for k in (0, 6):
        with pytest.raises(ValueError, match="k must be between 1 and 5"):
            routing.choose_experts(scores, k)


def test_load_and_max_violation() -> None:
    chosen = np.array([[0, 1], [0, 2], [0, 1]])
    load = routing.expert_load(chosen, 4)
    assert load.tolist() == [3, 2, 1, 0]
    assert routing.max_violation(load) == pytest.approx(1.0, abs=1e-12)
    assert routing.max_violation(np.array([7, 7, 7])) == 0.0
    # Total collapse of 64 experts, 6 active: E/k − 1.
    assert routing.max_violation(np.r_[np.full(6, 100), np.zeros(58)]) == pytest.approx(64 / 6 - 1)


def test_bias_moves_against_the_load() -> None:
    moved = routing.nudge_bias(np.zeros(3), np.array([9, 6, 3]), 0.001)
    np.testing.assert_allclose(moved, [-0.001, 0.0, 0.001], atol=1e-15)
