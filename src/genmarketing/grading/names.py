"""Names of students and themes out of the names of files and folders, as people and learning platforms write them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from genmarketing.theme import themes

LONGEST = 80
"""Characters of a student's name that are kept; file systems allow 255 bytes."""

_UNKNOWN = "（没有名字）"
_MOODLE = re.compile(r"^(?P<student>.+?)_(?P<id>\d+)_assignsubmission_(?:file|onlinetext)_?$")
_CANVAS = re.compile(r"^(?P<student>[^_]+)_(?P<late>LATE_)?(?P<id>\d{3,})_(?P<file>\d{4,})_(?P<rest>.+)$")
_CANVAS_AGAIN = re.compile(r"-(\d+)$")


@dataclass(frozen=True)
class Named:
    """What a path says of a submission.

    Args:
        student: the name, cleaned.
        platform_id: the learning platform's number for the person, or empty.
        theme: name of the theme, or empty.
        edition: 0, or the number that Canvas gives to a later version.
        late: whether the platform marked it as late.
        cleaned: whether the name as written held characters that are not shown.
    """

    student: str
    platform_id: str = ""
    theme: str = ""
    edition: int = 0
    late: bool = False
    cleaned: bool = False


def read_names(parts: tuple[str, ...]) -> Named:
    """Return what the parts of a relative path (folders, then the file) say.

    Known are `STUDENT/NN_theme.ipynb`, `STUDENT_NN_theme.ipynb`, nbgrader's `submitted/STUDENT/ASSIGNMENT/FILE`, the folders of
    a Moodle archive (`Full Name_123456_assignsubmission_file_`) and the files of a Canvas archive
    (`lastfirst_LATE_123_456_NN_theme-1.ipynb`).
    """
    *folders, file = parts
    stem = re.sub(r"\.ipynb$", "", file, flags=re.I)
    again = _CANVAS_AGAIN.search(stem)
    edition = int(again[1]) if again else 0
    theme, before = _theme(stem)
    canvas = _CANVAS.match(stem)
    if canvas and not folders:
        return _named(canvas["student"], canvas["id"], theme, edition, bool(canvas["late"]))
    for folder in reversed(folders):
        moodle = _MOODLE.match(folder)
        if moodle:
            return _named(moodle["student"], moodle["id"], theme)
    if "submitted" in folders and folders.index("submitted") + 1 < len(folders):
        folders = folders[folders.index("submitted") + 1 :]
        return _named(folders[0], "", theme or _theme(folders[-1])[0])
    folders = [folder for folder in folders if not _theme(folder)[0]] or folders
    if not folders or (before and len(folders) == 1 and _is_platform(folders[0])):
        return _named(before or stem, "", theme)
    return _named(folders[-1], "", theme or _theme(parts[-2])[0])


def clean(name: str) -> str:
    """Return a name without control, direction and zero-width characters, composed, blanks single, at most 80 characters."""
    composed = unicodedata.normalize("NFC", name)
    shown = "".join(" " if unicodedata.category(each) in ("Zs", "Zl", "Zp") else each for each in composed)
    shown = "".join(each for each in shown if unicodedata.category(each) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    return " ".join(shown.split()).strip("_-. ")[:LONGEST] or _UNKNOWN


def _named(student: str, platform_id: str, theme: str, edition: int = 0, late: bool = False) -> Named:
    cleaned = clean(student)
    hidden = sum(unicodedata.category(each) in ("Cc", "Cf", "Cs", "Co", "Cn") for each in student) > 0
    return Named(cleaned, platform_id, theme, edition, late, hidden or len(student) > LONGEST)


def _is_platform(folder: str) -> bool:
    return folder.casefold() in ("submissions", "submitted", "downloaded", "collected")


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (theme.name, re.compile(rf"(?:(?:^|[_\- .])0?{theme.number}[_\- ])?(?<![a-z]){theme.name}(?![a-z])", re.I))
        for theme in themes()
    )


def _theme(stem: str) -> tuple[str, str]:
    """Return the theme that a name contains, and what stands before it."""
    for theme, pattern in _patterns():
        found = pattern.search(stem)
        if found:
            return theme, stem[: found.start()].strip("_-. ")
    return "", ""
