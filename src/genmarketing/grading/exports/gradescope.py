"""Gradescope: an autograder for each theme that hands out the results, and the table that other programs expect from Gradescope."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from genmarketing.grading.exports.totals import StudentTotals, column, graded_themes, points_of
from genmarketing.grading.tables import write_table
from genmarketing.theme import Theme
from genmarketing.workbook import State

_SETUP = "#!/usr/bin/env bash\n# Python's standard library is enough.\n"
_EXECUTABLE = 0o100755 << 16


def write_gradescope(folder: Path, students: Sequence[StudentTotals]) -> None:
    """Write `gradescope_NN_theme.zip` for each theme, and `gradescope.csv`: Name, SID, Email, and two columns for each theme."""
    themes = graded_themes(students)
    for about in themes:
        _write_autograder(folder / f"gradescope_{about.notebook}.zip", about, students)
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


def _write_autograder(path: Path, about: Theme, students: Sequence[StudentTotals]) -> None:
    script = files("genmarketing.grading.exports").joinpath("gradescope_autograder.py").read_text(encoding="utf-8")
    # Gradescope knows nobody's capital letters for sure: of two who are told apart by them, neither gets the other's results.
    known = [each for each in students if about.name in each.records and not each.alike]
    grades = {each.student.casefold(): _results(about, each) for each in known}
    part = path.with_name(f"{path.name}.part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (
            ("setup.sh", _SETUP),
            ("run_autograder", f"#!/usr/bin/env python3\n{script}"),
            ("grades.json", json.dumps(grades, ensure_ascii=False)),
        ):
            # A fixed date: the same grades make the same file.
            entry = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            entry.external_attr = _EXECUTABLE
            archive.writestr(entry, text)
    part.replace(path)


def _results(about: Theme, student: StudentTotals) -> dict[str, Any]:
    """Return what Gradescope shows: the score, and each question with its points and the sentence for the learner."""
    titles = {question.name: f"{number}. {question.title}" for number, question in enumerate(about.questions(), 1)}
    tests = [
        {
            "name": titles.get(row.question, row.question),
            "score": row.score,
            "max_score": row.points,
            "output": "。".join(part for part in (State(row.state).label, row.message) if part),
        }
        for row in student.records[about.name].rows
    ]
    return {"score": float(student.score(about)), "output": student.comment(about), "tests": tests}
