"""What differs between a notebook as it is committed and as its sources make it now, in words that a person can read."""

from __future__ import annotations

import difflib
import hashlib
import json
from typing import TYPE_CHECKING, Any

import nbformat

if TYPE_CHECKING:
    from nbformat import NotebookNode

LONGEST = 200


def difference(committed: str, built: str, name: str) -> list[str]:
    """Return the lines of a unified diff, or none if the two files are equal.

    Args:
        committed: text of the notebook's file in the repository; empty if there is none.
        built: text of the file as it is built now.
        name: the file's name.
    """
    if committed == built:
        return []
    before, after = (_readable(text) for text in (committed, built))
    lines = list(difflib.unified_diff(before, after, f"{name}（已提交）", f"{name}（现在生成）", lineterm="", n=1))
    return lines or [f"{name}：内容相同，但文件的写法不同，请重新生成。"]


def _readable(text: str) -> list[str]:
    if not text:
        return []
    notebook = nbformat.reads(text, as_version=4)
    lines = [f"笔记本  {_plain(notebook.metadata)}"]
    for number, cell in enumerate(notebook.cells, 1):
        lines += _cell(number, cell)
    return lines


def _cell(number: int, cell: NotebookNode) -> list[str]:
    """Describe a cell without its id (it follows from the source) but with its number, so that a place can be found."""
    kind = {"code": "代码", "markdown": "正文"}.get(cell.cell_type, cell.cell_type)
    lines = [f"第 {number} 格 {kind}  {_plain(cell.metadata)}"]
    lines += [f"    {line}" for line in cell.source.split("\n")]
    for output in cell.get("outputs", ()):
        lines.append(f"  输出 {output.output_type}  {_plain(output.get('metadata', {}))}")
        lines += [f"    {line}" for line in str(output.get("text", "")).splitlines()]
        for kind, content in sorted(output.get("data", {}).items()):
            lines += [f"    {kind}: {line}" for line in _content(kind, content)]
    return lines


def _content(kind: str, content: Any) -> list[str]:
    if kind.startswith("image/"):
        return [f"图片 {hashlib.sha256(str(content).encode()).hexdigest()[:12]}"]
    text = content if isinstance(content, str) else _plain(content)
    return [line if len(line) <= LONGEST else _shortened(line) for line in text.splitlines()]


def _shortened(line: str) -> str:
    """Return the beginning of a long line and a hash of the whole, so that a difference further on still shows."""
    return f"{line[:LONGEST]}…（全行 {hashlib.sha256(line.encode()).hexdigest()[:12]}）"


def _plain(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
