"""What grading one submission comes to: plain data, on its way from a marker to the gradebook."""

from __future__ import annotations

from dataclasses import dataclass, field

_KEPT = "\n\t\u3000"
"""What Python does not call printable, and pages can hold: line ends, tabs, the wide blank."""


def printable(text: str, longest: int = 2000) -> str:
    """Return a text from a submission as files and pages can hold it: no half surrogates, no control characters, not too long."""
    whole = text[:longest].encode("utf-8", "replace").decode()
    without_kept = whole
    for kept in _KEPT:
        without_kept = without_kept.replace(kept, "")
    if without_kept.isprintable():  # as nearly every text is; looking at each character takes its time
        return whole
    return "".join(each for each in whole if each in _KEPT or each.isprintable())


@dataclass(frozen=True)
class Row:
    """One question of one submission.

    Args:
        question: its name.
        state: one of the five states, by its English name.
        score: points earned.
        points: points to be had.
        message: the sentence for the learner.
        misconception: name of the recognised one, or empty.
        checks: (name, met, points, note) for each named check.
        notes: remarks that cost nothing.
        seconds: time that the learner's own code took.
        source: the code of the answer cell, for similarity; of an essay, its text.
        copied_from: number of the variant whose right answer it is, or None.
    """

    question: str
    state: str
    score: float
    points: float
    message: str = ""
    misconception: str = ""
    checks: tuple[tuple[str, bool, float, str], ...] = ()
    notes: tuple[str, ...] = ()
    seconds: float = 0.0
    source: str = ""
    copied_from: int | None = None


@dataclass(frozen=True)
class Record:
    """One submission, graded or found to be unreadable.

    Args:
        student: whose it is.
        theme: name of the theme, or empty where it is unknown.
        origin: where the file lay.
        sha256: of the file; empty where it could not be read.
        version: of the theme's questions and of the engine.
        variant: 0 … 19.
        seconds: time from reading it to the last verdict.
        problem: why it could not be graded, in Chinese; empty where it was.
        flags: remarks for the teacher, in Chinese.
        failures: what single cells raised.
        platform_id: `canvas:123` or `moodle:123`, the learning platform's number for the student, or empty.
        rows: one for each question of the theme.
    """

    student: str
    theme: str
    origin: str
    sha256: str = ""
    version: str = ""
    variant: int = 0
    seconds: float = 0.0
    problem: str = ""
    flags: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()
    platform_id: str = ""
    rows: tuple[Row, ...] = field(default=())
