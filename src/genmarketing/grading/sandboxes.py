"""The sandboxes of one worker: a light one, and heavier ones that have loaded SciPy, for submissions that ask for it."""

from __future__ import annotations

import re
from contextlib import ExitStack
from types import TracebackType
from typing import Self

from genmarketing.grading.bubblewrap import LIBRARIES, SCIENCE, STATISTICS
from genmarketing.grading.inside.isolation import Limits
from genmarketing.grading.notebooks import Sheet
from genmarketing.grading.sandbox import Sandbox

_ASKS_FOR_SCIPY = re.compile(r"\b(scipy|sklearn|statsmodels|lifetimes)\b")
_ASKS_FOR_STATISTICS = re.compile(r"\b(scipy\.stats|scipy import .*\bstats|sklearn|statsmodels)\b")
"""SciPy, its distributions, and the libraries that load them. A wrong guess costs time only: whatever is installed can be imported everywhere."""


class Sandboxes:
    """Opens each sandbox when the first submission needs it. Use it as a context; one submission at a time.

    Args:
        limits: what each submission may use.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._stack = ExitStack()
        self._opened: dict[tuple[str, ...], Sandbox] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._opened.clear()
        self._stack.close()

    def suited_to(self, sheet: Sheet) -> Sandbox:
        """Return the sandbox that has loaded what a submission uses.

        Raises:
            NoSandbox: this machine has none.
        """
        libraries: tuple[str, ...] = LIBRARIES
        for asks, loaded in ((_ASKS_FOR_SCIPY, SCIENCE), (_ASKS_FOR_STATISTICS, STATISTICS)):
            if any(asks.search(cell.source) for cell in sheet.cells):
                libraries = loaded
        if libraries not in self._opened:
            self._opened[libraries] = self._stack.enter_context(Sandbox(self.limits, libraries))
        return self._opened[libraries]
