"""Every file in a folder or zip, with the reason why one cannot be read; links are not followed, nothing is unpacked to disk."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from genmarketing.grading.archives import BrokenArchive, entries, readable
from genmarketing.grading.gradebook import FILE
from genmarketing.grading.names import Parts
from genmarketing.grading.notebooks import BIGGEST

_NOT_HANDED_IN = {".ipynb_checkpoints", "__MACOSX", ".git", ".genmarketing", ".venv", "__pycache__"}
_BESIDE_SUBMITTED = {"source", "release", "autograded", "feedback"}
"""What an nbgrader course holds that nobody handed in."""

_LONGEST_PATH = 500
"""Characters of a path that are told; in a zip it may have 65 535."""

_LEFT_BY_PROGRAMS = {".ds_store", "thumbs.db", "desktop.ini", "timestamp.txt"}


@dataclass(frozen=True)
class Found:
    """One file, before it is known whose it is.

    Args:
        parts: folders and file name, in readable characters.
        origin: where it lies, as a teacher would look for it.
        read: gives the bytes.
        problem: a Chinese sentence on why it cannot be read, or empty.
        changed: seconds since 1970.
    """

    parts: Parts
    origin: str
    read: Callable[[], bytes]
    problem: str
    changed: float


def find(place: Path) -> list[Found]:
    """Return the files of a folder or a zip, or the one file that was named; what programs leave behind is left out.

    Raises:
        BrokenArchive: it is a zip that cannot be opened.
        OSError: it is a folder that cannot be opened.
    """
    if place.is_dir():
        found = _in_folder(place)
    elif place.suffix.casefold() == ".ipynb":
        found = iter([_found(place, place.parent)])
    else:
        found = _in_archive(place, place.name)
    kept = [each for each in found if not _is_left_over(each.parts)]
    if any("submitted" in each.parts[:2] for each in kept):
        kept = [each for each in kept if not _BESIDE_SUBMITTED & set(each.parts[:2])]
    return kept


def _is_left_over(parts: Parts) -> bool:
    name = parts[-1]
    return bool(set(parts) & _NOT_HANDED_IN) or name.startswith("._") or name.casefold() in _LEFT_BY_PROGRAMS


def _in_folder(place: Path) -> Iterator[Found]:
    above = ("submitted",) if place.name == "submitted" else ()
    for path in sorted(_walk(place)):
        found = _found(path, place)
        found = Found((*above, *found.parts), found.origin, found.read, found.problem, found.changed)
        if path.suffix.casefold() == ".zip" and not found.problem:
            yield from _in_inner_archive(path, found)
        else:
            yield found


def _walk(place: Path) -> Iterator[Path]:
    """Give every file below a folder; a link is given, never followed, and so is a folder that cannot be opened."""
    for path in place.iterdir():
        if path.name in _NOT_HANDED_IN or not path.is_dir() or path.is_symlink():
            if path.name not in _NOT_HANDED_IN:
                yield path
        elif not os.access(path, os.R_OK | os.X_OK):
            yield path
        elif not (path / FILE).is_file():  # a results folder may lie among the submissions
            yield from _walk(path)


def _found(path: Path, place: Path) -> Found:
    names = path.relative_to(place).parts
    parts = tuple(readable(os.fsencode(name)) for name in names)
    return Found(parts, _legible("/".join(parts)), path.read_bytes, _problem_of(path), path.lstat().st_mtime)


def _problem_of(path: Path) -> str:
    status = path.lstat()
    if stat.S_ISLNK(status.st_mode):
        return "这是符号链接，不是文件，没有读。请学生提交文件本身。"
    if stat.S_ISDIR(status.st_mode):
        return "这个文件夹没有权限打开。请改好权限再批一次。"
    if not stat.S_ISREG(status.st_mode):
        return "这不是普通文件，没有读。请学生重新提交。"
    if not os.access(path, os.R_OK):
        return "这个文件没有权限读。请改好权限再批一次。"
    if status.st_size > BIGGEST and path.suffix.casefold() != ".zip":
        return (
            f"文件有 {status.st_size / 2**20:,.0f} MB，超过 {BIGGEST // 2**20} MB，没有读。请学生清除输出，重新提交。"
        )
    return ""


def _in_inner_archive(path: Path, zipped: Found) -> Iterator[Found]:
    """Give the files of a zip inside of a folder: a student's own, or a platform's; a broken one is one file that cannot be read."""
    above = (*zipped.parts[:-1], path.stem) if len(zipped.parts) == 1 else zipped.parts[:-1]
    try:
        for found in _in_archive(path, zipped.origin):
            yield Found((*above, *found.parts), found.origin, found.read, found.problem, found.changed)
    except BrokenArchive as broken:
        yield Found(zipped.parts, zipped.origin, zipped.read, str(broken), zipped.changed)


def _in_archive(path: Path, origin: str) -> Iterator[Found]:
    for entry in entries(path):
        parts = tuple(part for part in entry.parts if part not in ("..", ".")) or ("（没有名字）",)
        yield Found(parts, _legible(f"{origin}：{'/'.join(entry.parts)}"), entry.read, entry.problem, entry.changed)


def _legible(path: str) -> str:
    """Return a path as it can stand on one line of a table and in a terminal: what is not shown, or would steer either, becomes a mark."""
    return "".join(each if each.isprintable() or each == "\u3000" else "�" for each in path[:_LONGEST_PATH])
