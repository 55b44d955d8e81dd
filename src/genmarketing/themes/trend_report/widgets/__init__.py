"""Views on the models of theme 05: each function makes one widget; what is computed comes from ``models``."""

from .brand import brand_split, carry_over, noise_task
from .certainty import coverage_explorer, how_sure
from .concept_map import concept_map
from .differences import false_alarms, two_boxes, waves_explorer
from .media import budget_optimiser, media_intentions, reach_explorer
from .meeting import budget_meeting
from .money_back import break_even, funnel_flow, seeding_reports
from .predictions import prediction, recall
from .prices import auction_room, pricing_converter
from .quick_questions import quick_question
from .respondents import raking_film, respondents
from .sources import same_number, timeline_axis, usable_claims
from .spending import spend_by_pieces
from .spread import bass_explorer, chasm_explorer

__all__ = [
    "auction_room",
    "bass_explorer",
    "brand_split",
    "break_even",
    "budget_meeting",
    "budget_optimiser",
    "carry_over",
    "chasm_explorer",
    "concept_map",
    "coverage_explorer",
    "false_alarms",
    "funnel_flow",
    "how_sure",
    "media_intentions",
    "noise_task",
    "prediction",
    "pricing_converter",
    "quick_question",
    "raking_film",
    "reach_explorer",
    "recall",
    "respondents",
    "same_number",
    "seeding_reports",
    "spend_by_pieces",
    "timeline_axis",
    "two_boxes",
    "usable_claims",
    "waves_explorer",
]
