"""`grades.csv` and `summary.csv`: what the gradebook says now, for spreadsheets."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from genmarketing.grading.gradebook import Graded

GRADES = ("student", "theme", "question", "state", "score", "points")
SUMMARY = (
    "student",
    "theme",
    "score",
    "points",
    "answered",
    "questions",
    "pending",
    "problem",
    "flags",
    "submitted_file",
)


def write_grades(folder: Path, graded: Sequence[Graded]) -> None:
    """Write one row for each question of each student."""
    rows = [
        (each.record.student, each.record.theme, row.question, row.state, f"{row.score:g}", f"{row.points:g}")
        for each in graded
        for row in each.record.rows
    ]
    _write(folder / "grades.csv", GRADES, rows)


def write_summary(folder: Path, graded: Sequence[Graded]) -> None:
    """Write one row for each student and theme, those that could not be graded as well."""
    _write(folder / "summary.csv", SUMMARY, [_summary(each) for each in graded])


def _summary(graded: Graded) -> tuple[object, ...]:
    record = graded.record
    score, points = sum(row.score for row in record.rows), sum(row.points for row in record.rows)
    answered = sum(row.state != "untouched" for row in record.rows)
    pending = sum(row.state == "pending" for row in record.rows)
    flags = " ".join(record.flags)
    name = (record.student, record.theme)
    return (
        *name,
        f"{score:g}",
        f"{points:g}",
        answered,
        len(record.rows),
        pending,
        record.problem,
        flags,
        record.origin,
    )


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    part = path.with_name(f"{path.name}.part")
    # The mark tells Excel that this is UTF-8.
    with part.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
    part.replace(path)
