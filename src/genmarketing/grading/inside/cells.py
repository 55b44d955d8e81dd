"""Running one cell as far as it goes: a statement that raises costs itself, and what a notebook offers is there.

A notebook stops a cell at its first error. Here the learner is not at hand to fill in `input()`, lacks the file that lay beside the notebook, or used a
package that the marker's machine does not have; the answer below that line is still an answer.
"""

from __future__ import annotations
import __future__

import ast
import asyncio
import inspect
import time
import types
from collections.abc import Iterator
from typing import Any

from genmarketing.workbook.calling import OutOfTime, attempt

_FUTURE = sum({getattr(__future__, name).compiler_flag for name in __future__.all_feature_names})


class _Inert:
    """Stands for the notebook's shell: every call on it, and on what it returns, does nothing."""

    def __getattr__(self, name: str) -> _Inert:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *args: object, **named: object) -> _Inert:
        return self


def as_in_a_notebook() -> dict[str, Any]:
    """Return the names that every notebook has: display, its shell, its history."""
    shell = _Inert()
    return {
        "display": lambda *shown, **how: None,
        "get_ipython": lambda: shell,
        "In": [""],
        "Out": {},
        "_": "",
        "__": "",
    }


def run_cell(source: str, space: dict[str, Any], seconds: float) -> dict[str, Any]:
    """Run one cell; return how long it took, what went wrong first, as `NameError: …`, and whether its time was up."""
    began = time.perf_counter()
    raised: list[BaseException] = []
    stopped = attempt(lambda: _execute(source, space, raised), seconds)
    took = round(time.perf_counter() - began, 6)
    first = raised[0] if raised else stopped
    return {"seconds": took, "failure": _named(first), "late": isinstance(stopped, OutOfTime)}


def _execute(source: str, space: dict[str, Any], raised: list[BaseException]) -> None:
    for code in _pieces(source):
        try:
            if code.co_flags & inspect.CO_COROUTINE:
                asyncio.run(types.FunctionType(code, space)())
            else:
                exec(code, space)
        except OutOfTime:
            raise
        except BaseException as error:
            raised.append(error)


def _pieces(source: str) -> Iterator[types.CodeType]:
    """Give the code of each statement; a cell that awaits is one piece, because what it awaits lives in one event loop."""
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    tree = ast.parse(source, "<cell>")
    whole = compile(tree, "<cell>", "exec", flags=flags, dont_inherit=True)
    if whole.co_flags & inspect.CO_COROUTINE:
        yield whole
        return
    flags |= whole.co_flags & _FUTURE
    for statement in tree.body:
        piece = ast.Module([statement], [])
        yield compile(piece, "<cell>", "exec", flags=flags, dont_inherit=True)


def _named(error: BaseException | None) -> str:
    if error is None:
        return ""
    try:
        return f"{type(error).__name__}: {str(error)[:200]}"
    except BaseException:  # a learner's exception may have a __str__ of its own
        return type(error).__name__
