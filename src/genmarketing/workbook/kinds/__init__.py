"""The kinds of questions, one file each."""

from genmarketing.workbook.kinds.choice import ChoiceQuestion, MatchingQuestion, Option, OrderingQuestion
from genmarketing.workbook.kinds.essay import Criterion, EssayQuestion
from genmarketing.workbook.kinds.function import Case, FunctionQuestion
from genmarketing.workbook.kinds.table import TableQuestion
from genmarketing.workbook.kinds.value import ValueQuestion

__all__ = [
    "Case",
    "ChoiceQuestion",
    "Criterion",
    "EssayQuestion",
    "FunctionQuestion",
    "MatchingQuestion",
    "Option",
    "OrderingQuestion",
    "TableQuestion",
    "ValueQuestion",
]
