"""The question bank of theme 06, in the order of the workbook."""

from genmarketing.themes.genz_content.questions.cleaning import CLEAN_POST
from genmarketing.themes.genz_content.questions.compliance import EXAMINE_RULES
from genmarketing.themes.genz_content.questions.creators import CREATOR_VALUE
from genmarketing.themes.genz_content.questions.diversity import EFFECTIVE_TOPICS
from genmarketing.themes.genz_content.questions.essay import CONTENT_PLAN
from genmarketing.themes.genz_content.questions.experiment import TAG_TEST
from genmarketing.themes.genz_content.questions.indices import TGI
from genmarketing.themes.genz_content.questions.keywords import TAG_KEYWORDS
from genmarketing.themes.genz_content.questions.matrices import TWO_MATRICES
from genmarketing.themes.genz_content.questions.production import BOTTLENECK
from genmarketing.themes.genz_content.questions.reach import PLAN_REACH
from genmarketing.themes.genz_content.questions.segmentation import SEGMENT
from genmarketing.themes.genz_content.questions.sources import CONTENT_SOURCE_CHECK
from genmarketing.themes.genz_content.questions.words import CONTENT_WORDS

QUESTIONS = (
    CLEAN_POST,
    SEGMENT,
    TAG_KEYWORDS,
    EFFECTIVE_TOPICS,
    TGI,
    TWO_MATRICES,
    CONTENT_WORDS,
    CREATOR_VALUE,
    TAG_TEST,
    PLAN_REACH,
    BOTTLENECK,
    CONTENT_SOURCE_CHECK,
    EXAMINE_RULES,
    CONTENT_PLAN,
)
