"""A mixture-of-experts layer small enough to train in a second, with its gradients written out.

    y = Σ_i g_i · expert_i(x),    expert_i(x) = ReLU(x·W1_i + b1_i)·W2_i + b2_i

g_i is 0 for the experts that were not chosen (see ``routing``). All experts are computed here and most results
multiplied by 0: on arrays this small that is faster than sorting tokens; a real system computes the chosen only.
Shared experts, if any, take every token with weight 1. Source of the design: Dai et al. 2024, DeepSeekMoE
(arXiv 2401.06066).
"""

from dataclasses import dataclass

import numpy as np

from .arrays import FloatArray, IntArray
from .network import Parameters
from .routing import affinity, choose_experts, gate_weights


@dataclass(frozen=True)
class LayerConfiguration:
    """Sizes and gate of the small layer."""

    experts: int = 16
    active: int = 4
    hidden: int = 4
    """ReLU units in each expert"""
    shared: int = 0
    """experts that take every token, besides the routed ones"""
    normalise: bool = False
    """divide the weights by their sum over the chosen experts, as DeepSeek-V3 does"""
    scale: float = 1.0
    """factor on normalised weights"""


@dataclass(frozen=True)
class Pass:
    """What a forward pass computed: the backward pass and the pictures need it."""

    x: FloatArray
    scores: FloatArray
    """(n, E) affinities"""
    chosen: IntArray
    """(n, k) experts of each token"""
    gate: FloatArray
    """(n, E + shared) weights, 0 where not chosen"""
    hidden: FloatArray
    """(n, E + shared, h) ReLU outputs"""
    logits: FloatArray
    """(n, classes)"""


class MoELayer:
    """Router, experts and balancing bias: inputs (n, d) -> logits (n, classes)."""

    def __init__(self, inputs: int, classes: int, configuration: LayerConfiguration, rng: np.random.Generator) -> None:
        self.configuration = configuration
        experts = configuration.experts + configuration.shared
        hidden = configuration.hidden
        self.parameters: Parameters = {
            "router": rng.normal(0, 1 / np.sqrt(inputs), (configuration.experts, inputs)),
            "W1": rng.normal(0, np.sqrt(2 / inputs), (inputs, experts * hidden)),
            "b1": np.zeros(experts * hidden),
            "W2": rng.normal(0, np.sqrt(1 / hidden), (experts * hidden, classes)),
            "b2": np.zeros((experts, classes)),
        }
        self.bias = np.zeros(configuration.experts)
        """balancing bias b_i: moved by counting, never by a gradient"""

    def forward(self, x: FloatArray, forbid_best: bool = False) -> Pass:
        """Route and compute. ``forbid_best`` takes each token's first choice away, to see what it was worth."""
        c, p = self.configuration, self.parameters
        n = len(x)
        scores = affinity(x, p["router"])
        if forbid_best:
            chosen = choose_experts(scores, c.active + 1, self.bias)[:, 1:]
        else:
            chosen = choose_experts(scores, c.active, self.bias)
        gate = np.zeros((n, c.experts + c.shared))
        np.put_along_axis(gate, chosen, gate_weights(scores, chosen, c.normalise, c.scale), axis=1)
        gate[:, c.experts :] = 1.0
        hidden = np.maximum(x @ p["W1"] + p["b1"], 0.0).reshape(n, -1, c.hidden)
        weighted = (hidden * gate[:, :, None]).reshape(n, -1)
        return Pass(x, scores, chosen, gate, hidden, weighted @ p["W2"] + gate @ p["b2"])

    def backward(self, done: Pass, logit_gradient: FloatArray, score_gradient: FloatArray | float = 0.0) -> Parameters:
        """Carry the loss gradient at the logits (n, classes) back to every parameter.

        The choice of experts has no gradient: the router learns only through the weights of those chosen.
        ``score_gradient`` (n, E) is added at the affinities, for a balancing loss.
        """
        c, p = self.configuration, self.parameters
        n = len(done.x)
        weighted = (done.hidden * done.gate[:, :, None]).reshape(n, -1)
        at_weighted = (logit_gradient @ p["W2"].T).reshape(n, -1, c.hidden)
        at_gate = (at_weighted * done.hidden).sum(axis=2) + logit_gradient @ p["b2"].T
        at_hidden = (at_weighted * done.gate[:, :, None] * (done.hidden > 0)).reshape(n, -1)

        routed, at_routed = done.gate[:, : c.experts], at_gate[:, : c.experts]
        if c.normalise:
            total = np.take_along_axis(done.scores, done.chosen, axis=1).sum(axis=1, keepdims=True)
            common = (at_routed * routed).sum(axis=1, keepdims=True) / c.scale
            at_scores = (routed > 0) * c.scale / total * (at_routed - common)
        else:
            at_scores = (routed > 0) * at_routed
        at_affinity = (at_scores + score_gradient) * done.scores * (1 - done.scores)
        return {
            "router": at_affinity.T @ done.x,
            "W1": done.x.T @ at_hidden,
            "b1": at_hidden.sum(axis=0),
            "W2": weighted.T @ logit_gradient,
            "b2": done.gate.T @ logit_gradient,
        }

    def parameter_count(self) -> tuple[int, int]:
        """All parameters, and those that one token uses (the router always counts)."""
        c = self.configuration
        one_expert = sum(self.parameters[name].size for name in ("W1", "b1", "W2", "b2")) // (c.experts + c.shared)
        router = self.parameters["router"].size
        total = router + (c.experts + c.shared) * one_expert
        return total, router + (c.active + c.shared) * one_expert
