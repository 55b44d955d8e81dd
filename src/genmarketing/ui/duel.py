"""Two cards at a time, of which the learner picks one; Python learns from all picks so far."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import traitlets

from genmarketing.ui.frame import Frame
from genmarketing.ui.widget import CourseWidget

History = list[tuple[int, int]]
"""Picks in their order: index of the item that won, index of the one that lost."""


class Duel(CourseWidget):
    """Pairs of cards to choose from, by click or with the keys 1 and 2; each pick can be taken back.

    Python answers each pick with a new picture and the next pair, so the result may depend on the whole history.

    Example:
        >>> from genmarketing.ui import Bars, Duel, Frame, Series
        >>> slogans = ["一口回到夏天", "每一滴都算数", "给你的，就是对的"]
        >>> def wins(history):
        ...     counts = [sum(winner == item for winner, _ in history) for item in range(3)]
        ...     return Frame([Bars(slogans, [Series("选中", counts)], y="次")], f"你选了 {len(history)} 次。")
        >>> def next_pair(history):
        ...     return None if len(history) == 9 else (len(history) % 3, (len(history) + 1) % 3)
        >>> duel = Duel(title="你更喜欢哪一句", alt="三条文案的得分", items=slogans, update=wins, next_pair=next_pair)
        >>> duel.pair
        [0, 1]

    Args:
        title: heading.
        alt: what the picture shows, one sentence.
        items: text of each card, at least two.
        update: gives the Frame for a history; also for an empty one.
        next_pair: gives two indices of items, or None when there is nothing more to ask.
        key: keeps the picks under this name.
        theme: the theme that the key belongs to.

    Raises:
        ValueError: fewer than two items, or a pair that is none.
    """

    script = "duel"
    items: traitlets.List[Any] = traitlets.List().tag(sync=True)
    pair: traitlets.List[Any] = traitlets.List().tag(sync=True)
    frame = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        *,
        title: str,
        alt: str,
        items: Sequence[str],
        update: Callable[[History], Frame],
        next_pair: Callable[[History], tuple[int, int] | None],
        key: str = "",
        theme: str = "",
    ) -> None:
        if len(items) < 2:
            raise ValueError(f"a Duel needs at least two items, not {len(items)}")
        self._update, self._next_pair = update, next_pair
        super().__init__(title=title, alt=alt, key=key, theme=theme, items=list(items))
        self._answer()
        self.observe(self._answer, names="state")

    @property
    def history(self) -> History:
        """The picks so far."""
        return [(winner, loser) for winner, loser in self.state["history"]]

    def restored(self, kept: dict[str, Any] | None) -> dict[str, Any]:
        """Return the kept picks, if each is of two different items that are still there."""
        history = (kept or {}).get("history", [])
        known = range(len(self.items))
        sound = isinstance(history, list) and all(
            isinstance(pick, list) and len(pick) == 2 and pick[0] != pick[1] and all(item in known for item in pick)
            for pick in history
        )
        return {"history": history if sound else []}

    def _answer(self, _change: dict[str, Any] | None = None) -> None:
        history = self.history
        pair = self._next_pair(history)
        if pair is not None and not (pair[0] != pair[1] and all(0 <= item < len(self.items) for item in pair)):
            raise ValueError(f"next_pair gave {pair}; it must give two different indices below {len(self.items)}")
        frame = self._update(history).encode()
        # One message for both, so that the browser never draws a pair with the picture of another.
        with self.hold_sync():
            self.pair = [] if pair is None else [int(item) for item in pair]
            self.frame = frame | {"picks": len(history)}
