"""Each chapter in a real JupyterLab: it runs, every control of every widget changes what is shown, nothing sticks out.

What can be moved in a widget stands in `tests/themes/<theme>/controls.toml`: widget function -> names of its controls.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from lab import Lab, Notebook, new_page
from manifest import Ran
from moves import move_every_control
from notebooks import built, read, theme_of
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

CHAPTERS = {theme_of(path): path for path in built("chapters")}
WIDGET = re.compile(r"widgets\.(\w+)\(")
PICTURES = {"concept_map"}
"""Widget functions that return a picture without a widget."""

_STICKING_OUT = """() => [...document.querySelectorAll(".jp-OutputArea-output")]
  .filter((output) => output.scrollWidth > output.clientWidth + 2)
  .map((output) => output.closest(".jp-Cell").innerText.slice(0, 60))"""


@cache
def _cells(theme: str) -> dict[int, str]:
    """Return the number of each cell that shows a widget, and the function that makes it."""
    return {
        number: match.group(1)
        for number, cell in enumerate(read(CHAPTERS[theme]).cells)
        if cell.cell_type == "code" and (match := WIDGET.search(cell.source))
    }


@cache
def _controls(theme: str) -> dict[str, set[str]]:
    path = Path(__file__).parents[1] / "themes" / theme / "controls.toml"
    return {name: set(controls) for name, controls in tomllib.loads(path.read_text(encoding="utf-8")).items()}


@pytest.fixture(scope="module", params=list(CHAPTERS))
def theme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def chapter(theme: str, lab: Lab, browser: Browser) -> Iterator[Notebook]:
    with new_page(lab, browser) as page:
        page.open(CHAPTERS[theme], CHAPTERS[theme].name)
        page.run_all()
        yield page


def test_every_widget_of_the_theme_stands_in_the_chapter(theme: str, chapter: Notebook) -> None:
    cells = _cells(theme)
    assert set(cells.values()) == set(import_module(f"genmarketing.themes.{theme}.widgets").__all__)
    assert set(_controls(theme)) <= set(cells.values())
    assert set(chapter.cells_with_widgets()) == {number for number, name in cells.items() if name not in PICTURES}


def test_each_control_changes_what_is_shown(theme: str, chapter: Notebook, ran: Ran) -> None:
    for number, name in _cells(theme).items():
        changes = move_every_control(chapter.page, chapter.outputs(number))
        moved = {change.control for change in changes}
        if name == "prediction":
            ends = {re.sub("-[01]$", "", control) for control in moved}  # an interval has a slider for each end
            assert len(ends) == 1, f"cell {number}"
        else:
            assert moved == _controls(theme).get(name, set()), f"cell {number}, {name}"
        ran(theme, "widgets_in_the_browser")
        ran(theme, "controls_moved", len(moved))


def test_the_guesses_come_back(theme: str, chapter: Notebook) -> None:
    recalls = [number for number, name in _cells(theme).items() if name == "recall"]
    assert recalls
    for number in recalls:
        assert "你还没有下注" not in chapter.outputs(number).inner_text()


@pytest.mark.parametrize("width", [1280, 800])
def test_nothing_sticks_out(chapter: Notebook, width: int) -> None:
    chapter.page.evaluate("() => window.jupyterapp.shell.collapseLeft()")
    chapter.page.set_viewport_size({"width": width, "height": 900})
    chapter.page.wait_for_timeout(500)
    assert chapter.page.evaluate(_STICKING_OUT) == []
