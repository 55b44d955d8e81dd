"""Putting notebooks together: cells with stable ids, and the metadata that all built notebooks share."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import nbformat
from nbformat import v4

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from genmarketing.theme import Theme

KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
LANGUAGE = "zh-CN"


def markdown(source: str, **metadata: Any) -> NotebookNode:
    """Return a Markdown cell; its id is given when the notebook is put together."""
    cell: NotebookNode = v4.new_markdown_cell(source, metadata=metadata)
    return cell


def code(source: str, **metadata: Any) -> NotebookNode:
    """Return a code cell without outputs."""
    cell: NotebookNode = v4.new_code_cell(source, metadata=metadata)
    return cell


def notebook(theme: Theme, part: str, cells: Iterable[NotebookNode]) -> NotebookNode:
    """Return a notebook of a theme.

    A cell's id comes from its source, so that a cell keeps its id while others are put in before it.

    Args:
        theme: the theme.
        part: `chapter`, `exercises` or `solutions`.
        cells: the cells in order.
    """
    cells = list(cells)
    seen: Counter[str] = Counter()
    for cell in cells:
        text = f"{cell.cell_type}\n{cell.source}"
        cell["id"] = hashlib.sha256(f"{seen[text]}\n{text}".encode()).hexdigest()[:12]
        seen[text] += 1
    metadata = {
        "kernelspec": dict(KERNEL),
        "language_info": {"name": "python"},
        "title": f"{theme.number:02d} · {theme.title}",
        "genmarketing": {"theme": theme.name, "part": part, "language": LANGUAGE},
    }
    made: NotebookNode = v4.new_notebook(cells=cells, metadata=metadata)
    return made


def text_of(built: NotebookNode) -> str:
    """Return a notebook as the text of its file.

    Raises:
        nbformat.ValidationError: it is not a valid notebook.
    """
    nbformat.validate(built)
    return f"{nbformat.writes(built, version=4).rstrip()}\n"
