"""Who answers like whom, over all questions: one answer alike is chance or a common way to write it, many are worth a talk."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from genmarketing.grading.class_picture.measures import ThemeMeasures
from genmarketing.grading.gradebook import Graded
from genmarketing.workbook import Question, State

TELLING = 2.0
"""From here on a pair is shown. An answer that only these two have counts one; one that five have alike, two fifths."""


@dataclass(frozen=True)
class Alike:
    """One question that two students answered nearly the same.

    Args:
        number: of the theme.
        question: which.
        share: of the token runs in common, 0 … 1.
        wrong: whether both lost points on it.
        weight: what it tells, by how few others wrote the same.
    """

    number: int
    question: Question
    share: float
    wrong: bool
    weight: float


@dataclass(frozen=True)
class Likeness:
    """Two students and the questions that they answered nearly the same.

    Args:
        one: a student.
        other: another.
        questions: in the order of the course.
    """

    one: str
    other: str
    questions: tuple[Alike, ...]

    @property
    def telling(self) -> float:
        """How much the likeness tells."""
        return sum(each.weight for each in self.questions)


def likenesses(measures: Sequence[ThemeMeasures]) -> list[Likeness]:
    """Return all pairs with at least one question answered nearly the same, the most telling first."""
    found: dict[tuple[str, str], list[Alike]] = defaultdict(list)
    for each in measures:
        lost = {
            (row.question, graded.record.student)
            for graded in each.graded
            for row in graded.record.rows
            if row.state in (State.PARTIAL, State.UNREADABLE)
        }
        partners = Counter((pair.question, name) for _, pair in each.pairs for name in (pair.one, pair.other))
        for question, pair in each.pairs:
            wrong = all((pair.question, name) in lost for name in (pair.one, pair.other))
            group = 1 + max(partners[pair.question, pair.one], partners[pair.question, pair.other])
            found[pair.one, pair.other].append(Alike(each.about.number, question, pair.share, wrong, 2 / group))
    pairs = [Likeness(one, other, tuple(questions)) for (one, other), questions in found.items()]
    return sorted(pairs, key=lambda pair: (-pair.telling, pair.one, pair.other))


def same_files(graded: Sequence[Graded]) -> list[tuple[str, tuple[str, ...]]]:
    """Return (theme, students) of files that are equal byte for byte, but for those in which nothing was written."""
    students: dict[tuple[str, str], list[str]] = defaultdict(list)
    for each in graded:
        record = each.record
        if record.sha256 and any(row.state != State.UNTOUCHED for row in record.rows):
            students[record.theme, record.sha256].append(record.student)
    return [(theme, tuple(names)) for (theme, _), names in students.items() if len(names) > 1]


@dataclass(frozen=True)
class Foreign:
    """Answers of one student that are right for another variant's data.

    Args:
        student: whose.
        variant: 0 … 19, whose data they fit.
        questions: (number of the theme, question).
        owners: students who have that variant.
    """

    student: str
    variant: int
    questions: tuple[tuple[int, Question], ...]
    owners: tuple[str, ...]


def foreign_data(measures: Sequence[ThemeMeasures]) -> list[Foreign]:
    """Return who handed in right answers to somebody else's data, those with most of them first."""
    questions: dict[tuple[str, int], list[tuple[int, Question]]] = defaultdict(list)
    owners: dict[int, set[str]] = defaultdict(set)
    for each in measures:
        asked = {question.question.name: question.question for question in each.questions}
        for graded in each.graded:
            owners[graded.record.variant].add(graded.record.student)
            for row in graded.record.rows:
                if row.copied_from is not None and row.question in asked:
                    key = (graded.record.student, row.copied_from)
                    questions[key].append((each.about.number, asked[row.question]))
    found = [
        Foreign(student, variant, tuple(listed), tuple(sorted(owners[variant] - {student})))
        for (student, variant), listed in questions.items()
    ]
    return sorted(found, key=lambda each: (-len(each.questions), each.student))
