"""Text that the learner writes, answered live by Python."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import traitlets

from genmarketing.ui.controls import Control, chosen, indices, unique_names
from genmarketing.ui.frame import Frame
from genmarketing.ui.widget import CourseWidget

_HAN = re.compile(r"[\u3400-\u9fff]")
_LONGEST = 20_000


@dataclass(frozen=True)
class TextField:
    """A field to write in.

    Example: `TextField("text", "文案", value="全网第一的面霜", rows=3, limit=300)`.

    Attributes:
        name: argument under which the text is passed on.
        label: what the learner reads above the field.
        value: the text at first.
        rows: height in lines, 1 to 6; one line takes no line breaks.
        limit: most characters.
        hint: shown in grey while the field is empty.
    """

    name: str
    label: str
    value: str = ""
    rows: int = 1
    limit: int = 500
    hint: str = ""

    def __post_init__(self) -> None:
        if not self.name.isidentifier():
            raise ValueError(
                f"the name of a field is passed as an argument, so it must be an identifier, not {self.name!r}"
            )
        if not 1 <= self.rows <= 6:
            raise ValueError(f"field {self.name!r} has 1 to 6 rows, not {self.rows}")
        if not 1 <= self.limit <= _LONGEST:
            raise ValueError(
                f"the limit of field {self.name!r} lies between 1 and {_LONGEST} characters, not {self.limit}"
            )
        if not self._holds(self.value):
            raise ValueError(
                f"field {self.name!r} cannot hold its own value: {self.rows} rows, {self.limit} characters"
            )

    def _holds(self, text: Any) -> bool:
        return isinstance(text, str) and len(text) <= self.limit and not (self.rows == 1 and "\n" in text)

    def text(self, kept: Any) -> str:
        """Return a kept text, or the first one where the field cannot hold it."""
        return kept if self._holds(kept) else self.value

    def encode(self) -> dict[str, Any]:
        """Return what the browser needs."""
        result: dict[str, Any] = {"name": self.name, "label": self.label, "value": self.value, "hint": self.hint}
        return result | {"rows": self.rows, "limit": self.limit}


class Writer(CourseWidget):
    """Text fields, and controls if need be, whose values Python answers with a Frame.

    A text reaches Python after 250 ms of rest, and never while a Chinese input method composes; a control does at once. The browser asks again
    only when the last question was answered, so answers come in order and never pile up. What `respond` raises becomes a sentence: a
    ValueError with a Chinese message is shown as it is, everything else by its name. The last picture and the text stay.

    Example:
        >>> from genmarketing.ui import Frame, TextField, Tile, Tiles, Writer
        >>> def count(text):
        ...     return Frame([Tiles([Tile("字数", len(text))])], f"一共 {len(text)} 个字。")
        >>> writer = Writer(title="数字数", alt="一个数：这段话有几个字。", fields=[TextField("text", "写一句", value="你好")], respond=count)
        >>> writer.frame["sentence"]
        '一共 2 个字。'

    Args:
        title: heading.
        alt: what the picture shows, one sentence.
        fields: at least one.
        respond: gives the Frame for the values of fields and controls, which come as keyword arguments.
        controls: sliders and choices besides the fields.
        key: keeps texts and controls under this name.
        theme: the theme that the key belongs to.

    Raises:
        ValueError: no field, or two equal names.
        TypeError: `respond` gave something other than a Frame for the first values; other exceptions for these pass through,
            but for a ValueError with a Chinese message.
    """

    script = "writer"
    fields: traitlets.List[Any] = traitlets.List().tag(sync=True)
    controls: traitlets.List[Any] = traitlets.List().tag(sync=True)
    frame = traitlets.Dict().tag(sync=True)
    answer = traitlets.Dict({"to": 0, "problem": ""}).tag(sync=True)

    def __init__(
        self,
        *,
        title: str,
        alt: str,
        fields: Sequence[TextField],
        respond: Callable[..., Frame],
        controls: Sequence[Control] = (),
        key: str = "",
        theme: str = "",
    ) -> None:
        if not fields:
            raise ValueError("a Writer needs at least one field")
        unique_names([*fields, *controls])
        self._fields, self._controls, self._respond = list(fields), list(controls), respond
        super().__init__(
            title=title,
            alt=alt,
            key=key,
            theme=theme,
            fields=[field.encode() for field in fields],
            controls=[control.encode() for control in controls],
        )
        # An author's mistake must stop the cell, a text that a learner left behind must not.
        self._draw(0, strict=self.state == self.restored(None))
        self.on_msg(self._asked)

    @property
    def values(self) -> dict[str, Any]:
        """The texts and the controls' values."""
        return {**self.state["texts"], **chosen(self._controls, self.state["controls"])}

    def restored(self, kept: dict[str, Any] | None) -> dict[str, Any]:
        """Return the kept texts and controls, as far as the fields can hold them."""
        texts, controls = ((kept or {}).get(part) for part in ("texts", "controls"))
        found = texts if isinstance(texts, dict) else {}
        positions = controls if isinstance(controls, dict) else None
        return {
            "texts": {field.name: field.text(found.get(field.name)) for field in self._fields},
            "controls": indices(self._controls, positions),
        }

    def _asked(self, _widget: Any, content: dict[str, Any], _buffers: Any) -> None:
        if content.get("ask") == "respond":
            self.state = self.restored(content.get("state"))
            self._draw(int(content["number"]), strict=False)

    def _draw(self, number: int, *, strict: bool) -> None:
        """Answer the browser's question of this number for the values as they are."""
        frame: dict[str, Any] | None = None
        problem = ""
        try:
            made = self._respond(**self.values)
            if not isinstance(made, Frame):
                raise TypeError(f"respond must return a Frame, not {type(made).__name__}")
            frame = made.encode()
        except Exception as error:
            meant = isinstance(error, ValueError) and bool(_HAN.search(str(error)))
            if strict and not meant:
                raise
            problem = (
                str(error)
                if meant
                else f"这样写没能算出来（{type(error).__name__}：{error}）。你写的都还在，改一改就会再算。"
            )
        # One message for both, so that a picture never stands beside the sentence of another.
        with self.hold_sync():
            if frame is not None:
                self.frame = frame
            self.answer = {"to": number, "problem": problem}
