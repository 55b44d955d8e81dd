"""The gradebook: one SQLite file to which every attempt is appended, none is changed.

A run that was killed is open: the next one takes it up where it stopped. One submission is one transaction.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from genmarketing.grading.record import Record, Row

FILE = "gradebook.sqlite"

_SCHEMA = """
CREATE TABLE IF NOT EXISTS runs (
    run INTEGER PRIMARY KEY, began TEXT NOT NULL, ended TEXT, class TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS submissions (
    submission INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES runs, at TEXT NOT NULL,
    student TEXT NOT NULL, theme TEXT NOT NULL, origin TEXT NOT NULL, sha256 TEXT NOT NULL, version TEXT NOT NULL,
    variant INTEGER NOT NULL, seconds REAL NOT NULL, problem TEXT NOT NULL, flags TEXT NOT NULL, failures TEXT NOT NULL,
    platform_id TEXT NOT NULL,
    UNIQUE (run, student, theme, origin)
);
CREATE TABLE IF NOT EXISTS attempts (
    attempt INTEGER PRIMARY KEY, submission INTEGER NOT NULL REFERENCES submissions,
    question TEXT NOT NULL, state TEXT NOT NULL, score REAL NOT NULL, points REAL NOT NULL, message TEXT NOT NULL,
    misconception TEXT NOT NULL, checks TEXT NOT NULL, notes TEXT NOT NULL, seconds REAL NOT NULL, source TEXT NOT NULL,
    copied_from INTEGER
);
CREATE INDEX IF NOT EXISTS attempts_of_submission ON attempts (submission);
CREATE TABLE IF NOT EXISTS reviews (
    review INTEGER PRIMARY KEY, at TEXT NOT NULL, student TEXT NOT NULL, theme TEXT NOT NULL, question TEXT NOT NULL,
    text_sha256 TEXT NOT NULL, points TEXT NOT NULL, comment TEXT NOT NULL, seconds REAL NOT NULL
);
CREATE TRIGGER IF NOT EXISTS attempts_stay BEFORE UPDATE ON attempts BEGIN SELECT RAISE(ABORT, 'attempts are never changed'); END;
CREATE TRIGGER IF NOT EXISTS attempts_remain BEFORE DELETE ON attempts BEGIN SELECT RAISE(ABORT, 'attempts are never removed'); END;
CREATE TRIGGER IF NOT EXISTS submissions_stay BEFORE UPDATE ON submissions BEGIN SELECT RAISE(ABORT, 'submissions are never changed'); END;
CREATE TRIGGER IF NOT EXISTS submissions_remain BEFORE DELETE ON submissions BEGIN SELECT RAISE(ABORT, 'submissions are never removed'); END;
"""


@dataclass(frozen=True)
class Graded:
    """One graded submission as the gradebook keeps it."""

    run: int
    at: str
    record: Record


class Gradebook:
    """The gradebook in a results folder. Use it as a context.

    Args:
        folder: made where it is missing.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / FILE
        self._connection = sqlite3.connect(self.path, timeout=30, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.executescript(_SCHEMA)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def open_run(self, class_name: str) -> int:
        """Return the run that was begun and not ended, or a new one."""
        with self._transaction():
            unfinished = self._connection.execute("SELECT max(run) FROM runs WHERE ended IS NULL").fetchone()[0]
            if unfinished is not None:
                return int(unfinished)
            cursor = self._connection.execute("INSERT INTO runs (began, class) VALUES (?, ?)", (_now(), class_name))
            return int(cursor.lastrowid or 0)

    def close_run(self, run: int) -> None:
        """Say that a run has graded everything it was to grade."""
        with self._transaction():
            self._connection.execute("UPDATE runs SET ended = ? WHERE run = ?", (_now(), run))

    def done(self, run: int) -> set[tuple[str, str, str]]:
        """Return (student, theme, origin) of what a run has graded."""
        rows = self._connection.execute("SELECT student, theme, origin FROM submissions WHERE run = ?", (run,))
        return {(student, theme, origin) for student, theme, origin in rows}

    def append(self, run: int, record: Record) -> None:
        """Add one graded submission, whole or not at all."""
        with self._transaction():
            cursor = self._connection.execute(
                "INSERT INTO submissions (run, at, student, theme, origin, sha256, version, variant, seconds, problem, flags, failures, platform_id) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    run,
                    _now(),
                    record.student,
                    record.theme,
                    record.origin,
                    record.sha256,
                    record.version,
                    record.variant,
                    record.seconds,
                    record.problem,
                    _json(record.flags),
                    _json(record.failures),
                    record.platform_id,
                ),
            )
            self._connection.executemany(
                "INSERT INTO attempts (submission, question, state, score, points, message, misconception, checks, notes, seconds, "
                "source, copied_from) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (
                        cursor.lastrowid,
                        row.question,
                        row.state,
                        row.score,
                        row.points,
                        row.message,
                        row.misconception,
                        _json(row.checks),
                        _json(row.notes),
                        row.seconds,
                        row.source,
                        row.copied_from,
                    )
                    for row in record.rows
                ],
            )

    def latest(self) -> list[Graded]:
        """Return, for each student and theme, what was graded last, in the order of students and themes."""
        return self._read("submission IN (SELECT max(submission) FROM submissions GROUP BY student, theme)")

    def of_run(self, run: int) -> list[Graded]:
        """Return what one run has graded, in the order of students and themes."""
        return self._read("run = ?", run)

    def _read(self, where: str, *values: object) -> list[Graded]:
        self._connection.row_factory = sqlite3.Row
        try:
            query = f"SELECT * FROM submissions WHERE {where} ORDER BY student, theme, origin"
            return [self._graded(dict(row)) for row in self._connection.execute(query, values).fetchall()]
        finally:
            self._connection.row_factory = None

    def _graded(self, kept: dict[str, Any]) -> Graded:
        number, run, at = (kept.pop(name) for name in ("submission", "run", "at"))
        attempts = self._connection.execute("SELECT * FROM attempts WHERE submission = ? ORDER BY attempt", (number,))
        rows = tuple(_row(dict(row)) for row in attempts.fetchall())
        return Graded(
            run, at, Record(**{**kept, **{name: _listed(kept[name]) for name in ("flags", "failures")}}, rows=rows)
        )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")


def _row(kept: dict[str, Any]) -> Row:
    del kept["attempt"], kept["submission"]
    checks = tuple((name, bool(met), points, note) for name, met, points, note in _listed(kept["checks"]))
    return Row(**{**kept, "checks": checks, "notes": _listed(kept["notes"])})


def _listed(text: str) -> tuple[Any, ...]:
    return tuple(json.loads(text))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
