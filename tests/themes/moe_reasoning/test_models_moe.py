"""The small MoE layer: gradients, then directions and bands over seeds."""

from functools import cache
from typing import Any

import numpy as np
import pytest
from sklearn.metrics import mutual_info_score

from genmarketing.themes.moe_reasoning.models import load_balance, moe_training, specialisation
from genmarketing.themes.moe_reasoning.models.cluster_task import ClusterTask
from genmarketing.themes.moe_reasoning.models.moe_layer import LayerConfiguration, MoELayer
from genmarketing.themes.moe_reasoning.models.network import cross_entropy, one_hot, softmax
from genmarketing.themes.moe_reasoning.models.routing import max_violation

LAYERS = [
    LayerConfiguration(experts=6, active=2, hidden=3),
    LayerConfiguration(experts=6, active=2, hidden=3, normalise=True, scale=2.5),
    LayerConfiguration(experts=5, active=3, hidden=2, shared=2, normalise=True),
]


@pytest.mark.parametrize("configuration", LAYERS)
def test_gradients_by_finite_differences(configuration: LayerConfiguration) -> None:
    rng = np.random.default_rng(6)
    layer = MoELayer(4, 3, configuration, rng)
    layer.bias = rng.normal(0, 0.05, configuration.experts)
    for name in ("b1", "b2"):
        layer.parameters[name] = rng.normal(0, 0.3, layer.parameters[name].shape)
    x, targets = rng.normal(size=(7, 4)), one_hot(rng.integers(0, 3, 7), 3)
    alpha = 0.7
    frozen = layer.forward(x).chosen

    def loss() -> float:
        done = layer.forward(x)
        np.testing.assert_array_equal(done.chosen, frozen)  # else the difference would cross a jump
        load = np.bincount(frozen.ravel(), minlength=configuration.experts)
        frequency = load * configuration.experts / frozen.size
        share = (done.scores / done.scores.sum(axis=1, keepdims=True)).mean(axis=0)
        return cross_entropy(done.logits, targets) + alpha * float(frequency @ share)

    done = layer.forward(x)
    push = moe_training.balance_loss_gradient(done, configuration.experts, alpha)
    gradients = layer.backward(done, (softmax(done.logits) - targets) / len(x), push)
    assert gradients.keys() == layer.parameters.keys()
    for name, values in layer.parameters.items():
        slope = np.zeros_like(values)
        for place in np.ndindex(values.shape):
            kept = values[place]
            values[place] = kept + 1e-6
            above = loss()
            values[place] = kept - 1e-6
            slope[place] = (above - loss()) / 2e-6
            values[place] = kept
        np.testing.assert_allclose(gradients[name], slope, atol=1e-8, err_msg=name)


def test_one_active_normalised_expert_gives_the_router_no_gradient() -> None:
    rng = np.random.default_rng(0)
    layer = MoELayer(4, 3, LayerConfiguration(experts=6, active=1, normalise=True), rng)
    done = layer.forward(rng.normal(size=(9, 4)))
    gradients = layer.backward(done, rng.normal(size=(9, 3)))
    np.testing.assert_allclose(gradients["router"], 0, atol=1e-15)


def test_resting_experts_have_no_say() -> None:
    rng = np.random.default_rng(1)
    layer = MoELayer(8, 4, LayerConfiguration(), rng)
    done = layer.forward(rng.normal(size=(5, 8)))
    assert (done.gate > 0).sum(axis=1).tolist() == [4] * 5
    for row in range(5):
        resting = np.setdiff1d(np.arange(16), done.chosen[row])
        columns = np.concatenate([np.arange(e * 4, e * 4 + 4) for e in resting])
        layer.parameters["W2"][columns] += 1.0
        np.testing.assert_allclose(layer.forward(done.x).logits[row], done.logits[row], atol=1e-12)
        layer.parameters["W2"][columns] -= 1.0


def test_forbidding_the_best_takes_the_next() -> None:
    rng = np.random.default_rng(2)
    layer = MoELayer(8, 4, LayerConfiguration(), rng)
    x = rng.normal(size=(6, 8))
    usual, without = layer.forward(x).chosen, layer.forward(x, forbid_best=True).chosen
    assert without.shape == usual.shape
    np.testing.assert_array_equal(without[:, :3], usual[:, 1:])


def test_parameters_of_the_small_layer() -> None:
    layer = MoELayer(8, 4, LayerConfiguration(shared=1), np.random.default_rng(0))
    expert = 8 * 4 + 4 + 4 * 4 + 4
    assert layer.parameter_count() == (16 * 8 + 17 * expert, 16 * 8 + 5 * expert)


def test_task_is_as_described() -> None:
    task = ClusterTask(np.random.default_rng(0), offset=10.0, unevenness=1.0)
    points = task.draw(20_000, np.random.default_rng(1))
    assert points.x.shape == (20_000, 8)
    assert set(np.unique(points.label)) == {0, 1, 2, 3}
    assert np.linalg.norm(task.shift) == pytest.approx(10)
    counts = np.bincount(points.cluster, minlength=16)
    assert counts[0] / counts[3] == pytest.approx(4, rel=0.15)
    again = task.draw(20_000, np.random.default_rng(1))
    np.testing.assert_array_equal(points.x, again.x)


@cache
def trained(
    seed: int, bias_step: float, normalise: bool = False, unevenness: float = 0.0, offset: float = 0.0
) -> tuple[ClusterTask, MoELayer, moe_training.Result]:
    task = ClusterTask(np.random.default_rng(seed), unevenness=unevenness, offset=offset)
    configuration = LayerConfiguration(normalise=normalise)
    layer, film = moe_training.train_moe(task, configuration, np.random.default_rng(1000 + seed), bias_step)
    assert len(film) == 100
    assert film[-1].loss < film[0].loss
    points = task.draw(4000, np.random.default_rng(2000 + seed))
    return task, layer, moe_training.evaluate(layer, points)


def mean_over_seeds(seeds: int, bias_step: float, **kind: Any) -> tuple[float, float]:
    """Mean loss and mean MaxVio."""
    results = [trained(seed, bias_step, **kind)[2] for seed in range(seeds)]
    losses, violations = [r.loss for r in results], [r.max_violation for r in results]
    return float(np.mean(losses)), float(np.mean(violations))


def test_bias_balances_without_costing_loss() -> None:
    # Miniature of Wang et al. 2024 (0.72 → 0.04 at 1B parameters): bands around 0.83 → 0.08 of this task.
    free_loss, free_violation = mean_over_seeds(4, 0.0)
    loss, violation = mean_over_seeds(4, 0.001)
    assert 0.6 < free_violation < 1.2
    assert 0.04 < violation < 0.15
    assert loss < free_loss + 0.005
    assert loss == pytest.approx(0.759, abs=0.04)
    assert free_loss == pytest.approx(0.786, abs=0.04)


@pytest.mark.full
def test_bias_step_has_a_best_size() -> None:
    violations = {u: mean_over_seeds(10, u)[1] for u in (0.0, 1e-4, 1e-3, 3e-2)}
    assert violations[0.0] > violations[1e-4] > violations[3e-2] > violations[1e-3]
    assert violations[1e-4] == pytest.approx(0.50, abs=0.15)
    assert violations[3e-2] == pytest.approx(0.22, abs=0.08)
    assert mean_over_seeds(10, 3e-2)[0] > mean_over_seeds(10, 1e-3)[0]


def test_balance_costs_where_the_data_are_uneven() -> None:
    free, _ = mean_over_seeds(3, 0.0, normalise=True, unevenness=1.5)
    balanced, _ = mean_over_seeds(3, 0.001, normalise=True, unevenness=1.5)
    assert 1.02 < balanced / free < 1.4


@pytest.mark.full
def test_balance_wakes_dead_experts_when_inputs_look_alike() -> None:
    def dead(result: moe_training.Result) -> int:
        return int(np.sum(result.load < 0.02 * np.mean(result.load)))

    kind: dict[str, Any] = {"normalise": True, "offset": 8.0}
    free, _ = mean_over_seeds(5, 0.0, **kind)
    balanced, _ = mean_over_seeds(5, 0.001, **kind)
    assert 0.86 < balanced / free < 0.98
    assert sum(dead(trained(seed, 0.0, **kind)[2]) for seed in range(5)) >= 4
    assert sum(dead(trained(seed, 0.001, **kind)[2]) for seed in range(5)) == 0


def test_dense_network_of_equal_active_size_is_worse() -> None:
    results = []
    for seed in range(3):
        task, _, _ = trained(seed, 0.001)
        dense = moe_training.train_dense(task, 4 * 4, np.random.default_rng(seed))
        results.append(moe_training.evaluate_dense(dense, task.draw(4000, np.random.default_rng(2000 + seed))))
    dense_accuracy = float(np.mean([result.accuracy for result in results]))
    assert np.mean([result.loss for result in results]) == pytest.approx(1.11, abs=0.04)
    assert dense_accuracy == pytest.approx(0.50, abs=0.03)
    moe_accuracy = float(np.mean([trained(seed, 0.001)[2].accuracy for seed in range(3)]))
    assert moe_accuracy == pytest.approx(0.70, abs=0.03)
    assert results[0].load.size == 0


def test_experts_specialise() -> None:
    told, worth = [], []
    for seed in range(3):
        task, layer, result = trained(seed, 0.001)
        points = task.draw(4000, np.random.default_rng(2000 + seed))
        chosen = layer.forward(points.x).chosen
        table = specialisation.service_table(points.cluster, chosen, task.clusters, 16)
        assert table.sum() == 4000 * 4
        referee = mutual_info_score(np.repeat(points.cluster, 4), chosen.ravel())
        assert specialisation.mutual_information(table) == pytest.approx(referee, abs=1e-9)
        told.append(specialisation.mutual_information(table))
        worth.append(moe_training.evaluate(layer, points, forbid_best=True).loss / result.loss)
    assert 0.6 < np.mean(told) < 1.0  # of at most ln(16/4) = 1.39 nat
    assert np.mean(worth) > 1.4
    assert specialisation.mutual_information(np.ones((4, 4))) == pytest.approx(0, abs=1e-12)


def test_film_can_be_stopped_and_balance_loss_balances() -> None:
    task = ClusterTask(np.random.default_rng(0))
    layer = MoELayer(8, 4, LayerConfiguration(), np.random.default_rng(1))
    film = moe_training.train(layer, task, np.random.default_rng(2), bias_step=0.01, steps=95, every=20)
    moments = list(film)
    assert [moment.step for moment in moments] == [20, 40, 60, 80, 95]
    assert all(moment.load.sum() == 256 * 4 for moment in moments)
    assert moments[-1].max_violation == max_violation(moments[-1].load)
    assert np.abs(moments[0].bias).max() <= 20 * 0.01 + 1e-12
    even = []
    for alpha in (0.0, 0.3):
        _, moments = moe_training.train_moe(task, LayerConfiguration(), np.random.default_rng(3), 0.0, alpha, 400)
        assert not moments[-1].bias.any()
        even.append(np.mean([moment.max_violation for moment in moments[-10:]]))
    assert even[1] < 0.7 * even[0]


@cache
def streamed(seed: int, bias_step: float) -> tuple[float, float]:
    return load_balance.late_violation(list(load_balance.stream(np.random.default_rng(seed), bias_step)))


@pytest.mark.full  # 7 200 steps of 64 experts: the slowest of all tests of models
def test_router_alone_has_a_best_bias_step() -> None:
    late = {u: np.mean([streamed(seed, u) for seed in range(3)], axis=0) for u in (0.0, 1e-4, 1e-3, 0.1)}
    assert late[0.0][0] == pytest.approx(3.8, abs=0.6)
    assert late[1e-4][0] == pytest.approx(2.5, abs=0.5)  # too slow
    assert late[1e-3][0] == pytest.approx(0.25, abs=0.05)
    assert late[1e-3][1] == pytest.approx(0.02, abs=0.015)  # what is left in one batch is chance
    assert late[0.1][0] == pytest.approx(2.0, abs=0.4)  # it oscillates


def test_stream_counts_every_token() -> None:
    batches = list(load_balance.stream(np.random.default_rng(0), 0.001, batches=5, tokens=100))
    assert [batch.number for batch in batches] == [1, 2, 3, 4, 5]
    assert all(batch.load.sum() == 600 for batch in batches)
    np.testing.assert_array_equal(batches[-1].total, sum(batch.load for batch in batches))
