"""Lines of JSON from somebody who may forge: never more than was agreed, never waited for longer, and refused where they are no JSON."""

from __future__ import annotations

import json
import os
import select
import time
from typing import Any


class Lost(Exception):
    """The process of a submission is gone, or has to go; the text says why: `time`, `ended`, `output`."""


class Lines:
    """Reads lines from a connection, never more than `most` bytes and `count` lines in all."""

    def __init__(self, descriptor: int, most: int, count: int) -> None:
        self._descriptor = descriptor
        self._left = most
        self._lines_left = count
        self._waiting = bytearray()
        self._searched = 0
        self._poll = select.poll()
        self._poll.register(descriptor, select.POLLIN)

    def read(self, until: float) -> object:
        """Return the next line's value.

        Raises:
            Lost: nothing came in time, the other end is closed, too much was written, or it is no JSON.
        """
        while (at := self._waiting.find(b"\n", self._searched)) < 0:
            self._searched = len(self._waiting)
            self._waiting += self._more(until)
        line = bytes(self._waiting[:at])
        del self._waiting[: at + 1]
        self._searched = 0
        self._lines_left -= 1
        if self._lines_left < 0:
            raise Lost("output")
        try:
            text = line.decode("ascii")
            value: object = _DECODER.decode(text)
            # Half a character can be written in JSON, and nowhere else.
            return _whole(value) if "\\ud" in text.lower() else value
        except (ValueError, RecursionError):
            raise Lost("output") from None

    def _more(self, until: float) -> bytes:
        if not self._poll.poll(max(until - time.monotonic(), 0) * 1000):
            raise Lost("time")
        try:
            chunk = os.read(self._descriptor, 1 << 16)
        except OSError:
            raise Lost("ended") from None
        if not chunk:
            raise Lost("ended")
        self._left -= len(chunk)
        if self._left < 0:
            raise Lost("output")
        return chunk


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no JSON")


_DECODER = json.JSONDecoder(parse_constant=_no_constant)
"""Made once: `json.loads` would make one for every line."""


def _whole(value: Any) -> Any:
    """Return a JSON value with every half character replaced by a question mark."""
    text = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode()
    return json.loads(text)
