"""Links in a notebook's Markdown: which of them lead nowhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import nbformat

if TYPE_CHECKING:
    from nbformat import NotebookNode

_LINK = re.compile(r"""\]\(\s*<?([^)\s>]+)>?[^)]*\)|(?:href|src)\s*=\s*["']([^"']+)["']""")
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
_OUTSIDE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*$", re.MULTILINE)


def broken_links(name: str, notebooks: Mapping[str, NotebookNode], root: Path) -> list[str]:
    """Return a Chinese sentence for each relative link of a notebook that leads nowhere.

    A learner's notebook may not lead into `solutions/` either: learners do not have that folder.

    Args:
        name: path of the notebook below the course's root.
        notebooks: the notebooks that are being built, by the same kind of path; others are read from `root`.
        root: the course's folder.
    """
    problems = []
    for number, link in _links(notebooks[name]):
        target, _, anchor = unquote(link).partition("#")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(name), target)) if target else name
        if path.startswith("solutions/") and not name.startswith("solutions/"):
            problems.append(f"{name} 第 {number} 格链接到了参考答案 {link}，学习者没有这个文件夹。")
        elif path not in notebooks and not (root / path).exists():
            problems.append(f"{name} 第 {number} 格的链接 {link} 找不到文件 {path}。")
        elif anchor and path.endswith(".ipynb") and anchor not in _anchors(path, notebooks, root):
            problems.append(f"{name} 第 {number} 格的链接 {link} 找不到标题「{anchor}」。")
    return problems


def _links(notebook: NotebookNode) -> Iterator[tuple[int, str]]:
    """Yield the relative links of a notebook's text, each with the number of its cell."""
    for number, cell in enumerate(notebook.cells, 1):
        if cell.cell_type != "markdown":
            continue
        for match in _LINK.finditer(_CODE.sub("", cell.source)):
            link = match.group(1) or match.group(2)
            if not _OUTSIDE.match(link):
                yield number, link


def _anchors(path: str, notebooks: Mapping[str, NotebookNode], root: Path) -> set[str]:
    """Return the anchors that JupyterLab gives the headings of a notebook: their text with hyphens for blanks."""
    notebook = notebooks.get(path) or nbformat.read(root / path, as_version=4)
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    return {heading.replace(" ", "-") for heading in _HEADING.findall(text)}
