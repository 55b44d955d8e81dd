"""The class at a glance: what is understood, what to teach again tomorrow, and what needs a person's eye."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from genmarketing.grading.class_file import ClassSettings
from genmarketing.grading.class_picture.class_page import class_page
from genmarketing.grading.gradebook import Graded
from genmarketing.grading.page import write_page


def write_class_picture(path: Path, graded: Sequence[Graded], settings: ClassSettings) -> None:
    """Write the class page, one self-contained HTML file.

    Args:
        path: of the file, `RESULTS/class.html`.
        graded: what counts of each student and theme.
        settings: of the class; its name stands on the page, its key does not.
    """
    write_page(path, class_page(graded, settings.name))


__all__ = ["write_class_picture"]
