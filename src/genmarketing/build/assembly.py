"""One theme put together: its sources in, the text of its three notebooks out."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat

from genmarketing.build.chapter import Chapter, opening, read_chapter
from genmarketing.build.execution import run
from genmarketing.build.links import broken_links
from genmarketing.build.notebook import code, markdown, notebook, text_of
from genmarketing.build.proof import problems
from genmarketing.build.refusal import BuildRefused
from genmarketing.build.workbook import exercises, solutions
from genmarketing.data import concept_ids

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from genmarketing.theme import Theme
    from genmarketing.workbook import Question

_HIDDEN = "hide-input"


def assemble(theme: Theme, chapter_file: Path, questions: Sequence[Question], root: Path) -> dict[str, str]:
    """Return the notebooks of a theme: path below the course's root -> text of the file.

    Args:
        theme: the theme.
        chapter_file: its chapter.md, which need not exist yet.
        questions: its question bank, which may be empty.
        root: the course's folder: pictures of the notebooks built last are used again where nothing has changed.

    Raises:
        BuildRefused: a question proves wrong, the chapter cannot be read, a cell fails, or a link leads nowhere.
    """
    unproven = problems(questions, frozenset(concept_ids())) if questions else []
    if unproven:
        raise BuildRefused(*unproven)
    made: dict[str, NotebookNode] = {}
    chapter = read_chapter(theme, chapter_file) if chapter_file.exists() else None
    if chapter:
        made[f"chapters/{theme.notebook}.ipynb"] = chapter_notebook(theme, chapter, has_workbook=bool(questions))
    if questions:
        made[f"exercises/{theme.notebook}.ipynb"] = exercises(theme, questions)
        made[f"solutions/{theme.notebook}.ipynb"] = solutions(theme, questions, chapter.notes if chapter else ())
    broken = [problem for name in made for problem in broken_links(name, made, root)]
    if broken:
        raise BuildRefused(*broken)
    for name, built in made.items():
        if not name.startswith("exercises/"):
            _run(name, built, root)
    return {name: text_of(built) for name, built in made.items()}


def chapter_notebook(theme: Theme, chapter: Chapter, has_workbook: bool) -> NotebookNode:
    """Return a chapter's notebook, not yet run."""
    cells = [
        markdown(cell.source) if cell.kind == "markdown" else code(cell.source, **_metadata(cell.tags))
        for cell in chapter.cells
    ]
    return notebook(theme, "chapter", [markdown(opening(theme, chapter.front, has_workbook)), *cells])


def _metadata(tags: Sequence[str]) -> dict[str, object]:
    """Return a code cell's metadata; JupyterLab folds the source of one that is tagged `hide-input`."""
    metadata: dict[str, object] = {"tags": list(tags)} if tags else {}
    return {**metadata, "jupyter": {"source_hidden": True}} if _HIDDEN in tags else metadata


def _run(name: str, built: NotebookNode, root: Path) -> None:
    """Run a notebook in an empty folder, so that nothing it might leave behind is left in the course."""
    committed = root / name
    previous = nbformat.read(committed, as_version=4) if committed.exists() else None
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        run(built, Path(folder), name, previous)
    print(f"{name}：运行完毕，{time.monotonic() - start:.1f} 秒", flush=True)
