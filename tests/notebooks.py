"""The built notebooks, as the tests read them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat

from genmarketing.theme import course_root, themes

ROOT = course_root()
IGNORED = "nbval-ignore-output"
NOT_COMPARED = {"image/png", "image/jpeg", "application/vnd.jupyter.widget-view+json"}


def built(part: str) -> list[Path]:
    """Return the built notebooks in a folder: of every theme, the one that is there."""
    paths = (ROOT / part / f"{theme.notebook}.ipynb" for theme in themes())
    return [path for path in paths if path.exists()]


def theme_of(path: Path) -> str:
    """Return the name of a notebook's theme."""
    return path.stem.split("_", 1)[1]


def read(path: Path) -> Any:
    """Return a notebook, checked against the format's schema."""
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    return notebook


def code_cells(notebook: Any) -> list[Any]:
    """Return the code cells that have something to run."""
    return [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]


def compared_outputs(notebook: Any) -> int:
    """Return how many outputs nbval compares: those of cells that are not exempt, pictures aside."""
    outputs = [o for cell in code_cells(notebook) if IGNORED not in cell.metadata.get("tags", ()) for o in cell.outputs]
    return sum(1 for o in outputs if o.output_type == "stream" or set(o.get("data", {})) - NOT_COMPARED)
