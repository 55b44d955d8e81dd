"""A board of squares, or a labelled grid of cells with words in them. Drawn by `js/board.js`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from genmarketing.ui.kinds import Legend, check_kinds, encoded_kinds, kind_signs

Place = tuple[int | str, int | str]
"""Row and column, each as its index (from the top, from the left) or as its name."""


@dataclass(frozen=True)
class Cell:
    """One cell.

    Attributes:
        row: index from the top, or the row's name.
        column: index from the left, or the column's name.
        text: chess pieces ♔ … ♟ are drawn as pieces; other text is broken into lines.
        kind: name of a kind of the board, which highlights the cell.
        note: a further line in the read-out.
    """

    row: int | str
    column: int | str
    text: str = ""
    kind: str = ""
    note: str = ""


@dataclass(frozen=True)
class Arrow:
    """An arrow from one cell to another; it wears the colour of its kind."""

    source: Place
    target: Place
    kind: str = ""


@dataclass(frozen=True)
class Board:
    """A chess-like board, or a labelled grid of cells.

    Example: `Board("87654321", "abcdefgh", [Cell("1", "e", "♔")], [Arrow(("1", "e"), ("2", "e"))], checkered=True)`.

    Attributes:
        rows: names from the top; an empty name is not written.
        columns: names from the left.
        cells: cells that hold a text or stand out; the others are empty.
        arrows: drawn above the cells.
        kinds: name of a kind -> what the legend says, alone or with a role of the palette; at most six.
        title: a short heading.
        x: title of the columns.
        y: title of the rows.
        checkered: squares in two shades, as for chess.

    Raises:
        ValueError: a cell or arrow outside the board, two cells in one place, a kind without legend.
    """

    rows: Sequence[str]
    columns: Sequence[str]
    cells: Sequence[Cell] = ()
    arrows: Sequence[Arrow] = ()
    kinds: Mapping[str, Legend] = field(default_factory=dict, kw_only=True)
    title: str = field(default="", kw_only=True)
    x: str = field(default="", kw_only=True)
    y: str = field(default="", kw_only=True)
    checkered: bool = field(default=False, kw_only=True)

    def __post_init__(self) -> None:
        if not self.rows or not self.columns:
            raise ValueError("a Board needs at least one row and one column")
        check_kinds([*(cell.kind for cell in self.cells), *(arrow.kind for arrow in self.arrows)], self.kinds)
        encoded_kinds(self.kinds)
        places = [self._place(cell.row, cell.column) for cell in self.cells]
        if len(set(places)) != len(places):
            raise ValueError("two cells stand in one place of the Board")
        for arrow in self.arrows:
            if self._place(*arrow.source) == self._place(*arrow.target):
                raise ValueError(f"an arrow must lead to another cell, not from {arrow.source} to itself")

    def _place(self, row: int | str, column: int | str) -> int:
        """Index of a cell, row after row."""
        return _index(row, self.rows, "row") * len(self.columns) + _index(column, self.columns, "column")

    def encode(self) -> dict[str, Any]:
        """Return what the browser needs: one list for each property of the cells, so that what stays is sent once."""
        order = list(self.kinds)
        notes = [cell.note for cell in self.cells]
        return {
            "kind": "board",
            "title": self.title,
            "rows": [str(row) for row in self.rows],
            "columns": [str(column) for column in self.columns],
            "x": {"title": self.x},
            "y": {"title": self.y},
            "cells": {
                "at": [self._place(cell.row, cell.column) for cell in self.cells],
                "texts": [cell.text for cell in self.cells],
                "kinds": kind_signs((cell.kind for cell in self.cells), order),
                "notes": notes if any(notes) else [],
            },
            "arrows": [
                {"from": self._place(*arrow.source), "to": self._place(*arrow.target), "kind": arrow.kind}
                for arrow in self.arrows
            ],
            "kinds": encoded_kinds(self.kinds),
            "checkered": self.checkered,
        }


def _index(given: int | str, names: Sequence[str], axis: str) -> int:
    if isinstance(given, str):
        if given not in list(names):
            raise ValueError(f"the Board has no {axis} named {given!r}")
        return list(names).index(given)
    if not 0 <= given < len(names):
        raise ValueError(f"the Board has {axis}s 0 to {len(names) - 1}, not {given}")
    return given
