"""`grades.csv` and `summary.csv`: what the gradebook says now, one for programs and one for a spreadsheet."""

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

_STARTS_A_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""With the full-width signs, which some spreadsheets take for the narrow ones."""


def write_grades(folder: Path, graded: Sequence[Graded]) -> None:
    """Write one row for each question of each student."""
    rows = [
        (each.record.student, each.record.theme, row.question, row.state, f"{row.score:g}", f"{row.points:g}")
        for each in graded
        for row in each.record.rows
    ]
    write_table(folder / "grades.csv", [GRADES, *rows])


def write_summary(folder: Path, graded: Sequence[Graded]) -> None:
    """Write one row for each student and theme, those that could not be graded as well."""
    write_table(folder / "summary.csv", [SUMMARY, *(_summary(each) for each in graded)], for_excel=True)


def _summary(graded: Graded) -> tuple[str, ...]:
    record = graded.record
    score, points = sum(row.score for row in record.rows), sum(row.points for row in record.rows)
    counts = (
        sum(row.state != "untouched" for row in record.rows),
        len(record.rows),
        sum(row.state == "pending" for row in record.rows),
    )
    return (
        record.student,
        record.theme,
        f"{round(score, 2):g}",
        f"{points:g}",
        *(str(count) for count in counts),
        record.problem,
        " ".join(record.flags),
        record.origin,
    )


def write_table(path: Path, rows: Iterable[Sequence[str]], *, for_excel: bool = False) -> None:
    """Write a CSV file in UTF-8, whole or not at all; no cell starts a formula in a spreadsheet.

    Args:
        path: of the file.
        rows: the heading first.
        for_excel: whether to begin with the mark by which Excel knows UTF-8. Programs that read a heading letter by letter stumble over it.
    """
    part = path.with_name(f"{path.name}.part")
    with part.open("w", encoding="utf-8-sig" if for_excel else "utf-8", newline="") as file:
        csv.writer(file).writerows([_harmless(cell) for cell in row] for row in rows)
    part.replace(path)


def _harmless(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would run: a student chooses the name of a file."""
    return f"'{cell}" if cell.lstrip(" \u3000").startswith(_STARTS_A_FORMULA) else cell
