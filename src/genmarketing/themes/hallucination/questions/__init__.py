"""The question bank of theme 02: fourteen questions, 100 points, in the order of the workbook."""

from genmarketing.themes.hallucination.questions.abstention import IDK_SCORES, RISK_COVERAGE
from genmarketing.themes.hallucination.questions.advertisement import AD_CHECK
from genmarketing.themes.hallucination.questions.agreement import DETECTOR_AUROC
from genmarketing.themes.hallucination.questions.chess import CHESS_EVIDENCE
from genmarketing.themes.hallucination.questions.essay import SHIP_VERSION
from genmarketing.themes.hallucination.questions.moderation import MODERATION_REPORT
from genmarketing.themes.hallucination.questions.monofacts import MONOFACT_RATES
from genmarketing.themes.hallucination.questions.remedies import REMEDY_ORDER, THREE_VERSIONS
from genmarketing.themes.hallucination.questions.retrieval import BM25_BY_HAND
from genmarketing.themes.hallucination.questions.sources import HALLUCINATION_SOURCE_CHECK
from genmarketing.themes.hallucination.questions.temperature import WRONG_CHANCE
from genmarketing.themes.hallucination.questions.verifier import VERIFY_CLAIMS

QUESTIONS = (
    MONOFACT_RATES,
    WRONG_CHANCE,
    CHESS_EVIDENCE,
    DETECTOR_AUROC,
    AD_CHECK,
    BM25_BY_HAND,
    IDK_SCORES,
    RISK_COVERAGE,
    THREE_VERSIONS,
    REMEDY_ORDER,
    MODERATION_REPORT,
    HALLUCINATION_SOURCE_CHECK,
    VERIFY_CLAIMS,
    SHIP_VERSION,
)

__all__ = ["QUESTIONS"]
