"""What a submission is given of the course: models and data, word for word; of no question any answer."""

from __future__ import annotations

import inspect
import os
import stat
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import genmarketing
from genmarketing.data.folder import datasets_folder
from genmarketing.grading.stripped import lay_out
from genmarketing.theme import themes
from genmarketing.workbook import EssayQuestion, FunctionQuestion, Question
from genmarketing.workbook.kinds.value import InputQuestion

PACKAGE = Path(genmarketing.__file__).parent
QUESTIONS = [question for about in themes() for question in about.questions()]
WRITTEN_HERE = "workbook/__init__.py"
"""The one file that is not a copy: the inert workbook."""

GONE = ("questions", "generators", "widgets")


@pytest.fixture(scope="module")
def stripped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("course")
    before = os.umask(0o077)  # as a root who keeps files to himself has it
    try:
        return lay_out(folder) / "genmarketing"
    finally:
        os.umask(before)


def files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def programs(question: Question) -> list[Any]:
    """Return the functions that compute an answer, right or wrong."""
    right = [question.reference] if isinstance(question, FunctionQuestion | InputQuestion) else []
    return right + [each.program for each in question.misconceptions if callable(each.program)]


def secrets(question: Question) -> Iterator[str]:
    """Give every text of a question that says how to answer it."""
    yield from (textwrap.dedent(inspect.getsource(program)).strip() for program in programs(question))
    yield from (each.message for each in question.misconceptions)
    yield from question.hints
    yield from (each.missed for each in getattr(question, "checks", ()))
    yield from getattr(question, "missed", {}).values()
    yield from (question.explanation, question.teaching, question.solution())
    if isinstance(question, EssayQuestion):
        yield question.example.strip()


def test_no_file_says_how_to_answer_a_question(stripped: Path) -> None:
    said = [secret for question in QUESTIONS for secret in secrets(question) if secret]
    assert len(said) > 10 * len(QUESTIONS)
    texts = {path.relative_to(stripped): path.read_text(encoding="utf-8") for path in files(stripped)}
    found = [(path, secret) for path, text in texts.items() for secret in said if secret in text]
    assert found == []


def test_what_computes_an_answer_stands_where_nothing_is_taken_from(stripped: Path) -> None:
    """A reference that is itself a model of the chapter would be shipped as one."""
    for question in QUESTIONS:
        for program in programs(question):
            place = Path(inspect.getfile(program)).relative_to(PACKAGE)
            assert not (stripped / place).exists(), (question.name, place)


def test_every_file_is_a_copy_of_the_course_s_own(stripped: Path) -> None:
    changed = [path for path in files(stripped) if path.read_bytes() != original(path.relative_to(stripped))]
    assert [path.relative_to(stripped).as_posix() for path in changed] == [WRITTEN_HERE]
    for about in themes():
        ours, theirs = PACKAGE / "themes" / about.name, stripped / "themes" / about.name
        models = {path.relative_to(ours) for path in files(ours / "models") if "__pycache__" not in path.parts}
        assert {path.relative_to(theirs) for path in files(theirs / "models")} == models
        assert not {path.stem for path in theirs.iterdir()} & {*GONE, "chapter"}


def original(place: Path) -> bytes:
    """Return what the course has in the place of a file of the stripped package."""
    if place.parts[0] == "_course":
        return (datasets_folder() / place.relative_to("_course/datasets")).read_bytes()
    return (PACKAGE / place).read_bytes()


def test_anybody_may_read_it(stripped: Path) -> None:
    """The warm process of root is no longer root."""
    for path in [stripped, *stripped.rglob("*")]:
        wanted = stat.S_IROTH | (stat.S_IXOTH if path.is_dir() else 0)
        assert path.stat().st_mode & wanted == wanted, path


def test_what_is_gone_cannot_be_imported_and_the_models_can(stripped: Path) -> None:
    names = [about.name for about in themes()]
    gone = [f"genmarketing.themes.{name}.{part}" for name in names for part in GONE]
    gone += ["genmarketing.build", "genmarketing.cli", "genmarketing.grading.marking", "genmarketing.grading.sandbox"]
    gone += [f"genmarketing.workbook.{part}" for part in ("kinds", "question", "comparison", "variants", "notebook")]
    program = f"""
from importlib import import_module
import genmarketing.workbook
for name in {gone!r}:
    try:
        import_module(name)
    except ModuleNotFoundError:
        continue
    print("found", name)
for name in {names!r}:
    import_module(f"genmarketing.themes.{{name}}.models")
print(genmarketing.__file__, genmarketing.workbook.Workbook("moe_reasoning", "1").check("top_k_gates", 1))
"""
    environment = {**os.environ, "PYTHONPATH": str(stripped.parent), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.splitlines() == [f"{stripped / '__init__.py'} 0"]
