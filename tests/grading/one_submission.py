"""One submission of theme 01, graded by the one warm sandbox of this test process."""

from __future__ import annotations

import json
from typing import Any

from genmarketing.grading.class_file import ClassSettings
from genmarketing.grading.inside.isolation import Limits
from genmarketing.grading.record import Record, Row
from genmarketing.grading.task import Task, grade

SETTINGS = ClassSettings("测试班", "", "a key that nobody guesses")
LIMITS = Limits(seconds=2.0, total_seconds=30.0)
RIGHT = 91.0
"""Points of the solved workbook 01; its essay waits for a person."""


def graded(notebook: dict[str, Any] | bytes, student: str = "") -> Record:
    """Grade one notebook (a dictionary, or bytes) and return the record."""
    content = notebook if isinstance(notebook, bytes) else json.dumps(notebook).encode()
    return grade(Task(student, "moe_reasoning", "test.ipynb", content, (), SETTINGS, LIMITS))


def rows(record: Record) -> dict[str, Row]:
    """Return a record's rows by question."""
    return {row.question: row for row in record.rows}


def total(record: Record) -> float:
    """Return the sum of a record's points."""
    return round(sum(row.score for row in record.rows), 6)
