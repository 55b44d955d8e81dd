"""Learn a taste from choices between two things: the Bradley–Terry model.

    P(i beats j) = 1 / (1 + exp(s_j − s_i))          s: strength, in logits

Sources: Bradley & Terry 1952; minorise–maximise: Hunter 2004; reward models for language models are trained on
the same loss: Ouyang et al. 2022 (arXiv 2203.02155).
"""

from collections.abc import Sequence

import numpy as np

from .arrays import FloatArray
from .routing import sigmoid

ELO_PER_LOGIT = 400 / np.log(10)
"""173.72: one logit of strength in Elo points, since 400 points are odds of ten to one."""


class UnrankableError(ValueError):
    """The votes do not determine finite strengths."""


def win_probability(strength: float, opponent: float) -> float:
    """Probability that the first of two strengths (logits) wins."""
    return float(sigmoid(np.asarray(strength - opponent)))


def online_update(strengths: FloatArray, winner: int, loser: int, rate: float = 0.3) -> FloatArray:
    """Strengths (n,) after one vote: the winner gains rate·(1 − P(win)), the loser pays it.

    One step of gradient ascent on the log-likelihood of that vote; a surprising vote moves more.
    """
    surprise = 1 - win_probability(float(strengths[winner]), float(strengths[loser]))
    updated = strengths.copy()
    updated[winner] += rate * surprise
    updated[loser] -= rate * surprise
    return updated


def count_wins(votes: Sequence[tuple[int, int]], items: int) -> FloatArray:
    """Table (items, items) from (winner, loser) pairs: row beats column how many times."""
    wins = np.zeros((items, items))
    for winner, loser in votes:
        wins[winner, loser] += 1
    return wins


def is_rankable(wins: FloatArray) -> bool:
    """Whether finite strengths exist: everything must beat everything, at least through others (Ford 1957).

    It fails when some items were never compared with the rest, or always won, or always lost.
    """
    reach = (wins > 0) | np.eye(len(wins), dtype=bool)
    for middle in range(len(wins)):
        reach |= np.outer(reach[:, middle], reach[middle])
    return bool(reach.all())


def log_likelihood(wins: FloatArray, strengths: FloatArray) -> float:
    """Log-probability of the votes (nats)."""
    difference = strengths[:, None] - strengths[None, :]
    return float(-(wins * np.logaddexp(0.0, -difference)).sum())


def fit_strengths(wins: FloatArray, prior: float = 0.0, tolerance: float = 1e-12, steps: int = 100_000) -> FloatArray:
    """Maximum-likelihood strengths (n,), in logits with mean 0, by minorise–maximise.

    Each round sets the weight w_i = wins_i / Σ_j n_ij/(w_i + w_j), then s = ln w. ``prior`` adds that many wins
    each way between every two items, so that few or one-sided votes give moderate finite strengths; with
    ``prior=0`` such votes raise UnrankableError. RuntimeError if ``steps`` rounds are not enough.
    """
    wins = wins + prior * (1 - np.eye(len(wins)))
    if not is_rankable(wins):
        raise UnrankableError("some items never meet, always win or always lose: add a prior or more votes")
    won, played = wins.sum(axis=1), wins + wins.T
    weights = np.ones(len(wins))
    for _ in range(steps):
        updated = won / (played / (weights[:, None] + weights[None, :])).sum(axis=1)
        updated /= np.exp(np.mean(np.log(updated)))
        change = np.max(np.abs(np.log(updated / weights)))
        weights = updated
        if change < tolerance:
            return np.asarray(np.log(weights), dtype=np.float64)
    raise RuntimeError(f"not converged in {steps} rounds")


def elo_points(strengths: FloatArray, centre: float = 1500.0) -> FloatArray:
    """Strengths in logits as Elo points around ``centre``: 400 points mean odds of ten to one."""
    return np.asarray(centre + ELO_PER_LOGIT * strengths, dtype=np.float64)


def next_pair(wins: FloatArray, rng: np.random.Generator, prior: float = 0.5) -> tuple[int, int]:
    """Choose two items to compare next: rarely compared and close in strength, ties by lot.

    The information of a vote is p·(1 − p); it is divided by the votes that the pair already has.
    """
    strengths = fit_strengths(wins, prior)
    p = sigmoid(strengths[:, None] - strengths[None, :])
    value = p * (1 - p) / (1 + wins + wins.T)
    first, second = np.triu_indices(len(wins), k=1)
    worth = value[first, second]
    best = np.flatnonzero(np.isclose(worth, worth.max(), rtol=1e-9))
    chosen = int(rng.choice(best))
    return int(first[chosen]), int(second[chosen])


def simulate_votes(strengths: FloatArray, votes: int, rng: np.random.Generator) -> list[tuple[int, int]]:
    """Draw ``votes`` random pairs and let the true strengths decide; returns (winner, loser) pairs."""
    pairs = []
    for _ in range(votes):
        first, second = (int(i) for i in rng.choice(len(strengths), size=2, replace=False))
        first_wins = rng.random() < win_probability(float(strengths[first]), float(strengths[second]))
        pairs.append((first, second) if first_wins else (second, first))
    return pairs
