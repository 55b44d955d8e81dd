"""How a mixture-of-experts layer chooses experts for a token.

Every token is scored against every expert, the k best are taken, and their outputs are added with weights::

    s_i = sigmoid(token · e_i)              affinity of the token to expert i
    chosen = the k largest of s_i + b_i     b_i: balancing bias, used for choosing only
    g_i = scale · s_i / Σ_chosen s_j        weight, from the scores without the bias

Source: DeepSeek-AI 2024, DeepSeek-V3 (arXiv 2412.19437), §2.1.2 (there k = 8 of 256, scale = 2.5);
the bias: Wang et al. 2024 (arXiv 2408.15664). V3 also limits a token to 4 of 8 groups of experts, to save
network traffic between machines; that is left out here.
"""

from math import comb, exp

import numpy as np

from .arrays import FloatArray, IntArray


def gate_one_token(
    token: list[float], experts: list[list[float]], bias: list[float], k: int, scale: float = 2.5
) -> dict[int, float]:
    """Route one token, written without NumPy so that every operation can be read.

    ``token`` has d numbers, ``experts`` holds one vector of d numbers for each expert, ``bias`` one number each.
    Returns {expert number: weight}, best first. Multiply, add, sort, divide: no text, no steps, no search.
    """
    scores = []
    for expert in experts:
        agreement = sum(t * e for t, e in zip(token, expert, strict=True))
        scores.append(1 / (1 + exp(-agreement)))
    ranking = sorted(range(len(experts)), key=lambda i: scores[i] + bias[i], reverse=True)
    chosen = ranking[:k]
    total = sum(scores[i] for i in chosen)
    return {i: scale * scores[i] / total for i in chosen}


def sigmoid(x: FloatArray) -> FloatArray:
    """Return 1 / (1 + e^-x) for each element, without overflow for large |x|."""
    return np.asarray(0.5 + 0.5 * np.tanh(0.5 * x), dtype=np.float64)


def affinity(tokens: FloatArray, experts: FloatArray) -> FloatArray:
    """Score every token (n, d) against every expert vector (E, d): (n, E) numbers between 0 and 1."""
    return sigmoid(tokens @ experts.T)


def choose_experts(scores: FloatArray, k: int, bias: FloatArray | None = None) -> IntArray:
    """Return the numbers of the k experts with the largest score + bias for each token: (n, k), best first.

    ``scores`` is (n, E), ``bias`` (E,). Equal values go to the lower number. ValueError unless 1 <= k <= E.
    """
    if not 1 <= k <= scores.shape[1]:
        raise ValueError(f"k must be between 1 and {scores.shape[1]}, got {k}")
    ranked_by = scores + (0.0 if bias is None else bias)
    rows = np.arange(len(scores))
    chosen = np.empty((len(scores), k), dtype=np.int64)
    for place in range(k):  # take the largest, cross it out, k times: quicker than sorting all experts
        chosen[:, place] = ranked_by.argmax(axis=1)
        ranked_by[rows, chosen[:, place]] = -np.inf
    return chosen


def gate_weights(scores: FloatArray, chosen: IntArray, normalise: bool = True, scale: float = 2.5) -> FloatArray:
    """Weights (n, k) of the chosen experts, from the scores without the bias.

    ``normalise`` divides by the sum over the chosen and multiplies by ``scale`` (as DeepSeek-V3 does);
    otherwise the weight is the score itself, and ``scale`` is not used.
    """
    picked = np.take_along_axis(scores, chosen, axis=1)
    if not normalise:
        return picked
    return np.asarray(scale * picked / picked.sum(axis=1, keepdims=True), dtype=np.float64)


def expert_load(chosen: IntArray, experts: int) -> IntArray:
    """Count how many tokens each of ``experts`` experts received: (E,), summing to n·k."""
    return np.bincount(chosen.ravel(), minlength=experts).astype(np.int64)


def max_violation(load: IntArray | FloatArray) -> float:
    """MaxVio = max load / mean load − 1: 0 is perfect balance, E/k − 1 is total collapse.

    Source: Wang et al. 2024 (arXiv 2408.15664).
    """
    return float(np.max(load) / np.mean(load) - 1.0)


def nudge_bias(bias: FloatArray, load: IntArray | FloatArray, step: float) -> FloatArray:
    """Return the bias after one balancing step: b_i + u·sign(mean load − load_i).

    Busy experts become a little less likely to be chosen, idle ones a little more; no loss term is involved.
    Source: Wang et al. 2024 (arXiv 2408.15664), with u = 0.001.
    """
    return np.asarray(bias + step * np.sign(np.mean(load) - load), dtype=np.float64)


def expert_combinations(experts: int, active: int) -> int:
    """Count the different sets of ``active`` experts out of ``experts``, exactly: C(E, k)."""
    return comb(experts, active)
