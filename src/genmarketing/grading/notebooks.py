"""From the bytes of a notebook, whatever happened to it, to the code that a learner wrote."""

from __future__ import annotations

import ast
import json
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

BIGGEST = 20 * 1024 * 1024
"""Bytes of a notebook. A workbook has some ten thousand; pictures pasted into it may bring it to some millions."""

MOST_CELLS = 1000
_LONGEST_NUMBER = 1000
"""Bits of a number that may be somebody's."""

MOST_CODE = 200_000
"""Characters of all code cells together. A workbook has some ten thousand; parsing takes some hundred times as much memory."""

LONGEST_FAMILIAR = 2000
"""Characters of a cell that is read once for all submissions in which it stands."""

_QUESTION = re.compile(r"^[^\S\n]*[#＃]+[^\S\n]*题目[^\S\n]*[:：][^\S\n]*([^\W\d]\w*)", re.M)
_ASSIGNED_MAGIC = re.compile(r"^([ \t]*\w[\w, ]*=[ \t]*)[%!].*$", re.M)
_TIMED = re.compile(r"^([ \t]*)%time[ \t]+(.*)$", re.M)
_MAGIC = re.compile(r"^([ \t]*)((?:[%!?]|\w[\w.]*\?{1,2}[ \t]*$).*)$", re.M)
_CELL_MAGICS_THAT_RUN = ("%%time", "%%timeit", "%%capture", "%%prun")


class UnreadableNotebook(ValueError):
    """There is no code to be had from these bytes; the text is a Chinese sentence for the teacher."""


@dataclass(frozen=True)
class Cell:
    """One code cell.

    Args:
        source: its code, in plain Python.
        questions: question -> the variable that holds its answer, for every `# 题目:` line that the cell carries.
    """

    source: str
    questions: Mapping[str, str]


@dataclass(frozen=True)
class Sheet:
    """What is graded of a notebook.

    Args:
        cells: the code cells, in the notebook's order.
        learner_id: what the learner wrote as `learner_id`, or None where no such line is there any more.
        class_code: the same for `class_code`.
        flags: Chinese remarks for the teacher on what was mended.
    """

    cells: tuple[Cell, ...]
    learner_id: str | None
    class_code: str | None
    flags: tuple[str, ...] = ()


def read_sheet(content: bytes) -> Sheet:
    """Return the code of a notebook; metadata, outputs and ids are not looked at, and may be missing or wrong.

    Notebooks of format 3 (cells in worksheets, `input` in place of `source`) are read as well. An answer whose cell was turned into
    text by accident is read as code, if no code cell carries its question.

    Raises:
        UnreadableNotebook: empty, too large, not UTF-8, no JSON, or without cells.
    """
    if not content.strip(b" \t\r\n\0"):
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
    listed = _listed(notebook)
    flags = []
    if len(listed) > MOST_CELLS:
        flags.append(f"笔记本有 {len(listed):,} 格，只看了前 {MOST_CELLS:,} 格。")
        listed = listed[:MOST_CELLS]
    in_code = {name for kind, source in listed if kind == "code" for name in _QUESTION.findall(source)}
    cells, values = [], {}
    left, too_long = MOST_CODE, []
    for kind, source in listed:
        if kind != "code":
            lost = [name for name in _QUESTION.findall(source) if name not in in_code]
            if not lost:
                continue
            flags.append(f"「{'、'.join(lost)}」的答案格被改成了文字格，仍按代码批了。")
            source = _without_fence(source)
        if len(source) > left:
            too_long.append(len(source))
            continue
        left -= len(source)
        cell, assigned = _familiar_cell(source) if len(source) <= LONGEST_FAMILIAR else _cell(source)
        cells.append(cell)
        values.update(assigned)
    if too_long:
        flags.append(f"{len(too_long)} 格代码太长（{sum(too_long):,} 个字符），没有运行。请学生删掉贴进去的数据。")
    if not cells and not too_long:
        raise UnreadableNotebook("文件里没有一格代码，不像是练习册。请学生确认交的是哪一份。")
    return Sheet(tuple(cells), values.get("learner_id"), values.get("class_code"), tuple(flags))


def _listed(notebook: Any) -> list[tuple[str, str]]:
    """Return kind and source of every cell."""
    sheets = _lists(_field(notebook, "worksheets"))
    listed = _lists(_field(notebook, "cells")) or [cell for sheet in sheets for cell in _lists(_field(sheet, "cells"))]
    return [(str(_field(cell, "cell_type")), _source(cell)) for cell in listed if isinstance(cell, dict)]


def _lists(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _field(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else None


def _source(cell: dict[str, Any]) -> str:
    source = cell.get("source", cell.get("input", ""))
    if isinstance(source, list):
        lines = [line for line in source if isinstance(line, str)]
        # Lines carry their own ends, but some converters strip them.
        source = ("" if any(line.endswith("\n") for line in lines) else "\n").join(lines)
    if not isinstance(source, str):
        return ""
    # Half a surrogate pair can be written in JSON, and nowhere else.
    return source.encode("utf-8", "replace").decode().replace("\r\n", "\n").replace("\r", "\n")


def _without_fence(text: str) -> str:
    """Return what stands between ``` marks, or all of a text that has none."""
    inside = re.search(r"^```\w*\n(.*?)^```", text, re.M | re.S)
    return inside[1] if inside else text


def _cell(source: str) -> tuple[Cell, dict[str, str]]:
    """Return a cell, and the texts and whole numbers that it assigns to names."""
    names = list(dict.fromkeys(_QUESTION.findall(source)))
    tree = _parsed(source)
    for mend in (_without_magics, _with_plain_blanks):
        if tree is None:
            source = mend(source)
            tree = _parsed(source)
    if tree is None:
        return Cell(source, {name: name for name in names}), {}
    return Cell(source, {name: _variable(tree, name) for name in names}), _assigned(tree)


@lru_cache(maxsize=2048)
def _familiar_cell(source: str) -> tuple[Cell, dict[str, str]]:
    """Do what `_cell` does, once for a cell that stands in many workbooks. Nobody may change what it returns."""
    return _cell(source)


def _parsed(source: str) -> ast.Module | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _without_magics(source: str) -> str:
    """Turn what only a notebook understands (`%pip`, `!ls`, `name?`) into plain Python; a cell magic that runs nothing takes its cell."""
    text = source.lstrip()
    if text.startswith("%%") and not text.startswith(_CELL_MAGICS_THAT_RUN):
        return "\n".join(f"# {line}" for line in source.split("\n"))
    source = _TIMED.sub(r"\1\2", _ASSIGNED_MAGIC.sub(r"\1None", source))
    return _MAGIC.sub(r"\1pass  # \2", source)


def _with_plain_blanks(source: str) -> str:
    """Turn the wide and the no-break blanks that pasting brings along into plain ones."""
    return source.translate({0xA0: " ", 0x3000: " ", 0x200B: None, 0xFEFF: None})


def _variable(tree: ast.Module, question: str) -> str:
    """Return the variable that holds a question's answer: its own name, or the one function or value that the cell defines."""
    functions = [node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    values = [
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    ]
    if question in functions or question in values:
        return question
    alone = functions or list(dict.fromkeys(values))
    return alone[0] if len(alone) == 1 else question


def _assigned(tree: ast.Module) -> dict[str, str]:
    found = {}
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str() as text)):
                # Half a character can be written with an escape, and nowhere be kept.
                found[name] = text.encode("utf-8", "replace").decode()
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=int() as number)):
                # In hexadecimal, a number may be written that Python refuses to write out.
                found[name] = str(number) if number.bit_length() <= _LONGEST_NUMBER else ""
    return found
