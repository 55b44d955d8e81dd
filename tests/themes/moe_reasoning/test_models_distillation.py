"""Distillation: the loss and its limits exactly, the learning curves by band; and the small network below it."""

from functools import cache

import numpy as np
import pytest
from sklearn.metrics import log_loss

from genmarketing.themes.moe_reasoning.models import distillation, network


def test_temperature_softens() -> None:
    logits = np.array([[2.0, 0.0, -1.0]])
    tops = [distillation.soft_labels(logits, t)[0, 0] for t in (0.1, 1, 3, 1000)]
    assert tops == sorted(tops, reverse=True)
    assert tops[0] == pytest.approx(1, abs=1e-8)
    assert tops[-1] == pytest.approx(1 / 3, abs=1e-3)
    with pytest.raises(ValueError, match="temperature"):
        distillation.soft_labels(logits, 0)


@pytest.mark.parametrize("temperature", [0.7, 1.0, 4.0])
def test_soft_loss_gradient_by_finite_differences(temperature: float) -> None:
    student, teacher = np.random.default_rng(1).normal(0, 2, (2, 5, 4))
    gradient = distillation.soft_loss_gradient(student, teacher, temperature)
    for place in np.ndindex(student.shape):
        step = np.zeros_like(student)
        step[place] = 1e-6
        above = distillation.soft_loss(student + step, teacher, temperature)
        below = distillation.soft_loss(student - step, teacher, temperature)
        assert gradient[place] == pytest.approx((above - below) / 2e-6, abs=1e-8)


def test_t_squared_keeps_the_gradient_and_hot_students_copy_logits() -> None:
    student, teacher = np.random.default_rng(2).normal(0, 1, (2, 50, 6))
    centred = [z - z.mean(axis=1, keepdims=True) for z in (student, teacher)]
    limit = (centred[0] - centred[1]) / (50 * 6)
    hot = distillation.soft_loss_gradient(student, teacher, 1e4)
    np.testing.assert_allclose(hot, limit, atol=3e-6)
    sizes = [np.abs(distillation.soft_loss_gradient(student, teacher, t)).mean() for t in (5, 50)]
    assert sizes[1] / sizes[0] == pytest.approx(1, abs=0.25)  # without T² it would be 1/100


def test_gap_closed_on_mnist() -> None:
    # Hinton et al. 2015: 146 errors for the small net, 74 distilled, 67 for the teacher.
    assert distillation.gap_closed(146, 74, 67) == pytest.approx(72 / 79, abs=1e-9)
    assert round(100 * distillation.gap_closed(146, 74, 67)) == 91
    with pytest.raises(ValueError, match="no gap"):
        distillation.gap_closed(5, 4, 5)


@cache
def lesson(seed: int) -> distillation.Lesson:
    return distillation.prepare_lesson(np.random.default_rng(seed))


@cache
def curve(temperature: float | None) -> np.ndarray:
    """Mean over three tasks of the accuracies at 30, 125, 500, 1000 and 2000 points."""
    sizes = (30, 125, 500, 1000, 2000)
    curves = [
        distillation.learning_curve(lesson(seed), sizes, temperature, np.random.default_rng(seed), repeats=2)
        for seed in range(3)
    ]
    return np.asarray(np.mean(curves, axis=0))


def test_teacher_comes_close_to_the_ceiling() -> None:
    for seed in range(3):
        one = lesson(seed)
        assert 0.65 < one.ceiling() < 0.85
        assert one.ceiling() - 0.03 < one.score(one.teacher) < one.ceiling() + 0.015


def test_soft_labels_save_examples() -> None:
    hard, soft = curve(None), curve(2.0)
    gains = soft - hard
    assert np.all(gains > 0.01)
    assert gains[0] > 0.08
    assert gains[1] > 0.1
    assert gains[-1] < gains[1]  # with many labels the advantage melts
    # 125 soft labels do about as well as 1000 drawn ones.
    assert soft[1] == pytest.approx(hard[3], abs=0.04)


def test_the_teachers_choice_alone_gives_part_of_the_gain() -> None:
    hard, choice, soft = curve(None), curve(0.0), curve(2.0)
    share = (choice - hard)[1:3].sum() / (soft - hard)[1:3].sum()
    assert 0.2 < share < 0.7


def test_task_draws_labels_by_their_probabilities() -> None:
    task = distillation.NoisyTask(np.random.default_rng(0))
    x, label = task.draw(40_000, np.random.default_rng(1))
    expected = task.probabilities(x).mean(axis=0)
    np.testing.assert_allclose(np.bincount(label, minlength=6) / 40_000, expected, atol=0.01)
    assert expected.max() < 0.5


def test_cross_entropy_agrees_with_scikit_learn() -> None:
    rng = np.random.default_rng(3)
    logits, labels = rng.normal(0, 3, (40, 5)), rng.integers(0, 5, 40)
    ours = network.cross_entropy(logits, network.one_hot(labels, 5))
    assert ours == pytest.approx(log_loss(labels, network.softmax(logits), labels=range(5)), abs=1e-9)
    assert np.isfinite(network.cross_entropy(logits * 1e4, network.one_hot(labels, 5)))


def test_dense_gradients_by_finite_differences() -> None:
    rng = np.random.default_rng(5)
    net = network.Network(3, 4, 2, rng)
    x, targets = rng.normal(size=(6, 3)), network.one_hot(rng.integers(0, 2, 6), 2)
    gradients = net.gradients(x, (network.softmax(net.logits(x)) - targets) / 6)
    for name, values in net.parameters.items():
        for place in np.ndindex(values.shape):
            kept = values[place]
            values[place] = kept + 1e-6
            above = network.cross_entropy(net.logits(x), targets)
            values[place] = kept - 1e-6
            below = network.cross_entropy(net.logits(x), targets)
            values[place] = kept
            assert gradients[name][place] == pytest.approx((above - below) / 2e-6, abs=1e-8)


def test_adam_takes_its_first_step_at_the_full_rate() -> None:
    parameters = {"w": np.array([1.0, -2.0])}
    network.Adam(rate=0.1).update(parameters, {"w": np.array([300.0, -0.02])})
    np.testing.assert_allclose(parameters["w"], [0.9, -1.9], atol=1e-6)
