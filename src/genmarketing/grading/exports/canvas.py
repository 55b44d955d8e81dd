"""Canvas: «Grades → Import».

Columns as Canvas's importer reads them (instructure/canvas-lms, `lib/gradebook_importer.rb`, and «How do I import grades in the
Gradebook?» in its instructors' guide): Student, ID, SIS User ID, SIS Login ID, Section, then one column for each assignment; a row
«Points Possible». The importer finds a student by Canvas's ID, else by the two SIS columns, else by name, and an assignment by
its title; it offers to make one that is missing. An empty cell would clear a grade that Canvas has, so each theme has a file of its
own with the students who handed it in.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from genmarketing.grading.exports.totals import StudentTotals, column, graded_themes, points_of
from genmarketing.grading.tables import write_table

WHO = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")


def write_canvas(folder: Path, students: Sequence[StudentTotals]) -> None:
    """Write `canvas_NN_theme.csv` for each theme."""
    for about in graded_themes(students):
        rows = [
            (each.student, each.number_on("canvas"), each.number, each.login, "", each.score(about))
            for each in students
            if about.name in each.records
        ]
        possible = ("    Points Possible", "", "", "", "", str(points_of(about.name)))
        write_table(folder / f"canvas_{about.notebook}.csv", [(*WHO, column(about)), possible, *rows])
