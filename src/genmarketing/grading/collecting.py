"""Finds what was handed in: a folder of students, a flat folder, nbgrader's `submitted/`, or the zip of a learning platform."""

from __future__ import annotations

import re
import stat
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from genmarketing.course.failure import CourseError
from genmarketing.grading.archives import BrokenArchive, entries
from genmarketing.grading.names import Named, read_names
from genmarketing.grading.notebooks import BIGGEST
from genmarketing.grading.submissions import Submission
from genmarketing.theme import theme, themes

_NOT_HANDED_IN = {".ipynb_checkpoints", "__MACOSX", ".git", ".genmarketing", ".venv"}
_WORKBOOK_CALL = re.compile(rb"Workbook\(\s*\\?[\"'](\w+)\\?[\"']")


@dataclass(frozen=True)
class _Found:
    """One file, before it is known whose it is."""

    parts: tuple[str, ...]
    origin: str
    read: Callable[[], bytes]
    problem: str
    changed: float


def collect(place: Path) -> list[Submission]:
    """Return what lies in a folder or zip, in the order of students and themes; of several of one student and theme, the newest.

    Raises:
        CourseError: there is no such place, it cannot be opened, or it holds not one notebook.
    """
    if not place.exists():
        raise CourseError(f"找不到 {place}。请写上放作业的文件夹，或从平台下载的 zip。")
    try:
        found = list(_in_folder(place) if place.is_dir() else _in_archive(place, place.name))
    except BrokenArchive as broken:
        raise CourseError(f"{place}：{broken}") from None
    submissions = _newest(_submission(each) for each in found if _counts(each))
    if not submissions:
        raise CourseError(f"{place} 里没有一份笔记本（.ipynb）。请看看是不是上一层或下一层的文件夹。")
    return submissions


def _in_folder(place: Path) -> Iterator[_Found]:
    for path in sorted(_walk(place)):
        parts, origin = path.relative_to(place).parts, str(path.relative_to(place))
        if path.suffix.casefold() == ".zip" and not path.is_symlink():
            yield from _in_inner_archive(path, parts, origin)
        else:
            problem = _problem_of(path)
            changed = path.lstat().st_mtime
            yield _Found(parts, origin, path.read_bytes, problem, changed)


def _walk(place: Path) -> Iterator[Path]:
    """Give every file below a folder; a link is given, never followed."""
    for path in place.iterdir():
        if path.name in _NOT_HANDED_IN:
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _walk(path)
        else:
            yield path


def _in_inner_archive(path: Path, parts: tuple[str, ...], origin: str) -> Iterator[_Found]:
    """Give the files of a student's own zip inside of a folder; a broken one is one file that cannot be read."""
    owner = (*parts[:-1], path.stem) if len(parts) == 1 else parts[:-1]
    try:
        for found in _in_archive(path, origin):
            yield replace(found, parts=(*owner, found.parts[-1]) if len(found.parts) == 1 else (*owner, *found.parts))
    except BrokenArchive as broken:
        yield _Found((*owner, f"{path.stem}.ipynb"), origin, path.read_bytes, str(broken), path.stat().st_mtime)


def _in_archive(path: Path, origin: str) -> Iterator[_Found]:
    for entry in entries(path):
        yield _Found(entry.parts, f"{origin}：{'/'.join(entry.parts)}", entry.read, entry.problem, entry.changed)


def _problem_of(path: Path) -> str:
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        return "这是符号链接，不是文件，没有读。请学生提交文件本身。"
    if not stat.S_ISREG(mode):
        return "这不是普通文件，没有读。请学生重新提交。"
    size = path.lstat().st_size
    if size > BIGGEST:
        return f"文件有 {size / 2**20:,.0f} MB，超过 {BIGGEST // 2**20} MB，没有读。请学生清除输出，重新提交。"
    return ""


def _counts(found: _Found) -> bool:
    """Tell whether a file is one that somebody handed in as a workbook: notebooks, and whatever bears a workbook's name."""
    name = found.parts[-1]
    if set(found.parts) & _NOT_HANDED_IN or name.startswith("._"):
        return False
    return name.casefold().endswith(".ipynb") or any(each.notebook in name for each in themes())


def _submission(found: _Found) -> tuple[Submission, Named]:
    named = read_names(found.parts)
    about = named.theme if found.problem else (named.theme or _theme_inside(found))
    flags = []
    if named.late:
        flags.append("平台标记为迟交。")
    if named.cleaned:
        flags.append("名字里有看不见的字符，或太长，已经整理过；请核对是不是这个人。")
    problem = found.problem or ("" if about else "认不出这是哪个主题的练习册：文件名里没有，内容里也没有。")
    return (
        Submission(
            named.student, about, found.origin, found.read, problem, found.changed, tuple(flags), named.platform_id
        ),
        named,
    )


def _theme_inside(found: _Found) -> str:
    """Return the theme that the notebook's own setup cell names."""
    try:
        called = _WORKBOOK_CALL.search(found.read())
    except OSError:
        return ""
    name = called[1].decode() if called else ""
    return theme(name).name if name in {each.name for each in themes()} else ""


def _newest(found: Iterable[tuple[Submission, Named]]) -> list[Submission]:
    """Keep the newest of several files of one student and theme, and say so on it."""
    groups: dict[tuple[str, str, str], list[tuple[Submission, Named]]] = defaultdict(list)
    for submission, named in found:
        groups[submission.student, submission.platform_id, submission.theme or submission.origin].append(
            (submission, named)
        )
    kept = []
    for group in groups.values():
        group.sort(key=lambda pair: (not pair[0].problem, pair[1].edition, pair[0].submitted, pair[0].origin))
        last, others = group[-1][0], [each.origin for each, _ in group[:-1]]
        if others:
            said = f"交了 {len(group)} 份，只批最新的一份；没有批的：{'、'.join(others)}。"
            last = replace(last, flags=(*last.flags, said))
        kept.append(last)
    return sorted(_told_apart(kept), key=lambda each: (each.student, each.theme, each.origin))


def _told_apart(submissions: list[Submission]) -> Iterator[Submission]:
    """Add the platform's number to the names of different people who are called the same."""
    people: dict[str, set[str]] = defaultdict(set)
    for each in submissions:
        people[each.student].add(each.platform_id)
    for each in submissions:
        same_name = len(people[each.student]) > 1 and each.platform_id
        yield replace(each, student=f"{each.student}（{each.platform_id}）") if same_name else each
