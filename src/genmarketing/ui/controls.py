"""What a learner can move: sliders, choices and films. Each is a finite list of values, so that every result can be computed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol


def _checked(name: str, count: int, start: int, least: int = 2) -> None:
    if not name.isidentifier():
        raise ValueError(f"the name of a control is passed as an argument, so it must be an identifier, not {name!r}")
    if count < least:
        raise ValueError(f"control {name!r} needs at least {least} values, it has {count}")
    if not 0 <= start < count:
        raise ValueError(f"control {name!r} starts at index {start}, but has values 0 to {count - 1}")


def _readable(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:,.6g}" if abs(value) < 1e6 else f"{value:.3g}"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


@dataclass(frozen=True)
class Slider:
    """A slider over listed values.

    Example: `Slider("experts", "专家数", values=[2, 4, 8, 16], start=2, unit="个")`.

    Attributes:
        name: argument under which the value is passed to the model.
        label: what the learner reads.
        values: the values, in the order of the slider.
        labels: how each value is shown; by default the value itself and the unit.
        start: index of the first shown value.
        unit: put after each value when there are no labels.
    """

    name: str
    label: str
    values: Sequence[Any]
    labels: Sequence[str] | None = None
    start: int = 0
    unit: str = ""

    def __post_init__(self) -> None:
        _checked(self.name, len(self.values), self.start)
        if self.labels is not None and len(self.labels) != len(self.values):
            raise ValueError(f"slider {self.name!r} has {len(self.values)} values and {len(self.labels)} labels")

    def encode(self) -> dict[str, Any]:
        """Return what the browser needs."""
        return {
            "kind": "slider",
            "name": self.name,
            "label": self.label,
            "labels": _labels(self.values, self.labels, self.unit),
            "start": self.start,
        }


@dataclass(frozen=True)
class Choice:
    """A row of radio buttons.

    Example: `Choice("fit", "参数来自", options=[("2022 年论文", "hoffmann"), ("2024 年重算", "besiroglu")])`.

    Attributes:
        name: argument under which the value is passed to the model.
        label: what the learner reads before the row.
        options: texts, or pairs of text and value; a text alone is its own value.
        start: index of the first chosen option.
    """

    name: str
    label: str
    options: Sequence[str | tuple[str, Any]]
    start: int = 0

    def __post_init__(self) -> None:
        _checked(self.name, len(self.options), self.start)

    @property
    def values(self) -> list[Any]:
        """The values, in the order of the options."""
        return [option if isinstance(option, str) else option[1] for option in self.options]

    def encode(self) -> dict[str, Any]:
        """Return what the browser needs."""
        labels = [option if isinstance(option, str) else option[0] for option in self.options]
        return {"kind": "choice", "name": self.name, "label": self.label, "labels": labels, "start": self.start}


@dataclass(frozen=True)
class Film:
    """A slider with a play button, for results that unfold over steps.

    Example: `Film("step", "训练步", values=range(0, 200, 5), seconds=8)`.

    Attributes:
        name: argument under which the value is passed to the model.
        label: what the learner reads.
        values: the steps, in order.
        labels: how each step is shown; by default the value and the unit.
        start: index of the first shown step.
        unit: put after each value when there are no labels.
        seconds: how long the whole film plays.
    """

    name: str
    label: str
    values: Sequence[Any]
    labels: Sequence[str] | None = None
    start: int = 0
    unit: str = ""
    seconds: float = field(default=6.0, kw_only=True)

    def __post_init__(self) -> None:
        _checked(self.name, len(self.values), self.start)
        if self.labels is not None and len(self.labels) != len(self.values):
            raise ValueError(f"film {self.name!r} has {len(self.values)} values and {len(self.labels)} labels")
        if self.seconds <= 0:
            raise ValueError(f"film {self.name!r} must last longer than {self.seconds} seconds")

    def encode(self) -> dict[str, Any]:
        """Return what the browser needs."""
        return {
            "kind": "film",
            "name": self.name,
            "label": self.label,
            "labels": _labels(self.values, self.labels, self.unit),
            "start": self.start,
            "seconds": self.seconds,
        }


Control = Slider | Choice | Film


def _labels(values: Sequence[Any], labels: Sequence[str] | None, unit: str) -> list[str]:
    if labels is not None:
        return list(labels)
    # A Chinese unit is set off by a space as in the course's text; a percent sign is not.
    gap = "" if unit in ("", "%", "‰", "°") else " "
    return [f"{_readable(value)}{gap}{unit}" for value in values]


class Named(Protocol):
    """Anything whose value is passed on under a name."""

    @property
    def name(self) -> str:
        """The name of the argument."""


def unique_names(controls: Sequence[Named]) -> None:
    """Raise ValueError when two controls share a name."""
    names = [control.name for control in controls]
    if len(set(names)) != len(names):
        raise ValueError(f"controls need different names, these are {names}")


def indices(controls: Sequence[Control], state: dict[str, Any] | None) -> dict[str, int]:
    """Return a valid index for each control: the state's where it has one, else the start.

    A kept state may come from an earlier edition of the widget, so nothing in it is trusted.
    """
    kept = state or {}
    result = {}
    for control in controls:
        index = kept.get(control.name)
        valid = isinstance(index, int) and not isinstance(index, bool) and 0 <= index < len(control.values)
        result[control.name] = index if valid and index is not None else control.start
    return result


def chosen(controls: Sequence[Control], state: dict[str, Any]) -> dict[str, Any]:
    """Return each control's value at a state of indices."""
    return {control.name: control.values[state[control.name]] for control in controls}
