"""Published numbers that follow from published sizes: parameters, cost, scaling-law optima."""

import dataclasses

import numpy as np
import pytest
from scipy.optimize import minimize_scalar

from genmarketing.themes.moe_reasoning.models import parameters, scaling, training_cost
from genmarketing.themes.moe_reasoning.models.parameters import DEEPSEEK_V3


def test_deepseek_v3_parameters() -> None:
    total = parameters.total_parameters(DEEPSEEK_V3)
    active = parameters.active_parameters(DEEPSEEK_V3)
    without_embedding = parameters.active_parameters(DEEPSEEK_V3, count_embedding=False)
    # DeepSeek-AI 2024 prints 671 B and 37 B; the configuration gives the further digits.
    assert round(total / 1e9, 2) == 671.03
    assert round(active / 1e9, 2) == 37.55
    assert round(without_embedding / 1e9, 2) == 36.63
    assert active - without_embedding == 129_280 * 7168


def test_parts_add_up_and_only_routed_experts_rest() -> None:
    parts = parameters.parameter_parts(DEEPSEEK_V3)
    assert sum(part.total for part in parts) == parameters.total_parameters(DEEPSEEK_V3)
    resting = [part.name for part in parts if part.active != part.total]
    assert resting == ["路由专家"]
    routed = next(part for part in parts if part.name == "路由专家")
    assert routed.total == 58 * 256 * 3 * 7168 * 2048
    assert routed.total / routed.active == pytest.approx(256 / 8)


def test_more_active_experts_cost_activity_but_no_size() -> None:
    wider = dataclasses.replace(DEEPSEEK_V3, active_experts=16)
    assert parameters.total_parameters(wider) == parameters.total_parameters(DEEPSEEK_V3)
    more = parameters.active_parameters(wider) - parameters.active_parameters(DEEPSEEK_V3)
    assert more == 58 * 8 * parameters.expert_parameters(7168, 2048)
    assert parameters.weight_memory(671_026_419_200, 8) == pytest.approx(671.0264192, abs=1e-9)


def test_extreme_configurations_are_possible() -> None:
    dense = dataclasses.replace(DEEPSEEK_V3, dense_layers=61)
    assert parameters.total_parameters(dense) == parameters.active_parameters(dense)
    idle = dataclasses.replace(DEEPSEEK_V3, dense_layers=0, active_experts=0)
    routed = next(part for part in parameters.parameter_parts(idle) if part.name == "路由专家")
    assert (routed.total, routed.active) == (61 * 256 * 3 * 7168 * 2048, 0)


@pytest.mark.parametrize(("field", "value"), [("active_experts", 257), ("dense_layers", 62)])
def test_impossible_configurations_are_refused(field: str, value: int) -> None:
    with pytest.raises(ValueError, match=field):
        dataclasses.replace(DEEPSEEK_V3, **{field: value})


def test_training_cost_of_deepseek_v3() -> None:
    # DeepSeek-AI 2024, Table 1: 2664K + 119K + 5K = 2788K hours, $5.576 M.
    assert training_cost.gpu_hours(training_cost.DEEPSEEK_V3_STAGES) == 2_788_000
    cost = training_cost.training_cost(training_cost.DEEPSEEK_V3_STAGES, training_cost.H800_RENT)
    assert cost == pytest.approx(5.576e6, abs=1e-9)
    assert training_cost.pretraining_hours(14.8e12) == pytest.approx(2_664_000, rel=1e-12)
    # The paper: 180K hours are 3.7 days on its 2048 cards.
    assert round(training_cost.calendar_days(180_000, 2048), 1) == 3.7


def test_cost_with_research() -> None:
    assert training_cost.cost_with_research(5.576e6, 3) == pytest.approx(22.304e6)
    with pytest.raises(ValueError, match="negative"):
        training_cost.cost_with_research(1.0, -0.1)


def test_training_compute_is_what_the_cards_can_do() -> None:
    # 37 B active, 14.8 T tokens: 3.3e24 operations, i.e. 343 TFLOP/s on each card during 2664K hours,
    # about a third of what an H800 does in 16 bits (989 TFLOP/s): the hours are credible.
    compute = training_cost.training_compute(37e9, 14.8e12)
    per_card = compute / (2_664_000 * 3600)
    assert per_card == pytest.approx(342.6e12, rel=1e-3)


@pytest.mark.parametrize(
    ("law", "billions", "ratio", "digits"),
    [
        (scaling.CHINCHILLA, 32.2, 93, 0),  # the constants as printed by Hoffmann et al. 2022
        (scaling.REPLICATION, 72.2, 18.4, 1),  # Besiroglu et al. 2024
        (scaling.CHINCHILLA_UNROUNDED, 40.3, 59.1, 1),  # Hoffmann et al. name 40 B for this approach
    ],
)
def test_compute_optimum(law: scaling.ScalingLaw, billions: float, ratio: float, digits: int) -> None:
    best = law.optimum(scaling.CHINCHILLA_COMPUTE)
    assert round(best.parameters / 1e9, 1) == billions
    assert round(best.tokens_per_parameter, digits) == ratio
    assert 6 * best.parameters * best.tokens == pytest.approx(scaling.CHINCHILLA_COMPUTE, rel=1e-12)


@pytest.mark.parametrize("law", [scaling.CHINCHILLA, scaling.REPLICATION])
@pytest.mark.parametrize("compute", [1e19, 5.76e23, 1e26])
def test_closed_form_is_the_minimum(law: scaling.ScalingLaw, compute: float) -> None:
    best = law.optimum(compute)
    found = minimize_scalar(
        lambda log_n: float(law.loss_at_compute(compute, np.exp(log_n))),
        bracket=(np.log(best.parameters) - 1, np.log(best.parameters) + 1),
    )
    assert found.fun == pytest.approx(best.loss, abs=1e-9)
    assert np.exp(found.x) == pytest.approx(best.parameters, rel=1e-4)


def test_loss_broadcasts_and_compute_must_be_positive() -> None:
    sizes = np.array([1e9, 1e10])
    losses = scaling.REPLICATION.loss(sizes, 1e12)
    assert np.shape(losses) == (2,)
    assert scaling.REPLICATION.loss(1e300, 1e300) == pytest.approx(1.8172, abs=1e-9)
    with pytest.raises(ValueError, match="positive"):
        scaling.CHINCHILLA.optimum(0)
