"""Kinds of things in a panel: each has a legend, a colour and, by its place in the order, a shape and a line style."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from genmarketing.ui.palette import ROLES
from genmarketing.ui.panel_checks import check_colour

Legend = str | tuple[str, str]
"""What the legend says, alone or with a role of the palette."""


def encoded_kinds(kinds: Mapping[str, Legend]) -> list[dict[str, str]]:
    """Return name, legend and colour of each kind, in their order.

    Raises:
        ValueError: more kinds than there are colours and shapes, an unknown colour, or one colour for two kinds.
    """
    if len(kinds) > len(ROLES):
        raise ValueError(f"at most {len(ROLES)} kinds can be told apart, not {len(kinds)}")
    pairs = {name: (legend, "") if isinstance(legend, str) else legend for name, legend in kinds.items()}
    taken = [colour for _, colour in pairs.values() if colour]
    for colour in taken:
        check_colour(colour)
    if len(set(taken)) != len(taken):
        raise ValueError(f"each kind needs a colour of its own, these are {taken}")
    free = [role for role in ROLES if role not in taken]
    return [
        {"name": name, "legend": legend, "colour": colour or free.pop(0)} for name, (legend, colour) in pairs.items()
    ]


def named_groups(groups: Sequence[Legend], used: Iterable[str]) -> dict[str, Legend]:
    """Return groups by name, those that are named first and the others as they come up; the empty name is no group."""
    named: dict[str, Legend] = {group if isinstance(group, str) else group[0]: group for group in groups}
    return named | {group: group for group in used if group and group not in named}


def check_kinds(used: Iterable[str], kinds: Mapping[str, Legend]) -> None:
    """Raise ValueError for a kind that has no legend."""
    unknown = sorted({kind for kind in used if kind and kind not in kinds})
    if unknown:
        raise ValueError(f"kinds without a legend: {', '.join(unknown)}; name them in kinds={{...}}")


def kind_signs(used: Iterable[str], order: Sequence[str]) -> str:
    """Return one sign for each thing: the place of its kind in the order, and "." for none.

    A text, because a browser that moves from frame to frame would put numbers between two kinds.

    >>> kind_signs(["b", "", "a"], ["a", "b"])
    '1.0'
    """
    return "".join(str(order.index(kind)) if kind else "." for kind in used)
