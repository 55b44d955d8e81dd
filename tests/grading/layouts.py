"""Folders and archives as people and platforms lay them out."""

from __future__ import annotations

import zipfile
from pathlib import Path

from genmarketing.grading.collecting import collect
from genmarketing.grading.submissions import Submission

ROOT = Path(__file__).resolve().parents[2]
NAME = "01_moe_reasoning.ipynb"
WORKBOOK = (ROOT / "exercises" / NAME).read_bytes()
CHAPTER = (ROOT / "chapters" / NAME).read_bytes()


def lay(folder: Path, *paths: str, content: bytes = WORKBOOK) -> Path:
    """Write files below a folder and return the folder."""
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def packed(path: Path, *names: str, content: bytes = WORKBOOK) -> Path:
    """Write a zip with these entries and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return path


def collected(place: Path) -> dict[str, Submission]:
    """Return the submissions of a place by student; every student has one."""
    found = collect(place)
    students = {each.student: each for each in found}
    assert len(students) == len(found), [each.origin for each in found]
    return students
