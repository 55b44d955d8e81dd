"""Gradescope: the columns of its own grade table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from genmarketing.grading.exports.totals import StudentTotals, column, graded_themes, points_of, write_table


def write_gradescope(folder: Path, students: Sequence[StudentTotals]) -> None:
    """Write `gradescope.csv`: Name, SID, Email, and two columns for each theme."""
    themes = graded_themes(students)
    header = ["Name", "SID", "Email"]
    for about in themes:
        header += [column(about), f"{column(about)} - Max Points"]
    rows = []
    for each in students:
        cells = [each.student, each.number, each.email]
        for about in themes:
            cells += [each.score(about), str(points_of(about.name))]
        rows.append(cells)
    write_table(folder / "gradescope.csv", [header, *rows])
