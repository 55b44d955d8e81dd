"""Grades in the forms that learning platforms import. Nothing is sent anywhere: these are files for a teacher to upload."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from genmarketing.grading.exports.canvas import write_canvas
from genmarketing.grading.exports.gradescope import write_gradescope
from genmarketing.grading.exports.moodle import write_moodle
from genmarketing.grading.exports.moodle_feedback import write_moodle_feedback
from genmarketing.grading.exports.totals import totals
from genmarketing.grading.gradebook import Graded

FOLDER = "exports"


def write_exports(folder: Path, graded: Sequence[Graded]) -> None:
    """Write `exports/` below a results folder: files for Canvas, Moodle and Gradescope.

    Args:
        folder: the results folder; the feedback pages that lie in it are packed for Moodle.
        graded: what counts of each student and theme. A file that could not be graded gets an empty cell, never a zero.
    """
    target = folder / FOLDER
    target.mkdir(parents=True, exist_ok=True)
    found = totals(graded)
    write_canvas(target, found)
    write_moodle(target, found)
    write_moodle_feedback(folder, target, graded)
    write_gradescope(target, found)


__all__ = ["FOLDER", "write_exports"]
