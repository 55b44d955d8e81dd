"""Preferences: Bradley–Terry against its likelihood, DPO against its closed form, GRPO against its formulas."""

import numpy as np
import pytest
from scipy.optimize import minimize

from genmarketing.themes.moe_reasoning.models import bradley_terry, dpo, grpo
from genmarketing.themes.moe_reasoning.models.network import softmax


def cycle_of_wins(rng: np.random.Generator, items: int = 6) -> np.ndarray:
    wins = rng.integers(0, 6, (items, items)).astype(float)
    np.fill_diagonal(wins, 0)
    wins[np.arange(items), (np.arange(items) + 1) % items] += 1  # everything beats everything, through others
    return wins


@pytest.mark.parametrize("seed", range(3))
def test_minorise_maximise_is_the_maximum_likelihood(seed: int) -> None:
    wins = cycle_of_wins(np.random.default_rng(seed))
    fitted = bradley_terry.fit_strengths(wins)
    referee = minimize(
        lambda s: -bradley_terry.log_likelihood(wins, s), np.zeros(6), method="BFGS", options={"gtol": 1e-9}
    )
    np.testing.assert_allclose(fitted, referee.x - referee.x.mean(), atol=1e-5)
    assert bradley_terry.log_likelihood(wins, fitted) >= -referee.fun - 1e-9
    # At the maximum the expected number of wins of each item is what it won.
    expected = (wins + wins.T) * bradley_terry.sigmoid(fitted[:, None] - fitted[None, :])
    np.testing.assert_allclose(expected.sum(axis=1), wins.sum(axis=1), atol=1e-9)


def test_two_items_have_a_closed_form() -> None:
    fitted = bradley_terry.fit_strengths(np.array([[0.0, 3.0], [1.0, 0.0]]))
    assert fitted[0] - fitted[1] == pytest.approx(np.log(3), abs=1e-9)


@pytest.mark.parametrize(
    "votes",
    [
        [(0, 1), (1, 0), (2, 3), (3, 2)],  # two islands
        [(0, 1), (1, 2), (2, 1), (0, 2), (3, 0), (0, 3), (3, 1)],  # {0, 3} always beat {1, 2}
        [(0, 1), (1, 0)],  # two items without a vote
    ],
)
def test_undetermined_strengths_are_refused_or_regularised(votes: list[tuple[int, int]]) -> None:
    wins = bradley_terry.count_wins(votes, 4)
    assert not bradley_terry.is_rankable(wins)
    with pytest.raises(bradley_terry.UnrankableError, match="prior"):
        bradley_terry.fit_strengths(wins)
    assert np.all(np.isfinite(bradley_terry.fit_strengths(wins, prior=0.5)))


def test_elo() -> None:
    assert round(float(bradley_terry.ELO_PER_LOGIT), 2) == 173.72
    gap = 400 / bradley_terry.ELO_PER_LOGIT
    assert bradley_terry.win_probability(gap, 0.0) == pytest.approx(10 / 11, abs=1e-9)
    assert round(10 / 11, 4) == 0.9091
    np.testing.assert_allclose(bradley_terry.elo_points(np.array([0.0, gap])), [1500, 1900], atol=1e-9)


def test_online_update_is_a_gradient_step_and_keeps_the_sum() -> None:
    start = np.array([0.3, -0.2, 0.9])
    moved = bradley_terry.online_update(start, winner=1, loser=2, rate=0.3)
    vote = bradley_terry.count_wins([(1, 2)], 3)
    slope = np.array(
        [
            (bradley_terry.log_likelihood(vote, start + h) - bradley_terry.log_likelihood(vote, start - h)) / 2e-6
            for h in 1e-6 * np.eye(3)
        ]
    )
    np.testing.assert_allclose(moved - start, 0.3 * slope, atol=1e-9)
    assert moved.sum() == pytest.approx(start.sum(), abs=1e-12)
    assert start.tolist() == [0.3, -0.2, 0.9]


def test_votes_recover_the_taste() -> None:
    after_50, after_1000 = [], []
    for seed in range(6):
        rng = np.random.default_rng(seed)
        taste = np.linspace(-2.5, 2.5, 8)
        votes = bradley_terry.simulate_votes(taste, 1000, rng)
        online = np.zeros(8)
        for winner, loser in votes[:50]:
            online = bradley_terry.online_update(online, winner, loser)
        after_50.append(np.corrcoef(online, taste)[0, 1])
        fitted = bradley_terry.fit_strengths(bradley_terry.count_wins(votes, 8), prior=0.1)
        after_1000.append(np.corrcoef(fitted, taste)[0, 1])
    assert 0.85 < np.mean(after_50) < np.mean(after_1000)
    assert np.mean(after_1000) > 0.97


def test_next_pair_prefers_the_unseen_and_the_close() -> None:
    rng = np.random.default_rng(0)
    wins = bradley_terry.count_wins([(0, 1), (1, 0), (0, 2), (2, 0)], 3)
    assert bradley_terry.next_pair(wins, rng) == (1, 2)
    first = {bradley_terry.next_pair(np.zeros((4, 4)), rng) for _ in range(200)}
    assert len(first) == 6  # at the start every pair is as good as any other


REWARD = np.array([2.0, 1.2, 0.6, 0.2, -0.2, -0.6])
REFERENCE = np.array([0.05, 0.10, 0.20, 0.30, 0.20, 0.15])


@pytest.mark.parametrize("beta", [0.1, 0.5, 2.0, 10.0])
def test_dpo_reaches_the_closed_form(beta: float) -> None:
    best = dpo.best_policy(REWARD, REFERENCE, beta)
    weights = REFERENCE * np.exp(REWARD / beta)
    np.testing.assert_allclose(best, weights / weights.sum(), rtol=1e-9)
    trained = dpo.train_dpo(REFERENCE, dpo.bradley_terry_shares(REWARD), beta)
    np.testing.assert_allclose(trained, best, atol=1e-12)


def test_best_policy_is_best_and_beta_is_a_leash() -> None:
    def value(policy: np.ndarray, beta: float) -> float:
        return dpo.expected_reward(policy, REWARD) - beta * dpo.divergence(policy, REFERENCE)

    rng = np.random.default_rng(0)
    best = dpo.best_policy(REWARD, REFERENCE, 0.5)
    others = softmax(np.log(best) + rng.normal(0, 0.1, (200, 6)))
    assert all(value(other, 0.5) < value(best, 0.5) for other in others)
    policies = [dpo.best_policy(REWARD, REFERENCE, beta) for beta in (0.1, 0.5, 2, 10)]
    rewards = [dpo.expected_reward(policy, REWARD) for policy in policies]
    distances = [dpo.divergence(policy, REFERENCE) for policy in policies]
    assert rewards == sorted(rewards, reverse=True)
    assert distances == sorted(distances, reverse=True)
    assert dpo.divergence(np.array([1.0, 0, 0, 0, 0, 0]), REFERENCE) == pytest.approx(np.log(20))
    with pytest.raises(ValueError, match="beta"):
        dpo.best_policy(REWARD, REFERENCE, 0)


def test_dpo_loss_is_least_at_the_best_policy() -> None:
    shares = dpo.bradley_terry_shares(REWARD)
    best = np.log(dpo.best_policy(REWARD, REFERENCE, 0.5))
    least = dpo.dpo_loss(best, REFERENCE, shares, 0.5)
    for step in np.eye(6) * 0.05:
        assert dpo.dpo_loss(best + step, REFERENCE, shares, 0.5) > least


def test_group_advantages() -> None:
    rewards = np.array([1.0, 0.0, 1.0, 0.0])
    np.testing.assert_allclose(grpo.group_advantages(rewards), [1, -1, 1, -1], atol=1e-9)
    sample = grpo.group_advantages(rewards, ddof=1)
    np.testing.assert_allclose(sample, np.sqrt(0.75) * np.array([1, -1, 1, -1]), atol=1e-9)
    assert round(float(sample[0]), 3) == 0.866
    np.testing.assert_array_equal(grpo.group_advantages(np.full((2, 7), 0.1)), np.zeros((2, 7)))
    np.testing.assert_array_equal(grpo.group_advantages(np.array([3.0]), ddof=1), [0.0])
    table = np.random.default_rng(0).normal(size=(5, 8))
    advantages = grpo.group_advantages(table)
    np.testing.assert_allclose(advantages.mean(axis=1), 0, atol=1e-12)
    np.testing.assert_allclose(advantages.std(axis=1), 1, atol=1e-12)


def test_clipping_and_divergence_estimate() -> None:
    ratio = np.array([0.5, 1.0, 1.1, 2.0])
    np.testing.assert_allclose(grpo.clipped_objective(ratio, np.ones(4)), [0.5, 1.0, 1.1, 1.2])
    np.testing.assert_allclose(grpo.clipped_objective(ratio, -np.ones(4)), [-0.8, -1.0, -1.1, -2.0])
    policy, reference = softmax(np.random.default_rng(4).normal(size=(2, 9)))
    estimate = grpo.divergence_estimate(np.log(policy), np.log(reference))
    assert np.all(estimate >= 0)
    assert policy @ estimate == pytest.approx(dpo.divergence(policy, reference), abs=1e-12)


def test_grpo_gradient_by_finite_differences() -> None:
    rng = np.random.default_rng(8)
    logits, old, reference = rng.normal(0, 0.4, (3, 4, 5))
    answers = rng.integers(0, 5, (4, 6))
    advantage = grpo.group_advantages(rng.random((4, 6)))
    rows = np.arange(4)[:, None]
    old_log, reference_log = (np.log(softmax(z))[rows, answers] for z in (old, reference))

    def objective(z: np.ndarray) -> float:
        log = np.log(softmax(z))[rows, answers]
        gain = grpo.clipped_objective(np.exp(log - old_log), advantage)
        return float((gain - 0.3 * grpo.divergence_estimate(log, reference_log)).mean(axis=1).sum())

    slope = np.zeros_like(logits)
    for place in np.ndindex(logits.shape):
        step = np.zeros_like(logits)
        step[place] = 1e-6
        slope[place] = (objective(logits + step) - objective(logits - step)) / 2e-6
    gradient = grpo.grpo_gradient(logits, answers, advantage, old_log, reference_log, 0.2, 0.3)
    np.testing.assert_allclose(gradient, slope, atol=1e-8)


def test_larger_groups_learn_faster() -> None:
    ends = {}
    for group in (2, 16):
        runs = []
        for seed in range(10):
            rng = np.random.default_rng(seed)
            history = grpo.train_grpo(rng.integers(0, 6, 12), choices=6, group=group, updates=10, rng=rng)
            assert history[0] == pytest.approx(1 / 6, abs=1e-12)
            assert len(history) == 11
            runs.append(history[-1])
        ends[group] = np.mean(runs)
    assert ends[2] == pytest.approx(0.56, abs=0.12)
    assert ends[16] == pytest.approx(0.95, abs=0.03)
