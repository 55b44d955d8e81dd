"""Guess first: the learner commits to a guess, and meets it again beside the result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakSet

import traitlets

from genmarketing.ui.controls import Choice, Slider
from genmarketing.ui.frame import Frame, Panel
from genmarketing.ui.panels import Tile, Tiles
from genmarketing.ui.widget import CourseWidget

_guesses: dict[tuple[str, str], dict[str, Any]] = {}
_recalls: WeakSet[Recall] = WeakSet()


@dataclass(frozen=True)
class Interval:
    """A guess of two ends: the learner moves both.

    Example: `Interval("range", "95% 会落在", values=range(0, 101), start=(40, 60), unit="%")`.

    Attributes:
        name: name of the guess.
        label: what the learner reads.
        values: the values that an end can take, ascending.
        start: indices of the two ends at first.
        unit: put after each value.
    """

    name: str
    label: str
    values: Sequence[float]
    start: tuple[int, int]
    unit: str = ""

    def __post_init__(self) -> None:
        low, high = self.start
        if not 0 <= low < high < len(self.values):
            raise ValueError(f"an interval starts with two indices below {len(self.values)}, not {self.start}")

    def encode(self) -> dict[str, Any]:
        """Return what the browser needs."""
        slider = Slider(self.name, self.label, self.values, unit=self.unit).encode()
        return slider | {"kind": "interval", "start": list(self.start)}


class Prediction(CourseWidget):
    """A question, a guess and a button that commits to it. The guess is kept and can be changed until it is recalled.

    Example:
        >>> from genmarketing.ui import Prediction, Slider
        >>> prediction = Prediction(
        ...     key="active_share", theme="moe_reasoning", question="一个词经过全部参数的百分之几？",
        ...     answer=Slider("share", "我猜", values=range(0, 101), start=50, unit="%"),
        ... )
        >>> prediction.guess is None
        True

    Args:
        key: name under which the guess is kept, and recalled.
        theme: the theme that the key belongs to.
        question: what is asked.
        answer: how the learner answers: a Slider, a Choice or an Interval.
        title: heading.
    """

    script = "prediction"
    question = traitlets.Unicode().tag(sync=True)
    answer = traitlets.Dict().tag(sync=True)

    def __init__(
        self, *, key: str, theme: str, question: str, answer: Slider | Choice | Interval, title: str = "先猜一猜"
    ) -> None:
        self._answer = answer
        alt = f"猜一猜：{question}"
        super().__init__(title=title, alt=alt, key=key, theme=theme, question=question, answer=answer.encode())
        self.observe(self._tell, names="state")

    @property
    def guess(self) -> Any:
        """The committed value (two values for an Interval), or None."""
        return self._value(self.state["at"]) if self.state["committed"] else None

    def _value(self, at: Any) -> Any:
        values = self._answer.values
        return [values[index] for index in at] if isinstance(at, list) else values[at]

    def restored(self, kept: dict[str, Any] | None) -> dict[str, Any]:
        """Return the kept guess, if the answer still has it."""
        state = kept or {}
        at: Any = state.get("at")
        count = len(self._answer.values)
        if isinstance(self._answer, Interval):
            whole = isinstance(at, list) and len(at) == 2 and all(isinstance(end, int) for end in at)
            sound = whole and 0 <= at[0] <= at[1] < count
            start: Any = list(self._answer.start)
        else:
            sound = isinstance(at, int) and 0 <= at < count
            start = self._answer.start
        committed = sound and state.get("committed") is True
        return {"at": at if sound else start, "committed": committed}

    def kept_form(self, state: dict[str, Any]) -> dict[str, Any]:
        """Return the state with the value and the text of the guess, which `recall` needs."""
        labels = self.answer["labels"]
        at = state["at"]
        label = f"{labels[at[0]]} 到 {labels[at[1]]}" if isinstance(at, list) else labels[at]
        return {**state, "value": self._value(at), "label": label}

    def _tell(self, change: dict[str, Any]) -> None:
        _guesses[self.theme, self.key] = self.kept_form(change["new"])
        for recall in list(_recalls):
            if (recall.theme, recall.key) == (self.theme, self.key):
                recall.refresh()


class Recall(CourseWidget):
    """A guess beside what came out; made by `recall`."""

    script = "recall"
    frame = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        *,
        key: str,
        theme: str,
        truth: str,
        say: Callable[[Any], str],
        draw: Callable[[Any | None], Panel] | None,
        title: str,
    ) -> None:
        self._truth, self._say, self._draw = truth, say, draw
        alt = f"先前的猜测与结果的对照；结果是 {truth}。"
        super().__init__(title=title, alt=alt, key=key, theme=theme)
        _recalls.add(self)
        self.refresh()

    def restored(self, kept: dict[str, Any] | None) -> dict[str, Any]:
        """Remember the kept guess; a recall has no state of its own."""
        self._found = kept or {}
        return {}

    def refresh(self) -> None:
        """Show the guess as it is now."""
        guess = _guesses.get((self.theme, self.key), self._found)
        committed = guess.get("committed") is True and "value" in guess
        own = Tile("你猜的", guess["label"] if committed else "还没有猜")
        waiting = "你还没有下注。回到前面「先猜一猜」那一格定下你的数，这里会立刻拿它和结果对照。"
        said = self._say(guess["value"]) if committed else waiting
        drawn = [self._draw(guess["value"] if committed else None)] if self._draw else []
        frame = Frame([Tiles([own, Tile("结果", self._truth, colour="main")]), *drawn], said)
        self.frame = frame.encode()


def recall(
    key: str,
    *,
    theme: str,
    truth: str,
    say: Callable[[Any], str],
    draw: Callable[[Any | None], Panel] | None = None,
    title: str = "你猜的，和结果",
) -> Recall:
    """Return a widget that shows a guess beside the result, also as soon as the learner changes it.

    Example: `recall("active_share", theme="moe_reasoning", truth="5.6%", say=lambda guess: f"差了 {abs(guess - 5.6):.1f} 个百分点。")`.

    Args:
        key: the key of the Prediction.
        theme: its theme.
        truth: the result, written out.
        say: gives the sentence for a guess: its value, or two values for an Interval.
        draw: gives a picture of the result with the guess in it, or without one as long as there is none.
        title: heading.
    """
    return Recall(key=key, theme=theme, truth=truth, say=say, draw=draw, title=title)
