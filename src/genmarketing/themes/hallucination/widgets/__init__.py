"""Views on the models of theme 02: each function makes one widget; what is computed comes from ``models``."""

from .abstention import exam_two_ways, threshold_dial
from .asking import ask_it_yourself, question_playground
from .chessboard import chess_referee, illegal_by_ply
from .citations import citation_sorter
from .concept_map import concept_map
from .detection import agreement_dial, claim_checker, logic_checker
from .grounding import note_ranking, retrieval_switch
from .moderation import filter_bench
from .monofacts import monofact_line, repeat_dial
from .predictions import prediction, recall
from .quick_questions import quick_question
from .scenarios import remedy_bill, risk_ladder, version_scale
from .temperature import temperature_dial
from .watching import watch_it_write

__all__ = [
    "agreement_dial",
    "ask_it_yourself",
    "chess_referee",
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
    "question_playground",
    "quick_question",
    "recall",
    "remedy_bill",
    "repeat_dial",
    "retrieval_switch",
    "risk_ladder",
    "temperature_dial",
    "threshold_dial",
    "version_scale",
    "watch_it_write",
]
