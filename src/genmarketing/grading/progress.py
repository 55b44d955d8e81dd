"""How far a run is: a bar with the time left on a terminal, now and then a line elsewhere."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from genmarketing.grading.record import Record

EVERY = 5.0
"""Seconds between two lines where there is no terminal."""


class Shown(Protocol):
    """What is told of every record."""

    def step(self, record: Record) -> None:
        """Count a record."""


@contextmanager
def shown(total: int, console: Console) -> Iterator[Shown]:
    """Show the progress over so many submissions while the context lasts."""
    if not console.is_terminal:
        yield _Lines(total, console)
        return
    columns = (
        TextColumn("批改"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("还要"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[unread]}"),
    )
    with Progress(*columns, console=console) as progress:
        yield _Bar(progress, total)


class _Bar:
    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._bar = progress.add_task("", total=total, unread="")
        self._unread = 0

    def step(self, record: Record) -> None:
        self._unread += bool(record.problem)
        said = f"没批成 {self._unread} 份" if self._unread else ""
        self._progress.update(self._bar, advance=1, unread=said)


class _Lines:
    def __init__(self, total: int, console: Console) -> None:
        self._total = total
        self._console = console
        self._done = self._unread = 0
        self._said = time.monotonic()
        self._first = 0.0

    def step(self, record: Record) -> None:
        self._done += 1
        self._unread += bool(record.problem)
        now = time.monotonic()
        self._first = self._first or now
        if now - self._said >= EVERY or self._done == self._total:
            self._said = now
            # Before the first one, workers were started; that says nothing about the next.
            each = (now - self._first) / max(self._done - 1, 1)
            left = f"，大约还要 {_span(each * (self._total - self._done))}" if 1 < self._done < self._total else ""
            unread = f"，没批成 {self._unread} 份" if self._unread else ""
            self._console.print(f"批改 {self._done}/{self._total}{left}{unread}")


def _span(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole} 秒" if whole < 60 else f"{whole // 60} 分 {whole % 60} 秒"
