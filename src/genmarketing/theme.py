"""Finds the course's themes by name: reads each `theme.toml`, and loads the questions of a theme that has some.

Only the standard library is imported here, so that the door can name the themes before there is an environment.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd

    from genmarketing.workbook.question import Question

_PACKAGE = Path(__file__).resolve().parent
_STATUSES = ("ready", "writing")


class UnknownTheme(KeyError):
    """There is no theme of that name; the text is a Chinese sentence that lists those there are."""

    def __init__(self, name: str) -> None:
        self.sentence = f"没有叫「{name}」的主题。可以选：{'、'.join(theme.name for theme in themes())}。"
        super().__init__(self.sentence)

    def __str__(self) -> str:
        return self.sentence


@dataclass(frozen=True)
class Theme:
    """One of the course's themes, as its `theme.toml` describes it.

    Args:
        number: its place in the course, from 1.
        name: name of its folder and, after the number, of its notebooks.
        title: Chinese title.
        title_en: English title.
        teaches: what a learner does and can do afterwards, in one or two Chinese sentences.
        minutes: study time of the chapter.
        status: `ready`, or `writing` while there is no chapter yet.
    """

    number: int
    name: str
    title: str
    title_en: str
    teaches: str
    minutes: int
    status: str

    def __post_init__(self) -> None:
        if self.status not in _STATUSES:
            raise ValueError(f"{self.name}: status {self.status!r} is none of {_STATUSES}")

    @property
    def notebook(self) -> str:
        """Stem shared by the theme's chapter, workbook and solutions, such as `01_moe_reasoning`."""
        return f"{self.number:02d}_{self.name}"

    @property
    def folder(self) -> Path:
        """Folder of the theme's sources."""
        return _PACKAGE / "themes" / self.name

    def questions(self) -> Sequence[Question]:
        """Return the theme's question bank in the order of the workbook; empty while it has none."""
        return _questions(self.folder)

    def generators(self) -> Mapping[str, Callable[[], pd.DataFrame]]:
        """Return what makes each made data set of the theme, by the data set's name."""
        modules = sorted(path.stem for path in (self.folder / "generators").glob("*.py"))
        loaded = {name: import_module(f"genmarketing.themes.{self.name}.generators.{name}") for name in modules}
        return {name: module.generate for name, module in loaded.items() if hasattr(module, "generate")}


def themes() -> list[Theme]:
    """Return all themes, in the order of the course."""
    return list(_themes())


@cache
def _themes() -> tuple[Theme, ...]:
    """Read the themes once: whoever writes a page for each of three hundred learners asks some thousand times."""
    found = []
    for path in (_PACKAGE / "themes").glob("*/theme.toml"):
        fields = tomllib.loads(path.read_text(encoding="utf-8"))
        found.append(Theme(name=path.parent.name, **fields))
    return tuple(sorted(found, key=lambda theme: theme.number))


@cache
def _questions(folder: Path) -> Sequence[Question]:
    """Look for a theme's questions once: grading a class asks for them some thousand times."""
    if not (folder / "questions.py").exists() and not (folder / "questions").is_dir():
        return ()
    questions: Sequence[Question] = import_module(f"genmarketing.themes.{folder.name}.questions").QUESTIONS
    return questions


def theme(name: str) -> Theme:
    """Return the theme called `name`; its number («1», «01») and its notebook's name do as well.

    Raises:
        UnknownTheme: there is none.
    """
    for candidate in themes():
        if name in (candidate.name, candidate.notebook, str(candidate.number), f"{candidate.number:02d}"):
            return candidate
    raise UnknownTheme(name)


def course_root() -> Path:
    """Return the folder that holds chapters/, exercises/, solutions/ and datasets/.

    In a checkout that is the repository; in an installed wheel, the copy that the wheel carries.
    """
    carried = _PACKAGE / "_course"
    return carried if carried.is_dir() else _PACKAGE.parent.parent


def checkout() -> Path | None:
    """Return the repository's folder, or None where the package was installed from a wheel."""
    root = course_root()
    return root if (root / "course.py").is_file() else None
