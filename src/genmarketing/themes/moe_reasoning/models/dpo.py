"""Reward against staying close: what preference training tends to, in closed form and by training.

A policy over a few answers maximises E[r] − β·KL(π ‖ π_ref). The best one is π* = π_ref · exp(r/β) / Z. Direct
preference optimisation reaches it from comparisons alone, without a reward model: its loss for a winner w and
a loser l is −log σ(β·[log π(w)/π_ref(w) − log π(l)/π_ref(l)]).

Source: Rafailov et al. 2023 (arXiv 2305.18290).
"""

import numpy as np

from .arrays import FloatArray
from .network import softmax
from .routing import sigmoid


def best_policy(reward: FloatArray, reference: FloatArray, beta: float) -> FloatArray:
    """π_ref·exp(r/β)/Z for rewards (n,) and reference probabilities (n,). ValueError unless β > 0."""
    if beta <= 0:
        raise ValueError("beta must be positive")
    return softmax(np.log(reference) + reward / beta)


def expected_reward(policy: FloatArray, reward: FloatArray) -> float:
    """Mean reward under the policy."""
    return float(policy @ reward)


def divergence(policy: FloatArray, reference: FloatArray) -> float:
    """KL(π ‖ π_ref) = Σ π·log(π/π_ref), in nats; 0·log 0 counts as 0."""
    used = policy > 0
    return float(np.sum(policy[used] * np.log(policy[used] / reference[used])))


def dpo_loss(logits: FloatArray, reference: FloatArray, preferred: FloatArray, beta: float) -> float:
    """Mean DPO loss when ``preferred[i, j]`` (n, n) is the share of comparisons in which i beats j."""
    margin = beta * (logits - np.log(reference))
    difference = margin[:, None] - margin[None, :]
    return float(np.sum(preferred * np.logaddexp(0.0, -difference)) / np.sum(preferred))


def train_dpo(
    reference: FloatArray, preferred: FloatArray, beta: float, steps: int = 2000, rate: float = 2.0
) -> FloatArray:
    """Policy (n,) after ``steps`` of gradient descent on the DPO loss, starting from the reference.

    The margins β·log(π/π_ref) are moved, so that one ``rate`` suits every β. Full batches: nothing is random.
    """
    margin = np.zeros(len(reference))
    total = np.sum(preferred)
    for _ in range(steps):
        wrong = preferred * sigmoid(margin[None, :] - margin[:, None])
        margin += rate * len(reference) * (wrong.sum(axis=1) - wrong.sum(axis=0)) / total
    return softmax(np.log(reference) + margin / beta)


def bradley_terry_shares(reward: FloatArray) -> FloatArray:
    """Shares (n, n) in which i beats j when rewards are Bradley–Terry strengths; 0 on the diagonal."""
    shares = sigmoid(reward[:, None] - reward[None, :])
    np.fill_diagonal(shares, 0.0)
    return shares
