"""Views on the models of theme 04: each function makes one widget; what is computed comes from ``models``."""

from .aipl import aipl_flows, double_jeopardy
from .concept_map import concept_map
from .customers import cohort_heat, definition_explorer, rfm_cube, tier_rules
from .ecosystem import account_pull, chasm
from .future import alive_map, holdout_task, lifetime_explorer, mailing_explorer
from .growth import aarrr_levers, budget_explorer, compounding, snack_shop
from .identity import anonymity_explorer, hash_writer, matching_explorer, ppsc_sorter
from .predictions import prediction, recall
from .quick_questions import quick_question
from .worth import pareto_curve, valuation_duel, value_levels

__all__ = [
    "aarrr_levers",
    "account_pull",
    "aipl_flows",
    "alive_map",
    "anonymity_explorer",
    "budget_explorer",
    "chasm",
    "cohort_heat",
    "compounding",
    "concept_map",
    "definition_explorer",
    "double_jeopardy",
    "hash_writer",
    "holdout_task",
    "lifetime_explorer",
    "mailing_explorer",
    "matching_explorer",
    "pareto_curve",
    "ppsc_sorter",
    "prediction",
    "quick_question",
    "recall",
    "rfm_cube",
    "snack_shop",
    "tier_rules",
    "valuation_duel",
    "value_levels",
]
