"""All frames of an explorer: computed once, given common axes, and packed so that nothing is sent twice."""

from __future__ import annotations

import itertools
import json
import math
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from genmarketing.ui.controls import Control
from genmarketing.ui.frame import Frame

LARGEST = 4_000_000
"""Most bytes that one explorer may send; above it the page would stutter when it opens."""

PATIENCE = 2.0
"""Seconds after which the computation of a grid shows how far it is."""


def compute(controls: Sequence[Control], results: Callable[..., Frame]) -> list[dict[str, Any]]:
    """Return the encoded frame for each combination of values, the last control's values varying fastest.

    What takes longer than `PATIENCE` shows its progress, and takes it away in the end.

    Raises:
        TypeError: `results` gave something other than a Frame.
    """
    combinations = list(itertools.product(*(control.values for control in controls)))
    names = [control.name for control in controls]
    begun = shown = time.perf_counter()
    frames = []
    for count, values in enumerate(combinations):
        frame = results(**dict(zip(names, values, strict=True)))
        if not isinstance(frame, Frame):
            raise TypeError(f"results must return a Frame, not {type(frame).__name__}")
        frames.append(frame.encode())
        now = time.perf_counter()
        if now - begun > PATIENCE and now - shown > 0.5:
            shown = now
            _show_progress(count + 1, len(combinations))
    if shown > begun:
        _show_progress(len(combinations), len(combinations))
    return frames


def _show_progress(done: int, total: int) -> None:
    from IPython.display import clear_output

    clear_output(wait=True)  # type: ignore[no-untyped-call]
    if done < total:
        print(f"正在计算：{done} / {total}", flush=True)


def share_ranges(frames: Sequence[dict[str, Any]]) -> None:
    """Give each axis without ends of its own those of all frames together; the frames are changed in place."""
    if len({tuple(panel["kind"] for panel in frame["panels"]) for frame in frames}) != 1:
        return  # panels that come and go have nothing in common
    for panels in zip(*(frame["panels"] for frame in frames), strict=True):
        kind = panels[0]["kind"]
        if kind == "lines":
            for axis in ("x", "y"):
                _share(panels, axis, [_line_values(panel, axis) for panel in panels], panels[0][axis]["scale"])
        elif kind == "scatter":
            for axis in ("x", "y"):
                _share(panels, axis, [_point_values(panel, axis) for panel in panels], panels[0][axis]["scale"])
        elif kind == "flow":
            _share(panels, "value", [[0.0, *(link["value"] for link in panel["links"])] for panel in panels])
            _share(panels, "level", [[0.0, *(node["value"] for node in panel["nodes"])] for panel in panels])
        elif kind == "bars":
            _share(panels, "y", [[0.0, *_bar_values(panel)] for panel in panels])
        elif kind == "heat":
            values = [[value for row in panel["values"] for value in row] for panel in panels]
            _share(panels, "value", values)


def _share(
    panels: Sequence[dict[str, Any]], axis: str, values: Sequence[Iterable[float | None]], scale: str = "linear"
) -> None:
    found = [value for part in values for value in part if value is not None and (scale == "linear" or value > 0)]
    if not found:
        return
    low, high = min(found), max(found)
    for panel in panels:
        if panel[axis]["range"] is None:
            panel[axis]["range"] = [low, high]


def _line_values(panel: dict[str, Any], axis: str) -> list[float | None]:
    values = [value for line in panel["lines"] for value in line[axis]]
    values += [marker[axis] for marker in panel["markers"]]
    if axis == "y":
        values += [value for line in panel["lines"] for edge in ("low", "high") for value in line.get(edge, [])]
    values += [reference["value"] for reference in panel["references"] if reference["axis"] == axis]
    return values


def _point_values(panel: dict[str, Any], axis: str) -> list[float | None]:
    values = [*panel["points"][axis], *(end for region in panel["regions"] for end in region[axis])]
    return [*values, *(reference["value"] for reference in panel["references"] if reference["axis"] == axis)]


def _bar_values(panel: dict[str, Any]) -> list[float | None]:
    references = [reference["value"] for reference in panel["references"]]
    columns = [
        [value or 0.0 for value in column] for column in zip(*(one["values"] for one in panel["series"]), strict=True)
    ]
    if panel["stacked"]:
        ups = [math.fsum(value for value in column if value > 0) for column in columns]
        downs = [math.fsum(value for value in column if value < 0) for column in columns]
        return [*ups, *downs, *references]
    return [*itertools.chain.from_iterable(columns), *references]


def pack(frames: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return frames as one template with holes, and for each hole its different values and which frame has which.

    `{"template": …, "holes": [{"values": [...], "at": [index of the value for each frame]}]}`; a hole in the template is
    `{"hole": index}`. What is equal in all frames (titles, names, often the positions of a line) is sent once.

    Raises:
        ValueError: the packed frames are larger than `LARGEST`.

    >>> pack([{"a": 1, "b": [1, 2]}, {"a": 1, "b": [3, 4]}, {"a": 1, "b": [1, 2]}])
    {'template': {'a': 1, 'b': {'hole': 0}}, 'holes': [{'values': [[1, 2], [3, 4]], 'at': [0, 1, 0]}]}
    """
    holes: list[dict[str, Any]] = []
    packed = {"template": _template(frames, holes), "holes": holes}
    size = len(json.dumps(packed, ensure_ascii=False, separators=(",", ":")).encode())
    if size > LARGEST:
        raise ValueError(
            f"{len(frames)} frames take {size / 1e6:.1f} MB, more than {LARGEST / 1e6:.0f} MB; "
            "use fewer values for a control, or fewer points in a line"
        )
    return packed


def _template(nodes: Sequence[Any], holes: list[dict[str, Any]]) -> Any:
    first = nodes[0]
    if all(node == first for node in nodes):
        return first
    if all(isinstance(node, dict) for node in nodes) and len({tuple(node) for node in nodes}) == 1:
        return {key: _template([node[key] for node in nodes], holes) for key in first}
    structured = all(isinstance(node, list) and node and isinstance(node[0], dict) for node in nodes)
    if structured and len({len(node) for node in nodes}) == 1:
        return [_template(parts, holes) for parts in zip(*nodes, strict=True)]
    values: list[Any] = []
    places: dict[str, int] = {}
    at = []
    for node in nodes:
        text = json.dumps(node, ensure_ascii=False)
        if text not in places:
            places[text] = len(values)
            values.append(node)
        at.append(places[text])
    holes.append({"values": values, "at": at})
    return {"hole": len(holes) - 1}
