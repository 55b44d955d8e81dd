"""Train the small mixture-of-experts layer, balance its load, and record the film of it.

After every batch the balancing bias moves by u against the load (Wang et al. 2024, arXiv 2408.15664). For
comparison there is the older way, an auxiliary loss α·Σ f_i·P_i that punishes uneven load by gradient.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .arrays import FloatArray, IntArray
from .cluster_task import ClusterTask, Points
from .moe_layer import LayerConfiguration, MoELayer, Pass
from .network import Adam, Network, accuracy, cross_entropy, one_hot, softmax
from .routing import expert_load, max_violation, nudge_bias

LEARNING_RATE = 0.01
BATCH = 256


@dataclass(frozen=True)
class Moment:
    """One picture of the film, taken after a training step."""

    step: int
    loss: float
    """cross-entropy of the batch (nats)"""
    load: IntArray
    """(E,) tokens for each expert in the batch"""
    bias: FloatArray
    """(E,) balancing bias"""

    @property
    def max_violation(self) -> float:
        """MaxVio of the batch."""
        return max_violation(self.load)


@dataclass(frozen=True)
class Result:
    """How a trained network does on new points."""

    loss: float
    accuracy: float
    load: IntArray
    """(E,) tokens for each expert; empty for a dense network"""

    @property
    def max_violation(self) -> float:
        """MaxVio over the new points."""
        return max_violation(self.load)


def balance_loss_gradient(done: Pass, experts: int, alpha: float) -> FloatArray:
    """Gradient (n, E) at the affinities of α·Σ_i f_i·P_i.

    f_i = E/(k·n) · tokens of expert i; P_i = mean share of expert i in the affinities of a token. The counts f
    have no gradient. Source: DeepSeek-AI 2024 (arXiv 2412.19437), eq. 17–20, over the batch.
    """
    n, k = done.chosen.shape
    frequency = expert_load(done.chosen, experts) * experts / (k * n)
    total = done.scores.sum(axis=1, keepdims=True)
    mean_frequency = (done.scores @ frequency)[:, None] / total
    return np.asarray(alpha / n * (frequency - mean_frequency) / total, dtype=np.float64)


def train(
    layer: MoELayer,
    task: ClusterTask,
    rng: np.random.Generator,
    bias_step: float = 0.001,
    balance_loss: float = 0.0,
    steps: int = 1000,
    every: int = 10,
) -> Iterator[Moment]:
    """Train ``layer`` in place; yield a Moment every ``every`` steps and after the last.

    ``bias_step`` is u, ``balance_loss`` is α; 0 switches each off. The loss falls only as far as the caller
    takes the moments: this is a generator, so that a progress bar can move and a learner can stop it.
    """
    adam = Adam(LEARNING_RATE)
    experts = layer.configuration.experts
    for step in range(1, steps + 1):
        batch = task.draw(BATCH, rng)
        done = layer.forward(batch.x)
        targets = one_hot(batch.label, task.classes)
        push = balance_loss_gradient(done, experts, balance_loss) if balance_loss else 0.0
        adam.update(layer.parameters, layer.backward(done, (softmax(done.logits) - targets) / BATCH, push))
        load = expert_load(done.chosen, experts)
        layer.bias = nudge_bias(layer.bias, load, bias_step)
        if step % every == 0 or step == steps:
            yield Moment(step, cross_entropy(done.logits, targets), load, layer.bias.copy())


def evaluate(layer: MoELayer, points: Points, forbid_best: bool = False) -> Result:
    """Loss, accuracy and load on ``points``; ``forbid_best`` as in ``MoELayer.forward``."""
    done = layer.forward(points.x, forbid_best)
    classes = done.logits.shape[1]
    loss = cross_entropy(done.logits, one_hot(points.label, classes))
    load = expert_load(done.chosen, layer.configuration.experts)
    return Result(loss, accuracy(done.logits, points.label), load)


def train_moe(
    task: ClusterTask,
    configuration: LayerConfiguration,
    rng: np.random.Generator,
    bias_step: float = 0.001,
    balance_loss: float = 0.0,
    steps: int = 1000,
) -> tuple[MoELayer, list[Moment]]:
    """Make a layer for the task, train it to the end, return it with its film."""
    layer = MoELayer(task.dimensions, task.classes, configuration, rng)
    return layer, list(train(layer, task, rng, bias_step, balance_loss, steps))


def train_dense(task: ClusterTask, hidden: int, rng: np.random.Generator, steps: int = 1000) -> Network:
    """Train a dense network with ``hidden`` units in the same way; with k·h units it is as large as a token's share."""
    network = Network(task.dimensions, hidden, task.classes, rng)
    adam = Adam(LEARNING_RATE)
    for _ in range(steps):
        batch = task.draw(BATCH, rng)
        error = softmax(network.logits(batch.x)) - one_hot(batch.label, task.classes)
        adam.update(network.parameters, network.gradients(batch.x, error / BATCH))
    return network


def evaluate_dense(network: Network, points: Points) -> Result:
    """Loss and accuracy of a dense network on ``points``."""
    logits = network.logits(points.x)
    loss = cross_entropy(logits, one_hot(points.label, logits.shape[1]))
    return Result(loss, accuracy(logits, points.label), np.zeros(0, dtype=np.int64))
