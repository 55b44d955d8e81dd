"""What the class page counts, as plain numbers: no HTML here."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from genmarketing.grading.gradebook import Graded
from genmarketing.grading.record import Row
from genmarketing.grading.similarity import near_identical
from genmarketing.theme import Theme, theme
from genmarketing.workbook import EssayQuestion, Question, State

BINS = 10
"""Bars of the score distribution: ten points each in a workbook of a hundred."""


@dataclass(frozen=True)
class Idea:
    """A misconception, or a check that was missed without one, and how many fell for it.

    Args:
        question: where.
        name: of the misconception in the gradebook, or of the check.
        count: students.
        sentence: what those students were told.
    """

    question: Question
    name: str
    count: int
    sentence: str


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
class Group:
    """Students whose answers to one question are nearly the same, directly or through others of the group.

    Args:
        question: which.
        students: sorted by name.
        share: the least similarity among the pairs that were found, 0 … 1.
    """

    question: Question
    students: tuple[str, ...]
    share: float


@dataclass(frozen=True)
class ThemeMeasures:
    """One theme over the whole class.

    Args:
        about: the theme.
        graded: what could be graded.
        questions: in the order of the workbook.
        misconceptions: by frequency.
        missed: checks missed by answers without a known misconception, by frequency.
        totals: points of each student, sorted.
        points: that can be had.
        groups: nearly identical answers.
        copied: (student, question, variant) of right answers to another variant.
    """

    about: Theme
    graded: tuple[Graded, ...]
    questions: tuple[QuestionMeasures, ...]
    misconceptions: tuple[Idea, ...]
    missed: tuple[Idea, ...]
    totals: tuple[float, ...]
    points: float
    groups: tuple[Group, ...]
    copied: tuple[tuple[str, Question, int], ...]

    @property
    def median(self) -> float:
        """Of the totals."""
        return median(self.totals)

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
        misconceptions=_ideas((question, _misconceptions(rows[question.name].values())) for _, question in questions),
        missed=_ideas((question, _missed(rows[question.name].values())) for _, question in questions),
        totals=tuple(sorted(sum(row.score for row in each.record.rows) for each in graded)),
        points=max(sum(row.points for row in each.record.rows) for each in graded),
        groups=tuple(group for _, question in questions for group in _groups(question, rows[question.name])),
        copied=tuple(
            (student, question, row.copied_from)
            for _, question in questions
            for student, row in sorted(rows[question.name].items())
            if row.copied_from is not None
        ),
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


def _misconceptions(rows: Iterable[Row]) -> Iterable[tuple[str, str]]:
    return ((row.misconception, row.message) for row in rows if row.misconception)


def _missed(rows: Iterable[Row]) -> Iterable[tuple[str, str]]:
    for row in rows:
        if row.state == State.PARTIAL and not row.misconception:
            yield from ((name, note) for name, met, _, note in row.checks if not met)


def _ideas(found: Iterable[tuple[Question, Iterable[tuple[str, str]]]]) -> tuple[Idea, ...]:
    ideas = []
    for question, pairs in found:
        sentences: dict[str, Counter[str]] = defaultdict(Counter)
        for name, sentence in pairs:
            sentences[name][sentence] += 1
        for name, counts in sentences.items():
            ideas.append(Idea(question, name, counts.total(), counts.most_common(1)[0][0]))
    return tuple(sorted(ideas, key=lambda idea: -idea.count))


def _groups(question: Question, rows: dict[str, Row]) -> list[Group]:
    """Return the groups that pairs of nearly identical answers join; essays are read by a person."""
    if isinstance(question, EssayQuestion):
        return []
    answers = {student: row.source for student, row in rows.items() if row.state != State.UNTOUCHED and row.source}
    leader = {student: student for student in answers}

    def led_by(student: str) -> str:
        while leader[student] != student:
            student = leader[student]
        return student

    pairs = near_identical(question.name, answers, question.starter)
    for pair in pairs:
        leader[led_by(pair.other)] = led_by(pair.one)
    members: dict[str, set[str]] = defaultdict(set)
    least: dict[str, float] = defaultdict(lambda: 1.0)
    for pair in pairs:
        first = led_by(pair.one)
        members[first] |= {pair.one, pair.other}
        least[first] = min(least[first], pair.share)
    return [Group(question, tuple(sorted(members[first])), least[first]) for first in members]
