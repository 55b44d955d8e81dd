"""Knowledge distillation: a small network learns from a large one's probabilities instead of bare labels.

    hard loss = −log q_y                           one label
    soft loss = T² · Σ p^T · (−log q^T),           p^T, q^T = softmax(logits / T) of teacher and student

A soft label says how likely the other classes are too, so each example tells more. The factor T² keeps the
gradient's size as T grows. Source: Hinton, Vinyals, Dean 2015 (arXiv 1503.02531). The data are made.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .arrays import FloatArray, IntArray
from .network import Adam, Network, accuracy, cross_entropy, one_hot, softmax


def soft_labels(logits: FloatArray, temperature: float) -> FloatArray:
    """Probabilities (n, classes) at a temperature: 1 as they are, higher more even. ValueError unless T > 0."""
    if temperature <= 0:
        raise ValueError("temperature must be positive")
    return softmax(logits / temperature)


def soft_loss(student: FloatArray, teacher: FloatArray, temperature: float) -> float:
    """T² times the mean cross-entropy between the softened teacher and student logits (n, classes)."""
    return temperature**2 * cross_entropy(student / temperature, soft_labels(teacher, temperature))


def soft_loss_gradient(student: FloatArray, teacher: FloatArray, temperature: float) -> FloatArray:
    """Gradient of ``soft_loss`` at the student's logits: T·(q^T − p^T) / n.

    For large T it tends to (z − v) / (n·classes) with both logits centred: the student copies logits.
    """
    difference = soft_labels(student, temperature) - soft_labels(teacher, temperature)
    return np.asarray(temperature * difference / len(student), dtype=np.float64)


def gap_closed(small: float, distilled: float, teacher: float) -> float:
    """Share of the gap between small network and teacher that distillation closes (errors or accuracies).

    MNIST errors 146, 74 and 67 (Hinton et al. 2015) give 72/79. ValueError if there is no gap.
    """
    if small == teacher:
        raise ValueError("small network and teacher are equally good: there is no gap")
    return (small - distilled) / (small - teacher)


class NoisyTask:
    """Points whose label is drawn, not fixed: even perfect knowledge is right only some of the time."""

    def __init__(
        self,
        rng: np.random.Generator,
        dimensions: int = 10,
        classes: int = 6,
        units: int = 12,
        sharpness: float = 4.5,
    ) -> None:
        """Draw the true rule: a network with ``units`` hidden units whose logits are times ``sharpness``."""
        self.dimensions, self.classes, self.sharpness = dimensions, classes, sharpness
        self.truth = Network(dimensions, units, classes, rng)
        # Without centring one class would be the best guess nearly everywhere.
        self.centre = self.truth.logits(rng.normal(0, 1, (4000, dimensions))).mean(axis=0)

    def probabilities(self, x: FloatArray) -> FloatArray:
        """True class probabilities (n, classes)."""
        return softmax(self.sharpness * (self.truth.logits(x) - self.centre))

    def draw(self, points: int, rng: np.random.Generator) -> tuple[FloatArray, IntArray]:
        """Inputs (n, d) and drawn labels (n,)."""
        x = rng.normal(0, 1, (points, self.dimensions))
        cumulative = np.cumsum(self.probabilities(x), axis=1)
        label = (rng.random((points, 1)) > cumulative).sum(axis=1)
        return x, np.minimum(label, self.classes - 1).astype(np.int64)


def fit_network(
    network: Network,
    x: FloatArray,
    targets: FloatArray,
    rng: np.random.Generator,
    temperature: float = 1.0,
    steps: int = 400,
    batch: int = 128,
    rate: float = 0.01,
) -> Network:
    """Train ``network`` in place so that softmax(logits/T) matches ``targets`` (n, classes); returns it."""
    adam = Adam(rate)
    for _ in range(steps):
        rows = rng.integers(0, len(x), min(batch, len(x)))
        predicted = soft_labels(network.logits(x[rows]), temperature)
        at_logits = temperature * (predicted - targets[rows]) / len(rows)
        adam.update(network.parameters, network.gradients(x[rows], at_logits))
    return network


@dataclass(frozen=True)
class Lesson:
    """A task, a teacher who has seen many labels, and points to test on."""

    task: NoisyTask
    teacher: Network
    test_x: FloatArray
    test_label: IntArray

    def score(self, network: Network) -> float:
        """Share of test labels that ``network`` gets right."""
        return accuracy(network.logits(self.test_x), self.test_label)

    def ceiling(self) -> float:
        """Mean of the largest true probability: nobody can do better (Bayes)."""
        return float(np.mean(np.max(self.task.probabilities(self.test_x), axis=1)))


def prepare_lesson(rng: np.random.Generator, labels: int = 40_000, hidden: int = 64) -> Lesson:
    """Make a task and train its teacher on ``labels`` drawn labels."""
    task = NoisyTask(rng)
    x, label = task.draw(labels, rng)
    teacher = Network(task.dimensions, hidden, task.classes, rng)
    for rate in (0.01, 0.001):
        fit_network(teacher, x, one_hot(label, task.classes), rng, steps=1000, batch=256, rate=rate)
    return Lesson(task, teacher, *task.draw(10_000, rng))


def student_accuracy(
    lesson: Lesson, points: int, temperature: float | None, rng: np.random.Generator, hidden: int = 16
) -> float:
    """Test accuracy of a student taught with ``points`` points.

    ``temperature`` says by what: None, the drawn labels (hard); above 0, the teacher's probabilities (soft);
    0, their limit, the teacher's likeliest class alone.
    """
    task = lesson.task
    x, label = task.draw(points, rng)
    student = Network(task.dimensions, hidden, task.classes, rng)
    if temperature:
        targets = soft_labels(lesson.teacher.logits(x), temperature)
        return lesson.score(fit_network(student, x, targets, rng, temperature))
    answers = label if temperature is None else np.argmax(lesson.teacher.logits(x), axis=1)
    return lesson.score(fit_network(student, x, one_hot(answers, task.classes), rng))


def learning_curve(
    lesson: Lesson, sizes: Sequence[int], temperature: float | None, rng: np.random.Generator, repeats: int = 3
) -> FloatArray:
    """Mean accuracy of ``repeats`` fresh students for each number of points: (len(sizes),)."""
    table = [[student_accuracy(lesson, size, temperature, rng) for _ in range(repeats)] for size in sizes]
    return np.asarray(np.mean(table, axis=1), dtype=np.float64)
