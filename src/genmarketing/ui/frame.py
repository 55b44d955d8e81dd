"""What a widget shows at one moment: panels and a sentence. Plain data, checked when it is made, drawn by `js/frame.js`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from genmarketing.ui.board import Board
from genmarketing.ui.flow import Flow
from genmarketing.ui.lines import Lines
from genmarketing.ui.marked import Marked
from genmarketing.ui.panels import Bars, Heat, Table, Tiles
from genmarketing.ui.scatter import Scatter

Panel = Lines | Scatter | Bars | Heat | Flow | Board | Marked | Tiles | Table


@dataclass(frozen=True)
class Frame:
    """All that a widget shows at one moment.

    Attributes:
        panels: drawn in this order; two charts stand side by side where there is room.
        sentence: what this moment says, one Chinese sentence; read out by screen readers.
    """

    panels: Sequence[Panel]
    sentence: str = ""

    def __post_init__(self) -> None:
        if not self.panels and not self.sentence:
            raise ValueError("a Frame needs a panel or a sentence")

    def encode(self) -> dict[str, Any]:
        """Return what the browser needs."""
        return {"panels": [panel.encode() for panel in self.panels], "sentence": self.sentence}
