"""From the bytes of a notebook, whatever happened to it, to the code that a learner wrote."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import dataclass
from typing import Any

BIGGEST = 20 * 1024 * 1024
"""Bytes of a notebook. A workbook has some ten thousand; pictures pasted into it may bring it to some millions."""

MOST_CELLS = 1000
_QUESTION = re.compile(r"^[ \t]*#[ \t]*题目[ \t]*[:：][ \t]*([^\W\d]\w*)", re.M)


class UnreadableNotebook(ValueError):
    """There is no code to be had from these bytes; the text is a Chinese sentence for the teacher."""


@dataclass(frozen=True)
class Cell:
    """One code cell: its source, and the questions whose `# 题目:` line it carries."""

    source: str
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """What is graded of a notebook.

    Args:
        cells: the code cells, in the notebook's order.
        learner_id: what the learner wrote as `learner_id`, or None where no such line is there any more.
        class_code: the same for `class_code`.
    """

    cells: tuple[Cell, ...]
    learner_id: str | None
    class_code: str | None


def read_sheet(content: bytes) -> Sheet:
    """Return the code of a notebook; metadata, outputs and ids are not looked at, and may be missing or wrong.

    Notebooks of format 3 (cells in worksheets, `input` in place of `source`) are read as well.

    Raises:
        UnreadableNotebook: empty, too large, not UTF-8, no JSON, or without cells.
    """
    if not content.strip():
        raise UnreadableNotebook("文件是空的。请学生重新保存、重新提交。")
    if len(content) > BIGGEST:
        raise UnreadableNotebook(
            f"文件有 {len(content) / 2**20:.0f} MB，超过 {BIGGEST // 2**20} MB，没有读。请学生清除输出再提交。"
        )
    try:
        notebook = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise UnreadableNotebook("文件不是 UTF-8 编码，多半不是笔记本，或在传送中损坏了。请学生重新提交。") from None
    except (json.JSONDecodeError, RecursionError):
        raise UnreadableNotebook("文件不是完整的笔记本（JSON 读不下去），可能没有传完。请学生重新提交。") from None
    except ValueError:
        raise UnreadableNotebook("文件里有读不了的数，多半在传送中损坏了。请学生重新提交。") from None
    cells = [_cell(source) for source in _sources(notebook)[:MOST_CELLS]]
    if not cells:
        raise UnreadableNotebook("文件里没有一格代码，不像是练习册。请学生确认交的是哪一份。")
    return Sheet(tuple(cells), _constant(cells, "learner_id"), _constant(cells, "class_code"))


def _sources(notebook: Any) -> list[str]:
    if not isinstance(notebook, dict):
        return []
    sheets = _lists(notebook.get("worksheets"))
    listed = _lists(notebook.get("cells")) or [cell for sheet in sheets for cell in _lists(_field(sheet, "cells"))]
    return [_source(cell) for cell in listed if _field(cell, "cell_type") == "code"]


def _lists(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _field(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else None


def _source(cell: dict[str, Any]) -> str:
    source = cell.get("source", cell.get("input", ""))
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    return source if isinstance(source, str) else ""


def _cell(source: str) -> Cell:
    return Cell(_without_magics(source), tuple(dict.fromkeys(_QUESTION.findall(source))))


def _without_magics(source: str) -> str:
    """Turn lines that only a notebook understands (`%pip`, `!ls`, `?help`) into comments; a cell magic takes its whole cell."""
    try:
        ast.parse(source)
        return source
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        pass
    if source.lstrip().startswith("%%") and not source.lstrip().startswith(("%%time", "%%capture")):
        return "\n".join(f"# {line}" for line in source.split("\n"))
    return re.sub(r"^([ \t]*)(%|!|\?|.*\?[ \t]*$)(?!=)", _as_pass, source, flags=re.M)


def _as_pass(found: re.Match[str]) -> str:
    return f"{found[1]}pass  # {found[2]}"


def _constant(cells: list[Cell], name: str) -> str | None:
    """Return the text (or number) last assigned to a name by a plain assignment, or None."""
    value = None
    for cell in cells:
        try:
            tree = ast.parse(cell.source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        for node in tree.body:
            match node:
                case ast.Assign(targets=[ast.Name(id=target)], value=ast.Constant(value=str() | int() as found)) if (
                    target == name
                ):
                    value = str(found)
    return value
