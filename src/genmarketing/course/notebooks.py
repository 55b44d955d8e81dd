"""Writes the course map as a notebook, and marks the learner's copies as trusted, so that stored pictures show at once."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat.sign import NotebookNotary

from genmarketing.course.language import copy_of, language_info
from genmarketing.course.map import CALL, MAP, WELCOME, CourseMap
from genmarketing.theme import course_root


def write_map(folder: Path) -> Path:
    """Write the course map of a laid-out folder anew, its output stored; nothing of the learner's is kept in it."""
    shown = CourseMap.read(folder)
    output = nbformat.v4.new_output(
        "execute_result", {"text/html": shown._repr_html_(), "text/plain": repr(shown)}, execution_count=1
    )
    cells = [
        nbformat.v4.new_markdown_cell(WELCOME.strip(), id="welcome"),
        nbformat.v4.new_code_cell(CALL, id="map", execution_count=1, outputs=[output]),
    ]
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": language_info()}
    path = folder / MAP
    part = path.with_suffix(".part")
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=metadata), part)
    part.replace(path)
    return path


def trust(folder: Path, data: Path) -> None:
    """Sign the course map and every shipped notebook; a signature holds for the content, wherever its copy lies.

    Args:
        folder: the laid-out course folder.
        data: Jupyter's data folder, where the signatures are kept.
    """
    data.mkdir(parents=True, exist_ok=True)
    notary = NotebookNotary(data_dir=str(data))
    shipped = (
        path for kind in ("chapters", "exercises", "solutions") for path in (course_root() / kind).glob("*.ipynb")
    )
    for content in ((folder / MAP).read_bytes(), *map(copy_of, shipped)):
        notary.sign(nbformat.reads(content.decode(), as_version=4))
    notary.store.close()
