"""Why a build stops."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class BuildRefused(Exception):
    """The build stops; `sentences` say in Chinese what is wrong and where, all that was found at once."""

    def __init__(self, *sentences: str) -> None:
        self.sentences = sentences
        super().__init__("\n".join(sentences))


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """Return «是不是 A、B？» for the nearest known names, or nothing where none is near."""
    near = get_close_matches(wrong, list(known), n=3, cutoff=0.6)
    return f"是不是 {'、'.join(near)}？" if near else ""
