"""Reading zip files from strangers: nothing is unpacked to disk, and no entry is believed."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from genmarketing.grading.notebooks import BIGGEST

MOST_ENTRIES = 20_000
MOST_RATIO = 200
"""How much larger than its compressed form a notebook may be. Notebooks shrink some tenfold; bombs a thousandfold."""

_UTF8_NAMES = 0x800
_ENCRYPTED = 0x1
_LINK = 0o120000


@dataclass(frozen=True)
class Member:
    """A way to read one file in an archive later, in this process or another."""

    archive: Path
    name: str

    def __call__(self) -> bytes:
        """Return the file's bytes, never more than a notebook may have."""
        try:
            with zipfile.ZipFile(self.archive) as opened, opened.open(self.name) as file:
                return file.read(BIGGEST + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            raise OSError(0, f"压缩包里的这一份读不出来（{error}）") from None


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
    """Give the files of a zip.

    Raises:
        BrokenArchive: it is none, or has too many entries.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            listed = opened.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise BrokenArchive("压缩包打不开，可能没有下载完。请重新下载。") from None
    if len(listed) > MOST_ENTRIES:
        raise BrokenArchive(
            f"压缩包里有 {len(listed):,} 个文件，超过 {MOST_ENTRIES:,} 个，没有读。请检查是不是拿错了。"
        )
    for entry in listed:
        if not entry.is_dir():
            name = _name(entry)
            parts = tuple(part for part in PurePosixPath(name.replace("\\", "/")).parts if part != "/")
            yield Entry(parts or (name,), Member(archive, entry.filename), _problem(entry, name), _changed(entry))


def _name(entry: zipfile.ZipInfo) -> str:
    """Return the name as its writer meant it: Windows in Chinese writes GBK and does not say so."""
    if entry.flag_bits & _UTF8_NAMES:
        return entry.filename
    raw = entry.filename.encode("cp437", errors="surrogateescape")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _problem(entry: zipfile.ZipInfo, name: str) -> str:
    if ".." in PurePosixPath(name.replace("\\", "/")).parts or name.startswith(("/", "\\")) or name[1:2] == ":":
        return "压缩包里的路径要跳到外面去（../ 或绝对路径），这一份没有读。请学生重新提交。"
    if (entry.external_attr >> 16) & 0o170000 == _LINK:
        return "压缩包里的这一份是符号链接，不是文件，没有读。请学生重新提交。"
    if entry.flag_bits & _ENCRYPTED:
        return "压缩包里的这一份有密码，没有读。请学生不要加密，重新提交。"
    if entry.file_size > BIGGEST or (
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
