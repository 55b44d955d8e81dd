"""The workbooks under a stock nbgrader: released, handed in right, partly right and empty, graded, and read from its gradebook."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from manifest import Ran
from notebooks import built, code_cells, read, theme_of

from genmarketing.build.execution import environment
from genmarketing.build.nbgrader import answer_metadata, check_metadata, prompt_metadata
from genmarketing.theme import theme
from genmarketing.workbook import EssayQuestion, Question

WORKBOOKS = built("exercises")
ASSIGNMENT = "homework"
HALF = 2
"""The partly right submission answers every second question."""


def each(paths: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("path", paths, ids=lambda path: path.stem)


@each(WORKBOOKS)
def test_every_cell_carries_what_nbgrader_needs(path: Path) -> None:
    questions = theme(theme_of(path)).questions()
    found = [cell.metadata.nbgrader for cell in read(path).cells if "nbgrader" in cell.metadata]
    wanted = [make(each) for each in questions for make in (prompt_metadata, answer_metadata, check_metadata)]
    assert found == wanted
    assert sum(fields.get("points", 0) for fields in found) == 100
    assert len({fields["grade_id"] for fields in found}) == len(found)


@each(WORKBOOKS)
def test_a_stock_nbgrader_grades_right_partly_right_and_empty_answers(path: Path, tmp_path: Path, ran: Ran) -> None:
    questions = theme(theme_of(path)).questions()
    course = released(path, tmp_path / "course")
    answers = reference_answers(path)
    hand_in(course, "right", path.name, lambda number, question: answers[question.name])
    hand_in(course, "partly", path.name, lambda number, q: answers[q.name] if number % HALF else None)
    hand_in(course, "empty", path.name, lambda number, question: None)
    nbgrader(course, "autograde", ASSIGNMENT)

    scores = gradebook(course, path.stem)
    machine = [question for question in questions if not isinstance(question, EssayQuestion)]
    assert scores["right"] == {question.name: question.points for question in machine}
    assert scores["empty"] == {question.name: 0 for question in machine}
    for number, question in enumerate(questions):
        if question in machine:
            assert scores["partly"][question.name] == (question.points if number % HALF else 0)
    ran(theme_of(path), "nbgrader_scores", sum(len(of_one) for of_one in scores.values()))


def released(path: Path, course: Path) -> Path:
    """Release a workbook as a teacher would: nbgrader makes `release/` and its gradebook from `source/`."""
    source = course / "source" / ASSIGNMENT
    source.mkdir(parents=True)
    shutil.copy(path, source / path.name)
    nbgrader(course, "generate_assignment", ASSIGNMENT, "--ClearSolutions.enabled=False")
    handed_out = nbformat.read(course / "release" / ASSIGNMENT / path.name, as_version=4)
    sources = [cell.source for cell in code_cells(handed_out)]
    assert sources == [cell.source for cell in code_cells(read(path))], (
        "the release is not the workbook as it was built"
    )
    return course


def nbgrader(course: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "nbgrader", *arguments]
    done = subprocess.run(
        command, cwd=course, env=environment(course), capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr[-6000:]


def reference_answers(path: Path) -> dict[str, str]:
    """Return the answer cells of the teacher's workbook by question."""
    notebook = read(path.parents[1] / "solutions" / path.name)
    tagged = (cell.source for cell in code_cells(notebook) if cell.source.startswith("# 题目: "))
    return {source.split("\n")[0].removeprefix("# 题目: "): source for source in tagged}


def hand_in(course: Path, learner: str, name: str, answer: Callable[[int, Question], str | None]) -> None:
    """Fill a released workbook in and put it where nbgrader expects submissions."""
    notebook: Any = nbformat.read(course / "release" / ASSIGNMENT / name, as_version=4)
    questions = theme(theme_of(Path(name))).questions()
    cells = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in notebook.cells}
    for number, question in enumerate(questions):
        given = answer(number, question)
        if given is not None:
            cells[f"{question.name}-answer"].source = given
    folder = course / "submitted" / learner / ASSIGNMENT
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / name)


def gradebook(course: Path, notebook: str) -> dict[str, dict[str, float]]:
    """Return each learner's machine-made scores by question, from nbgrader's own database; essays wait for a person."""
    from nbgrader.api import Gradebook

    scores: dict[str, dict[str, float]] = {}
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        for submission in book.assignment_submissions(ASSIGNMENT):
            [handed_in] = [each for each in submission.notebooks if each.name == notebook]
            scores[submission.student.id] = {
                grade.name.removesuffix("-check"): grade.auto_score
                for grade in handed_in.grades
                if grade.name.endswith("-check")
            }
    return scores
