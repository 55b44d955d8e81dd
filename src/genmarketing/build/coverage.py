"""Which concepts of the glossary are taught and graded, where, and which are missing."""

from __future__ import annotations

from typing import Any

from genmarketing.build.chapter import read_chapter
from genmarketing.data import concept, concept_ids
from genmarketing.theme import themes

Places = dict[str, list[str]]


def coverage() -> dict[str, Any]:
    """Return `taught` and `graded` (concept id -> places) and `missing` (concept ids).

    A place is a notebook and, in it, a section or a question's title. Missing is, in the themes that are ready: a core
    concept that is not taught or not graded, and any other that is not taught.
    """
    taught, graded = Places(), Places()
    for theme in themes():
        chapter = theme.folder / "chapter.md"
        if chapter.exists():
            for concept, sections in read_chapter(theme, chapter).taught().items():
                taught.setdefault(concept, []).extend(f"chapters/{theme.notebook} · {section}" for section in sections)
        for question in theme.questions():
            for concept in question.concepts:
                graded.setdefault(concept, []).append(f"exercises/{theme.notebook} · {question.title}")
    return {"taught": _sorted(taught), "graded": _sorted(graded), "missing": _missing(taught, graded)}


def _missing(taught: Places, graded: Places) -> list[str]:
    ready = {theme.name for theme in themes() if theme.status == "ready"}
    return [
        term.id
        for term in map(concept, concept_ids())
        if term.theme in ready and (term.id not in taught or (term.core and term.id not in graded))
    ]


def _sorted(places: Places) -> Places:
    return dict(sorted(places.items()))
