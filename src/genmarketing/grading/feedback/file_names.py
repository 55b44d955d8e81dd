"""File names for students: such as every file system takes, and no two alike."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

LONGEST = 40
"""Characters of a name that are kept; 40 Chinese characters are 120 bytes, and file systems allow 255."""

_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$", re.I)
"""Names that Windows keeps for devices, whatever the ending."""


def file_names(students: Iterable[str]) -> dict[str, str]:
    """Return a file name without ending for each student: the name itself where that will do.

    A name that had to be changed, or that equals another one but for case, carries eight digits of its hash.

    >>> file_names(["王小明", "Li Lei"])
    {'王小明': '王小明', 'Li Lei': 'Li Lei'}
    """
    plain = {student: _plain(student) for student in dict.fromkeys(students)}
    alike = Counter(name.casefold() for name in plain.values())
    return {
        student: name if name == student and alike[name.casefold()] == 1 else f"{name}-{_digits(student)}"
        for student, name in plain.items()
    }


def _plain(student: str) -> str:
    composed = unicodedata.normalize("NFC", student)
    kept = "".join(each if each.isalnum() or each in " _-" else "_" for each in composed)[:LONGEST].strip()
    return f"_{kept}" if not kept or _RESERVED.match(kept) or kept.startswith("-") else kept


def _digits(student: str) -> str:
    return hashlib.sha256(student.encode("utf-8", "surrogatepass")).hexdigest()[:8]
