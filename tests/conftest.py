"""The two tiers: everyday tests, and those of the acceptance tier, which `course.py test --full` adds."""

from __future__ import annotations

import pytest

pytest_plugins = ["manifest"]

LONGEST = (
    "browser/test_chapters.py",
    "test_nbgrader.py",
    "browser/test_chapter_moe_reasoning.py",
    "browser/test_ui_widgets.py",
    "test_notebooks.py",
    "test_every_question.py",
    "test_code_quality.py",
    "grading/test_hostile.py",
    "grading/test_faults.py",
)
"""Files that take minutes. A worker takes a file as a whole, so these begin first, and none is left over at the end."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="also run the tests marked `full`: the acceptance tier")
    parser.addoption("--update-transcripts", action="store_true", help="rewrite the stored texts of all cards")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    items.sort(key=_place)
    if config.getoption("--full"):
        return
    full = [item for item in items if item.get_closest_marker("full")]
    if full:
        config.hook.pytest_deselected(items=full)
        items[:] = [item for item in items if not item.get_closest_marker("full")]


def _place(item: pytest.Item) -> int:
    return next((place for place, name in enumerate(LONGEST) if item.path.match(f"tests/{name}")), len(LONGEST))
