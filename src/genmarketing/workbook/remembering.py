"""References that compute once for the same inputs: most wrong ideas about a table are the right one with a column changed."""

from __future__ import annotations

import copy
from collections import deque
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

_Given = ParamSpec("_Given")
_Result = TypeVar("_Result")

_Passed = tuple[tuple[Any, ...], dict[str, Any]]
"""What a call was given by place, and by name."""

KEPT = 2
"""Inputs whose result is kept: a question's own, and the altered ones that a wrong idea starts from."""


def remembered(program: Callable[_Given, _Result]) -> Callable[_Given, _Result]:
    """Let a reference return a copy of what it returned before, where it is called with the very same objects.

    A marker looks through all wrong ideas of a question on the same inputs, one after the other, and each of them may ask for the right
    answer first. For programs of the course only: they change no input (`tests/workbook/test_remembering.py`).
    """
    kept: deque[tuple[_Passed, _Result]] = deque(maxlen=KEPT)

    @wraps(program)
    def remembering(*args: _Given.args, **named: _Given.kwargs) -> _Result:
        given = (args, named)
        for place, (before, returned) in enumerate(kept):
            if _same(given, before):
                result = returned
                del kept[place]
                break
        else:
            result = program(*args, **named)
        kept.append((given, result))
        return copy.copy(result)

    return remembering


def _same(given: _Passed, before: _Passed) -> bool:
    (args, named), (old_args, old_named) = given, before
    return (
        len(args) == len(old_args)
        and named.keys() == old_named.keys()
        and all(one is old for one, old in zip(args, old_args, strict=True))
        and all(named[name] is old_named[name] for name in named)
    )
