"""The question bank of theme 05: fourteen questions, 100 points, in the order of the workbook."""

from genmarketing.themes.trend_report.questions.auction import SLOT_PAYMENTS
from genmarketing.themes.trend_report.questions.brand_share import BEST_BRAND_SHARE
from genmarketing.themes.trend_report.questions.budget_split import SPLIT_BUDGET
from genmarketing.themes.trend_report.questions.carry_over import EFFECT_SEEN
from genmarketing.themes.trend_report.questions.diffusion import BASS_PEAK
from genmarketing.themes.trend_report.questions.essay import BUDGET_MEETING
from genmarketing.themes.trend_report.questions.majority import MAJORITY_CLAIM
from genmarketing.themes.trend_report.questions.offers import OFFER_RANKING
from genmarketing.themes.trend_report.questions.raking import RAKING_SWEEP
from genmarketing.themes.trend_report.questions.returns import CAMPAIGN_RETURNS
from genmarketing.themes.trend_report.questions.same_number import SAME_NUMBER
from genmarketing.themes.trend_report.questions.say_do import SAY_DO_GAP
from genmarketing.themes.trend_report.questions.sources import TREND_SOURCE_CHECK
from genmarketing.themes.trend_report.questions.words import MEDIA_WORDS

QUESTIONS = (
    MAJORITY_CLAIM,
    SAY_DO_GAP,
    SAME_NUMBER,
    RAKING_SWEEP,
    EFFECT_SEEN,
    BEST_BRAND_SHARE,
    OFFER_RANKING,
    SLOT_PAYMENTS,
    CAMPAIGN_RETURNS,
    BASS_PEAK,
    MEDIA_WORDS,
    TREND_SOURCE_CHECK,
    SPLIT_BUDGET,
    BUDGET_MEETING,
)

__all__ = ["QUESTIONS"]
