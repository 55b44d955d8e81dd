"""Lays the course out for a learner, draws the course map, starts JupyterLab, and makes the environment for all that."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from genmarketing.course.map import CourseMap

__all__ = ["course_map"]


def course_map() -> CourseMap:
    """Return the course map with the progress of the folder that the notebook runs in; Jupyter shows it as cards."""
    from genmarketing.course.map import CourseMap

    return CourseMap.read()
