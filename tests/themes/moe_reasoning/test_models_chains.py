"""Chains, voting, rejection sampling: exact formulas against enumeration, simulation and the literature."""

from itertools import product

import numpy as np
import pytest
from scipy.stats import binom

from genmarketing.themes.moe_reasoning.models import chains
from genmarketing.themes.moe_reasoning.models import rejection_sampling as sampling


@pytest.mark.parametrize(("length", "error"), [(1, 0.1), (10, 0.1), (20, 0.15), (7, 0.9), (0, 0.3)])
def test_formula_equals_markov_chain(length: int, error: float) -> None:
    exact = chains.answer_distribution(length, error)
    assert exact.sum() == pytest.approx(1, abs=1e-9)
    assert exact[0] == pytest.approx(chains.chain_accuracy(length, error), abs=1e-9)
    np.testing.assert_allclose(exact[1:], (1 - exact[0]) / 9, atol=1e-9)


def test_chain_formula_numbers() -> None:
    assert round(chains.chain_accuracy(10, 0.1), 3) == 0.377
    assert round(chains.chain_accuracy(20, 0.15), 3) == 0.123


@pytest.mark.parametrize("trap", [0.0, 0.4])
def test_simulated_chains_agree_with_the_exact_distribution(trap: float) -> None:
    exact = chains.answer_distribution(8, 0.12, trap)
    answers = chains.simulate_chains(8, 0.12, 60_000, np.random.default_rng(5), trap)
    seen = np.bincount(answers, minlength=10) / len(answers)
    np.testing.assert_allclose(seen, exact, atol=0.007)  # 3.5 standard errors of the likeliest


def test_probabilities_are_checked() -> None:
    for error, trap in ((1.2, 0.0), (0.1, -0.1)):
        with pytest.raises(ValueError, match="between 0 and 1"):
            chains.answer_distribution(5, error, trap)


def enumerated_vote(distribution: np.ndarray, votes: int) -> float:
    """The chance that answer 0 wins, by going through every possible sequence of votes."""
    chance = 0.0
    for sequence in product(range(len(distribution)), repeat=votes):
        counts = np.bincount(sequence, minlength=len(distribution))
        best = np.flatnonzero(counts == counts.max())
        if 0 in best:
            chance += float(np.prod(distribution[list(sequence)])) / len(best)
    return chance


@pytest.mark.parametrize("votes", [1, 2, 3, 5, 6])
@pytest.mark.parametrize("distribution", [[0.4, 0.3, 0.2, 0.1], [0.1, 0.7, 0.2, 0.0], [0.0, 0.5, 0.5, 0.0]])
def test_exact_vote_equals_enumeration(distribution: list[float], votes: int) -> None:
    p = np.array(distribution)
    assert chains.vote_accuracy(p, votes) == pytest.approx(enumerated_vote(p, votes), abs=1e-9)


@pytest.mark.parametrize(
    ("length", "error", "votes", "chance", "band"),
    [(10, 0.1, 5, 0.60, 0.01), (10, 0.1, 17, 0.91, 0.005), (10, 0.1, 33, 0.99, 0.005), (20, 0.15, 65, 0.25, 0.01)],
)
def test_voting_miniature(length: int, error: float, votes: int, chance: float, band: float) -> None:
    # The targets were simulated; the exact values lie within their sampling error.
    exact = chains.vote_accuracy(chains.answer_distribution(length, error), votes)
    assert exact == pytest.approx(chance, abs=band)


def test_exact_vote_equals_simulation_up_to_its_limit() -> None:
    distribution = chains.answer_distribution(20, 0.15, trap=0.03)
    for votes in (65, chains.MOST_EXACT_VOTES):
        drawn = chains.simulated_vote_accuracy(distribution, votes, 40_000, np.random.default_rng(1))
        assert chains.vote_accuracy(distribution, votes) == pytest.approx(drawn, abs=0.008)
    for votes in (0, chains.MOST_EXACT_VOTES + 1):
        with pytest.raises(ValueError, match="votes"):
            chains.vote_accuracy(distribution, votes)


def test_binary_majority() -> None:
    assert chains.majority_accuracy(0.6, 3) == pytest.approx(0.648, abs=1e-9)
    assert round(chains.majority_accuracy(0.6, 11), 3) == 0.753
    assert round(chains.majority_accuracy(0.45, 65), 3) == 0.209
    assert chains.majority_accuracy(0.45, 65) == pytest.approx(binom.sf(32, 65, 0.45), abs=1e-9)
    assert chains.majority_accuracy(0.6, 2) == pytest.approx(0.6, abs=1e-9)
    two_way = np.array([0.6, 0.4])
    for votes in (4, 11):
        expected = chains.majority_accuracy(0.6, votes)
        assert chains.vote_accuracy(two_way, votes) == pytest.approx(expected, abs=1e-9)


def test_voting_fails_where_the_trap_is_likelier_than_the_truth() -> None:
    safe = chains.answer_distribution(12, 0.1, trap=0.1)
    trapped = chains.answer_distribution(12, 0.1, trap=0.5)
    assert chains.voting_limit(safe) == 1.0
    assert chains.voting_limit(trapped) == 0.0
    assert chains.voting_limit(np.array([0.4, 0.4, 0.2])) == 0.5
    rising = [chains.vote_accuracy(safe, votes) for votes in (1, 9, 33, 101)]
    falling = [chains.vote_accuracy(trapped, votes) for votes in (1, 9, 33, 101)]
    assert rising == sorted(rising)
    assert falling == sorted(falling, reverse=True)
    assert rising[-1] > 0.85
    assert falling[-1] < 0.02


def test_plurality_winner_counts_rows_and_draws_lots() -> None:
    rng = np.random.default_rng(0)
    assert chains.plurality_winner(np.array([[3, 3, 5], [9, 0, 9]]), rng).tolist() == [3, 9]
    ties = chains.plurality_winner(np.tile([2, 7], (4000, 1)), rng)
    assert np.mean(ties == 2) == pytest.approx(0.5, abs=0.03)


def test_r1_zero_voting_gain_from_mixed_difficulty() -> None:
    # DeepSeek-AI 2025: R1-Zero 71.0 % with one chain, 86.7 % with 64. Difficulty Beta-distributed (parameters
    # sum to 2, mean .71), 55 % of the wrong answers alike: within one point.
    rng = np.random.default_rng(11)
    accuracies = rng.beta(2 * 0.71, 2 * 0.29, 20_000)
    assert 100 * chains.consensus_over_questions(accuracies, 0.55, 1, rng) == pytest.approx(71.0, abs=1)
    assert 100 * chains.consensus_over_questions(accuracies, 0.55, 64, rng) == pytest.approx(86.7, abs=1)


def test_kept_chains_contain_cancelled_errors() -> None:
    samples = sampling.draw_samples(np.full(400, 12), 0.15, 50, np.random.default_rng(2))
    kept = samples.kept()
    assert samples.right.mean() == pytest.approx(chains.chain_accuracy(12, 0.15), abs=0.01)
    assert kept.right.all()
    assert samples.flawed_share() == pytest.approx(1 - chains.flawless_probability(12, 0.15), abs=0.01)
    assert kept.flawed_share() == pytest.approx(sampling.expected_flawed_share(12, 0.15), abs=0.02)
    assert kept.flawed_share() > 0.2
    assert kept.step_error() < samples.step_error() == pytest.approx(0.15, abs=0.005)


def test_filter_leans_towards_easy_questions() -> None:
    lengths = np.array([2, 5, 10, 20])
    samples = sampling.draw_samples(lengths, 0.15, 3000, np.random.default_rng(3))
    per_question = sampling.kept_per_question(samples.kept(), len(lengths))
    assert per_question.tolist() == sorted(per_question, reverse=True)
    expected = 3000 * np.array([chains.chain_accuracy(int(n), 0.15) for n in lengths])
    np.testing.assert_allclose(per_question, expected, atol=110)  # 4 standard errors
    needed = sampling.chains_needed(600_000, lengths, 0.15)
    assert needed == pytest.approx(600_000 * 12_000 / expected.sum(), rel=1e-9)


def test_self_training_improves_and_stops_without_samples() -> None:
    for seed in range(3):
        rounds = sampling.self_training(np.arange(2, 21), 0.15, 50, 4, np.random.default_rng(seed))
        errors = [one.error for one in rounds]
        assert errors == sorted(errors, reverse=True)
        assert rounds[-1].accuracy > rounds[0].accuracy + 0.3
        assert rounds[0].kept_length < 11  # mean length of the questions: easy ones are over-represented
    assert sampling.self_training(np.array([1]), 1.0, 5, 3, np.random.default_rng(0)) == []


def test_empty_samples_have_no_rates() -> None:
    nothing = sampling.draw_samples(np.array([1]), 1.0, 5, np.random.default_rng(0)).kept()
    for rate in (nothing.flawed_share, nothing.step_error):
        with pytest.raises(ValueError, match="no chains"):
            rate()
