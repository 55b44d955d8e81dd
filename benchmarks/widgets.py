"""How long it takes from moving a control to the changed picture, in a real browser."""

from __future__ import annotations

import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from report import Distribution, Section, milliseconds

ROOT = Path(__file__).resolve().parents[1]
BUDGET = 0.1
LEADING = 0.05

sys.path.insert(0, str(ROOT / "tests" / "browser"))


def measure(quick: bool) -> Section:
    """Run each chapter in JupyterLab and move every control of every course widget, several times over."""
    rows, everything = [], list[float]()
    for path in sorted((ROOT / "chapters").glob("*.ipynb")):
        for widget, times in latencies(path, rounds=1 if quick else 3).items():
            found = Distribution.of(times)
            everything += times
            rows.append([widget, str(len(times)), milliseconds(found.median), milliseconds(found.p95)])
    total = Distribution.of(everything)
    rows.append(["**all**", str(len(everything)), milliseconds(total.median), f"**{milliseconds(total.p95)}**"])
    return Section(
        "Widgets",
        "From the key or pointer event to the first changed element outside the control, by the browser's own clock; "
        "headless Chromium, JupyterLab and kernel on the same machine. Buttons that start a computation count until its progress shows; a film's play button is left out, for its first picture waits for the film's own beat.",
        ["widget", "moves", "median", "p95"],
        rows,
        f"p95 over {total.count} moves: {milliseconds(total.p95)} of a budget of {milliseconds(BUDGET)}; "
        f"{total.over(LEADING)} of them took longer than {milliseconds(LEADING)}.",
    )


def latencies(path: Path, rounds: int) -> dict[str, list[float]]:
    """Return the seconds of each move by the title of its widget."""
    from lab import new_page, running_lab
    from moves import move_every_control
    from playwright.sync_api import sync_playwright

    from genmarketing.build.painter import FLAGS, chromium

    found: dict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder, running_lab(Path(folder)) as lab, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        with new_page(lab, browser) as notebook:
            notebook.open(path)
            notebook.run_all()
            for cell in notebook.cells_with_widgets():
                area = notebook.outputs(cell)
                if not area.locator("[data-control], [data-run]").count():
                    continue  # a recall or a map: nothing to move
                title = area.locator(".gm-title").first.inner_text()
                for _ in range(rounds):
                    found[title] += [
                        move.milliseconds / 1000
                        for move in move_every_control(notebook.page, area)
                        if move.kind != "play"
                    ]
        browser.close()
    return found
