"""The built notebooks: complete, repeatable, readable without a kernel, and equal to what their sources make."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from manifest import Ran
from notebooks import IGNORED, ROOT, built, code_cells, compared_outputs, read, theme_of

from genmarketing.build.execution import environment, run, volatile_outputs
from genmarketing.build.links import broken_links
from genmarketing.theme import theme

RUN = [*built("chapters"), *built("solutions")]
ALL = [*RUN, *built("exercises")]
TESTS = Path(__file__).parent


def each(paths: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("path", paths, ids=lambda path: f"{path.parent.name}/{path.stem}")


def outputs(notebook: Any) -> Iterator[tuple[Any, Any]]:
    return ((cell, output) for cell in code_cells(notebook) for output in cell.outputs)


@each(RUN)
def test_every_cell_was_run_in_order(path: Path) -> None:
    counts = [cell.execution_count for cell in code_cells(read(path))]
    assert counts == list(range(1, len(counts) + 1))


@each(ALL)
def test_it_stores_nothing_that_the_next_run_would_not(path: Path) -> None:
    notebook = read(path)
    assert volatile_outputs(notebook) == []
    assert not any(output.output_type == "error" for _, output in outputs(notebook))
    assert "widgets" not in notebook.metadata
    assert set(notebook.metadata.language_info) == {"name"}
    assert not re.search(r"/home/|/Users/|/root/|site-packages", path.read_text(encoding="utf-8"))


@each(RUN)
def test_every_picture_has_a_text_and_stands_in_a_cell_that_is_not_compared(path: Path) -> None:
    for cell, output in outputs(read(path)):
        data = output.get("data", {})
        assert not any("widget-view" in kind for kind in data), cell.source
        if "image/png" in data:
            alt = output.metadata["genmarketing"]["alt"]
            assert len(alt) >= 8, cell.source
            assert re.search(r"[\u4e00-\u9fff]", alt), cell.source
            assert IGNORED in cell.metadata.tags, cell.source


@each(ALL)
def test_every_image_in_the_text_has_an_alt_text(path: Path) -> None:
    for cell in read(path).cells:
        if cell.cell_type == "markdown":
            assert not re.search(r"!\[\s*\]\(|<img(?![^>]*\balt=)", cell.source), cell.source


@each(ALL)
def test_every_link_leads_somewhere(path: Path) -> None:
    name = path.relative_to(ROOT).as_posix()
    assert broken_links(name, {name: read(path)}, ROOT) == []


@each(RUN)
def test_a_run_repeats_every_stored_output(path: Path, tmp_path: Path, ran: Ran) -> None:
    repeat(path, tmp_path)
    notebook = read(path)
    ran(theme_of(path), f"{path.parent.name}_cells", len(code_cells(notebook)))
    ran(theme_of(path), f"{path.parent.name}_compared_outputs", compared_outputs(notebook))


@pytest.mark.full
@each(RUN)
def test_ten_runs_in_a_row_repeat_every_stored_output(path: Path, tmp_path: Path) -> None:
    for number in range(10):
        folder = tmp_path / str(number)
        folder.mkdir()
        repeat(path, folder)


def repeat(path: Path, folder: Path) -> None:
    """Run a notebook under nbval's strict comparison, with a progress file of its own, and audit nbval's report."""
    report = folder / "report.xml"
    command = [sys.executable, "-m", "pytest", "--nbval", "--nbval-current-env", "-q", "-p", "no:cacheprovider"]
    command += ["--nbval-sanitize-with", str(TESTS / "nbval_sanitize.cfg"), f"--junitxml={report}", "-o", "addopts="]
    finished = subprocess.run(
        [*command, str(path)],
        env=environment(folder),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert finished.returncode == 0, finished.stdout[-8000:]
    suite = ElementTree.parse(report).getroot().find("testsuite")
    assert suite is not None
    counts = {name: int(suite.attrib[name]) for name in ("tests", "errors", "failures", "skipped")}
    assert counts == {"tests": len(code_cells(read(path))), "errors": 0, "failures": 0, "skipped": 0}


@each(built("exercises"))
def test_a_workbook_as_handed_out_runs_and_every_check_says_untouched(path: Path, tmp_path: Path, ran: Ran) -> None:
    notebook = read(path)
    assert not any(cell.outputs or cell.execution_count for cell in code_cells(notebook))
    run(notebook, tmp_path, path.name, None)
    checks = [cell for cell in code_cells(notebook) if cell.source.startswith("wb.check(")]
    for cell in checks:
        [output] = cell.outputs
        assert output.data["text/plain"] == "0", cell.source
        assert "未作答" in output.data["text/html"], cell.source
    assert len(checks) == len(theme(theme_of(path)).questions())
    ran(theme_of(path), "untouched_checks", len(checks))


@each(built("solutions"))
def test_every_reference_answer_scores_full_marks(path: Path) -> None:
    checks = {
        json.loads(cell.source.removeprefix("wb.check(").split(",")[0]): cell.outputs[0].data["text/plain"]
        for cell in code_cells(read(path))
        if cell.source.startswith("wb.check(")
    }
    expected = {
        question.name: "0" if question.kind == "essay" else str(question.points)
        for question in theme(theme_of(path)).questions()
    }
    assert checks == expected
