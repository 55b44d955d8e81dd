"""A dialogue: the system asks, the learner picks an answer, Python looks at all answers and asks on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import traitlets

from genmarketing.ui.frame import Frame
from genmarketing.ui.widget import CourseWidget


@dataclass(frozen=True)
class Turn:
    """What the system says after some answers.

    Attributes:
        prompt: the question, or the closing words.
        options: the answers to pick from, at most nine; none when the dialogue is done.
        frame: the picture at this point.
        done: the dialogue ends here.
    """

    prompt: str
    options: Sequence[str] = ()
    frame: Frame | None = None
    done: bool = False

    def __post_init__(self) -> None:
        if isinstance(self.options, str):
            raise ValueError("options of a Turn are a list of texts, not one text")
        if self.done == bool(self.options):
            raise ValueError("a Turn has options to pick from, or it is done")
        if len(self.options) > 9:
            raise ValueError(f"a Turn has at most nine options, one for each key, not {len(self.options)}")


class Conversation(CourseWidget):
    """The system asks, the learner picks an option by click or with the keys 1 to 9; steps can be taken back.

    Python gets the whole history of picks and gives the next turn, so the next question may depend on every answer. For equal histories
    it must give equal turns: the dialogue is played again from its picks when the notebook is reopened.

    Example:
        >>> from genmarketing.ui import Conversation, Turn
        >>> def guide(history):
        ...     if len(history) == 2:
        ...         return Turn("那就试试无糖茶。", done=True)
        ...     return Turn(["口味想要？", "多大一瓶？"][len(history)], [["甜", "不甜"], ["小", "大"]][len(history)])
        >>> talk = Conversation(title="你要哪一瓶", alt="两问之后给出一款饮料。", begin=guide)
        >>> talk.state = {"history": [1, 0]}
        >>> talk.turn["prompt"], talk.turn["past"]
        ('那就试试无糖茶。', [{'prompt': '口味想要？', 'picked': '不甜'}, {'prompt': '多大一瓶？', 'picked': '小'}])

    Args:
        title: heading.
        alt: what is shown, one sentence.
        begin: gives the Turn for a history of picks (indices of options); also for an empty one.
        key: keeps the picks under this name.
        theme: the theme that the key belongs to.

    Raises:
        TypeError: `begin` gave something other than a Turn for the empty history.
    """

    script = "conversation"
    turn = traitlets.Dict().tag(sync=True)

    def __init__(
        self, *, title: str, alt: str, begin: Callable[[list[int]], Turn], key: str = "", theme: str = ""
    ) -> None:
        self._begin = begin
        self._turns: dict[tuple[int, ...], Turn] = {}
        self._turn([])  # an author's mistake in the first turn stops the cell
        super().__init__(title=title, alt=alt, key=key, theme=theme)
        self._answer()
        self.observe(self._answer, names="state")

    @property
    def history(self) -> list[int]:
        """The picks so far: the index of an option for each turn."""
        return list(self.state["history"])

    def restored(self, kept: dict[str, Any] | None) -> dict[str, Any]:
        """Return the kept picks up to the first that the dialogue does not offer any more."""
        picks = (kept or {}).get("history", [])
        return {"history": self._played(picks if isinstance(picks, list) else [])}

    def _played(self, picks: Sequence[Any]) -> list[int]:
        played: list[int] = []
        for pick in picks:
            try:
                options = self._turn(played).options
            except Exception:  # an edition that cannot go on from here
                break
            if isinstance(pick, bool) or pick not in range(len(options)):
                break
            played.append(int(pick))
        return played

    def _turn(self, history: Sequence[int]) -> Turn:
        found = tuple(history)
        if found not in self._turns:
            turn = self._begin(list(history))
            if not isinstance(turn, Turn):
                raise TypeError(f"begin must return a Turn, not {type(turn).__name__}")
            self._turns[found] = turn
        return self._turns[found]

    def _answer(self, _change: dict[str, Any] | None = None) -> None:
        history = self.history
        turns = [self._turn(history[:count]) for count in range(len(history))]
        past = [
            {"prompt": turn.prompt, "picked": turn.options[pick]} for turn, pick in zip(turns, history, strict=True)
        ]
        try:
            now = self._turn(history)
        except Exception as error:
            said = f"这一步没有算出来（{type(error).__name__}：{error}）。退一步，换一个回答。"
            self.turn = {"prompt": said, "options": [], "frame": {}, "done": False, "past": past}
            return
        self.turn = {
            "prompt": now.prompt,
            "options": list(now.options),
            "frame": now.frame.encode() if now.frame else {},
            "done": now.done,
            "past": past,
        }
