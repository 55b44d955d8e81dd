"""Every published figure of theme 01 that a model can compute, within the tolerance that published.csv states."""

import numpy as np
import pytest

from genmarketing.data import published
from genmarketing.themes.moe_reasoning.models import (
    bradley_terry,
    chains,
    distillation,
    grpo,
    parameters,
    routing,
    scaling,
    training_cost,
)

V3 = parameters.DEEPSEEK_V3
STAGES = training_cost.DEEPSEEK_V3_STAGES
PRINTED = scaling.CHINCHILLA.optimum(scaling.CHINCHILLA_COMPUTE)
REFITTED = scaling.REPLICATION.optimum(scaling.CHINCHILLA_COMPUTE)

COMPUTED: dict[str, float] = {
    "v3_total_parameters": parameters.total_parameters(V3) / 1e9,
    "v3_active_parameters": parameters.active_parameters(V3) / 1e9,
    "v3_total_counted": parameters.total_parameters(V3) / 1e9,
    "v3_active_counted": parameters.active_parameters(V3) / 1e9,
    "v3_active_without_embedding": parameters.active_parameters(V3, count_embedding=False) / 1e9,
    "v3_total_hours_k": training_cost.gpu_hours(STAGES) / 1e3,
    "v3_training_cost": training_cost.training_cost(STAGES, training_cost.H800_RENT) / 1e6,
    "combinations_16_2": routing.expert_combinations(16, 2),
    "combinations_64_8": routing.expert_combinations(64, 8),
    "combinations_256_8": routing.expert_combinations(256, 8),
    "chinchilla_optimum_params_b": PRINTED.parameters / 1e9,
    "chinchilla_optimum_tokens_per_param": PRINTED.tokens_per_parameter,
    "replication_optimum_params_b": REFITTED.parameters / 1e9,
    "replication_optimum_tokens_per_param": REFITTED.tokens_per_parameter,
    "grpo_advantage_population": grpo.group_advantages(np.array([1.0, 0, 1, 0]))[0],
    "grpo_advantage_sample": grpo.group_advantages(np.array([1.0, 0, 1, 0]), ddof=1)[0],
    "mnist_gap_closed": 100 * distillation.gap_closed(146, 74, 67),
    "elo_400_probability": bradley_terry.win_probability(400 / bradley_terry.ELO_PER_LOGIT, 0),
    "elo_per_logit": bradley_terry.ELO_PER_LOGIT,
    "voting_binary_p60_k3": chains.majority_accuracy(0.6, 3),
    "voting_binary_p60_k11": chains.majority_accuracy(0.6, 11),
    "voting_binary_p45_k65": chains.majority_accuracy(0.45, 65),
}

CONSTANTS: dict[str, float] = {
    "v3_layers": V3.layers,
    "v3_dense_layers": V3.dense_layers,
    "v3_hidden_size": V3.hidden,
    "v3_dense_width": V3.dense_width,
    "v3_expert_width": V3.expert_width,
    "v3_routed_experts": V3.routed_experts,
    "v3_shared_experts": V3.shared_experts,
    "v3_active_experts": V3.active_experts,
    "v3_heads": V3.attention.heads,
    "v3_query_rank": V3.attention.query_latent,
    "v3_key_value_rank": V3.attention.key_value_latent,
    "v3_key_width_plain": V3.attention.plain_head,
    "v3_key_width_rotary": V3.attention.rotary_head,
    "v3_value_width": V3.attention.value_head,
    "v3_vocab_size": V3.vocabulary,
    "v3_pretrain_hours_k": STAGES[0].gpu_hours / 1e3,
    "v3_context_hours_k": STAGES[1].gpu_hours / 1e3,
    "v3_post_hours_k": STAGES[2].gpu_hours / 1e3,
    "v3_price_per_hour": training_cost.H800_RENT,
    "hours_per_trillion_tokens_k": training_cost.pretraining_hours(1e12) / 1e3,
    "chinchilla_E": scaling.CHINCHILLA.irreducible,
    "chinchilla_A": scaling.CHINCHILLA.parameter_scale,
    "chinchilla_B": scaling.CHINCHILLA.token_scale,
    "chinchilla_alpha": scaling.CHINCHILLA.parameter_exponent,
    "chinchilla_beta": scaling.CHINCHILLA.token_exponent,
    "chinchilla_alpha_unrounded": scaling.CHINCHILLA_UNROUNDED.parameter_exponent,
    "chinchilla_beta_unrounded": scaling.CHINCHILLA_UNROUNDED.token_exponent,
    "replication_E": scaling.REPLICATION.irreducible,
    "replication_A": scaling.REPLICATION.parameter_scale,
    "replication_B": scaling.REPLICATION.token_scale,
    "replication_alpha": scaling.REPLICATION.parameter_exponent,
    "replication_beta": scaling.REPLICATION.token_exponent,
    "chinchilla_compute_flop": scaling.CHINCHILLA_COMPUTE,
}


@pytest.mark.parametrize("name", COMPUTED)
def test_model_reaches_the_published_figure(name: str) -> None:
    figure = published(name)
    assert COMPUTED[name] == pytest.approx(figure.value, abs=figure.tolerance + 1e-9, rel=0)


@pytest.mark.parametrize("name", CONSTANTS)
def test_models_and_ledger_hold_the_same_constants(name: str) -> None:
    assert CONSTANTS[name] == pytest.approx(published(name).value, rel=1e-12)
