"""Views on the models of theme 06: each function makes one widget; what is computed comes from ``models``."""

from .cleaning import cleaning_bench, cleaning_errors
from .compliance import compliance_checker, compliance_exam
from .concept_map import concept_map
from .creators import creator_picker, shrinkage_dial
from .experiments import peeking_game, peeking_rates, sample_size_explorer
from .forms import collectible_odds, drama_placement, love_course, podcast_or_live
from .layers import layer_planner
from .matrices import conversion_matrix, index_certainty, seeding_matrix
from .moods import mood_bench, mood_exam
from .predictions import prediction, recall
from .production import content_line
from .quick_questions import quick_question
from .sorters import form_sorter, usable_claims
from .tags import community_explorer, tag_explorer
from .words import keyword_bench, segment_bench

__all__ = [
    "cleaning_bench",
    "cleaning_errors",
    "collectible_odds",
    "community_explorer",
    "compliance_checker",
    "compliance_exam",
    "concept_map",
    "content_line",
    "conversion_matrix",
    "creator_picker",
    "drama_placement",
    "form_sorter",
    "index_certainty",
    "keyword_bench",
    "layer_planner",
    "love_course",
    "mood_bench",
    "mood_exam",
    "peeking_game",
    "peeking_rates",
    "podcast_or_live",
    "prediction",
    "quick_question",
    "recall",
    "sample_size_explorer",
    "seeding_matrix",
    "segment_bench",
    "shrinkage_dial",
    "tag_explorer",
    "usable_claims",
]
