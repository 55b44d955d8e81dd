"""Look a citation up in a table of references: is there such a work, and are its particulars right?

Language models invent citations that look right: real authors, a plausible title, a fitting year. Each part has to
be held to an entry, since an invented citation often borrows true parts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

CitationVerdict = Literal["found", "altered", "unlisted"]

IN_WORDS: Mapping[CitationVerdict, str] = {"found": "对得上", "altered": "有这篇，抄错了", "unlisted": "表里没有"}
"""How a verdict is told."""

PARTS: Mapping[str, str] = {"author": "作者", "year": "年份", "title": "题目"}
"""The parts of a citation that are compared, and their names."""

SIMILAR = 0.8
"""Similarity of titles (0 … 1) from which a slip is assumed rather than another work."""


@dataclass(frozen=True)
class Citation:
    """First author's family name, year and title."""

    author: str
    year: int
    title: str


@dataclass(frozen=True)
class LookUp:
    """What the table says about a citation."""

    verdict: CitationVerdict
    nearest: Citation
    """the entry with the most similar title"""
    differences: tuple[str, ...]
    """which of author, year and title differ from it"""


def similarity(first: str, second: str) -> float:
    """Similarity of two titles, 0 … 1, without regard to case."""
    return SequenceMatcher(None, first.lower(), second.lower()).ratio()


def look_up(citation: Citation, entries: Sequence[Citation]) -> LookUp:
    """Compare with the entry of the most similar title. ValueError for an empty table.

    "unlisted" means: not in this table. The table is not the world; a search elsewhere has to follow.
    """
    if not entries:
        raise ValueError("there is nothing to look up in")
    nearest = max(entries, key=lambda entry: similarity(citation.title, entry.title))
    differences = tuple(name for name in PARTS if _norm(getattr(citation, name)) != _norm(getattr(nearest, name)))
    if not differences:
        return LookUp("found", nearest, ())
    near = similarity(citation.title, nearest.title) >= SIMILAR
    return LookUp("altered" if near else "unlisted", nearest, differences)


def _norm(part: str | int) -> str:
    return str(part).casefold()
