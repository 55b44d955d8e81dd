"""Reasoning as a chain of steps that can each go wrong, and voting over several chains.

A chain adds L digits modulo 10. Each step errs with probability e. An ordinary error adds a random 1–9, so that
a later error can undo an earlier one; then the answer is right with probability::

    p₁ = (1 + 9·λ^L) / 10,   λ = 1 − 10e/9

A share of the errors (``trap``) may instead fall into one tempting wrong line of thought, which always ends in
the same wrong answer. Voting gathers what is common to the chains: the truth, or the trap.

Voting over chains: Wang et al. 2022, self-consistency (arXiv 2203.11171). The chain is this course's miniature.
"""

from math import comb, lgamma

import numpy as np

from .arrays import FloatArray, IntArray

DIGITS = 10
TRAP_ANSWER = 1
"""How far from the truth, modulo 10, the tempting wrong answer lies."""
MOST_EXACT_VOTES = 150
"""Above this the factorials of the exact count leave the range of floating-point numbers."""


def chain_accuracy(length: int, error: float) -> float:
    """Probability that a chain of ``length`` steps ends right, without a trap: (1 + 9·λ^L) / 10."""
    kept = 1 - 10 * error / 9
    return (1 + 9 * kept**length) / 10


def flawless_probability(length: int, error: float) -> float:
    """Probability that no step of the chain errs: (1 − e)^L. Less than p₁, because errors can cancel."""
    return (1 - error) ** length


def answer_distribution(length: int, error: float, trap: float = 0.0) -> FloatArray:
    """Probabilities (10,) of the answers, counted from the truth: index 0 is right, 1 the trap's answer.

    The chain is a Markov chain on ten remainders and the trap, which nothing leaves; its transition matrix is
    raised to the power L. ValueError unless ``error`` and ``trap`` are probabilities.
    """
    if not (0 <= error <= 1 and 0 <= trap <= 1):
        raise ValueError("error and trap must be between 0 and 1")
    trapped = DIGITS
    step = np.zeros((DIGITS + 1, DIGITS + 1))
    step[:DIGITS, :DIGITS] = error * (1 - trap) / (DIGITS - 1)
    np.fill_diagonal(step, 1 - error)
    step[:DIGITS, trapped] = error * trap
    step[trapped, trapped] = 1.0
    ending = np.linalg.matrix_power(step, length)[0]
    ending[TRAP_ANSWER] += ending[trapped]
    return np.asarray(ending[:DIGITS], dtype=np.float64)


def simulate_chains(length: int, error: float, chains: int, rng: np.random.Generator, trap: float = 0.0) -> IntArray:
    """Run ``chains`` chains step by step; returns how far each ends from the truth (chains,), modulo 10."""
    offset = np.zeros(chains, dtype=np.int64)
    trapped = np.zeros(chains, dtype=bool)
    for _ in range(length):
        errs = rng.random(chains) < error
        trapped |= errs & (rng.random(chains) < trap)
        slip = rng.integers(1, DIGITS, chains)
        offset = np.where(errs, (offset + slip) % DIGITS, offset)
    return np.asarray(np.where(trapped, TRAP_ANSWER, offset), dtype=np.int64)


def plurality_winner(answers: IntArray, rng: np.random.Generator) -> IntArray:
    """The most frequent answer of each row of (n, votes) digits; ties are drawn by lot. Returns (n,)."""
    counts = (answers[:, :, None] == np.arange(DIGITS)).sum(axis=1)
    return np.asarray(np.argmax(counts + rng.random(counts.shape), axis=1), dtype=np.int64)


def vote_accuracy(distribution: FloatArray, votes: int) -> float:
    """Exact probability that the most frequent of ``votes`` independent answers is answer 0; ties by lot.

    For every count m of right votes, the ways in which the other answers get at most m votes each are counted
    with generating functions Σ_j p^j x^j / j!, and t answers that also reach m leave a chance of 1/(t+1).
    ValueError outside 1..150 votes; beyond that use ``simulated_vote_accuracy``.
    """
    if not 1 <= votes <= MOST_EXACT_VOTES:
        raise ValueError(f"votes must be between 1 and {MOST_EXACT_VOTES}, got {votes}")
    right, wrong = float(distribution[0]), distribution[1:]
    wrong = wrong[wrong > 0]
    if right <= 0:
        return 0.0
    log_factorial = np.array([lgamma(j + 1) for j in range(votes + 1)])
    with np.errstate(divide="ignore"):
        terms = np.exp(np.arange(votes + 1) * np.log(wrong)[:, None] - log_factorial)
    chance = 0.0
    for m in range(1, votes + 1):
        rest = votes - m
        if m * len(wrong) < rest:
            continue  # the others cannot take all remaining votes without overtaking
        ways = np.zeros((len(wrong) + 1, rest + 1))  # [answers tied with the truth, votes given out]
        ways[0, 0] = 1.0
        for term in terms:
            fewer = np.zeros_like(ways)
            for j in range(min(m, rest + 1)):
                fewer[:, j:] += term[j] * ways[:, : rest + 1 - j]
            if m <= rest:
                fewer[1:, m:] += term[m] * ways[:-1, : rest + 1 - m]
            ways = fewer
        share = 1 / (1 + np.arange(len(wrong) + 1))
        log_right = m * np.log(right) - log_factorial[m] + log_factorial[votes]
        chance += float(np.exp(log_right) * (ways[:, rest] @ share))
    return chance


def simulated_vote_accuracy(distribution: FloatArray, votes: int, questions: int, rng: np.random.Generator) -> float:
    """Share of ``questions`` simulated votes that answer 0 wins; ties by lot."""
    counts = rng.multinomial(votes, distribution, size=questions)
    return float(np.mean(np.argmax(counts + rng.random(counts.shape), axis=1) == 0))


def majority_accuracy(p: float, votes: int) -> float:
    """Exact chance that more than half of ``votes`` yes-or-no answers, each right with ``p``, are right.

    An even split is decided by a coin.
    """
    chance = 0.0
    for right in range(votes + 1):
        ways = comb(votes, right) * p**right * (1 - p) ** (votes - right)
        chance += ways * (1.0 if 2 * right > votes else 0.5 if 2 * right == votes else 0.0)
    return chance


def voting_limit(distribution: FloatArray) -> float:
    """What voting tends to with ever more votes: 1 if the truth is the likeliest answer, 0 if another is.

    Tied likeliest answers share. This names the regime in which more votes make things worse.
    """
    likeliest = np.flatnonzero(np.isclose(distribution, np.max(distribution), rtol=1e-12, atol=0.0))
    return 1 / len(likeliest) if 0 in likeliest else 0.0


def consensus_over_questions(
    accuracies: FloatArray, concentration: float, votes: int, rng: np.random.Generator
) -> float:
    """Share of questions won by voting when questions differ in difficulty.

    ``accuracies`` (q,) is the chance of one chain for each question. Of the wrong answers a share
    ``concentration`` is one and the same, the others are spread over eight more.
    """
    wrong = 1 - accuracies
    spread = np.repeat((wrong * (1 - concentration) / (DIGITS - 2))[:, None], DIGITS - 2, axis=1)
    table = np.column_stack([1 - wrong, wrong * concentration, spread])
    counts = rng.multinomial(votes, table)
    return float(np.mean(np.argmax(counts + rng.random(counts.shape), axis=1) == 0))
