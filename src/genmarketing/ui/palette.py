"""The course's colours: six roles that colour-blind readers can tell apart, in a light and a dark set.

Every role has at least 4.5 : 1 contrast against its surfaces (WCAG 2.2, 1.4.3), because numbers and labels wear them too;
`tests/test_ui.py` computes it, and the distance between roles as seen with each kind of colour blindness.
"""

from __future__ import annotations

from typing import Final

ROLES: Final = ("main", "rival", "gain", "accent", "warm", "quiet")
"""Roles in the order in which a chart takes them: the subject, what it is held against, and further series."""

LIGHT: Final[dict[str, str]] = {
    "main": "#226fc5",
    "rival": "#d63012",
    "gain": "#017564",
    "accent": "#ac399c",
    "warm": "#7f7117",
    "quiet": "#4a4a62",
    "surface": "#ffffff",
    "raised": "#f5f7fa",
    "text": "#1d2430",
    "muted": "#566070",
    "line": "#d5dae1",
    "focus": "#0b57d0",
    "heat-low": "#f3f6fa",
    "heat-high": "#0d4a86",
    "heat-middle": "#f4f4f2",
    "heat-negative": "#b8430e",
}
"""Colours by role on a light surface; the `heat-` colours are the ends and the middle of the heat map's scales."""

DARK: Final[dict[str, str]] = {
    "main": "#7bcfff",
    "rival": "#e77048",
    "gain": "#53ad84",
    "accent": "#b772c2",
    "warm": "#f1cd36",
    "quiet": "#929ead",
    "surface": "#15191f",
    "raised": "#1f252d",
    "text": "#e8ecf1",
    "muted": "#a9b3c0",
    "line": "#3a424d",
    "focus": "#8ab8ff",
    "heat-low": "#1c232c",
    "heat-high": "#8fc7fb",
    "heat-middle": "#2a2e33",
    "heat-negative": "#ff9a66",
}
"""The same roles on a dark surface."""

COLOURWAY: Final[tuple[str, ...]] = tuple(LIGHT[role] for role in ROLES)
"""The light colours of `ROLES`, in their order."""

FONTS: Final = (
    '"Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", system-ui, sans-serif'
)
"""The CSS font family: Chinese fonts of Linux, macOS and Windows, in the order of preference."""


def variables(colours: dict[str, str]) -> str:
    """Return CSS declarations that give each role as `--gm-<role>`.

    >>> variables({"main": "#226fc5"})
    '--gm-main: #226fc5;'
    """
    return " ".join(f"--gm-{role}: {colour};" for role, colour in colours.items())
