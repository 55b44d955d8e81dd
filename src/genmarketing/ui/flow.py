"""Stages and what flows between them: funnels, journeys, Markov chains. Drawn by `js/flow.js`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from genmarketing.ui.panel_checks import check_colour, check_format, number


@dataclass(frozen=True)
class Node:
    """One stage.

    Attributes:
        name: shown in the box; links name it.
        value: shown below the name, with a bar as long as its share of the largest node.
        column: place from the left; by default one column for each node.
        row: place from the top; by default nodes of one column are stacked and centred.
        note: a further line in the read-out.
        colour: a role of the palette.
    """

    name: str
    value: float | None = None
    column: int | None = None
    row: int | None = None
    note: str = ""
    colour: str = "main"

    def __post_init__(self) -> None:
        check_colour(self.colour)
        if (self.column or 0) < 0 or (self.row or 0) < 0:
            raise ValueError(f"column and row of node {self.name!r} count from zero")


@dataclass(frozen=True)
class Link:
    """What flows from one node to another, or stays in one.

    Attributes:
        source: name of a node.
        target: name of a node; that of the source draws a loop.
        value: zero or more; the arrow's width. An arrow of value zero is not drawn.
        label: written on the arrow; by default the value.
        colour: a role of the palette.
    """

    source: str
    target: str
    value: float
    label: str = ""
    colour: str = "main"

    def __post_init__(self) -> None:
        check_colour(self.colour)
        if not self.value >= 0:
            raise ValueError(
                f"the value of a link must be zero or more, not {self.value} ({self.source} → {self.target})"
            )


@dataclass(frozen=True)
class Flow:
    """Stages from left to right, with arrows as wide as what flows.

    Arrows to the right run straight, or above where a stage is in the way; arrows back run below. The places depend on names,
    columns and rows alone, so that only widths and numbers move in an explorer.

    Example: `Flow([Node("认知", 1000), Node("兴趣", 240)], [Link("认知", "兴趣", 0.24), Link("认知", "认知", 0.7)], format="0%")`.

    Attributes:
        nodes: at least one.
        links: arrows, at most one for each pair in each direction.
        title: a short heading.
        format: how the links' values are written, see `panel_checks.FORMATS`.
        node_format: how the nodes' values are written.
        unit: written after a node's value.
        widest: value of the widest arrow; by default the largest of all frames.

    Raises:
        ValueError: no nodes, equal names, places that are taken, a link to no node, two links of one pair.
    """

    nodes: Sequence[Node]
    links: Sequence[Link]
    title: str = field(default="", kw_only=True)
    format: str = field(default="auto", kw_only=True)
    node_format: str = field(default="auto", kw_only=True)
    unit: str = field(default="", kw_only=True)
    widest: float | None = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        names = [node.name for node in self.nodes]
        if not names:
            raise ValueError("a Flow needs at least one node")
        if len(set(names)) != len(names):
            raise ValueError(f"nodes need different names, these are {names}")
        for link in self.links:
            for end in (link.source, link.target):
                if end not in names:
                    raise ValueError(f"link {link.source} → {link.target}: there is no node {end!r}")
        pairs = [(link.source, link.target) for link in self.links]
        if len(set(pairs)) != len(pairs):
            raise ValueError("a Flow draws one link for each pair in each direction")
        places = self._places()
        if len(set(places)) != len(places):
            raise ValueError(f"two nodes stand in one place; columns and rows are {places}")
        if self.widest is not None and not self.widest > 0:
            raise ValueError(f"widest must be above zero, not {self.widest}")
        check_format(self.format)
        check_format(self.node_format)

    def _places(self) -> list[tuple[int, float]]:
        """Column and row of each node; without rows of their own, the nodes of a column are centred."""
        columns = [index if node.column is None else node.column for index, node in enumerate(self.nodes)]
        if any(node.row is not None for node in self.nodes):
            return [(column, float(node.row or 0)) for column, node in zip(columns, self.nodes, strict=True)]
        deepest = max(columns.count(column) for column in columns)
        return [
            (column, columns[:index].count(column) + (deepest - columns.count(column)) / 2)
            for index, column in enumerate(columns)
        ]

    def encode(self) -> dict[str, Any]:
        """Return what the browser needs."""
        index = {node.name: at for at, node in enumerate(self.nodes)}
        return {
            "kind": "flow",
            "title": self.title,
            "nodes": [
                {"name": node.name, "value": number(node.value), "note": node.note, "colour": node.colour}
                | {"column": column, "row": number(row)}
                for node, (column, row) in zip(self.nodes, self._places(), strict=True)
            ],
            "links": [
                {"source": index[link.source], "target": index[link.target], "value": number(link.value)}
                | {"label": link.label, "colour": link.colour}
                for link in self.links
            ],
            "value": {"range": None if self.widest is None else [0, number(self.widest)], "format": self.format},
            "level": {"range": None, "format": self.node_format, "unit": self.unit},
        }
