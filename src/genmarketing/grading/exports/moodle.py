"""Moodle: the offline grading worksheet of an assignment, and a table for «Grades → Import → CSV file».

The worksheet's columns are those that Moodle reads while its interface is in English (moodle/moodle, `mod/assign/feedback/offline/
importgradeslib.php`): a student is found by Identifier («Participant 123456», the number in the downloaded archive's folder names), and the
columns Identifier, Grade and Last modified (grade) have to be there. In another language they are called as the language pack of that year calls
them (标识符 or 识别码), so that the teacher switches to English for the import. The date is empty, so a grade that already stands in Moodle is
replaced only where the teacher ticks that box. The table leaves it to Moodle's mapping page which column names the student.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from genmarketing.grading.exports.totals import StudentTotals, column, graded_themes, points_of
from genmarketing.grading.tables import write_table

WORKSHEET = ("Identifier", "Full name", "Grade", "Maximum grade", "Last modified (grade)", "Feedback comments")


def write_moodle(folder: Path, students: Sequence[StudentTotals]) -> None:
    """Write `moodle_NN_theme.csv` for each theme that has students with a Moodle number, and `moodle_gradebook.csv` with all."""
    themes = graded_themes(students)
    for about in themes:
        rows = [
            (
                f"Participant {each.number_on('moodle')}",
                each.student,
                each.score(about),
                f"{points_of(about.name):.2f}",
                "",
                each.comment(about),
            )
            for each in students
            if each.number_on("moodle") and about.name in each.records
        ]
        if rows:
            write_table(folder / f"moodle_{about.notebook}.csv", [WORKSHEET, *rows])
    header = ("Full name", "Username", "ID number", "Email address", *(column(about) for about in themes))
    totals = [
        (each.student, each.login.lower(), each.number, each.email, *(each.score(about) for about in themes))
        for each in students
    ]
    write_table(folder / "moodle_gradebook.csv", [header, *totals])
