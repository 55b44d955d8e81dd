"""The right answer in the other forms in which learners write it; each must score full marks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from genmarketing.workbook import (
    FunctionQuestion,
    MatchingQuestion,
    Question,
    TableQuestion,
    ValueQuestion,
)

ROUNDING = 1 + 1e-9


def other_forms(question: Question, seed: int) -> Iterator[tuple[str, Any]]:
    """Yield names and answers: the right one, written in another way."""
    if isinstance(question, FunctionQuestion):
        returned = question.reference(*question.cases_of(seed)[0].args)
        for name, change in _changes(returned).items():
            yield name, _changed(question.reference, change)
    elif isinstance(question, ValueQuestion):
        answer = question.reference(**question.inputs_of(seed))
        if isinstance(answer, dict):
            yield "keys in another order", dict(reversed(answer.items()))
            yield "an extra key", answer | {"note": "自己看的"}
            yield "NumPy numbers", {key: np.asarray(value)[()] for key, value in answer.items()}
            yield "rounding error", {key: _rounded(value) for key, value in answer.items()}
        else:
            for name, change in _changes(answer).items():
                yield name, change(answer)
    elif isinstance(question, TableQuestion):
        yield from _tables(pd.DataFrame(question.reference(**question.inputs_of(seed))), question)
    elif isinstance(question, MatchingQuestion):
        yield "capitals", {key: f" {value.upper()} " for key, value in question.answer.items()}
        yield "lists of one", {key: [value] for key, value in question.answer.items()}
        yield "keys as numbers", {int(k) if k.isdigit() else k: value for k, value in question.answer.items()}
        yield "another order", dict(reversed(question.answer.items()))
    elif question.kind in ("choice", "ordering"):
        letters = list(getattr(question, "answer"))  # noqa: B009
        yield "a tuple", tuple(letters)
        yield "text", "、".join(letters)
        yield "text in capitals", " ".join(letters).upper()
        if question.kind == "choice":
            yield "a set", set(letters)


def _changes(returned: Any) -> dict[str, Callable[[Any], Any]]:
    """Return the ways in which a returned value may be written instead."""
    if isinstance(returned, list):
        return {
            "a tuple": tuple,
            "an array": np.array,
            "a Series": pd.Series,
            "a Series with an index of its own": lambda r: pd.Series(r, index=range(5, 5 + len(r))),
            "NumPy numbers": lambda r: [np.asarray(x)[()] for x in r],
            "rounding error": lambda r: [_rounded(x) for x in r],
        }
    if isinstance(returned, dict):
        return {
            "keys in another order": lambda r: dict(reversed(r.items())),
            "a Series": lambda r: pd.Series(r, dtype=object),
        }
    changes: dict[str, Callable[[Any], Any]] = {"NumPy": lambda r: np.asarray(r)[()], "no dimension": np.array}
    return changes | {"float": float, "rounding error": _rounded} if isinstance(returned, int | float) else changes


def _changed(reference: Callable[..., Any], change: Callable[[Any], Any]) -> Callable[..., Any]:
    return lambda *arguments: change(reference(*arguments))


def _rounded(value: Any) -> Any:
    return value * ROUNDING if isinstance(value, float) else value


def _tables(table: pd.DataFrame, question: TableQuestion) -> Iterator[tuple[str, Any]]:
    keys = list(question.keys)
    table = table.reset_index() if not set(keys) <= set(table.columns) else table
    floats = table.select_dtypes("float").columns
    yield "columns in another order", table[table.columns[::-1]]
    yield "an extra column", table.assign(note="自己看的")
    yield "keys as the index", table.set_index(keys)
    yield "columns as lists", table.to_dict("list")
    yield "rows as dictionaries", table.to_dict("records")
    yield "rounding error", table.assign(**{c: table[c] * ROUNDING for c in floats})
    yield "text and truth values as objects", table.astype({c: object for c in table if c not in floats})
    if not question.ordered:
        yield "rows in another order", table.iloc[::-1]
    if len(keys) == 1 and pd.api.types.is_integer_dtype(table[keys[0]]):
        yield "keys as floats", table.astype({keys[0]: float})
        if list(table[keys[0]]) != list(range(len(table))):
            yield "an index without a name", table.set_index(keys).rename_axis(index=None)
