"""The two tiers: everyday tests, and those of the acceptance tier, which `course.py test --full` adds."""

from __future__ import annotations

import pytest

pytest_plugins = ["manifest"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="also run the tests marked `full`: the acceptance tier")
    parser.addoption("--update-transcripts", action="store_true", help="rewrite the stored texts of all cards")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--full"):
        return
    full = [item for item in items if item.get_closest_marker("full")]
    if full:
        config.hook.pytest_deselected(items=full)
        items[:] = [item for item in items if not item.get_closest_marker("full")]
