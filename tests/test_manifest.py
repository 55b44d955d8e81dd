"""The manifest really fails a whole run in which too little ran, with one process and with several, and only then."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from manifest import FOLDER

SAMPLE = """
import pytest

@pytest.mark.parametrize("number", range(4))
def test_sample(number, ran):
    ran("sample_theme", "questions")

def test_another(ran):
    ran("sample_theme", "cells", 10)
"""


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """A small suite of its own, which asks for four questions and ten cells and runs them."""
    shutil.copy(Path(__file__).parent / "manifest.py", tmp_path)
    (tmp_path / "conftest.py").write_text('pytest_plugins = ["manifest"]\n', encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    (tmp_path / "test_sample.py").write_text(SAMPLE, encoding="utf-8")
    ask(tmp_path, questions=4, cells=10)
    return tmp_path


def ask(suite: Path, **counts: int) -> None:
    lines = ["[sample_theme]", *(f"{what} = {count}" for what, count in counts.items())]
    (suite / "manifest.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def outcome(suite: Path, *arguments: str) -> tuple[int, str]:
    environment = {key: value for key, value in os.environ.items() if key != FOLDER and not key.startswith("PYTEST")}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments],
        cwd=suite,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


WORKERS = pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["one process", "two workers"])


@WORKERS
def test_enough_passes(suite: Path, workers: tuple[str, ...]) -> None:
    code, said = outcome(suite, *workers)
    assert code == 0, said
    assert "manifest:" not in said


@WORKERS
def test_too_little_fails_and_says_the_line(suite: Path, workers: tuple[str, ...]) -> None:
    ask(suite, questions=5, cells=10)
    code, said = outcome(suite, *workers)
    assert code == 1, said
    assert "sample_theme: only 4 questions ran, manifest.toml says questions = 5 under [sample_theme]" in said


def test_what_never_ran_is_too_little(suite: Path) -> None:
    ask(suite, questions=4, cells=10, widgets=7)
    code, said = outcome(suite)
    assert code == 1
    assert "only 0 widgets ran" in said


def test_growth_passes_and_is_said(suite: Path) -> None:
    ask(suite, questions=3, cells=10)
    code, said = outcome(suite)
    assert code == 0
    assert "under [sample_theme] write questions = 4" in said


@pytest.mark.parametrize("part", [("-k", "another"), ("test_sample.py",), ("--maxfail=1",)], ids=" ".join)
def test_a_part_of_the_suite_is_not_held_against_it(suite: Path, part: tuple[str, ...]) -> None:
    ask(suite, questions=99, cells=99)
    code, said = outcome(suite, *part)
    assert code == 0, said
