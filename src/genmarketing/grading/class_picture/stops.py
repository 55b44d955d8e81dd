"""What went wrong while the run went on: cells that raised, and questions whose code was stopped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from genmarketing.grading.class_picture.measures import ThemeMeasures
from genmarketing.grading.record import Row
from genmarketing.workbook import Question

STOPPED = {"算得太久": "算不完", "没有算完": "算不完", "自己结束": "中途退出", "太大或不成形": "交出来的东西太大"}
"""Words of the sentences that say so to the learner -> what happened, in short."""


def how_it_stopped(row: Row) -> str:
    """Return in short why a question's code was stopped, or an empty text."""
    return next((short for words, short in STOPPED.items() if words in row.message), "")


def stopped_questions(measures: Sequence[ThemeMeasures]) -> list[tuple[int, Question, str, int]]:
    """Return (number of the theme, question, what happened, students), the commonest first."""
    counts: Counter[tuple[int, str, str]] = Counter()
    asked: dict[str, Question] = {}
    for each in measures:
        asked |= {question.question.name: question.question for question in each.questions}
        counts.update(
            (each.about.number, row.question, how)
            for graded in each.graded
            for row in graded.record.rows
            if (how := how_it_stopped(row)) and row.question in asked
        )
    return [(number, asked[name], how, count) for (number, name, how), count in counts.most_common()]
