"""What each student gets back: one page, in one file that can be mailed, printed and read on a telephone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from genmarketing.grading.feedback.file_names import file_names
from genmarketing.grading.feedback.student_page import student_page
from genmarketing.grading.gradebook import Graded
from genmarketing.grading.page import write_page

FOLDER = "feedback"


def write_feedback(folder: Path, graded: Iterable[Graded]) -> None:
    """Write `feedback/STUDENT.html` below a results folder, one page for all that a student has handed in.

    Args:
        folder: the results folder.
        graded: what counts of each student and theme, essays as reviewed.
    """
    of_student: dict[str, list[Graded]] = defaultdict(list)
    for each in graded:
        of_student[each.record.student].append(each)
    pages = folder / FOLDER
    pages.mkdir(parents=True, exist_ok=True)
    for student, name in file_names(of_student).items():
        write_page(pages / f"{name}.html", student_page(student, of_student[student]))


__all__ = ["FOLDER", "file_names", "write_feedback"]
