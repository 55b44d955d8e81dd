"""Items to put into bins, with an answer to each placement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import traitlets

from genmarketing.ui.widget import CourseWidget


@dataclass(frozen=True)
class Item:
    """One thing to put into a bin.

    Attributes:
        id: name under which its place is kept.
        text: what the learner reads.
        bin: id of the right bin.
        because: said when it lies there.
        hints: id of a wrong bin -> what is said when the item lies in that one; without it, only that it does not belong there.
    """

    id: str
    text: str
    bin: str
    because: str
    hints: Mapping[str, str] = field(default_factory=dict)


class Sorter(CourseWidget):
    """Items that the learner puts into bins with a row of buttons each, or by dragging them, and an answer to all of them at once.

    Nothing is said before 「对一对」. Then each item says why it is right, or what speaks against its bin; the right ones stay, the others can
    be tried again. It works without a kernel.

    Example:
        >>> from genmarketing.ui import Item, Sorter
        >>> sorter = Sorter(
        ...     title="谁的数", alt="两句话，分进两栏。", bins=[("seen", "有出处"), ("made", "编造")],
        ...     items=[
        ...         Item("a", "据《2023 年年报》第 12 页", "seen", "能翻到这一页。"),
        ...         Item("b", "研究表明增长 40%", "made", "没有说哪项研究。", hints={"seen": "「研究表明」不是出处。"}),
        ...     ],
        ... )
        >>> sorter.state = {"placed": {"a": "seen", "b": "seen"}, "checked": {}}
        >>> sorter.placed, sorter.right
        ({'a': 'seen', 'b': 'seen'}, ['a'])

    Args:
        title: heading.
        alt: what is to be sorted, one sentence.
        items: at least two.
        bins: id and label of each, two to six.
        question: what is asked, above the items.
        key: keeps the placements under this name.
        theme: the theme that the key belongs to.

    Raises:
        ValueError: too few items or bins, equal ids, an item or a hint of no bin, a hint for the right bin.
    """

    script = "sorter"
    question = traitlets.Unicode().tag(sync=True)
    items: traitlets.List[Any] = traitlets.List().tag(sync=True)
    bins: traitlets.List[Any] = traitlets.List().tag(sync=True)

    def __init__(
        self,
        *,
        title: str,
        alt: str,
        items: Sequence[Item],
        bins: Sequence[tuple[str, str]],
        question: str = "",
        key: str = "",
        theme: str = "",
    ) -> None:
        _check(items, [name for name, _ in bins])
        self._bins = {item.id: item.bin for item in items}
        super().__init__(
            title=title,
            alt=alt,
            key=key,
            theme=theme,
            question=question,
            items=[
                {"id": item.id, "text": item.text, "bin": item.bin, "because": item.because, "hints": dict(item.hints)}
                for item in items
            ],
            bins=[{"id": name, "label": label} for name, label in bins],
        )

    @property
    def placed(self) -> dict[str, str]:
        """Id of each item that lies in a bin -> id of the bin."""
        return dict(self.state["placed"])

    @property
    def right(self) -> list[str]:
        """Ids of the items that lie in their bin, in the order of the items."""
        return [item for item, right in self._bins.items() if self.placed.get(item) == right]

    def restored(self, kept: dict[str, Any] | None) -> dict[str, Any]:
        """Return the kept placements of items and bins that are still there."""
        known = [one["id"] for one in self.bins]

        def sound(part: str) -> dict[str, str]:
            found = (kept or {}).get(part)
            pairs = found.items() if isinstance(found, dict) else ()
            return {item: name for item, name in pairs if item in self._bins and name in known}

        return {"placed": sound("placed"), "checked": sound("checked")}


def _check(items: Sequence[Item], bins: Sequence[str]) -> None:
    if len(items) < 2 or not 2 <= len(bins) <= 6:
        raise ValueError(f"a Sorter needs at least two items and two to six bins, not {len(items)} and {len(bins)}")
    ids = [item.id for item in items]
    if len(set(ids)) != len(ids) or len(set(bins)) != len(bins):
        raise ValueError(f"items and bins need different ids, these are {ids} and {list(bins)}")
    for item in items:
        if item.bin not in bins:
            raise ValueError(f"item {item.id!r} belongs to {item.bin!r}, which is no bin")
        if item.bin in item.hints:
            raise ValueError(f"item {item.id!r} has a hint for its right bin {item.bin!r}; say it in because")
        strange = [name for name in item.hints if name not in bins]
        if strange:
            raise ValueError(f"item {item.id!r} has a hint for {strange[0]!r}, which is no bin")
