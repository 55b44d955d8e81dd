"""Moodle: all feedback pages in one zip for «Upload multiple feedback files in a zip».

Moodle finds whose a file is by the folder's name, as it names them itself in the archive of submissions (moodle/moodle,
`mod/assign/feedback/file/importziplib.php`): full name, number, type and name of the plugin, joined by underscores, with none in the name.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from pathlib import Path

from genmarketing.grading import feedback
from genmarketing.grading.exports.totals import number_on
from genmarketing.grading.gradebook import Graded

PAGE = "反馈.html"


def write_moodle_feedback(results: Path, target: Path, graded: Iterable[Graded]) -> None:
    """Write `moodle_feedback.zip` with the pages of all students who have a Moodle number, those whose file could not be read as well.

    Args:
        results: the results folder, in which the pages lie.
        target: where the zip goes.
        graded: what counts of each student and theme.
    """
    numbers = {each.record.student: number_on("moodle", each.record.platform_id) for each in graded}
    pages = {
        student: results / feedback.FOLDER / f"{name}.html" for student, name in feedback.file_names(numbers).items()
    }
    wanted = [student for student, number in numbers.items() if number and pages[student].is_file()]
    if not wanted:
        return
    part = target / "moodle_feedback.zip.part"
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        for student in wanted:
            folder = f"{_plain(student)}_{numbers[student]}_assignsubmission_file"
            # A fixed date: the same pages make the same file.
            entry = zipfile.ZipInfo(f"{folder}/{PAGE}", (2020, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, pages[student].read_bytes())
    part.replace(target / "moodle_feedback.zip")


def _plain(student: str) -> str:
    """Return a name that is one folder on every system and holds no underscore."""
    return re.sub(r'[\x00-\x1f/\\:*?"<>|_]+', " ", student).strip(" .") or "student"
