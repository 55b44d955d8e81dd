"""Finds what was handed in: a folder of students, a flat folder, nbgrader's `submitted/`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from genmarketing.course.failure import CourseError
from genmarketing.grading.submissions import Submission
from genmarketing.theme import themes


def collect(place: Path) -> list[Submission]:
    """Return what lies in a folder, in the order of students and themes.

    Raises:
        CourseError: there is no such folder, or not one notebook in it.
    """
    if not place.exists():
        raise CourseError(f"找不到 {place}。请写上放作业的文件夹，或从平台下载的 zip。")
    found = sorted(_in_folder(place), key=lambda each: (each.student, each.theme, each.origin))
    if not found:
        raise CourseError(f"{place} 里没有一份笔记本（.ipynb）。请看看是不是上一层或下一层的文件夹。")
    return found


def _in_folder(place: Path) -> Iterator[Submission]:
    for path in sorted(place.rglob("*.ipynb")):
        theme, rest = _theme_in(path.name)
        student = rest or path.relative_to(place).parts[0]
        yield Submission(student, theme, str(path.relative_to(place)), path.read_bytes, submitted=path.stat().st_mtime)


def _theme_in(name: str) -> tuple[str, str]:
    """Return the theme that a file name names, and what stands before it."""
    for theme in themes():
        at = re.search(rf"(?:^|[_ -]){theme.number:02d}_{theme.name}\b", name)
        if at:
            return theme.name, name[: at.start()]
    return "", ""
