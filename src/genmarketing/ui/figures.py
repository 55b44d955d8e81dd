"""Ordinary charts: Plotly's FigureWidget in the course's look, with a description, and with the course's controls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets
import plotly.graph_objects as go
import traitlets

from genmarketing.ui.controls import Control, chosen, indices, unique_names
from genmarketing.ui.plotly_template import template
from genmarketing.ui.widget import CourseWidget


def figure(*traces: Any, title: str, alt: str, x: str, y: str, height: int = 380, **layout: Any) -> go.FigureWidget:
    """Return a FigureWidget in the course's look; `alt` lies in `layout.meta["alt"]`, where the build reads it.

    Example: `figure(go.Scatter(x=steps, y=loss, name="损失"), title="训练曲线", alt="损失先快后慢地下降", x="训练步", y="损失")`.

    Args:
        traces: Plotly traces.
        title: heading.
        alt: what the picture shows, one sentence.
        x: title of the horizontal axis, with its unit.
        y: title of the vertical axis, with its unit.
        height: in px.
        layout: further properties of Plotly's layout.

    Raises:
        ValueError: no alt text.
    """
    if not alt:
        raise ValueError("a figure needs an alt text")
    base = {"title": {"text": title}, "xaxis": {"title": {"text": x}}, "yaxis": {"title": {"text": y}}}
    own = {"template": template, "height": height, "meta": {"alt": alt}}
    return go.FigureWidget(data=list(traces), layout={**base, **own, **layout})


class ControlBar(CourseWidget):
    """The controls of a figure, made by `controlled`; each move reaches Python at once."""

    script = "bar"
    controls: traitlets.List[Any] = traitlets.List().tag(sync=True)

    def __init__(
        self,
        *,
        title: str,
        alt: str,
        controls: Sequence[Control],
        update: Callable[..., str],
        key: str = "",
        theme: str = "",
    ) -> None:
        unique_names(controls)
        self._controls, self._update = list(controls), update
        encoded = [control.encode() for control in controls]
        super().__init__(title=title, alt=alt, key=key, theme=theme, controls=encoded)
        self._answer()
        self.observe(self._answer, names="state")

    sentence = traitlets.Unicode().tag(sync=True)

    def restored(self, kept: dict[str, Any] | None) -> dict[str, Any]:
        """Return an index for each control."""
        return indices(self._controls, kept)

    def _answer(self, _change: dict[str, Any] | None = None) -> None:
        self.sentence = self._update(**chosen(self._controls, self.state))


class FigureBox(ipywidgets.VBox):  # type: ignore[misc]
    """Controls above a figure, made by `controlled`."""

    def _repr_mimebundle_(self, **arguments: Any) -> Any:
        # A FigureWidget brings its stored state up to date only when it is displayed itself, not inside a box.
        self.children[1]._repr_mimebundle_()
        return super()._repr_mimebundle_(**arguments)


def controlled(
    shown: go.FigureWidget,
    controls: Sequence[Control],
    update: Callable[..., str],
    *,
    title: str,
    key: str = "",
    theme: str = "",
) -> FigureBox:
    """Return controls above a figure that Python changes at each move, all at once.

    Example:
        >>> def move(power):
        ...     shown.data[0].y = [v**power for v in range(5)]
        ...     return f"指数是 {power}。"
        >>> box = controlled(shown, [Slider("power", "指数", [1, 2, 3])], move, title="幂")  # doctest: +SKIP

    Args:
        shown: from `figure`.
        controls: what can be moved.
        update: changes the figure for the controls' values and gives the sentence that says what it shows.
        title: heading of the controls.
        key: keeps the controls' positions under this name.
        theme: the theme that the key belongs to.
    """

    def at_once(**values: Any) -> str:
        with shown.batch_update():
            return update(**values)

    alt = shown.layout.meta["alt"]
    bar = ControlBar(title=title, alt=alt, controls=controls, update=at_once, key=key, theme=theme)
    return FigureBox([bar, shown])
