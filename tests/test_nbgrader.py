"""The workbooks under a stock nbgrader: released, handed in right, partly right and empty, graded, and read from its gradebook."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
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
def test_a_stock_nbgrader_grades_right_partly_right_and_empty_answers(
    path: Path, tmp_path: Path, ran: Ran, monkeypatch: pytest.MonkeyPatch
) -> None:
    # nbgrader calls alembic by its bare name, as in an activated environment.
    monkeypatch.setenv("PATH", os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    questions = theme(theme_of(path)).questions()
    course = released(path, tmp_path / "course")
    right = reference_answers(path)
    hand_in(course, "right", path.name, right)
    hand_in(course, "partly", path.name, partly_right(questions, right))
    hand_in(course, "empty", path.name, {})
    nbgrader(course, "autograde", ASSIGNMENT)

    grades = gradebook(course, path.stem)
    machine = [question for question in questions if not isinstance(question, EssayQuestion)]
    for number, question in enumerate(machine):
        check = f"{question.name}-check"
        assert grades["right"][check] == (question.points, False)
        assert grades["empty"][check] == (0, False)
        assert grades["partly"][check] == (partial_score(number, question), False)
    for essay in set(questions) - set(machine):
        answer = f"{essay.name}-answer"
        assert grades["right"][answer] == (None, True), "an essay waits for a person"
        assert grades["empty"][answer] == (0, False)
    ran(theme_of(path), "nbgrader_scores", sum(len(of_one) for of_one in grades.values()))


def partly_right(questions: Sequence[Question], right: dict[str, str]) -> dict[str, str]:
    """Answer every second question rightly; of the others, those that are answered by letters with a wrong idea."""
    answers = {}
    for number, question in enumerate(questions):
        wrong = wrong_letters(question)
        if number % 2:
            answers[question.name] = right[question.name]
        elif wrong is not None:
            answers[question.name] = f"# 题目: {question.name}\n{question.name} = {wrong!r}"
    return answers


def partial_score(number: int, question: Question) -> float:
    """Return what the partly right submission earns for a question."""
    if number % 2:
        return question.points
    wrong = wrong_letters(question)
    return 0 if wrong is None else question.mark(wrong, seed=0).score


def wrong_letters(question: Question) -> object | None:
    """Return the answer that a choice, ordering or matching question's first misconception leads to."""
    answers = [each.program for each in question.misconceptions if not callable(each.program)]
    return answers[0] if answers else None


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


def hand_in(course: Path, learner: str, name: str, answers: dict[str, str]) -> None:
    """Fill a released workbook in and put it where nbgrader expects submissions."""
    notebook: Any = nbformat.read(course / "release" / ASSIGNMENT / name, as_version=4)
    for cell in notebook.cells:
        question = cell.metadata.get("nbgrader", {}).get("grade_id", "").removesuffix("-answer")
        cell.source = answers.get(question, cell.source)
    folder = course / "submitted" / learner / ASSIGNMENT
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / name)


def gradebook(course: Path, notebook: str) -> dict[str, dict[str, tuple[float | None, bool]]]:
    """Return from nbgrader's own database, for each learner and graded cell: its score, and whether a person has to look."""
    from nbgrader.api import Gradebook

    grades = {}
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        for submission in book.assignment_submissions(ASSIGNMENT):
            [handed_in] = [each for each in submission.notebooks if each.name == notebook]
            grades[submission.student.id] = {
                grade.name: (grade.auto_score, grade.needs_manual_grade) for grade in handed_in.grades
            }
    return grades
