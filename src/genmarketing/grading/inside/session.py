"""Runs the cells of one submission, then hands in what they defined; writes one JSON line for each step.

A step that raises is reported and the next one goes on. A step that never comes back is for the outside to kill: it starts the submission
again without that cell, or takes the question as unanswered.
"""

from __future__ import annotations

import ast
import asyncio
import inspect
import json
import sys
import time
import types
from typing import Any, BinaryIO

from genmarketing.grading.inside.inert import give
from genmarketing.grading.inside.wire import unpack
from genmarketing.workbook.calling import attempt
from genmarketing.workbook.handed import Handed, hand_in, hand_in_function, is_starter

Job = dict[str, Any]
"""What the outside sends.

    cells       list of {"source", "questions"}: code to run in order; question -> variable, for the `# 题目:` lines of the cell
    skip        numbers of cells not to run
    questions   list of {"name", "kind", "starter", "cases"}: cases is a list (one for each set) of packed argument tuples
    data        question -> packed data
    seconds     for one cell, and for one question on one set
"""


def run(job: Job, answers: BinaryIO) -> None:
    """Run one submission and write its lines."""
    give({name: unpack(packed) for name, packed in job["data"].items()})
    notebook = types.ModuleType("__main__")
    sys.modules["__main__"] = notebook
    space = notebook.__dict__
    found: dict[str, list[Any]] = {}
    for number, cell in enumerate(job["cells"]):
        if number in job["skip"]:
            continue
        _write(answers, {"begins": number})
        failure = _run_cell(cell["source"], space, job["seconds"])
        if failure:
            _write(answers, {"cell": number, "failure": failure})
        for name, variable in cell["questions"].items():
            if variable in space:
                found.setdefault(name, []).append(space[variable])
    for question in job["questions"]:
        name = question["name"]
        answer = _chosen(question, found.get(name) or [space.get(name)])
        _write(answers, {"asks": name})
        began = time.perf_counter()
        handed = _hand_in(question, answer, job["seconds"])
        seconds = round(time.perf_counter() - began, 6)
        _write(answers, {"question": name, "handed": [each.plain() for each in handed], "seconds": seconds})
    _write(answers, {"end": True})


def _chosen(question: dict[str, Any], answers: list[Any]) -> Any:
    """Return the last answer that is one; a copy of the untouched cell further down does not hide it."""
    for answer in reversed(answers):
        if answer is None or answer is ...:
            continue
        if question["kind"] != "function" or not callable(answer):
            return answer
        if not is_starter(answer, question["starter"], question["name"]):
            return answer
    return answers[-1]


def _hand_in(question: dict[str, Any], answer: Any, seconds: float) -> list[Handed]:
    if question["kind"] != "function":
        return [hand_in(answer)]
    sets = [[unpack(args) for args in cases] for cases in question["cases"]]
    return [hand_in_function(answer, question["starter"], question["name"], cases, seconds) for cases in sets]


def _run_cell(source: str, space: dict[str, Any], seconds: float) -> str:
    """Run one cell; return what went wrong, as `NameError: …`, or nothing."""
    error = attempt(lambda: _execute(source, space), seconds)
    if error is None:
        return ""
    try:
        return f"{type(error).__name__}: {str(error)[:200]}"
    except BaseException:  # a learner's exception may have a __str__ of its own
        return type(error).__name__


def _execute(source: str, space: dict[str, Any]) -> None:
    code = compile(source, "<cell>", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    if code.co_flags & inspect.CO_COROUTINE:
        asyncio.run(types.FunctionType(code, space)())
    else:
        exec(code, space)


def _write(answers: BinaryIO, line: dict[str, Any]) -> None:
    answers.write(json.dumps(line, ensure_ascii=True, allow_nan=False).encode() + b"\n")
    answers.flush()
