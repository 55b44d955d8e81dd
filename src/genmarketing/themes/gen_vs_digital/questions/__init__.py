"""The question bank of theme 03: fourteen questions, 100 points, in the order of the workbook."""

from genmarketing.themes.gen_vs_digital.questions.agents import AGENT_TEAM
from genmarketing.themes.gen_vs_digital.questions.definitions import DIGITAL_SHARE
from genmarketing.themes.gen_vs_digital.questions.dialogue import QUESTION_GAIN
from genmarketing.themes.gen_vs_digital.questions.eras import OPERATING_SYSTEM, SIX_DIMENSIONS
from genmarketing.themes.gen_vs_digital.questions.essay import SERVING_ADVICE
from genmarketing.themes.gen_vs_digital.questions.feed import FEED_BREADTH
from genmarketing.themes.gen_vs_digital.questions.individuals import PERSON_BUDGET
from genmarketing.themes.gen_vs_digital.questions.machine import MARKETING_MACHINE
from genmarketing.themes.gen_vs_digital.questions.pools import POOL_LEDGER
from genmarketing.themes.gen_vs_digital.questions.reminders import CART_REMINDERS
from genmarketing.themes.gen_vs_digital.questions.removal import MARKOV_CREDIT
from genmarketing.themes.gen_vs_digital.questions.shares import SHAPLEY_CREDIT
from genmarketing.themes.gen_vs_digital.questions.sources import MARKETING_SOURCE_CHECK

QUESTIONS = (
    OPERATING_SYSTEM,
    SIX_DIMENSIONS,
    DIGITAL_SHARE,
    PERSON_BUDGET,
    QUESTION_GAIN,
    FEED_BREADTH,
    POOL_LEDGER,
    MARKETING_MACHINE,
    CART_REMINDERS,
    AGENT_TEAM,
    MARKOV_CREDIT,
    SHAPLEY_CREDIT,
    MARKETING_SOURCE_CHECK,
    SERVING_ADVICE,
)

__all__ = ["QUESTIONS"]
