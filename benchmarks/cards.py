"""How long a card takes beyond the learner's own time."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from functools import wraps
from pathlib import Path
from typing import Any

from report import Distribution, Section, milliseconds

BUDGET = 0.2
"""Seconds within which a card is to appear, at the 95th percentile."""


class Stopwatch:
    """Adds up the time that a learner's own function takes."""

    def __init__(self) -> None:
        self.total = 0.0

    def around(self, answer: Any, kind: str) -> Any:
        """Return the answer, its calls timed if it is a function that will be called: a starter is known by its code."""
        if not callable(answer) or kind == "starter":
            return answer

        @wraps(answer)
        def timed(*args: Any, **named: Any) -> Any:
            start = time.perf_counter()
            try:
                return answer(*args, **named)
            finally:
                self.total += time.perf_counter() - start

        return timed


def measure(quick: bool) -> Section:
    """Check every question with its reference, its starter and each misconception, for several variants.

    Each variant's first check makes the expected values, as in a newly opened notebook: nothing is warm but the imports.
    """
    from genmarketing.theme import themes
    from genmarketing.workbook import Workbook
    from genmarketing.workbook.progress import Progress
    from genmarketing.workbook.variants import VARIANTS

    variants = 4 if quick else VARIANTS
    rows, everything, own_times = [], list[float](), list[float]()
    with tempfile.TemporaryDirectory() as folder:
        progress = Progress.open(Path(folder) / "progress.sqlite")
        books = [
            Workbook(theme.name, learner, progress=progress)
            for theme in themes()
            if theme.questions()
            for learner in one_learner_per_variant(variants)
        ]
        for name in dict.fromkeys(name for book in books for name in book.questions):
            kinds: dict[str, list[float]] = {"reference": [], "starter": [], "misconception": []}
            for book in (book for book in books if name in book.questions):
                for kind, answer in answers(book, name):
                    own, beyond = card_time(book, name, answer, kind)
                    kinds[kind].append(beyond)
                    own_times.append(own)
            times = [value for values in kinds.values() for value in values]
            everything += times
            rows.append(
                [name, *(_median(values) for values in kinds.values()), milliseconds(Distribution.of(times).p95)]
            )
    total = Distribution.of(everything)
    rows.append(["**all**", "", "", f"median {milliseconds(total.median)}", f"**{milliseconds(total.p95)}**"])
    return Section(
        "Card time",
        f"`wb.check(…)` and its HTML, less the time spent inside the learner's function (median "
        f"{milliseconds(statistics.median(own_times))}), for {variants} variants; the right answer comes first and "
        "finds nothing cached. Medians by kind of answer.",
        ["question", "reference", "starter", "misconceptions", "p95"],
        rows,
        f"p95 over {len(everything)} cards: {milliseconds(total.p95)} of a budget of {milliseconds(BUDGET)}; "
        f"{total.over(BUDGET)} of them took longer, the slowest {milliseconds(max(everything))}.",
    )


def one_learner_per_variant(count: int) -> list[str]:
    """Return ids of learners who get different variants, `count` of them."""
    from genmarketing.workbook.variants import variant_of

    found: dict[int, str] = {}
    number = 0
    while len(found) < count:
        number += 1
        found.setdefault(variant_of(f"learner {number}"), f"learner {number}")
    return list(found.values())


def answers(book: Any, name: str) -> Iterator[tuple[str, Any]]:
    """Yield kind and value of the answers to try; `book` is a Workbook."""
    from genmarketing.build.proof import right_answer, wrong_answer

    question = book.questions[name]
    yield "reference", right_answer(question, book.variant)
    yield "starter", starter(question.starter, name, book)
    for misconception in question.misconceptions:
        yield "misconception", wrong_answer(question, misconception, book.variant)


def starter(program: str, name: str, book: Any) -> Any:
    """Run a starter as the notebook would, and return what it leaves under the question's name."""
    import numpy as np
    import pandas as pd

    namespace = {"np": np, "pd": pd, "wb": book}
    exec(program, namespace)
    return namespace[name]


def card_time(book: Any, name: str, answer: Any, kind: str) -> tuple[float, float]:
    """Return the seconds spent inside the answer, and all others until the card's HTML is there."""
    stopwatch = Stopwatch()
    timed = stopwatch.around(answer, kind)
    start = time.perf_counter()
    book.check(name, timed)._repr_html_()
    return stopwatch.total, time.perf_counter() - start - stopwatch.total


def _median(values: list[float]) -> str:
    return milliseconds(statistics.median(values)) if values else "–"
