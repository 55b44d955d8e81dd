"""How long the built notebooks take to run, and to be compared by nbval."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from report import Distribution, Section, seconds

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("chapters", "exercises", "solutions")


def measure(quick: bool) -> Section:
    """Run each notebook in a kernel of its own; chapters and solutions go through nbval as well."""
    rounds = 1 if quick else 3
    bare = Distribution.of(run_time(_bare()) for _ in range(rounds))
    rows = [["(a bare kernel, one empty cell)", "1", seconds(bare.median), "1.0", "–"]]
    slowest = 0.0
    for path in sorted(path for part in PARTS for path in (ROOT / part).glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        found = Distribution.of(run_time(notebook) for _ in range(rounds))
        compared = None if path.parent.name == "exercises" else nbval_time(path)
        if path.parent.name == "chapters":
            slowest = max(slowest, found.median)
        rows.append(
            [
                f"{path.parent.name}/{path.name}",
                str(sum(cell.cell_type == "code" for cell in notebook.cells)),
                seconds(found.median),
                f"{found.median / bare.median:.1f}",
                "–" if compared is None else seconds(compared),
            ]
        )
    return Section(
        "Notebooks",
        f"From starting a kernel to the last cell, with nbclient, median of {rounds}; then pytest with strict nbval, once.",
        ["notebook", "code cells", "run", "× bare kernel", "nbval"],
        rows,
        f"The slowest chapter runs in {seconds(slowest)} of a budget of 20 s.",
    )


def run_time(notebook: nbformat.NotebookNode) -> float:
    """Return the seconds that a notebook takes in a new kernel, with a progress file of its own."""
    from genmarketing.build.execution import environment

    copy = nbformat.from_dict(notebook)
    with tempfile.TemporaryDirectory() as folder:
        client = NotebookClient(copy, timeout=600, resources={"metadata": {"path": folder}})
        start = time.perf_counter()
        client.execute(env=environment(Path(folder)), cwd=folder, stderr=subprocess.DEVNULL)
        return time.perf_counter() - start


def nbval_time(path: Path) -> float:
    """Return the seconds that pytest with nbval takes over one notebook.

    Raises:
        RuntimeError: an output differs, so that the time means nothing.
    """
    from genmarketing.build.execution import environment

    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval", "--nbval-current-env"]
    command += ["--nbval-sanitize-with", str(ROOT / "tests" / "nbval_sanitize.cfg"), str(path)]
    with tempfile.TemporaryDirectory() as folder:
        variables = environment(Path(folder))
        start = time.perf_counter()
        done = subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, check=False)
        taken = time.perf_counter() - start
    if done.returncode:
        raise RuntimeError(f"nbval failed over {path.name}:\n{done.stdout[-2000:]}")
    return taken


def _bare() -> nbformat.NotebookNode:
    notebook: nbformat.NotebookNode = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("pass")])
    return notebook
