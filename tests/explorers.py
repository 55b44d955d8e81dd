"""What an explorer draws at each of its settings, for tests that hold pictures to their models."""

from __future__ import annotations

import itertools
from typing import Any

from genmarketing.ui import Explorer


def frames(explorer: Explorer) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Return what the explorer draws for each combination of its controls' values."""
    holes = explorer.grid["holes"]

    def filled(node: Any, at: int) -> Any:
        if isinstance(node, dict) and set(node) == {"hole"}:
            hole = holes[node["hole"]]
            return hole["values"][hole["at"][at]]
        if isinstance(node, dict):
            return {key: filled(value, at) for key, value in node.items()}
        return [filled(value, at) for value in node] if isinstance(node, list) else node

    values = itertools.product(*(control.values for control in explorer._controls))
    return {combination: filled(explorer.grid["template"], at) for at, combination in enumerate(values)}


def panel(frame: dict[str, Any], kind: str) -> dict[str, Any]:
    """Return the first panel of a kind."""
    return next(each for each in frame["panels"] if each["kind"] == kind)


def tiles(frame: dict[str, Any]) -> dict[str, Any]:
    """Return label -> value of a frame's tiles."""
    return {tile["label"]: tile["value"] for tile in panel(frame, "tiles")["tiles"]}
