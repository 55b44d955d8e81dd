"""What the class page counts, as plain numbers: no HTML here."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import TypeVar

from genmarketing.grading.gradebook import Graded
from genmarketing.grading.record import Row
from genmarketing.grading.similarity import Pair, near_identical
from genmarketing.theme import Theme, theme
from genmarketing.workbook import EssayQuestion, Question, State

BINS = 10
"""Bars of the score distribution: ten points each in a workbook of a hundred."""


@dataclass(frozen=True)
class Idea:
    """A misconception, and who fell for it.

    Args:
        question: where.
        name: of the misconception in the gradebook.
        students: by name.
        sentence: what they were told.
    """

    question: Question
    name: str
    students: tuple[str, ...]
    sentence: str

    @property
    def count(self) -> int:
        """How many students."""
        return len(self.students)


@dataclass(frozen=True)
class Missed:
    """The checks of one question that answers without a known misconception did not meet.

    Args:
        question: which.
        count: students with such an answer.
        checks: (name of the check, students, sentence), the commonest first.
    """

    question: Question
    count: int
    checks: tuple[tuple[str, int, str], ...]


@dataclass(frozen=True)
class QuestionMeasures:
    """One question over the whole class.

    Args:
        number: in the workbook, from 1.
        question: what was asked.
        states: how many students are in each state.
        share: of the points, on average over those whose answer is marked; None where nothing is.
        seconds: what the learners' own code took, sorted.
    """

    number: int
    question: Question
    states: Counter[State]
    share: float | None
    seconds: tuple[float, ...]

    @property
    def students(self) -> int:
        """How many have a row for this question."""
        return self.states.total()


@dataclass(frozen=True)
class ThemeMeasures:
    """One theme over the whole class.

    Args:
        about: the theme.
        graded: what could be graded.
        questions: in the order of the workbook.
        misconceptions: by frequency.
        missed: questions that answers without a known misconception missed, by frequency.
        totals: points of each student, sorted.
        points: that can be had.
        pairs: (question, pair) of nearly identical answers.
    """

    about: Theme
    graded: tuple[Graded, ...]
    questions: tuple[QuestionMeasures, ...]
    misconceptions: tuple[Idea, ...]
    missed: tuple[Missed, ...]
    totals: tuple[float, ...]
    points: float
    pairs: tuple[tuple[Question, Pair], ...]

    @property
    def median(self) -> float:
        """Of the totals."""
        return median(self.totals)

    @property
    def middle_half(self) -> tuple[float, float]:
        """Return the first and the third quartile of the totals."""
        if len(self.totals) < 2:
            return self.totals[0], self.totals[0]
        first, _, third = quantiles(self.totals, n=4, method="inclusive")
        return first, third

    def bins(self) -> list[int]:
        """Return how many students fell into each tenth of the points; full marks are in the last."""
        counts = [0] * BINS
        for total in self.totals:
            counts[min(int(BINS * total / self.points), BINS - 1) if self.points else 0] += 1
        return counts


def measure(graded: Iterable[Graded]) -> list[ThemeMeasures]:
    """Return the measures of every theme of which at least one submission was graded, in the order of the course."""
    of_theme: dict[str, list[Graded]] = defaultdict(list)
    for each in graded:
        if not each.record.problem and each.record.theme:
            of_theme[each.record.theme].append(each)
    return sorted((_of_theme(theme(name), each) for name, each in of_theme.items()), key=lambda m: m.about.number)


def _of_theme(about: Theme, graded: Sequence[Graded]) -> ThemeMeasures:
    rows: dict[str, dict[str, Row]] = defaultdict(dict)
    for each in graded:
        for row in each.record.rows:
            rows[row.question][each.record.student] = row
    questions = [(number, question) for number, question in enumerate(about.questions(), 1) if rows[question.name]]
    return ThemeMeasures(
        about=about,
        graded=tuple(graded),
        questions=tuple(_of_question(number, question, rows[question.name].values()) for number, question in questions),
        misconceptions=_by_frequency(
            idea for _, question in questions for idea in _ideas(question, rows[question.name])
        ),
        missed=_by_frequency(
            found for _, question in questions if (found := _missed(question, rows[question.name].values()))
        ),
        totals=tuple(sorted(round(sum(row.score for row in each.record.rows), 2) for each in graded)),
        points=max(sum(row.points for row in each.record.rows) for each in graded),
        pairs=tuple((question, pair) for _, question in questions for pair in _pairs(question, rows[question.name])),
    )


def _of_question(number: int, question: Question, rows: Iterable[Row]) -> QuestionMeasures:
    rows = list(rows)
    marked = [row.score / row.points for row in rows if row.state != State.PENDING and row.points]
    return QuestionMeasures(
        number,
        question,
        Counter(State(row.state) for row in rows),
        sum(marked) / len(marked) if marked else None,
        tuple(sorted(row.seconds for row in rows if row.state != State.UNTOUCHED)),
    )


def _ideas(question: Question, rows: Mapping[str, Row]) -> Iterator[Idea]:
    held: dict[str, list[str]] = defaultdict(list)
    sentences: dict[str, Counter[str]] = defaultdict(Counter)
    for student, row in sorted(rows.items()):
        if row.misconception:
            held[row.misconception].append(student)
            sentences[row.misconception][row.message] += 1
    for name, students in held.items():
        yield Idea(question, name, tuple(students), sentences[name].most_common(1)[0][0])


def _missed(question: Question, rows: Iterable[Row]) -> Missed | None:
    astray = [row for row in rows if row.state == State.PARTIAL and not row.misconception]
    counts: Counter[str] = Counter()
    sentences: dict[str, str] = {}
    for row in astray:
        for name, met, _, note in row.checks:
            if not met:
                counts[name] += 1
                sentences.setdefault(name, note)
    checks = tuple((name, count, sentences[name]) for name, count in counts.most_common())
    return Missed(question, len(astray), checks) if astray else None


_Counted = TypeVar("_Counted", Idea, Missed)


def _by_frequency(found: Iterable[_Counted]) -> tuple[_Counted, ...]:
    return tuple(sorted(found, key=lambda each: -each.count))


def _pairs(question: Question, rows: Mapping[str, Row]) -> list[Pair]:
    """Return the pairs of students whose answers are nearly the same; essays are read by a person."""
    if isinstance(question, EssayQuestion):
        return []
    answers = {student: row.source for student, row in rows.items() if row.state != State.UNTOUCHED and row.source}
    return near_identical(question.name, answers, question.starter)
