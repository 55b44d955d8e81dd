"""One look: palette, Plotly template, style sheet and the ready-made widgets. Each name is loaded when it is first used."""

from __future__ import annotations

from importlib import import_module
from typing import Any

_HOMES = {
    "palette": ("palette", ""),
    "style_sheet": ("style", "style_sheet"),
    "template": ("plotly_template", "template"),
    "CourseWidget": ("widget", "CourseWidget"),
    "Slider": ("controls", "Slider"),
    "Choice": ("controls", "Choice"),
    "Film": ("controls", "Film"),
    "Frame": ("frame", "Frame"),
    "Lines": ("lines", "Lines"),
    "Line": ("lines", "Line"),
    "Marker": ("lines", "Marker"),
    "Reference": ("lines", "Reference"),
    "Band": ("lines", "Band"),
    "Bars": ("panels", "Bars"),
    "Series": ("panels", "Series"),
    "Heat": ("panels", "Heat"),
    "Tiles": ("panels", "Tiles"),
    "Tile": ("panels", "Tile"),
    "Table": ("panels", "Table"),
    "Scatter": ("scatter", "Scatter"),
    "Point": ("scatter", "Point"),
    "Region": ("scatter", "Region"),
    "Marked": ("marked", "Marked"),
    "Mark": ("marked", "Mark"),
    "Flow": ("flow", "Flow"),
    "Node": ("flow", "Node"),
    "Link": ("flow", "Link"),
    "Board": ("board", "Board"),
    "Cell": ("board", "Cell"),
    "Arrow": ("board", "Arrow"),
    "Explorer": ("explorer", "Explorer"),
    "Duel": ("duel", "Duel"),
    "Writer": ("writer", "Writer"),
    "TextField": ("writer", "TextField"),
    "Conversation": ("conversation", "Conversation"),
    "Turn": ("conversation", "Turn"),
    "Sorter": ("sorter", "Sorter"),
    "Item": ("sorter", "Item"),
    "Prediction": ("prediction", "Prediction"),
    "Interval": ("prediction", "Interval"),
    "recall": ("prediction", "recall"),
    "QuickQuestion": ("quick_question", "QuickQuestion"),
    "Task": ("task", "Task"),
    "source": ("source", "source"),
    "figure": ("figures", "figure"),
    "controlled": ("figures", "controlled"),
    "concept_map": ("concept_maps", "concept_map"),
}
"""Public name -> (module, name in it; empty for the module itself)."""

__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, inner = _HOMES[name]
    loaded = import_module(f"{__name__}.{module}")
    value = getattr(loaded, inner) if inner else loaded
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(_HOMES)
