"""The explorer: controls over a grid of results that Python computed once; the browser looks up and draws."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import traitlets

from genmarketing.ui.controls import Control, chosen, indices, unique_names
from genmarketing.ui.frame import Frame
from genmarketing.ui.grid import compute, pack, share_ranges
from genmarketing.ui.widget import CourseWidget


class Explorer(CourseWidget):
    """Controls and the pictures of a model at each of their values.

    All results are computed in Python when the explorer is made (a few hundred to a few thousand), so that a moving control only
    looks up and draws: there is no second model in the browser, and it goes on working when the kernel is busy.

    Example:
        >>> from genmarketing.ui import Explorer, Frame, Line, Lines, Slider
        >>> def powers(power):
        ...     x = [0, 1, 2, 3]
        ...     return Frame([Lines([Line("y", x, [v**power for v in x])], x="x", y="y")], f"指数是 {power}。")
        >>> explorer = Explorer(
        ...     title="幂", alt="一条曲线，指数越大越弯。", controls=[Slider("power", "指数", [1, 2, 3])], results=powers
        ... )
        >>> explorer.values
        {'power': 1}

    Args:
        title: heading.
        alt: what the picture shows, one sentence.
        controls: sliders, choices, films; at least one.
        results: gives the Frame for the controls' values, which come as keyword arguments.
        key: keeps the controls' positions under this name.
        theme: the theme that the key belongs to.

    Raises:
        ValueError: no controls, equal names, or a grid too large to send.
        TypeError: `results` gave something other than a Frame.
    """

    script = "explorer"
    controls: traitlets.List[Any] = traitlets.List().tag(sync=True)
    grid = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        *,
        title: str,
        alt: str,
        controls: Sequence[Control],
        results: Callable[..., Frame],
        key: str = "",
        theme: str = "",
    ) -> None:
        if not controls:
            raise ValueError("an Explorer needs at least one control")
        unique_names(controls)
        self._controls = list(controls)
        frames = compute(controls, results)
        share_ranges(frames)
        super().__init__(
            title=title,
            alt=alt,
            key=key,
            theme=theme,
            controls=[control.encode() for control in controls],
            grid=pack(frames),
        )

    def restored(self, kept: dict[str, Any] | None) -> dict[str, Any]:
        """Return an index for each control."""
        return indices(self._controls, kept)

    @property
    def values(self) -> dict[str, Any]:
        """The controls' values as last settled."""
        return chosen(self._controls, self.state)
