"""Makes the pictures in docs/images/ from the course as learners and teachers get it: `python docs/screenshots.py`.

Lays the built course out in a temporary folder, serves it with `genmarketing study`, answers six questions in the
workbook, moves a widget of the chapter, and takes pictures of what Chromium shows; then those of the pages that grading writes for a
made class. `python docs/screenshots.py grading` takes the latter alone. Look at the pictures before you commit them.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from made_class import lay_results
from playwright.sync_api import sync_playwright

from genmarketing.build.painter import FLAGS, chromium
from genmarketing.course.layout import STATE, start
from genmarketing.course.map import MAP
from genmarketing.grading.review.desk import Desk
from genmarketing.grading.review.server import ReviewServer
from genmarketing.theme import theme

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

IMAGES = Path(__file__).parent / "images"
THEME = theme("moe_reasoning")
WIDGET = "routing_playground"
"""The widget of the chapter that is shown after it was moved: the function that makes it."""

QUESTIONS = {question.name: question for question in THEME.questions()}


def first_line(name: str) -> str:
    """Return the `def` of a question's starter."""
    return QUESTIONS[name].starter.splitlines()[0]


ANSWERS = {
    "untouched": ("expert_specialisation", QUESTIONS["expert_specialisation"].starter),
    "unreadable": ("group_advantages", f'{first_line("group_advantages")}\n    return "0.42"'),
    "misconception": (
        "chain_success",
        "def chain_success(steps, error, choices):\n    return (1 - error) ** steps",
    ),
    "partial": ("deployment_route", QUESTIONS["deployment_route"].starter),
    "correct": ("top_k_gates", QUESTIONS["top_k_gates"].solution()),
    "pending": ("route_advice", QUESTIONS["route_advice"].solution()),
}
"""Card -> question and answer."""


def main() -> int:
    """Take all pictures; return the exit code."""
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        if sys.argv[1:] != ["grading"]:
            take_course(browser)
        take_grading(browser)
        browser.close()
    return 0


def take_course(browser: Browser) -> None:
    """Take the cards, the chapter and the map, as a learner sees them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        start(folder)
        keep_cells_on_the_page(folder)
        answer(folder / "exercises" / f"{THEME.notebook}.ipynb")
        with served(folder) as address:
            page = browser.new_page(viewport={"width": 1280, "height": 860}, locale="zh-CN")
            open_notebook(page, address, f"exercises/{THEME.notebook}.ipynb")
            run_all(page)
            take_cards(page)
            open_notebook(page, address, f"chapters/{THEME.notebook}.ipynb")
            run_all(page)
            take_chapter(page)
            open_notebook(page, address, MAP)
            run_all(page)
            page.set_viewport_size({"width": 1280, "height": 1010})
            page.wait_for_timeout(1000)
            take(page, "course-map")


def take_grading(browser: Browser) -> None:
    """Take the class page, a feedback page and the page on which essays are marked."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lay_results(folder, THEME)
        page = browser.new_page(viewport={"width": 1040, "height": 800}, locale="zh-CN")
        page.goto((folder / "class.html").as_uri())
        take(page, "class-page")
        page.set_viewport_size({"width": 960, "height": 760})
        page.goto((folder / "feedback" / "王思远.html").as_uri())
        take(page, "feedback-page")
        with ReviewServer(Desk(folder)) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            page.set_viewport_size({"width": 940, "height": 620})
            page.goto(server.address)
            page.wait_for_selector("main:not([aria-busy])")
            for key in ("1", "2", "1"):
                page.keyboard.press(key)
            page.keyboard.press("c")
            page.keyboard.insert_text("建议有了自己的数字，读的人能复算。再说一句：什么情况下你会改主意？")
            page.keyboard.press("Escape")
            page.keyboard.press("s")
            page.locator(".put").wait_for()
            take(page, "review-page")
            server.shutdown()


def keep_cells_on_the_page(folder: Path) -> None:
    """Let JupyterLab draw cells that are below the fold, too."""
    place = folder / STATE / "jupyter" / "settings" / "@jupyterlab" / "notebook-extension"
    place.mkdir(parents=True)
    (place / "tracker.jupyterlab-settings").write_text(json.dumps({"windowingMode": "none"}), encoding="utf-8")


def answer(path: Path) -> None:
    """Write the answers into the workbook; all other questions are answered rightly half of the time."""
    chosen = dict(ANSWERS.values()) | {"deployment_route": partly_right()}
    for name in list(QUESTIONS)[::2]:
        chosen.setdefault(name, QUESTIONS[name].solution())
    notebook: Any = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        tag = re.match(r"# 题目: (\w+)\n", cell.source)
        if tag and tag[1] in chosen:
            cell.source = f"{tag[0]}{chosen[tag[1]]}"
    nbformat.write(notebook, path)


def partly_right() -> str:
    """Return an answer to the matching question in which two pairs are exchanged."""
    pairs: dict[str, str] = dict(getattr(QUESTIONS["deployment_route"], "answer"))  # noqa: B009  # every kind has its own
    first, second = list(pairs)[-2:]
    pairs[first], pairs[second] = pairs[second], pairs[first]
    return f"deployment_route = {pairs!r}"


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve the course folder as a learner does, and yield the address that the command prints."""
    command = [sys.executable, "-m", "genmarketing.cli", "study", "--no-browser"]
    server = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    try:
        assert server.stdout is not None
        for line in server.stdout:
            found = re.search(r"http://\S+", line)
            if found:
                yield found.group()
                break
        else:
            raise RuntimeError("the course was not served")
    finally:
        server.terminate()
        server.wait(30)


def open_notebook(page: Page, address: str, name: str) -> None:
    """Open one notebook with the side bar closed, and wait until its cells are there."""
    base, token = re.split(r"tree/[^?]*", address)
    page.goto(f"{base}tree/{name}{token}&reset")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
    page.wait_for_timeout(2500)
    if page.locator("#jp-left-stack").is_visible():
        page.keyboard.press("Control+b")


def run_all(page: Page) -> None:
    """Choose «运行所有单元格» in the menu, and wait until the last cell has run."""
    page.locator(".lm-MenuBar-item", has_text="运行").click()
    page.locator(".lm-Menu-item", has_text=re.compile("^运行所有单元格")).first.click()
    page.wait_for_function(
        "() => { const prompts = [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].map((p) => p.textContent);"
        " return prompts.at(-1).match(/\\d/) && !prompts.some((text) => text.includes('*')); }",
        timeout=180_000,
    )
    page.wait_for_timeout(1000)


def take_cards(page: Page) -> None:
    """Take the card of each state."""
    for card, (name, _) in ANSWERS.items():
        cell = page.locator(".jp-CodeCell", has_text=f'wb.check("{name}"')
        verdict = cell.locator(".gm-verdict")
        verdict.scroll_into_view_if_needed()
        verdict.screenshot(path=IMAGES / f"card-{card}.png", animations="disabled")


def take_chapter(page: Page) -> None:
    """Move the first sliders of the widget, and take the page with the widget in it."""
    cell = page.locator(".jp-CodeCell", has_text=f"widgets.{WIDGET}()")
    widget = cell.locator(".gm-widget").first
    for number, steps in enumerate((1, 4)):
        widget.locator("input[type=range]").nth(number).focus()
        for _ in range(steps):
            page.keyboard.press("ArrowRight")
    cell.evaluate("(cell) => cell.scrollIntoView({ block: 'end' })")
    page.wait_for_timeout(500)
    take(page, "chapter")


def take(page: Page, name: str) -> None:
    """Take the whole page."""
    page.screenshot(path=IMAGES / f"{name}.png", animations="disabled")


if __name__ == "__main__":
    sys.exit(main())
