"""Views on the models of theme 01: each function makes one widget; what is computed comes from ``models``."""

from .balance import load_balance_film, specialisation_map, training_film
from .chains import chain_voting
from .concept_map import concept_map
from .deployment import agent_pipeline, deployment_break_even
from .distillation import distillation_curve, sampling_explorer
from .predictions import prediction, recall
from .quick_questions import quick_question
from .routing import parameter_explorer, routing_playground
from .scaling import scaling_explorer
from .taste import group_advantage, leash_dial, taste_duel
from .training import granularity_task, training_task

__all__ = [
    "agent_pipeline",
    "chain_voting",
    "concept_map",
    "deployment_break_even",
    "distillation_curve",
    "granularity_task",
    "group_advantage",
    "leash_dial",
    "load_balance_film",
    "parameter_explorer",
    "prediction",
    "quick_question",
    "recall",
    "routing_playground",
    "sampling_explorer",
    "scaling_explorer",
    "specialisation_map",
    "taste_duel",
    "training_film",
    "training_task",
]
