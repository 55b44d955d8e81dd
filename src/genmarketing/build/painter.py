"""Pictures of widgets and charts, drawn in Chromium from their own state, for readers without a kernel.

Needs Playwright and a Chromium (`$CHROMIUM`, else /usr/bin/chromium, else Playwright's own). Nothing is fetched from outside.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Any

VERSION = 3
"""Part of every hash. Raise it when a change of script or style should make all pictures anew; nothing else does."""

WIDTH = 860
"""Width of a picture in CSS px: the text column of JupyterLab on a usual screen."""

SCALE = 1.5
"""Device px for each CSS px: sharp enough to project, small enough to commit."""

FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
]

_PAGE = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>body { margin: 0; background: #fff }
#picture { width: %dpx; padding: 1px 0 }</style><body><div id="picture"></div></body></html>"""

_SHOW_WIDGET = """async ({ esm, css, state }) => {
  const style = document.createElement("style");
  style.textContent = css + "\\n* { animation: none !important; transition: none !important; caret-color: transparent }";
  document.head.append(style);
  const url = URL.createObjectURL(new Blob([esm], { type: "text/javascript" }));
  const module = await import(url);
  const widget = module.default.render ? module.default : await module.default();
  const nothing = () => {};
  const model = { get: (name) => state[name], set: nothing, save_changes: nothing, on: nothing, off: nothing, send: nothing };
  const host = document.getElementById("picture");
  await widget.render({ model, el: host });
  await document.fonts.ready;
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""


_SHOW_FIGURE = """async ({ data, layout }) => {
  const host = document.getElementById("picture");
  await Plotly.newPlot(host, data, { ...layout, width: %d, autosize: false }, { staticPlot: true });
  await document.fonts.ready;
}"""


def state_hash(source: dict[str, Any]) -> str:
    """Return the hash of what a picture is drawn from, with `VERSION`.

    Left out: script and style (`_esm`, `_css`), the other private traits, and what differs from run to run (model ids, uids of traces).
    Numbers count with six digits, so that processors agree.

    Args:
        source: traits of a course widget, or `data` and `layout` of a Plotly figure.
    """
    kept = {key: value for key, value in source.items() if not key.startswith("_") and key not in _PASSING}
    text = json.dumps([VERSION, _plain(kept)], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


_PASSING = {"uid", "tabbable", "tooltip"}


def _plain(node: Any) -> Any:
    """Return the node with typed arrays as lists, numbers of six digits, and without uids."""
    if isinstance(node, dict):
        if "bdata" in node and "dtype" in node:
            return _plain(_typed_array(node))
        return {key: _plain(value) for key, value in node.items() if key not in _PASSING}
    if isinstance(node, list | tuple):
        return [_plain(value) for value in node]
    return rounded(node) if isinstance(node, float) else node


def rounded(number: float) -> float:
    """Return a number of six digits, the same on every processor.

    Twelve digits come first: a number that lies half-way between two of six, such as 865.8695, is a hair above it on one processor and below on another.
    """
    return float(f"{float(f'{number:.12g}'):.6g}")


def _typed_array(node: dict[str, Any]) -> Any:
    import numpy as np

    array = np.frombuffer(base64.b64decode(node["bdata"]), dtype=np.dtype(node["dtype"]))
    shape = [int(size) for size in str(node.get("shape", array.size)).split(",")]
    return array.reshape(shape).tolist()


def chromium() -> str | None:
    """Return the path of the Chromium to draw with; None leaves the choice to Playwright."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    return "/usr/bin/chromium" if Path("/usr/bin/chromium").exists() else None


class Painter:
    """One Chromium that draws any number of pictures; it starts with the first of them.

    It is driven from a thread of its own, because Playwright refuses a thread that runs an event loop, as a notebook's does.

    Example: `with Painter() as painter: png = painter.widget(state)`.
    """

    def __enter__(self) -> Painter:
        self._playwright: Any = None
        self._browser: Any = None
        self._thread = ThreadPoolExecutor(max_workers=1)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.submit(self._close).result()
        self._thread.shutdown()

    def _close(self) -> None:
        if self._browser is not None:
            self._browser.close()
        if self._playwright is not None:
            self._playwright.stop()

    def _context(self) -> Any:
        if self._browser is None:
            try:
                from playwright.sync_api import sync_playwright
            except ImportError as error:
                raise RuntimeError("pictures of widgets need Playwright: pip install 'genmarketing[author]'") from error
            self._playwright = sync_playwright().start()
            self._browser = self._playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
            self._shown = self._browser.new_context(
                device_scale_factor=SCALE,
                # Wider than a picture: a scroll bar must not cover its edge.
                viewport={"width": WIDTH + 40, "height": 900},
                reduced_motion="reduce",
                locale="zh-CN",
                offline=True,
            )
        return self._shown

    def widget(self, state: dict[str, Any]) -> bytes:
        """Return the PNG of an anywidget from its model state, which holds `_esm`, `_css` and all synced traits.

        Raises:
            RuntimeError: Playwright is missing, or the widget's script failed.
        """
        data = {key: value for key, value in state.items() if not key.startswith("_")}
        return self._drawn(_SHOW_WIDGET, {"esm": state["_esm"], "css": state.get("_css", ""), "state": data})

    def plotly(self, figure: dict[str, Any]) -> bytes:
        """Return the PNG of a Plotly figure from its `data` and `layout`.

        Raises:
            RuntimeError: Playwright is missing, or Plotly failed.
        """
        from plotly.offline import get_plotlyjs

        argument = {"data": _plain(figure["data"]), "layout": _plain(figure["layout"])}
        return self._drawn(_SHOW_FIGURE % WIDTH, argument, get_plotlyjs())

    def _drawn(self, program: str, argument: dict[str, Any], script: str = "") -> bytes:
        return self._thread.submit(self._picture, program, argument, script).result()

    def _picture(self, program: str, argument: dict[str, Any], script: str) -> bytes:
        page = self._context().new_page()
        try:
            complaints: list[str] = []
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.set_content(_PAGE % WIDTH)
            if script:
                page.add_script_tag(content=script)
            page.evaluate(program, argument)
            if complaints:
                raise RuntimeError(f"the page that draws a picture failed: {complaints[0]}")
            png: bytes = page.locator("#picture").screenshot(animations="disabled", caret="hide")
            return png
        finally:
            page.close()
