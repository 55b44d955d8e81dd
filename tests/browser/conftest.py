"""Fixtures of the browser tests: one JupyterLab and one Chromium for all of them, a fresh page for each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from lab import Lab, Notebook, new_page, running_lab
from playwright.sync_api import Browser, sync_playwright

from genmarketing.build.painter import FLAGS, chromium


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    with running_lab(tmp_path_factory.mktemp("lab")) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def notebook(lab: Lab, browser: Browser) -> Iterator[Notebook]:
    with new_page(lab, browser) as opened:
        yield opened
