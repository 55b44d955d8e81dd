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

_SCIPY = re.compile(r"\b(?:scipy|sklearn|statsmodels|lifetimes)\b(\.\w+| import .*)?")
"""SciPy and the libraries that load it, each with what is taken from it."""

_SOLVERS = {".optimize", ".special", " import optimize", " import special"}


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
        libraries = _libraries_of(sheet)
        if libraries not in self._opened:
            self._opened[libraries] = self._stack.enter_context(Sandbox(self.limits, libraries))
        return self._opened[libraries]


def _libraries_of(sheet: Sheet) -> tuple[str, ...]:
    """Tell by a sheet's text what it loads. A wrong guess costs time only: whatever is installed can be imported everywhere."""
    taken = {mention for cell in sheet.cells for mention in _SCIPY.findall(cell.source)}
    if not taken:
        return LIBRARIES
    return SCIENCE if taken <= _SOLVERS else STATISTICS
