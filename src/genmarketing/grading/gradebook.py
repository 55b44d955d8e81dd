"""The gradebook: one SQLite file to which every attempt and every review is appended, none is changed.

A run that was killed is open: the next one of the same submissions takes it up where it stopped. One submission is one transaction.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from genmarketing.course.failure import CourseError
from genmarketing.grading.essay_marks import Review, counting, with_marks
from genmarketing.grading.record import Record, Row

FILE = "gradebook.sqlite"

VERSION = 1
"""Of the tables below; the file says it as its `user_version`."""

_SCHEMA = (
    """CREATE TABLE runs (
    run INTEGER PRIMARY KEY, began TEXT NOT NULL, ended TEXT, class TEXT NOT NULL, task TEXT NOT NULL
)""",
    """CREATE TABLE submissions (
    submission INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES runs, at TEXT NOT NULL,
    student TEXT NOT NULL, theme TEXT NOT NULL, origin TEXT NOT NULL, sha256 TEXT NOT NULL, version TEXT NOT NULL,
    variant INTEGER NOT NULL, seconds REAL NOT NULL, problem TEXT NOT NULL, flags TEXT NOT NULL, failures TEXT NOT NULL,
    platform_id TEXT NOT NULL,
    UNIQUE (run, student, theme, origin, sha256)
)""",
    """CREATE TABLE attempts (
    attempt INTEGER PRIMARY KEY, submission INTEGER NOT NULL REFERENCES submissions,
    question TEXT NOT NULL, state TEXT NOT NULL, score REAL NOT NULL, points REAL NOT NULL, message TEXT NOT NULL,
    misconception TEXT NOT NULL, checks TEXT NOT NULL, notes TEXT NOT NULL, seconds REAL NOT NULL, source TEXT NOT NULL,
    copied_from INTEGER
)""",
    """CREATE INDEX attempts_of_submission ON attempts (submission)""",
    """CREATE TABLE reviews (
    review INTEGER PRIMARY KEY, at TEXT NOT NULL, student TEXT NOT NULL, theme TEXT NOT NULL, question TEXT NOT NULL,
    text_sha256 TEXT NOT NULL, points TEXT NOT NULL, comment TEXT NOT NULL, seconds REAL NOT NULL
)""",
    """CREATE TRIGGER attempts_stay BEFORE UPDATE ON attempts BEGIN SELECT RAISE(ABORT, 'attempts are never changed'); END""",
    """CREATE TRIGGER attempts_remain BEFORE DELETE ON attempts BEGIN SELECT RAISE(ABORT, 'attempts are never removed'); END""",
    """CREATE TRIGGER submissions_stay BEFORE UPDATE ON submissions BEGIN SELECT RAISE(ABORT, 'submissions are never changed'); END""",
    """CREATE TRIGGER submissions_remain BEFORE DELETE ON submissions BEGIN SELECT RAISE(ABORT, 'submissions are never removed'); END""",
    """CREATE TRIGGER reviews_stay BEFORE UPDATE ON reviews BEGIN SELECT RAISE(ABORT, 'reviews are never changed'); END""",
    """CREATE TRIGGER reviews_remain BEFORE DELETE ON reviews BEGIN SELECT RAISE(ABORT, 'reviews are never removed'); END""",
)


_SENTENCES = {
    "SQLITE_BUSY": "{path} 正被另一个程序使用。请等它结束，或关掉打开成绩簿的程序，再运行一次，会接着批。",
    "SQLITE_LOCKED": "{path} 正被另一个程序使用。请等它结束，或关掉打开成绩簿的程序，再运行一次，会接着批。",
    "SQLITE_FULL": "磁盘满了，{path} 写不下去；已经写下的都在。请腾出空间再运行一次，会接着批。",
    "SQLITE_READONLY": "{path} 写不进去，文件或文件夹是只读的。请把 --out 换到能写的文件夹，或改好权限再运行。",
    "SQLITE_CANTOPEN": "{path} 打不开，也建不了。请看看文件夹能不能写，或把 --out 换一个地方。",
    "SQLITE_NOTADB": "{path} 不是成绩簿，没有动它。请把 --out 换一个文件夹，或把这个文件移开。",
    "SQLITE_CORRUPT": "{path} 坏了，没有动它。请从备份里取回，或把它移开，重新批一遍。",
    "SQLITE_IOERR": "读写 {path} 时磁盘出错；已经写下的都在。请检查磁盘，再运行一次，会接着批。",
}


class GradebookError(CourseError):
    """The gradebook cannot be read or written; the text is a Chinese sentence that says what to do."""


@dataclass(frozen=True)
class Graded:
    """One graded submission as the gradebook keeps it, its essays marked where a person has marked them.

    Args:
        run: number of the run.
        at: when it was graded, in ISO 8601, UTC.
        record: with the points of its reviews.
        reviews: essay question -> the review that counts.
    """

    run: int
    at: str
    record: Record
    reviews: Mapping[str, Review] = field(default_factory=dict)


class Gradebook:
    """The gradebook in a results folder. Use it as a context.

    Args:
        folder: made where it is missing.
        patience: seconds to wait for another program that holds the file.

    Raises:
        GradebookError: it cannot be opened, or another version of the course wrote it.
        OSError: the folder cannot be made.
    """

    def __init__(self, folder: Path, patience: float = 30.0) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / FILE
        with self._explained():
            self._connection = sqlite3.connect(self.path, timeout=patience, isolation_level=None)
            try:
                self._prepare()
            except BaseException:
                self._connection.close()
                raise

    def _prepare(self) -> None:
        # Whether the file is new is asked inside the transaction: another program may be making it at this moment.
        with self._transaction():
            found = self._connection.execute("PRAGMA user_version").fetchone()[0]
            empty = self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
            if found != VERSION and not (found == 0 and empty):
                raise GradebookError(
                    f"{self.path} 是另一个版本的课程写的（成绩簿版本 {found}，这里用的是 {VERSION}），没有动它。"
                    "请用写它的那个版本打开，或把 --out 换一个文件夹，重新批一遍。"
                )
            if empty:
                for statement in _SCHEMA:
                    self._connection.execute(statement)
                self._connection.execute(f"PRAGMA user_version = {VERSION}")
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def open_run(self, class_name: str, task: str) -> int:
        """Return the last run if it was not ended and had this task, else a new one.

        Args:
            class_name: of the class.
            task: what the results follow from: where the submissions lie, class, edition of the questions, limits.
        """
        with self._transaction():
            last = self._connection.execute("SELECT run, ended, task FROM runs ORDER BY run DESC LIMIT 1").fetchone()
            if last is not None and last[1] is None and last[2] == task:
                return int(last[0])
            cursor = self._connection.execute(
                "INSERT INTO runs (began, class, task) VALUES (?, ?, ?)", (_now(), class_name, task)
            )
            return int(cursor.lastrowid or 0)

    def class_name(self) -> str:
        """Return the name of the class that the last run graded; empty where there was none."""
        with self._explained():
            row = self._connection.execute("SELECT class FROM runs ORDER BY run DESC LIMIT 1").fetchone()
        return str(row[0]) if row else ""

    def close_run(self, run: int) -> None:
        """Say that a run has graded everything it was to grade."""
        with self._transaction():
            self._connection.execute("UPDATE runs SET ended = ? WHERE run = ?", (_now(), run))

    def done(self, run: int) -> dict[tuple[str, str, str], set[str]]:
        """Return (student, theme, origin) of what a run has graded, each with the hashes of its content."""
        found: dict[tuple[str, str, str], set[str]] = {}
        with self._explained():
            query = "SELECT student, theme, origin, sha256 FROM submissions WHERE run = ?"
            for *key, sha256 in self._connection.execute(query, (run,)):
                found.setdefault((key[0], key[1], key[2]), set()).add(sha256)
        return found

    def add_review(self, review: Review) -> None:
        """Append what a person gave an essay; the last of one text counts."""
        with self._transaction():
            self._connection.execute(
                "INSERT INTO reviews (at, student, theme, question, text_sha256, points, comment, seconds) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    _now(),
                    review.student,
                    review.theme,
                    review.question,
                    review.text_sha256,
                    _json(dict(review.points)),
                    review.comment,
                    review.seconds,
                ),
            )

    def reviews(self) -> list[Review]:
        """Return every review, the oldest first."""
        columns = "student, theme, question, text_sha256, points, comment, seconds, at"
        with self._explained():
            rows = self._connection.execute(f"SELECT {columns} FROM reviews ORDER BY review").fetchall()
        return [
            Review(student, theme, question, key, json.loads(points), comment, seconds, at)
            for student, theme, question, key, points, comment, seconds, at in rows
        ]

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
        """Return, for each student and theme, what was graded last, in the order of students and themes.

        A file whose theme is unknown is a submission of its own, and counts while the last run has met it.
        """
        last = "SELECT max(submission) FROM submissions WHERE theme <> '' GROUP BY student, theme"
        unknown = "theme = '' AND run = (SELECT max(run) FROM submissions)"
        return self._read(f"submission IN ({last}) OR ({unknown})")

    def of_run(self, run: int) -> list[Graded]:
        """Return what one run has graded, in the order of students and themes."""
        return self._read("run = ?", run)

    def _read(self, where: str, *values: object) -> list[Graded]:
        reviews: dict[tuple[str, str], list[Review]] = {}
        for each in self.reviews():
            reviews.setdefault((each.student, each.theme), []).append(each)
        query = f"SELECT * FROM submissions WHERE {where} ORDER BY student, theme, origin, submission"
        with self._explained():
            cursor = self._connection.cursor()
            cursor.row_factory = sqlite3.Row
            return [self._graded(dict(row), reviews) for row in cursor.execute(query, values).fetchall()]

    def _graded(self, kept: dict[str, Any], reviews: Mapping[tuple[str, str], list[Review]]) -> Graded:
        number, run, at = (kept.pop(name) for name in ("submission", "run", "at"))
        cursor = self._connection.cursor()
        cursor.row_factory = sqlite3.Row
        attempts = cursor.execute("SELECT * FROM attempts WHERE submission = ? ORDER BY attempt", (number,))
        lists = {name: _listed(kept[name]) for name in ("flags", "failures")}
        record = Record(**{**kept, **lists}, rows=tuple(_row(dict(row)) for row in attempts.fetchall()))
        count = counting(record, reviews.get((record.student, record.theme), ()))
        return Graded(run, at, with_marks(record, count), count)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._explained():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn what SQLite says into a sentence that says what to do."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            name = getattr(error, "sqlite_errorname", "")
            sentence = next((text for code, text in _SENTENCES.items() if name.startswith(code)), None)
            if sentence is None:
                raise
            raise GradebookError(sentence.format(path=self.path)) from None


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
