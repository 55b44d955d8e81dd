"""Views on the models of theme 02: each function makes one widget; what is computed comes from ``models``."""

from .abstention import exam_two_ways, threshold_dial
from .chessboard import illegal_by_ply, unrefereed_game
from .citations import citation_sorter
from .concept_map import concept_map
from .detection import agreement_dial, claim_checker, logic_checker
from .grounding import note_ranking, retrieval_switch
from .moderation import filter_bench
from .monofacts import monofact_line, repeat_dial
from .predictions import prediction, recall
from .quick_questions import quick_question
from .scenarios import risk_ladder, version_scale
from .temperature import temperature_dial
from .watching import prompt_compare, question_playground, watch_it_write

__all__ = [
    "agreement_dial",
    "citation_sorter",
    "claim_checker",
    "concept_map",
    "exam_two_ways",
    "filter_bench",
    "illegal_by_ply",
    "logic_checker",
    "monofact_line",
    "note_ranking",
    "prediction",
    "prompt_compare",
    "question_playground",
    "quick_question",
    "recall",
    "repeat_dial",
    "retrieval_switch",
    "risk_ladder",
    "temperature_dial",
    "threshold_dial",
    "unrefereed_game",
    "version_scale",
    "watch_it_write",
]
