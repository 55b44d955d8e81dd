"""Runs the cells of one submission, then hands in what they defined; writes one JSON line for each step.

A step that raises is reported and the next one goes on. A step that never comes back is for the outside to kill: it starts the submission
again without that cell, or takes the question as unanswered.
"""

from __future__ import annotations

import json
import sys
import time
import types
from collections.abc import Callable
from typing import Any, BinaryIO

from genmarketing.grading.inside.cells import as_in_a_notebook, run_cell
from genmarketing.grading.inside.inert import give
from genmarketing.grading.inside.wire import unpack
from genmarketing.workbook.calling import call_each, quiet
from genmarketing.workbook.describing import describe
from genmarketing.workbook.handed import Handed, hand_in, is_starter

BUSY = 0.5
"""A function's processor time on one set of cases, as a part of the wall time: how much else the machine has to do is not its fault."""

AFTER_A_TIMEOUT = 20
"""Once a function took too long for one set of cases, it gets this part of the time for each further set: only what it does at once counts."""

Job = dict[str, Any]
"""What the outside sends.

    cells       list of {"source", "questions"}: code to run in order; question -> variable, for the `# 题目:` lines of the cell
    skip        numbers of cells not to run
    questions   list of {"name", "kind", "starter", "cases"}: cases is a list (one for each set) of packed argument tuples
    data        question -> packed data
    seconds     for one cell, and for one question on one set
"""


def run(job: Job, answers: BinaryIO) -> None:
    """Run one submission and write its lines; those that stand are sent before anything of the learner's runs again."""
    give(job["data"])
    notebook = types.ModuleType("__main__")
    sys.modules["__main__"] = notebook
    space = notebook.__dict__
    space.update(as_in_a_notebook())
    found: dict[str, list[Any]] = {}
    for number, cell in enumerate(job["cells"]):
        if number in job["skip"]:
            continue
        _write(answers, {"begins": number})
        answers.flush()
        _write(answers, {"cell": number, **run_cell(cell["source"], space, job["seconds"])})
        for name, variable in cell["questions"].items():
            if variable in space:
                found.setdefault(name, []).append(space[variable])
    for question in job["questions"]:
        name = question["name"]
        _write(answers, {"asks": name, "set": 0})
        answers.flush()
        handed, seconds = _hand_in(question, found.get(name) or [space.get(name)], job["seconds"], answers)
        _write(answers, {"question": name, "handed": [each.plain() for each in handed], "seconds": seconds})
    _write(answers, {"end": True})
    answers.flush()


def _hand_in(
    question: dict[str, Any], found: list[Any], seconds: float, answers: BinaryIO
) -> tuple[list[Handed], float]:
    """Return what the last answer comes to on each set of cases, and the time spent in the learner's own code."""
    if question["kind"] != "function":
        written = [each for each in found if each is not None and each is not ...]
        return [hand_in(written[-1] if written else None)], 0.0
    nothing = [Handed()] * len(question["cases"])
    answer = _last_that_is_one(question, found)
    if answer is None:
        return nothing, 0.0
    if not callable(answer):
        return [Handed(given=describe(answer))] * len(question["cases"]), 0.0
    timed = _Timed(answer)
    handed: list[Handed] = []
    left = seconds
    with quiet():
        for number, cases in enumerate(question["cases"]):
            if number:
                _write(answers, {"asks": question["name"], "set": number})
                answers.flush()
            outcomes = call_each(timed, [unpack(args) for args in cases], left, BUSY * left)
            handed.append(Handed(outcomes=tuple(outcomes)))
            if outcomes and outcomes[-1].kind == "time":
                left = seconds / AFTER_A_TIMEOUT
    return handed, round(timed.seconds, 6)


def _last_that_is_one(question: dict[str, Any], found: list[Any]) -> Any:
    """Return the last answer that is not the starter; a copy of the untouched cell further down does not hide it."""
    for answer in reversed(found):
        if answer is None or answer is ...:
            continue
        if not callable(answer) or not is_starter(answer, question["starter"], question["name"]):
            return answer
    return None


class _Timed:
    """A learner's function, with a watch on it. Its code is shown, so that a failure still names the learner's line."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function
        self.__code__ = getattr(function, "__code__", None)
        self.seconds = 0.0

    def __call__(self, *args: Any) -> Any:
        began = time.perf_counter()
        try:
            return self._function(*args)
        finally:
            self.seconds += time.perf_counter() - began


def _write(answers: BinaryIO, line: dict[str, Any]) -> None:
    answers.write(json.dumps(line, ensure_ascii=True, allow_nan=False).encode() + b"\n")
