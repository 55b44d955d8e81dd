"""What a teacher sees of a run while it goes on: how far it is, and for how long it still takes."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from genmarketing.grading import progress
from genmarketing.grading.record import Record


def said(monkeypatch: pytest.MonkeyPatch, seconds: list[float], unread: int = 0) -> list[str]:
    """Return the lines of a run without a terminal whose records come at these times after its start."""
    clock = iter([0.0, *seconds])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    console = Console(file=io.StringIO(), width=200)
    with progress.shown(len(seconds), console) as shown:
        for number in range(len(seconds)):
            shown.step(Record("s", "t", "o", problem="坏了" if number < unread else ""))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue().splitlines()


def test_the_time_left_is_that_of_records_not_of_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty seconds to start the workers once promised a hundred minutes for three hundred submissions."""
    lines = said(monkeypatch, [20.0, *(20.0 + number for number in range(1, 100))])
    assert lines[0] == "批改 1/100"
    assert lines[1] == "批改 6/100，大约还要 1 分 34 秒"
    assert lines[-1] == "批改 100/100"


def test_now_and_then_a_line_and_always_a_last_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert said(monkeypatch, [0.1, 0.2, 0.3]) == ["批改 3/3"]
    assert said(monkeypatch, [0.1, 0.2, 0.3], unread=2) == ["批改 3/3，没批成 2 份"]


def test_on_a_terminal_there_is_a_bar() -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=120)
    with progress.shown(3, console) as shown:
        shown.step(Record("s", "t", "o", problem="坏了"))
        shown.step(Record("s", "t", "o"))
    assert isinstance(console.file, io.StringIO)
    for part in ("批改", "2/3", "还要", "没批成 1 份"):
        assert part in console.file.getvalue()
