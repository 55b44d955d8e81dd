"""Group-relative policy optimisation: several answers to one question are each other's yardstick.

    A_i = (r_i − mean(r)) / std(r)                            advantage within the group
    objective = mean_i [ min(ρ_i·A_i, clip(ρ_i, 1−ε, 1+ε)·A_i) − β·D_i ],   ρ_i = π(o_i)/π_old(o_i)
    D_i = π_ref/π − ln(π_ref/π) − 1                           never negative, unbiased for the KL

Source: Shao et al. 2024, DeepSeekMath (arXiv 2402.03300); DeepSeek-AI 2025, DeepSeek-R1 (arXiv 2501.12948), §2.2.
"""

import numpy as np

from .arrays import FloatArray, IntArray
from .network import softmax


def group_advantages(rewards: FloatArray, ddof: int = 0) -> FloatArray:
    """Advantages of the answers in each group; groups are rows, or one group (G,).

    ``ddof=0`` divides by the population standard deviation, ``ddof=1`` by the sample's. A group whose rewards
    are all equal teaches nothing: its advantages are 0.
    """
    rewards = np.asarray(rewards, dtype=np.float64)
    centred = rewards - rewards.mean(axis=-1, keepdims=True)
    # Equal rewards can leave a rounding error behind, so equality is asked of the rewards themselves.
    equal = np.ptp(rewards, axis=-1, keepdims=True) == 0
    if rewards.shape[-1] <= ddof:
        return np.zeros_like(rewards)
    deviation = rewards.std(axis=-1, ddof=ddof, keepdims=True)
    return np.asarray(np.where(equal, 0.0, centred / np.where(equal, 1.0, deviation)), dtype=np.float64)


def clipped_objective(ratio: FloatArray, advantage: FloatArray, epsilon: float = 0.2) -> FloatArray:
    """min(ρA, clip(ρ, 1−ε, 1+ε)·A): no further reward for moving more than ε away from the old policy."""
    return np.minimum(ratio * advantage, np.clip(ratio, 1 - epsilon, 1 + epsilon) * advantage)


def divergence_estimate(log_policy: FloatArray, log_reference: FloatArray) -> FloatArray:
    """π_ref/π − ln(π_ref/π) − 1 for sampled answers, from log-probabilities."""
    difference = log_reference - log_policy
    return np.asarray(np.expm1(difference) - difference, dtype=np.float64)


def grpo_gradient(
    logits: FloatArray,
    answers: IntArray,
    advantage: FloatArray,
    old_log: FloatArray,
    reference_log: FloatArray,
    epsilon: float,
    beta: float,
) -> FloatArray:
    """Gradient (questions, choices) of the mean objective over groups (questions, G) of sampled answers."""
    policy = softmax(logits)
    rows = np.arange(len(logits))[:, None]
    log_policy = np.log(policy)[rows, answers]
    ratio = np.exp(log_policy - old_log)
    blocked = ((advantage > 0) & (ratio > 1 + epsilon)) | ((advantage < 0) & (ratio < 1 - epsilon))
    towards = np.where(blocked, 0.0, ratio * advantage)
    towards -= beta * (1 - np.exp(reference_log - log_policy))
    towards /= answers.shape[1]
    gradient = np.zeros_like(logits)
    np.add.at(gradient, (np.broadcast_to(rows, answers.shape), answers), towards)
    return np.asarray(gradient - policy * towards.sum(axis=1, keepdims=True), dtype=np.float64)


def train_grpo(
    right: IntArray,
    choices: int,
    group: int,
    updates: int,
    rng: np.random.Generator,
    rate: float = 3.0,
    beta: float = 0.04,
    epsilon: float = 0.2,
    inner_steps: int = 2,
) -> FloatArray:
    """Share of right answers before and after each update: (updates + 1,).

    ``right[q]`` is the one answer of question q that earns 1, all others 0. The policy is a table of logits,
    uniform at first, which is also the reference; a group of ``group`` answers is drawn for each question.
    """
    questions = np.arange(len(right))
    logits = np.zeros((len(right), choices))
    reference = np.log(softmax(logits))
    history = [float(softmax(logits)[questions, right].mean())]
    for _ in range(updates):
        policy = softmax(logits)
        draws = rng.random((len(right), group, 1))
        answers = np.minimum((draws > np.cumsum(policy, axis=1)[:, None, :]).sum(axis=2), choices - 1)
        advantage = group_advantages((answers == right[:, None]).astype(np.float64))
        rows = questions[:, None]
        old_log, reference_log = np.log(policy)[rows, answers], reference[rows, answers]
        for _ in range(inner_steps):
            logits = logits + rate * grpo_gradient(logits, answers, advantage, old_log, reference_log, epsilon, beta)
        history.append(float(softmax(logits)[questions, right].mean()))
    return np.array(history)
