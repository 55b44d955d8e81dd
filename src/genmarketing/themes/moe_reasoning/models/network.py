"""The smallest neural network that learns: softmax, cross-entropy, Adam, one hidden layer; gradients by hand."""

from dataclasses import dataclass, field

import numpy as np

from .arrays import FloatArray, IntArray

Parameters = dict[str, FloatArray]


def softmax(logits: FloatArray) -> FloatArray:
    """Probabilities along the last axis: exp(z_i) / Σ exp(z_j)."""
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True), dtype=np.float64)


def cross_entropy(logits: FloatArray, targets: FloatArray) -> float:
    """Mean of −Σ target·log softmax(logits) over rows (n, classes), in nats."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_probability = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return float(-np.mean(np.sum(targets * log_probability, axis=1)))


def one_hot(labels: IntArray, classes: int) -> FloatArray:
    """Labels (n,) as rows (n, classes) with a single 1."""
    return np.eye(classes)[labels]


def accuracy(logits: FloatArray, labels: IntArray) -> float:
    """Share of rows whose largest logit is the label."""
    return float(np.mean(np.argmax(logits, axis=1) == labels))


@dataclass
class Adam:
    """The optimiser Adam (Kingma & Ba 2015): steps scaled by running means of gradient and its square."""

    rate: float = 0.01
    mean_decay: float = 0.9
    square_decay: float = 0.999
    steps: int = 0
    means: Parameters = field(default_factory=dict)
    squares: Parameters = field(default_factory=dict)

    def update(self, parameters: Parameters, gradients: Parameters) -> None:
        """Move ``parameters`` one step against ``gradients``, in place."""
        self.steps += 1
        mean_missing = 1 - self.mean_decay**self.steps
        square_missing = 1 - self.square_decay**self.steps
        for name, gradient in gradients.items():
            old_mean, old_square = self.means.get(name, 0.0), self.squares.get(name, 0.0)
            mean = self.mean_decay * old_mean + (1 - self.mean_decay) * gradient
            square = self.square_decay * old_square + (1 - self.square_decay) * gradient**2
            self.means[name], self.squares[name] = mean, square
            step = (mean / mean_missing) / (np.sqrt(square / square_missing) + 1e-8)
            parameters[name] -= self.rate * step


class Network:
    """A dense network with one hidden layer of ReLU units: inputs (n, d) -> logits (n, classes)."""

    def __init__(self, inputs: int, hidden: int, classes: int, rng: np.random.Generator) -> None:
        self.parameters: Parameters = {
            "W1": rng.normal(0, np.sqrt(2 / inputs), (inputs, hidden)),
            "b1": np.zeros(hidden),
            "W2": rng.normal(0, np.sqrt(1 / hidden), (hidden, classes)),
            "b2": np.zeros(classes),
        }

    def logits(self, x: FloatArray) -> FloatArray:
        """Logits (n, classes) for inputs (n, d)."""
        p = self.parameters
        return np.asarray(np.maximum(x @ p["W1"] + p["b1"], 0.0) @ p["W2"] + p["b2"], dtype=np.float64)

    def gradients(self, x: FloatArray, logit_gradient: FloatArray) -> Parameters:
        """Carry the loss gradient at the logits (n, classes) back to every parameter."""
        p = self.parameters
        hidden = np.maximum(x @ p["W1"] + p["b1"], 0.0)
        at_hidden = (logit_gradient @ p["W2"].T) * (hidden > 0)
        return {
            "W1": x.T @ at_hidden,
            "b1": at_hidden.sum(axis=0),
            "W2": hidden.T @ logit_gradient,
            "b2": logit_gradient.sum(axis=0),
        }
