"""The question bank of theme 04: fourteen questions, 100 points, in the order of the workbook."""

from genmarketing.themes.audience_assets.questions.alive import P_ALIVE
from genmarketing.themes.audience_assets.questions.cohorts import COHORT_RETENTION
from genmarketing.themes.audience_assets.questions.concentration import TOP_SHARE
from genmarketing.themes.audience_assets.questions.concepts import AIPL_MONTH, ASSET_CASES
from genmarketing.themes.audience_assets.questions.essay import AUDIENCE_PLAN
from genmarketing.themes.audience_assets.questions.forecast import REPEAT_FORECAST
from genmarketing.themes.audience_assets.questions.identity import ONE_PERSON
from genmarketing.themes.audience_assets.questions.likelihood import BG_NBD_LOG_LIKELIHOOD
from genmarketing.themes.audience_assets.questions.markov import MARKOV_VALUE
from genmarketing.themes.audience_assets.questions.repurchase import REPURCHASE_RATES
from genmarketing.themes.audience_assets.questions.sources import AUDIENCE_SOURCE_CHECK
from genmarketing.themes.audience_assets.questions.tiers import RFM_TIERS
from genmarketing.themes.audience_assets.questions.valuation import AUDIENCE_VALUATION

QUESTIONS = (
    REPURCHASE_RATES,
    COHORT_RETENTION,
    TOP_SHARE,
    RFM_TIERS,
    P_ALIVE,
    BG_NBD_LOG_LIKELIHOOD,
    MARKOV_VALUE,
    AUDIENCE_VALUATION,
    ONE_PERSON,
    AIPL_MONTH,
    ASSET_CASES,
    AUDIENCE_SOURCE_CHECK,
    REPEAT_FORECAST,
    AUDIENCE_PLAN,
)

__all__ = ["QUESTIONS"]
