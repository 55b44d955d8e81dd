"""Whose a file is and what it is about, out of the names of files and folders as people and learning platforms write them.

Folder and file names come from students too, so nothing they write can make a file somebody else's: who somebody is, is said by everything
that stands in the path down to the name, and two who differ in that are two people, however alike they are called.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from genmarketing.theme import themes

Parts = tuple[str, ...]
"""Folders and, last, the file."""

LONGEST = 80
"""Characters of a student's name that are kept; file systems allow 255 bytes."""

_UNKNOWN = "（没有名字）"
_OF_THE_COURSE = {"work", "exercises", "chapters", "solutions", "datasets"}
"""Folders of the course: somebody handed in all of it."""

_MOST = 0.8
"""Share of the files in a platform's download that have to be named in its way."""

_HEAVIEST = 20
"""For how many files one folder counts when it is asked how folders are used: whoever packs hundreds does not decide it for the class."""

_PACKED = (".zip", ".rar", ".7z")

# mod/assign/locallib.php and lib/content_zipper.rb of the two platforms make these names. Students make others: numbers have an end, and
# no name takes longer to be understood than to be read.
_MOODLE = re.compile(
    r"^(?P<student>.+?)_(?P<id>[0-9]{1,18})_assignsubmission_(?:file|onlinetext)(?:_(?P<file>.*))?$", re.S
)
_CANVAS = re.compile(
    r"^(?P<student>.+?)_(?P<late>LATE_)?(?P<id>[0-9]{3,18})_(?:(?P<order>[0-9]{4,18})_.+|(?:text|link)\.html)$", re.S
)
_CANVAS_ANONYMOUS = re.compile(
    r"^(?P<late>LATE_)?(?P<student>anon_[A-Za-z0-9]+)_(?:(?P<order>[0-9]{4,18})_.+|(?:text|link)\.html)$", re.S
)
_AGAIN = re.compile(r"-([0-9]{1,9})$|[ _]?[(（]([0-9]{1,9})[)）]$")


@dataclass(frozen=True)
class Named:
    """What a path says of a submission.

    Args:
        person: what tells one person from all others in this collection.
        student: the name, cleaned.
        platform_id: `canvas:123` or `moodle:123`, the learning platform's number for the person, or empty.
        theme: name of the theme, or empty.
        order: number that grows with each upload to Canvas, or 0.
        edition: number that a platform or browser puts behind the name of a further copy, or 0.
        late: whether the platform marked it as late.
        cleaned: whether the name as written held characters that are not shown, or was too long.
        sure: whether the name is certain to be somebody's: written by a platform, or that of a folder or an archive of one's own.
    """

    person: Parts
    student: str
    platform_id: str = ""
    theme: str = ""
    order: int = 0
    edition: int = 0
    late: bool = False
    cleaned: bool = False
    sure: bool = True


def read_names(paths: Sequence[Parts], home: str = "") -> list[Named]:
    """Return what each path of a collection says; which folder names a person is seen from all of them together.

    Known are `STUDENT/NN_theme.ipynb` with any folders above and below, `STUDENT_NN_theme.ipynb`, nbgrader's `submitted/STUDENT/ASSIGNMENT/FILE`,
    Moodle's archive with a folder or a file for each submission (`Full Name_123456_assignsubmission_file_…`), and Canvas's
    (`lastfirst_LATE_123_456_NN_theme-1.ipynb`).

    Args:
        paths: folders and file of each, below the place that was named.
        home: what that place is called; the name of whoever handed in a workbook that has no other.
    """
    if all(path[1:2] == ("submitted",) and path[0] == paths[0][0] for path in paths):
        paths = [path[1:] for path in paths]
    holds = _downloads(paths)
    if holds and all(path[0] in holds for path in paths if len(path) > 1):
        # No folder or archive but the platform's: who is in two of them is one person.
        paths, holds = [path[1:] or path for path in paths], set()
    found: list[Named | None] = [_of_platform(path, holds) for path in paths]
    trails = {path: _trail(path) for path, named in zip(paths, found, strict=True) if named is None}
    level = _level(trails)
    return [named or _of_folders(path, trails[path], level, home) for path, named in zip(paths, found, strict=True)]


def clean(name: str) -> str:
    """Return a name without control, direction and zero-width characters, composed, blanks single, at most 80 characters."""
    composed = unicodedata.normalize("NFC", name)
    shown = "".join(" " if unicodedata.category(each) in ("Zs", "Zl", "Zp") else each for each in composed)
    shown = "".join(each for each in shown if unicodedata.category(each) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    return " ".join(shown.split()).strip("_-. ")[:LONGEST] or _UNKNOWN


def _downloads(paths: Sequence[Parts]) -> set[str]:
    """Return the first folders (or archives) that hold what a platform gave the teacher, not what one person made.

    What a platform calls somebody's is that person's, though it be full of files that are called as a platform calls them.
    """
    below: dict[str, list[Parts]] = defaultdict(list)
    for path in paths:
        if len(path) > 1 and _of_platform(path, set()) is None:
            below[path[0]].append(path[1:])
    return {first for first, rests in below.items() if _is_download(rests)}


def _is_download(paths: Sequence[Parts]) -> bool:
    """Tell whether several people's files lie here in a platform's way; one odd name among hundreds changes nothing."""
    found = [named.person for path in paths if (named := _of_platform(path, set()))]
    return len(set(found)) > 1 and len(found) >= _MOST * len(paths)


def _of_platform(path: Parts, downloads: set[str]) -> Named | None:
    """Return what a path says in a platform's way, or None."""
    above: Parts = ()
    if path[0] in downloads:
        above, path = path[:1], path[1:]
    first = path[0]
    moodle = _MOODLE.match(first)
    if moodle and (len(path) > 1 or moodle["file"]):
        number = f"moodle:{moodle['id']}"
        return _named((*above, first), moodle["student"], number, theme=_themes_of(path[1:] or (moodle["file"],)))
    if len(path) == 1 or first.casefold().endswith(".zip"):
        canvas = _CANVAS.match(first) or _CANVAS_ANONYMOUS.match(first)
        if canvas:
            number = f"canvas:{canvas['id']}" if "id" in canvas.groupdict() else ""
            person = (*above, canvas["student"], number)
            return _named(
                person,
                canvas["student"],
                number,
                theme=_themes_of(path),
                order=int(canvas["order"] or 0),
                edition=_edition(path[-1]),
                late=bool(canvas["late"]),
            )
    return None


@dataclass(frozen=True)
class _Trail:
    """What a path says outside of any platform's way: its folders but for the course's and the theme's, and its theme."""

    folders: Parts
    theme: str


def _trail(path: Parts) -> _Trail:
    folders, theme = path[:-1], _themes_of(path)
    if folders[:1] == ("submitted",):
        folders = folders[1:2]
    else:
        folders = tuple(each for each in folders if each.casefold() not in _OF_THE_COURSE and not _theme(each)[0])
    return _Trail(folders, theme)


def _level(trails: dict[Parts, _Trail]) -> int:
    """Return the first level of folders at which most files have, for their theme, a folder of their own; 0 where there is none."""
    for level in range(1, max((len(each.folders) for each in trails.values()), default=0) + 1):
        files = Counter((each.folders[:level], each.theme) for each in trails.values() if len(each.folders) >= level)
        if 2 * len(files) > sum(min(count, _HEAVIEST) for count in files.values()):
            return level
    return 0


def _of_folders(path: Parts, trail: _Trail, level: int, home: str) -> Named:
    edition = _edition(path[-1])
    if level and trail.folders:
        folders = trail.folders[:level]
        return _named(folders, folders[-1], theme=trail.theme, edition=edition)
    theme, before = _theme(_stem(path[-1]))
    written = before or (trail.folders[-1] if trail.folders else "") or (home if theme else "") or _stem(path[-1])
    packed = path[-1].casefold().endswith(_PACKED)
    return _named((*trail.folders, written), written, theme=trail.theme, edition=edition, sure=packed)


def _named(
    person: Parts,
    student: str,
    platform_id: str = "",
    *,
    theme: str = "",
    order: int = 0,
    edition: int = 0,
    late: bool = False,
    sure: bool = True,
) -> Named:
    hidden = any(unicodedata.category(each) in ("Cc", "Cf", "Cs", "Co", "Cn") for each in student)
    changed = hidden or len(student) > LONGEST
    return Named(person, clean(student), platform_id, theme, order, edition, late, changed, sure)


def _stem(file: str) -> str:
    return re.sub(r"\.(ipynb|zip|rar|7z)$", "", file, flags=re.I)


def _edition(file: str) -> int:
    again = _AGAIN.search(_stem(file))
    return int(again[1] or again[2]) if again else 0


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


def _themes_of(path: Parts) -> str:
    """Return the theme that the file's name says, else one of its folders', from the inside out."""
    return next((theme for part in reversed(path) if (theme := _theme(part)[0])), "")
