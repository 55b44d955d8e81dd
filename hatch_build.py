"""Puts the built notebooks and the data into the wheel, so that the course can be handed out as one file.

An editable install gets none of them: there the checkout itself is the course, and copies would only grow stale.
"""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FOLDERS = ("chapters", "exercises", "solutions", "datasets")


class CarryTheCourse(BuildHookInterface[Any]):
    """Adds the course's folders to a standard wheel, below `genmarketing/_course`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the folders when the wheel is a standard one (`version` is `standard` or `editable`)."""
        if version == "standard":
            build_data["force_include"].update({folder: f"genmarketing/_course/{folder}" for folder in FOLDERS})
