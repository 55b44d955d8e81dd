"""What only the chapter of theme 01 does in the browser: picks made in one widget reach another."""

from __future__ import annotations

import pytest
from lab import Lab, new_page
from notebooks import built, read, theme_of
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

CHAPTER = next(path for path in built("chapters") if theme_of(path) == "moe_reasoning")


def _cell_with(call: str) -> int:
    return next(number for number, cell in enumerate(read(CHAPTER).cells) if call in cell.source)


def test_picks_reach_the_leash_when_its_cell_is_run_again(lab: Lab, browser: Browser) -> None:
    duel, leash = _cell_with("widgets.taste_duel("), _cell_with("widgets.leash_dial(")
    with new_page(lab, browser) as chapter:
        chapter.open(CHAPTER, "picks.ipynb")
        chapter.run_all()
        assert "一份模拟的口味" in chapter.outputs(leash).inner_text()
        cards = chapter.outputs(duel).locator(".gm-duel-card")
        restart = chapter.outputs(duel).get_by_role("button", name="重新开始")
        if restart.is_enabled():  # another test of this Lab has picked before
            restart.click()
        for pick in range(8):
            chapter.outputs(duel).get_by_text(f"已选 {pick} 次").wait_for(timeout=5000)
            cards.first.click()
        chapter.outputs(duel).get_by_text("已选 8 次").wait_for(timeout=5000)
        chapter.page.wait_for_timeout(600)  # longer than a state takes to settle
        chapter.page.locator(".jp-Notebook .jp-Cell").nth(leash).locator(".jp-InputArea-editor").click()
        chapter.page.keyboard.press("Control+Enter")
        chapter.outputs(leash).get_by_text("奖励来自你的 8 次挑选").wait_for(timeout=10_000)
