"""The question bank of theme 01: fourteen questions, 100 points, in the order of the workbook."""

from genmarketing.themes.moe_reasoning.questions.bill import API_BILL
from genmarketing.themes.moe_reasoning.questions.chains import CHAIN_SUCCESS, VOTING_REGIME
from genmarketing.themes.moe_reasoning.questions.cost import MODEL_ACCOUNT
from genmarketing.themes.moe_reasoning.questions.deployment import BREAK_EVEN_MONTH, DEPLOYMENT_ROUTE
from genmarketing.themes.moe_reasoning.questions.essay import ROUTE_ADVICE
from genmarketing.themes.moe_reasoning.questions.preferences import SLOGAN_STRENGTHS
from genmarketing.themes.moe_reasoning.questions.routing import EXPERT_SPECIALISATION, TOP_K_GATES
from genmarketing.themes.moe_reasoning.questions.sources import MOE_SOURCE_CHECK
from genmarketing.themes.moe_reasoning.questions.training import DISTILLATION_GAIN, GROUP_ADVANTAGES, R1_PIPELINE

QUESTIONS = (
    TOP_K_GATES,
    EXPERT_SPECIALISATION,
    MODEL_ACCOUNT,
    CHAIN_SUCCESS,
    VOTING_REGIME,
    R1_PIPELINE,
    GROUP_ADVANTAGES,
    DISTILLATION_GAIN,
    API_BILL,
    BREAK_EVEN_MONTH,
    DEPLOYMENT_ROUTE,
    MOE_SOURCE_CHECK,
    SLOGAN_STRENGTHS,
    ROUTE_ADVICE,
)

__all__ = ["QUESTIONS"]
