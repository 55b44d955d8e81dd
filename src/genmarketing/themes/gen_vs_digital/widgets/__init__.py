"""Views on the models of theme 03: each function makes one widget; what is computed comes from ``models``."""

from .attribution import attribution_compare, removal_flow
from .automation import journey_builder, score_check
from .concept_map import concept_map
from .feed import bubble_dial, policy_task
from .market import three_systems, two_savings, versions_explorer, winner_map
from .need import intermediary_dial, need_dialogue, question_orders
from .predictions import prediction, recall
from .quick_questions import quick_question
from .sorters import ai_kind_sorter, dimension_sorter, drawback_sorter, era_sorter
from .supervision import outreach_dial, supervision_dial
from .traffic import definition_table, funnel_levers, paid_and_owned, pool_view, push_frequency

__all__ = [
    "ai_kind_sorter",
    "attribution_compare",
    "bubble_dial",
    "concept_map",
    "definition_table",
    "dimension_sorter",
    "drawback_sorter",
    "era_sorter",
    "funnel_levers",
    "intermediary_dial",
    "journey_builder",
    "need_dialogue",
    "outreach_dial",
    "paid_and_owned",
    "policy_task",
    "pool_view",
    "prediction",
    "push_frequency",
    "question_orders",
    "quick_question",
    "recall",
    "removal_flow",
    "score_check",
    "supervision_dial",
    "three_systems",
    "two_savings",
    "versions_explorer",
    "winner_map",
]
