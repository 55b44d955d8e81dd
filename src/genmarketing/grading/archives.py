"""Reading zip files from strangers: nothing is unpacked to disk, and no entry is believed."""

from __future__ import annotations

import io
import lzma
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from genmarketing.grading.notebooks import BIGGEST

MOST_ENTRIES = 100_000
"""Three hundred students who each pack the whole course folder come to some thirty thousand."""

MOST_RATIO = 200
"""How much larger than its compressed form a notebook may be. Notebooks shrink some tenfold; bombs a thousandfold."""

BIGGEST_INSIDE = 100 * 2**20
"""Bytes of a zip inside of a zip, which is read into memory."""

_UTF8_NAMES = 0x800
_ENCRYPTED = 0x1
_LINK = 0o120000
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,  # of bz2, and of a place in the file that there cannot be
    OverflowError,
    MemoryError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    struct.error,
)


@dataclass(frozen=True)
class Member:
    """A way to read one file in an archive later, in this process or another.

    Args:
        archive: the zip on disk.
        steps: its place in the archive's list; where that is a zip itself, its place in the list of that one.
    """

    archive: Path
    steps: tuple[int, ...]

    def __call__(self) -> bytes:
        """Return the file's bytes, never more than a notebook may have.

        Raises:
            OSError: it cannot be read; the text is a Chinese sentence.
        """
        try:
            archive = _opened(self.archive, os.getpid(), self.archive.stat().st_mtime_ns)
            if len(self.steps) > 1:
                archive = _opened_inside(archive, self.steps[0])
        except BrokenArchive as broken:
            raise OSError(0, str(broken)) from None
        return _content(archive, self.steps[-1], BIGGEST)


@dataclass(frozen=True)
class Entry:
    """One file in an archive: its path in readable characters, how to read it, or why not.

    Args:
        parts: folders and file name.
        read: gives the bytes.
        problem: a Chinese sentence, or empty.
        changed: seconds since 1970.
    """

    parts: tuple[str, ...]
    read: Member
    problem: str
    changed: float


class BrokenArchive(ValueError):
    """A file that is no zip, or a damaged one; the text is a Chinese sentence."""


def entries(archive: Path) -> Iterator[Entry]:
    """Give the files of a zip; of a zip inside of it, its files in its place.

    Raises:
        BrokenArchive: it is none, or has too many entries.
    """
    try:
        opened = _opened(archive, os.getpid(), archive.stat().st_mtime_ns)
    except OSError:
        raise BrokenArchive("压缩包读不出来，可能没有权限。请看看这个文件能不能打开。") from None
    yield from _entries(opened, archive, ())


@lru_cache(maxsize=4)
def _opened(archive: Path, process: int, changed: int) -> zipfile.ZipFile:
    """Return an archive, opened once: its list is as long as the class. A forked process opens its own, since the place in a file is shared."""
    return _zip(archive.open("rb"))


@lru_cache(maxsize=1)
def _opened_inside(outer: zipfile.ZipFile, place: int) -> zipfile.ZipFile:
    """Return a zip in a zip, opened once for all that lies in it: unpacking it for each file would take hours where there are many."""
    return _zip(io.BytesIO(_content(outer, place, BIGGEST_INSIDE)))


def _zip(file: BinaryIO) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except _BROKEN:
        raise BrokenArchive("压缩包打不开，可能没有传完，或不是 zip。请重新下载，或请学生重新提交。") from None


def _entries(opened: zipfile.ZipFile, archive: Path, steps: tuple[int, ...]) -> Iterator[Entry]:
    listed = opened.infolist()
    if len(listed) > MOST_ENTRIES:
        raise BrokenArchive(
            f"压缩包里有 {len(listed):,} 个文件，超过 {MOST_ENTRIES:,} 个，没有读。请检查是不是拿错了。"
        )
    for place, info in enumerate(listed):
        if info.filename.endswith("/"):  # `is_dir` stumbles over an entry without a name
            continue
        name = _name(info)
        parts = tuple(part for part in PurePosixPath(name.replace("\\", "/")).parts if part != "/")
        entry = Entry(parts or (name,), Member(archive, (*steps, place)), _problem(info, name), _changed(info))
        if name.casefold().endswith(".zip") and not steps and not entry.problem:
            yield from _inside(entry, opened)
        else:
            yield entry


def _inside(entry: Entry, outer: zipfile.ZipFile) -> Iterator[Entry]:
    """Give the files of a zip that a student has put into the platform's zip, or the reason why there are none."""
    try:
        for each in _entries(_opened_inside(outer, entry.read.steps[-1]), entry.read.archive, entry.read.steps):
            yield Entry((*entry.parts, *each.parts), each.read, each.problem, each.changed)
    except (BrokenArchive, OSError) as broken:
        problem = str(broken) if isinstance(broken, BrokenArchive) else f"{broken.strerror}。"
        yield Entry(entry.parts, entry.read, problem, entry.changed)


def _content(archive: zipfile.ZipFile, place: int, most: int) -> bytes:
    try:
        with archive.open(archive.infolist()[place]) as opened:
            return opened.read(most + 1)
    except (*_BROKEN, IndexError):
        raise OSError(0, "压缩包里的这一份读不出来，已经损坏") from None


def _name(entry: zipfile.ZipInfo) -> str:
    """Return the name as its writer meant it: Windows in Chinese writes GBK and does not say so."""
    if entry.flag_bits & _UTF8_NAMES:
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:  # from an extra field, in which names are Unicode
        return entry.filename
    return readable(raw)


def readable(raw: bytes) -> str:
    """Return a file name's bytes as text: UTF-8, else GB 18030, which takes almost everything."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")


def _problem(entry: zipfile.ZipInfo, name: str) -> str:
    if ".." in PurePosixPath(name.replace("\\", "/")).parts or name.startswith(("/", "\\")) or name[1:2] == ":":
        return "压缩包里的路径要跳到外面去（../ 或绝对路径），这一份没有读。请学生重新提交。"
    if (entry.external_attr >> 16) & 0o170000 == _LINK:
        return "压缩包里的这一份是符号链接，不是文件，没有读。请学生重新提交。"
    if entry.flag_bits & _ENCRYPTED:
        return "压缩包里的这一份有密码，没有读。请学生不要加密，重新提交。"
    most = BIGGEST_INSIDE if name.casefold().endswith(".zip") else BIGGEST
    if entry.file_size > most or (
        entry.file_size > 2**20 and entry.file_size > MOST_RATIO * max(entry.compress_size, 1)
    ):
        size = entry.file_size / 2**20
        return f"这一份展开有 {size:,.0f} MB，不像笔记本，没有读。请学生清除输出，重新提交。"
    return ""


def _changed(entry: zipfile.ZipInfo) -> float:
    try:
        return datetime(*entry.date_time).timestamp()
    except (ValueError, OverflowError, OSError):
        return 0.0
