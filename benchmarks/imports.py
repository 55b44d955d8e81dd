"""How long the course's parts take to import, each in a process of its own."""

from __future__ import annotations

import subprocess
import sys

from report import Distribution, Section, milliseconds

BASELINE = "import pandas"
STATEMENTS = (
    "import genmarketing",
    "import genmarketing.cli",
    "from genmarketing.workbook import Workbook",
    "from genmarketing.data import load",
)

_PROGRAM = "import time\nstart = time.perf_counter()\n{}\nprint(time.perf_counter() - start)"


def measure(quick: bool) -> Section:
    """Import each part repeatedly, taking turns, and relate it to pandas."""
    from genmarketing.theme import themes

    widgets = [
        f"from genmarketing.themes.{theme.name} import widgets"
        for theme in themes()
        if (theme.folder / "widgets.py").exists() or (theme.folder / "widgets").is_dir()
    ]
    statements = [BASELINE, *STATEMENTS, *widgets]
    times: dict[str, list[float]] = {statement: [] for statement in statements}
    for _ in range(3 if quick else 7):
        for statement in statements:
            times[statement].append(import_time(statement))
    found = {statement: Distribution.of(values) for statement, values in times.items()}
    base = found[BASELINE].median
    rows = [
        [f"`{statement}`", milliseconds(each.median), milliseconds(each.p95), f"{each.median / base:.2f}"]
        for statement, each in found.items()
    ]
    return Section(
        "Import time",
        "Each statement in a new process, timed inside it; bytecode is compiled. The last column is the ratio of the "
        f"medians to `{BASELINE}`.",
        ["statement", "median", "p95", "× pandas"],
        rows,
        f"What a learner's notebook imports takes {found[STATEMENTS[2]].median / base:.2f} of what pandas takes.",
    )


def import_time(statement: str) -> float:
    """Return the seconds that a new process needs for the statement."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM.format(statement)], capture_output=True, text=True, check=True
    )
    return float(done.stdout)
