"""The question engine: what an author writes questions with, and what a learner's notebook calls.

A notebook needs `Workbook`; a question bank needs the kinds, `Misconception` and `Check`.
"""

from genmarketing.workbook.kinds import (
    Case,
    ChoiceQuestion,
    Criterion,
    EssayQuestion,
    FunctionQuestion,
    MatchingQuestion,
    Option,
    OrderingQuestion,
    TableQuestion,
    ValueQuestion,
)
from genmarketing.workbook.notebook import Workbook
from genmarketing.workbook.question import Check, Misconception, Question
from genmarketing.workbook.verdict import CheckResult, State, Verdict

__all__ = [
    "Case",
    "Check",
    "CheckResult",
    "ChoiceQuestion",
    "Criterion",
    "EssayQuestion",
    "FunctionQuestion",
    "MatchingQuestion",
    "Misconception",
    "Option",
    "OrderingQuestion",
    "Question",
    "State",
    "TableQuestion",
    "ValueQuestion",
    "Verdict",
    "Workbook",
]
