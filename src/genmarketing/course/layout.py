"""Lays the course out in a learner's folder: copies that are theirs, never overwritten, with newer editions beside them.

`.genmarketing/editions.json` in that folder remembers which edition each copy was made from.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

from genmarketing.course.failure import CourseError
from genmarketing.course.language import copy_of
from genmarketing.theme import course_root

STATE = ".genmarketing"
_EDITIONS = "editions.json"
_NEWER = "新版"


@dataclass
class Layout:
    """One laid-out folder.

    Args:
        folder: the learner's or teacher's folder.
        teacher: whether the solutions are in it.
        editions: relative path -> SHA-256 of every shipped edition that was laid out for it, the first one first.
    """

    folder: Path
    teacher: bool = False
    editions: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> Layout | None:
        """Return the layout of a folder, or None when the course was never laid out there."""
        try:
            kept = json.loads((folder / STATE / _EDITIONS).read_text(encoding="utf-8"))
            return cls(folder, bool(kept["teacher"]), {name: list(seen) for name, seen in kept["editions"].items()})
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def write(self) -> None:
        """Keep the layout in the folder."""
        state = self.folder / STATE
        state.mkdir(exist_ok=True)
        kept = {"teacher": self.teacher, "editions": self.editions}
        part = state / f"{_EDITIONS}.part"
        part.write_text(json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")
        part.replace(state / _EDITIONS)

    def lay(self, source: Path, name: str) -> str | None:
        """Bring one shipped file to the folder; return a Chinese line when a newer edition was laid beside a copy."""
        edition = hashlib.sha256(source.read_bytes()).hexdigest()
        target = self.folder / name
        seen = self.editions.setdefault(name, [])
        if not target.exists():
            _copy(source, target)
            if edition not in seen:
                seen.append(edition)
            return None
        if edition in seen:
            return None
        seen.append(edition)
        if target.read_bytes() == copy_of(source):
            return None
        beside = _free_name(target)
        _copy(source, beside)
        return f"{name} 有新版，已放在旁边：{beside.name}。你原来的文件没有动。"


def start(folder: Path, *, teacher: bool = False) -> list[str]:
    """Lay the course out in a folder: chapters, workbooks, data cards; solutions for a teacher only.

    Args:
        folder: made where it is missing. What is in it already stays as it is.
        teacher: whether to add the solutions; once added, they are kept up to date.

    Returns:
        Chinese lines that say which newer editions were laid beside older copies.

    Raises:
        CourseError: the path is a file, or the shipped course itself.
        OSError: the folder cannot be written.
    """
    if folder.exists() and not folder.is_dir():
        raise CourseError(f"{folder} 是一个文件，课程要放进文件夹里。请换一个名字，再运行一次。")
    if folder.resolve() == course_root():
        raise CourseError(f"{folder} 是课程的源文件夹。请换一个文件夹，免得学习记录混进源文件。")
    folder.mkdir(parents=True, exist_ok=True)
    layout = Layout.read(folder) or Layout(folder)
    layout.teacher = layout.teacher or teacher
    kinds = [("chapters", "*.ipynb"), ("exercises", "*.ipynb"), ("datasets", "*.md")]
    if layout.teacher:
        kinds.append(("solutions", "*.ipynb"))
    said = []
    for kind, pattern in kinds:
        for source in sorted((course_root() / kind).glob(pattern)):
            line = layout.lay(source, f"{kind}/{source.name}")
            if line:
                said.append(line)
    layout.write()
    return said


def _copy(source: Path, target: Path) -> None:
    """Copy through a part file, so that a full disk or a kill leaves no half notebook behind."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    part.write_bytes(copy_of(source))
    part.replace(target)


def _free_name(target: Path) -> Path:
    number = 1
    while True:
        mark = _NEWER if number == 1 else f"{_NEWER}{number}"
        beside = target.with_name(f"{target.stem}.{mark}{target.suffix}")
        if not beside.exists():
            return beside
        number += 1
