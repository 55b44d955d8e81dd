"""What takes longer than a moment: a button, its progress, and the picture that comes out."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Generator, Sequence
from typing import Any

import traitlets

from genmarketing.ui.controls import Control, chosen, indices, unique_names
from genmarketing.ui.frame import Frame
from genmarketing.ui.widget import CourseWidget

Run = Generator[tuple[float, str], None, Frame]
"""Yields how far it is (0 to 1) and what it does (Chinese); returns the Frame that shows the result."""

_BREATH = 0.05
"""Seconds of work after which the kernel looks at its messages, so that 停下 is heard."""

_LARGEST_KEPT = 500_000
"""Most characters of a result that are kept in the progress file."""


class Task(CourseWidget):
    """A button that runs a generator step by step in the kernel, with controls before it and a picture after it.

    The work is a task of the kernel's own event loop, without threads, so it also runs inside a browser; each step should take less
    than a tenth of a second. It can be stopped, run again, and its last result is shown again when the notebook is reopened.

    Example:
        >>> from genmarketing.ui import Frame, Slider, Task, Tile, Tiles
        >>> def count(top):
        ...     total = 0
        ...     for step in range(top):
        ...         total += step
        ...         yield (step + 1) / top, f"加到 {step}"
        ...     return Frame([Tiles([Tile("和", total)])], f"和是 {total}。")
        >>> task = Task(title="加法", alt="从零加起的和", button="开始加", run=count, controls=[Slider("top", "加到", [10, 20])])
        >>> task.run_to_end()
        >>> task.frame["sentence"]
        '和是 45。'

    Args:
        title: heading.
        alt: what the picture shows, one sentence.
        button: text of the button.
        run: gives the generator for the controls' values, which come as keyword arguments.
        controls: what can be set before the run.
        first: what is shown before any run.
        key: keeps the controls and the last result under this name.
        theme: the theme that the key belongs to.
    """

    script = "task"
    controls: traitlets.List[Any] = traitlets.List().tag(sync=True)
    button = traitlets.Unicode().tag(sync=True)
    frame = traitlets.Dict().tag(sync=True)
    status = traitlets.Dict({"phase": "idle", "share": 0.0, "text": ""}).tag(sync=True)

    def __init__(
        self,
        *,
        title: str,
        alt: str,
        button: str,
        run: Callable[..., Run],
        controls: Sequence[Control] = (),
        first: Frame | None = None,
        key: str = "",
        theme: str = "",
    ) -> None:
        unique_names(controls)
        self._controls, self._run = list(controls), run
        self._stopping = False
        self._work: asyncio.Task[None] | None = None
        encoded = [control.encode() for control in controls]
        frame = first.encode() if first else {}
        super().__init__(title=title, alt=alt, key=key, theme=theme, controls=encoded, button=button, frame=frame)
        kept = self._found.get("frame")
        if isinstance(kept, dict) and "panels" in kept:
            self.frame = kept
        self.on_msg(self._asked)

    def restored(self, kept: dict[str, Any] | None) -> dict[str, Any]:
        """Return an index for each control, and remember the kept result."""
        self._found = kept or {}
        return indices(self._controls, kept)

    def kept_form(self, state: dict[str, Any]) -> dict[str, Any]:
        """Return the controls' positions with the last result, unless it is large."""
        small = len(json.dumps(self.frame)) <= _LARGEST_KEPT
        return {**state, "frame": self.frame} if self.frame and small else state

    @property
    def values(self) -> dict[str, Any]:
        """The controls' values."""
        return chosen(self._controls, self.state)

    def run_to_end(self) -> None:
        """Run the whole task at once, without giving way; for tests and for notebooks without a learner."""
        for _ in self._steps():
            pass

    def _asked(self, _widget: Any, content: dict[str, Any], _buffers: Any) -> None:
        if content.get("ask") == "stop":
            self._stopping = True
        elif content.get("ask") == "run" and (self._work is None or self._work.done()):
            self.state = indices(self._controls, content.get("state"))
            self._work = asyncio.get_running_loop().create_task(self._run_gently())

    async def _run_gently(self) -> None:
        breathed = time.perf_counter()
        self._say("running", 0.0, "开始")
        await asyncio.sleep(0.001)
        for _ in self._steps():
            if time.perf_counter() - breathed > _BREATH:
                await asyncio.sleep(0.001)
                breathed = time.perf_counter()

    def _steps(self) -> Generator[None, None, None]:
        """Work step by step and say how far it is; whatever happens, the button can be pressed again."""
        self._stopping = False
        shown = 0.0
        work = self._run(**self.values)
        while True:
            try:
                share, text = next(work)
            except StopIteration as end:
                self._finish(end.value)
                return
            except Exception as error:
                self._say("failed", 0.0, f"没有跑完：{type(error).__name__}：{error}")
                return
            if self._stopping:
                work.close()
                self._say("stopped", share, f"停在这一步：{text}")
                return
            if time.perf_counter() - shown > _BREATH:
                shown = time.perf_counter()
                self._say("running", share, text)
            yield

    def _finish(self, frame: Any) -> None:
        if not isinstance(frame, Frame):
            self._say("failed", 1.0, f"没有画出来：任务应当返回 Frame，返回的是 {type(frame).__name__}。")
            return
        self.frame = frame.encode()
        self._say("done", 1.0, "完成")
        self._keep({"new": self.state})

    def _say(self, phase: str, share: float, text: str) -> None:
        self.status = {"phase": phase, "share": round(float(share), 4), "text": text}
