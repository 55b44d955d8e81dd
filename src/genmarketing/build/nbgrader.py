"""Cell metadata with which a stock nbgrader grades the workbooks (its schema version 3).

A workbook is a finished *release*: its answer cells hold the starters, not the solutions. nbgrader's `ClearSolutions` would
replace every answer cell by its own stub, so a teacher releases with it switched off:

    nbgrader generate_assignment NAME --ClearSolutions.enabled=False

Checks are worth the question's points; nbgrader reads the score from the check's bare `text/plain`. An essay is different:
its answer cell itself is graded, by hand, and its check earns nothing.
"""

from __future__ import annotations

from typing import Any

from genmarketing.workbook import EssayQuestion, Question

Metadata = dict[str, Any]


def prompt_metadata(question: Question) -> Metadata:
    """Return the metadata of a question's prompt: it cannot be edited, and is put back before grading."""
    return _metadata(f"{question.name}-prompt", locked=True)


def answer_metadata(question: Question) -> Metadata:
    """Return the metadata of a question's answer: the learner's own cell; an essay's is graded by hand."""
    if isinstance(question, EssayQuestion):
        return _metadata(f"{question.name}-answer", solution=True, points=question.points)
    return _metadata(f"{question.name}-answer", solution=True)


def check_metadata(question: Question) -> Metadata:
    """Return the metadata of a question's check: put back before grading, worth the points unless it is an essay's."""
    if isinstance(question, EssayQuestion):
        return _metadata(f"{question.name}-check", locked=True)
    return _metadata(f"{question.name}-check", locked=True, points=question.points)


def _metadata(grade_id: str, *, locked: bool = False, solution: bool = False, points: int | None = None) -> Metadata:
    fields: Metadata = {
        "schema_version": 3,
        "grade_id": grade_id,
        "grade": points is not None,
        "locked": locked,
        "solution": solution,
        "task": False,
    }
    return fields if points is None else {**fields, "points": points}
