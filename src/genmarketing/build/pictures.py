"""Pictures of widgets and charts, drawn in Chromium from their own state, for readers without a kernel.

Needs Playwright and a Chromium (`$CHROMIUM`, else /usr/bin/chromium, else Playwright's own). Nothing is fetched from outside.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from types import TracebackType
from typing import Any

WIDTH = 860
"""Width of a picture in CSS px: the text column of JupyterLab on a usual screen."""

SCALE = 1.5
"""Device px for each CSS px: sharp enough to project, small enough to commit."""

FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-sandbox",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
]

_PAGE = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>body { margin: 0; background: #fff }
#picture { width: %dpx; padding: 1px 0 }</style><body><div id="picture"></div></body></html>"""

_SHOW_WIDGET = """async ({ esm, css, state }) => {
  document.body.replaceChildren(Object.assign(document.createElement("div"), { id: "picture" }));
  const style = document.createElement("style");
  style.textContent = css + "\\n* { animation: none !important; transition: none !important; caret-color: transparent }";
  document.head.replaceChildren(...document.head.querySelectorAll("style[data-page]"), style);
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


def chromium() -> str | None:
    """Return the path of the Chromium to draw with; None leaves the choice to Playwright."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    return "/usr/bin/chromium" if Path("/usr/bin/chromium").exists() else None


class Painter:
    """One Chromium that draws any number of pictures.

    Example: `with Painter() as painter: png = painter.widget(state)`.

    Raises:
        RuntimeError: Playwright or Chromium is missing, or the page logged an error.
    """

    def __enter__(self) -> Painter:
        try:
            from playwright.sync_api import sync_playwright
        except ImportError as error:
            raise RuntimeError("pictures of widgets need Playwright: pip install 'genmarketing[author]'") from error
        self._playwright = sync_playwright().start()
        try:
            self._browser = self._playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        except Exception:
            self._playwright.stop()
            raise
        self._context = self._browser.new_context(
            device_scale_factor=SCALE,
            viewport={"width": WIDTH, "height": 900},
            reduced_motion="reduce",
            locale="zh-CN",
            offline=True,
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._browser.close()
        self._playwright.stop()

    def widget(self, state: dict[str, Any]) -> bytes:
        """Return the PNG of an anywidget from its model state, which holds `_esm`, `_css` and all synced traits."""
        data = {key: value for key, value in state.items() if not key.startswith("_")}
        return self._picture(_SHOW_WIDGET, {"esm": state["_esm"], "css": state.get("_css", ""), "state": data})

    def _picture(self, program: str, argument: dict[str, Any], script: str = "") -> bytes:
        page = self._context.new_page()
        try:
            complaints: list[str] = []
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.set_content(_PAGE % WIDTH)
            if script:
                page.add_script_tag(content=script)
            page.evaluate(program, json.loads(json.dumps(argument)))
            if complaints:
                raise RuntimeError(f"the page that draws a picture failed: {complaints[0]}")
            return page.locator("#picture").screenshot(animations="disabled", caret="hide")
        finally:
            page.close()
