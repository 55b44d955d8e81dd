"""What a person gave an essay, and which of it counts: the last review of exactly this text, unless it takes the marks back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from genmarketing.grading.record import Record, Row


@dataclass(frozen=True)
class Review:
    """One essay, marked by a person.

    Args:
        student: whose it is.
        theme: name of the theme.
        question: name of the essay question.
        text_sha256: of the text that was read, as `text_key` returns it; another text of the same student has to be read again.
        points: criterion of the rubric -> points given; none at all takes back what was given before.
        comment: to the student; may be empty.
        seconds: time that reading and marking took.
        at: when it was marked, in ISO 8601, UTC; the gradebook writes it.
    """

    student: str
    theme: str
    question: str
    text_sha256: str
    points: Mapping[str, float]
    comment: str = ""
    seconds: float = 0.0
    at: str = ""

    @property
    def score(self) -> float:
        """The sum of the points."""
        return sum(self.points.values())


def text_key(text: str) -> str:
    """Return what a review knows an essay's text by: its SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()


def can_be_reviewed(row: Row) -> bool:
    """Tell whether an essay's row waits for a person: handed in, or too short or too long, which is a person's to weigh."""
    return row.state == "pending" or (row.state == "unreadable" and bool(row.source.strip()))


def counting(record: Record, reviews: Iterable[Review]) -> dict[str, Review]:
    """Return, question by question, the review that counts for a record's essays.

    Args:
        record: as it was graded.
        reviews: any, the oldest first.
    """
    texts = {row.question: text_key(row.source) for row in record.rows if can_be_reviewed(row)}
    last = {
        each.question: each
        for each in reviews
        if (each.student, each.theme) == (record.student, record.theme) and texts.get(each.question) == each.text_sha256
    }
    return {question: each for question, each in last.items() if each.points}


def with_marks(record: Record, reviews: Mapping[str, Review]) -> Record:
    """Return a record whose reviewed essays are marked: correct with full points, else partly correct."""
    return replace(record, rows=tuple(_marked(row, reviews.get(row.question)) for row in record.rows))


def _marked(row: Row, review: Review | None) -> Row:
    if review is None:
        return row
    score = min(max(review.score, 0.0), row.points)
    return replace(row, state="correct" if score == row.points else "partial", score=score, message=review.comment)
