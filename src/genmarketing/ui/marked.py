"""Running text with marked spans. Drawn by `js/marked.js`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from genmarketing.ui.kinds import Legend, check_kinds, encoded_kinds, kind_signs


@dataclass(frozen=True)
class Mark:
    """A span of text; with a kind it is marked, with a note it can be read out.

    Attributes:
        text: the span, blanks and line breaks as they are.
        kind: name of a kind of the panel; empty leaves the text unmarked.
        note: shown when the pointer or the arrow keys come to the span.
    """

    text: str
    kind: str = ""
    note: str = ""


@dataclass(frozen=True)
class Marked:
    """Running text in which spans are marked, each kind with a background and an underline of its own.

    Example: `Marked(["这款面霜", Mark("七天祛斑", "cure", "普通化妆品不得宣称功效")], kinds={"cure": ("功效承诺", "rival")})`.

    Attributes:
        parts: spans in their order; a plain text is a span without kind.
        kinds: name of a kind -> what the legend says, alone or with a role of the palette; at most six.
        title: a short heading.

    Raises:
        ValueError: a part of a kind that `kinds` does not have.
    """

    parts: Sequence[Mark | str]
    kinds: Mapping[str, Legend]
    title: str = field(default="", kw_only=True)

    def __post_init__(self) -> None:
        check_kinds((mark.kind for mark in self._marks()), self.kinds)
        encoded_kinds(self.kinds)

    def _marks(self) -> list[Mark]:
        return [Mark(part) if isinstance(part, str) else part for part in self.parts]

    def encode(self) -> dict[str, Any]:
        """Return what the browser needs."""
        marks = self._marks()
        return {
            "kind": "marked",
            "title": self.title,
            "kinds": encoded_kinds(self.kinds),
            "texts": [mark.text for mark in marks],
            "marks": kind_signs((mark.kind for mark in marks), list(self.kinds)),
            "notes": [mark.note for mark in marks] if any(mark.note for mark in marks) else [],
        }
