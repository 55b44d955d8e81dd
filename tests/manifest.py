"""Counts what the tests have really run, and fails a whole run in which it was less than `manifest.toml` says.

A test set that is silently empty passes. So tests report what they ran with the `ran` fixture, each process writes its
counts to a file in a shared folder, and the controlling process adds them up when all is over.
"""

from __future__ import annotations

import json
import os
import tempfile
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
MANIFEST = TESTS / "manifest.toml"
FOLDER = "GENMARKETING_RAN"

Counts = Counter[tuple[str, str]]
Ran = Callable[..., None]


def read_manifest(path: Path = MANIFEST) -> Counts:
    """Return what has to run: (theme, what) -> how many."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return Counter({(theme, what): count for theme, table in tables.items() for what, count in table.items()})


def record(folder: Path, theme: str, what: str, count: int = 1) -> None:
    """Add to the counts of this process."""
    with (folder / f"{os.getpid()}.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps([theme, what, count]) + "\n")


def recorded(folder: Path) -> Counts:
    """Return the counts of all processes."""
    counts: Counts = Counter()
    for path in folder.glob("*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            theme, what, count = json.loads(line)
            counts[theme, what] += count
    return counts


def shortfalls(wanted: Counts, ran: Counts) -> list[str]:
    """Return a sentence for everything of which too little ran."""
    return [
        f"{theme}: only {ran[theme, what]} {what} ran, manifest.toml says {what} = {count} under [{theme}]; "
        "find what no longer runs, or if the course has really become smaller, change that line"
        for (theme, what), count in wanted.items()
        if ran[theme, what] < count
    ]


def growth(wanted: Counts, ran: Counts) -> list[str]:
    """Return a sentence for everything of which more ran than the manifest asks for: it would not be missed."""
    return [
        f"{theme}: {count} {what} ran; let manifest.toml ask for them: under [{theme}] write {what} = {count}"
        for (theme, what), count in ran.items()
        if count > wanted[theme, what]
    ]


@pytest.fixture(scope="session")
def ran() -> Ran:
    """Return a function that reports what a test has run: `ran("moe_reasoning", "questions", 14)`."""

    def report(theme: str, what: str, count: int = 1) -> None:
        record(Path(os.environ[FOLDER]), theme, what, count)

    return report


def pytest_configure(config: pytest.Config) -> None:
    """Make the shared folder before any worker is started."""
    if not hasattr(config, "workerinput"):
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="ran-")


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Fail a run of the whole suite in which too little ran."""
    config = session.config
    if not hasattr(config, "workerinput") and whole_suite(config) and exitstatus in (0, 1):
        config.stash[_SHORT] = shortfalls(read_manifest(), recorded(Path(os.environ[FOLDER])))
        if config.stash[_SHORT]:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(wrapper=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> Iterator[None]:
    """Say what ran too seldom, and what the manifest does not know yet."""
    if _SHORT in config.stash:
        ran_now = recorded(Path(os.environ[FOLDER]))
        for sentence in (*config.stash[_SHORT], *growth(read_manifest(), ran_now)):
            terminalreporter.write_line(f"manifest: {sentence}", red=sentence in config.stash[_SHORT])
    return (yield)


def whole_suite(config: pytest.Config) -> bool:
    """Tell whether everything in tests/ was selected: no paths below it, no expression, no part of the last run."""
    option = config.option
    paths = {Path(config.invocation_params.dir, argument).resolve() for argument in config.args}
    narrowed = option.keyword or option.markexpr or option.collectonly or option.deselect or option.ignore
    narrowed = narrowed or option.ignore_glob or getattr(option, "lf", False) or getattr(option, "maxfail", 0)
    return not narrowed and paths <= {TESTS, TESTS.parent}


_SHORT = pytest.StashKey[list[str]]()
