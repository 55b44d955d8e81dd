"""The chapter of theme 01 in a real JupyterLab: it runs, every control of every widget changes what is shown, nothing sticks out."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from lab import Lab, Notebook, new_page
from manifest import Ran
from moves import move_every_control
from notebooks import built, read, theme_of
from playwright.sync_api import Browser

from genmarketing.themes.moe_reasoning import widgets

pytestmark = pytest.mark.browser

THEME = "moe_reasoning"
CHAPTER = next(path for path in built("chapters") if theme_of(path) == THEME)
WIDGET = re.compile(r"widgets\.(\w+)\(")
CELLS = {
    number: match.group(1)
    for number, cell in enumerate(read(CHAPTER).cells)
    if cell.cell_type == "code" and (match := WIDGET.search(cell.source))
}
"""Number of each cell that shows a widget, and the function that makes it."""

CONTROLS = {
    "agent_pipeline": {"shop", "comments", "rework"},
    "chain_voting": {"length", "error", "trap"},
    "deployment_break_even": {"price", "rent", "utilisation", "staff"},
    "distillation_curve": {"temperature", "points"},
    "granularity_task": {"run"},
    "group_advantage": {"size", "share"},
    "leash_dial": {"beta"},
    "load_balance_film": {"u", "batch"},
    "parameter_explorer": {"experts", "active", "bits"},
    "quick_question": {"chosen"},
    "routing_playground": {"word", "k", "nudge"},
    "sampling_explorer": {"error", "tries"},
    "scaling_explorer": {"compute", "size"},
    "specialisation_map": {"order", "view"},
    "taste_duel": {"pick"},
    "training_film": {"way", "moment"},
    "training_task": {"run"},
}
"""What can be moved in each widget; guesses have a name of their own, a recall and the map have nothing to move."""

_STICKING_OUT = """() => [...document.querySelectorAll(".jp-OutputArea-output")]
  .filter((output) => output.scrollWidth > output.clientWidth + 2)
  .map((output) => output.closest(".jp-Cell").innerText.slice(0, 60))"""


@pytest.fixture(scope="module")
def chapter(lab: Lab, browser: Browser) -> Iterator[Notebook]:
    with new_page(lab, browser) as page:
        page.open(CHAPTER, CHAPTER.name)
        page.run_all()
        yield page


def test_every_widget_of_the_theme_stands_in_the_chapter(chapter: Notebook) -> None:
    assert set(CELLS.values()) == set(widgets.__all__)
    shown = {number for number, name in CELLS.items() if name != "concept_map"}
    assert set(chapter.cells_with_widgets()) == shown


@pytest.mark.parametrize("number", CELLS, ids=[f"{name}-{number}" for number, name in CELLS.items()])
def test_each_control_changes_what_is_shown(chapter: Notebook, number: int, ran: Ran) -> None:
    name = CELLS[number]
    changes = move_every_control(chapter.page, chapter.outputs(number))
    moved = {change.control for change in changes}
    if name == "prediction":
        assert len(moved) == 1
    else:
        assert moved == CONTROLS.get(name, set())
    ran(THEME, "widgets_in_the_browser")
    ran(THEME, "controls_moved", len(moved))


def test_the_guesses_come_back(chapter: Notebook) -> None:
    for number, name in CELLS.items():
        if name == "recall":
            assert "你还没有下注" not in chapter.outputs(number).inner_text()


def test_picks_reach_the_leash_when_its_cell_is_run_again(chapter: Notebook) -> None:
    duel, leash = (
        next(number for number, name in CELLS.items() if name == each) for each in ("taste_duel", "leash_dial")
    )
    assert "一份模拟的口味" in chapter.outputs(leash).inner_text()
    cards = chapter.outputs(duel).locator(".gm-duel-card")
    chapter.outputs(duel).get_by_role("button", name="重新开始").click()
    for pick in range(8):
        chapter.outputs(duel).get_by_text(f"已选 {pick} 次").wait_for(timeout=5000)
        cards.first.click()
    chapter.outputs(duel).get_by_text("已选 8 次").wait_for(timeout=5000)
    chapter.page.wait_for_timeout(600)  # longer than a state takes to settle
    chapter.page.locator(".jp-Notebook .jp-Cell").nth(leash).locator(".jp-InputArea-editor").click()
    chapter.page.keyboard.press("Control+Enter")
    chapter.outputs(leash).get_by_text("奖励来自你的 8 次挑选").wait_for(timeout=10_000)


@pytest.mark.parametrize("width", [1280, 800])
def test_nothing_sticks_out(chapter: Notebook, width: int) -> None:
    chapter.page.evaluate("() => window.jupyterapp.shell.collapseLeft()")
    chapter.page.set_viewport_size({"width": width, "height": 900})
    chapter.page.wait_for_timeout(500)
    assert chapter.page.evaluate(_STICKING_OUT) == []
