"""The local progress file: attempts, widget states and settings in one SQLite file.

It survives restarts and crashes (every write is one transaction) and two notebooks open at once (SQLite's lock, waited
for up to five seconds). A record that cannot be written is lost with a sentence; the learner's card never is.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from genmarketing.workbook.verdict import State, Verdict

FOLDER = ".genmarketing"
FILE = "progress.sqlite"
VARIABLE = "GENMARKETING_PROGRESS"

_SCHEMA = """
CREATE TABLE IF NOT EXISTS attempts (
    id INTEGER PRIMARY KEY,
    time TEXT NOT NULL,
    theme TEXT NOT NULL,
    question TEXT NOT NULL,
    learner TEXT NOT NULL,
    variant INTEGER NOT NULL,
    state TEXT NOT NULL,
    score REAL NOT NULL,
    misconception TEXT
);
CREATE INDEX IF NOT EXISTS attempts_by_question ON attempts (theme, question);
CREATE TABLE IF NOT EXISTS widgets (
    theme TEXT NOT NULL,
    key TEXT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (theme, key)
);
"""


class ProgressUnavailable(OSError):
    """The progress file cannot be read or written; its text is a Chinese sentence for the learner."""


@dataclass(frozen=True)
class Best:
    """The best attempt at one question so far."""

    score: float
    state: State


def progress_path(start: Path | None = None) -> Path:
    """Return where the progress file is: the environment's, the nearest course folder's, or the current folder's.

    Args:
        start: folder from which to look upwards; the current one by default.
    """
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / FOLDER).is_dir():
            return folder / FOLDER / FILE
    return here / FOLDER / FILE


class Progress:
    """Reads and writes one progress file. A connection is opened for each call, so that nothing stays locked."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def open(cls, path: Path | None = None) -> Progress:
        """Return the progress of `path`, or of the folder that the notebook runs in. Nothing is written yet."""
        return cls(path or progress_path())

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.path, timeout=5.0)) as connection:
                try:
                    connection.executescript(_SCHEMA)
                    with connection:
                        yield connection
                except sqlite3.DatabaseError as error:
                    if "not a database" not in str(error) and "malformed" not in str(error):
                        raise
                    raise ProgressUnavailable(
                        f"进度文件 {self.path} 已损坏。把它改名留作备份，再运行一次，就会新建一份；答案在笔记本里，没有丢。"
                    ) from error
        except (OSError, sqlite3.OperationalError) as error:
            if isinstance(error, ProgressUnavailable):
                raise
            raise ProgressUnavailable(
                f"进度没有存下来：写不进 {self.path}（{error}）。答案仍在笔记本里，请检查这个文件夹的写权限和磁盘空间。"
            ) from error

    def record(self, theme: str, question: str, learner: str, variant: int, verdict: Verdict) -> None:
        """Append one attempt. Answers that were untouched or unreadable are no attempts and are not kept.

        Raises:
            ProgressUnavailable: the file cannot be written.
        """
        if verdict.state in (State.UNTOUCHED, State.UNREADABLE):
            return
        row = (
            datetime.now(UTC).isoformat(timespec="milliseconds"),
            theme,
            question,
            learner,
            variant,
            str(verdict.state),
            verdict.score,
            verdict.misconception,
        )
        with self._connection() as connection:
            connection.execute(
                "INSERT INTO attempts (time, theme, question, learner, variant, state, score, misconception)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                row,
            )

    def best(self, theme: str, learner: str | None = None, variant: int | None = None) -> dict[str, Best]:
        """Return the best attempt at each question of a theme, by score, the latest of equals.

        Args:
            theme: name of the theme.
            learner: only this learner's attempts; everybody's by default.
            variant: only attempts at this variant.

        Raises:
            ProgressUnavailable: the file cannot be read.
        """
        if not self.path.exists():
            return {}
        query = "SELECT question, score, state FROM attempts WHERE theme = ?"
        values: list[Any] = [theme]
        if learner is not None:
            query, values = f"{query} AND learner = ?", [*values, learner]
        if variant is not None:
            query, values = f"{query} AND variant = ?", [*values, variant]
        with self._connection() as connection:
            rows = connection.execute(f"{query} ORDER BY score, id", values).fetchall()
        return {question: Best(score, State(state)) for question, score, state in rows}

    def save_widget(self, theme: str, key: str, state: dict[str, Any]) -> None:
        """Keep a widget's state under theme and key.

        Raises:
            ProgressUnavailable: the file cannot be written.
        """
        text = json.dumps(state, ensure_ascii=False)
        with self._connection() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO widgets (theme, key, state) VALUES (?, ?, ?)", (theme, key, text)
            )

    def widget(self, theme: str, key: str) -> dict[str, Any] | None:
        """Return a widget's kept state, or None.

        Raises:
            ProgressUnavailable: the file cannot be read.
        """
        if not self.path.exists():
            return None
        with self._connection() as connection:
            row = connection.execute("SELECT state FROM widgets WHERE theme = ? AND key = ?", (theme, key)).fetchone()
        return json.loads(row[0]) if row else None
