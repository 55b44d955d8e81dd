"""The base of every course widget: its labels, its kept state, its one look."""

from __future__ import annotations

import logging
from typing import Any, ClassVar

import anywidget
import traitlets

from genmarketing.ui.style import script, style_sheet

_LOG = logging.getLogger(__name__)
_SHARED_SCRIPTS = (
    *("element", "scale", "signs", "chart", "bars", "heat", "scatter", "flow", "board", "marked"),
    *("frame", "controls"),
)


class CourseWidget(anywidget.AnyWidget):
    """A widget with a title, a description for those who cannot see it, and a state that outlives the kernel.

    A subclass names its script (`js/<script>.js`), puts what a learner can change into `state`, and overrides `restored`.
    The browser sends `state` once it has settled (300 ms after the last move); it is then kept in the progress file under
    theme and key. A record that fails is logged and lost; the widget goes on.

    Attributes:
        title: heading, Chinese.
        alt: what the picture shows, one Chinese sentence.
        key: name under which the state is kept; empty keeps nothing.
        theme: name of the theme that the key belongs to.
        state: what the learner changed, plain data.
    """

    script: ClassVar[str]
    _css = style_sheet(widgets=True)
    title = traitlets.Unicode().tag(sync=True)
    alt = traitlets.Unicode().tag(sync=True)
    key = traitlets.Unicode().tag(sync=True)
    theme = traitlets.Unicode().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init_subclass__(cls, **arguments: Any) -> None:
        if "script" in vars(cls):
            cls._esm = script(*_SHARED_SCRIPTS, cls.script)
        super().__init_subclass__(**arguments)

    def __init__(self, *, title: str, alt: str, key: str = "", theme: str = "", **traits: Any) -> None:
        if not title or not alt:
            raise ValueError("a course widget needs a title and an alt text")
        if key and not theme:
            raise ValueError(f"widget {key!r} keeps its state under a theme; name it with theme=")
        super().__init__(title=title, alt=alt, key=key, theme=theme, **traits)
        self.state = self.restored(self._kept())
        self.observe(self._keep, names="state")

    def restored(self, kept: dict[str, Any] | None) -> dict[str, Any]:
        """Return the state to begin with, from the kept one or from nothing; nothing kept may be trusted."""
        return kept or {}

    def kept_form(self, state: dict[str, Any]) -> dict[str, Any]:
        """Return what is written into the progress file for a state: by default the state itself."""
        return state

    def _kept(self) -> dict[str, Any] | None:
        if not self.key:
            return None
        from genmarketing.workbook.progress import Progress, ProgressUnavailable

        try:
            return Progress.open().widget(self.theme, self.key)
        except (ProgressUnavailable, ValueError) as error:
            _LOG.info("widget %s begins anew: %s", self.key, error)
            return None

    def _keep(self, change: dict[str, Any]) -> None:
        if not self.key:
            return
        from genmarketing.workbook.progress import Progress, ProgressUnavailable

        try:
            Progress.open().save_widget(self.theme, self.key, self.kept_form(change["new"]))
        except (ProgressUnavailable, TypeError) as error:
            _LOG.info("the state of widget %s is lost: %s", self.key, error)
