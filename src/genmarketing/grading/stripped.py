"""The course as a submission may see it: data and models, an inert workbook; no reference, misconception, hidden case or solution."""

from __future__ import annotations

import shutil
from pathlib import Path

import genmarketing
from genmarketing.data.folder import datasets_folder

_PACKAGE = Path(genmarketing.__file__).parent

_WORKBOOK = ("calling.py", "describing.py", "encoding.py", "handed.py")
"""Modules of the question engine that the learner's side of marking needs; none of them knows a question."""

_INERT = '"""The workbook of the sandbox: it hands out data and checks nothing."""\n\nfrom genmarketing.grading.inside.inert import Workbook\n\n__all__ = ["Workbook"]\n'
_NOT_FOR_LEARNERS = ("questions", "questions.py", "widgets", "widgets.py", "chapter.md", "generators", "__pycache__")


def lay_out(folder: Path) -> Path:
    """Write the stripped package below `folder`, and return the folder to put on the sandbox's path."""
    package = folder / "genmarketing"
    (package / "workbook").mkdir(parents=True)
    (package / "grading").mkdir()
    for name in ("__init__.py", "theme.py"):
        shutil.copy(_PACKAGE / name, package / name)
    for name in _WORKBOOK:
        shutil.copy(_PACKAGE / "workbook" / name, package / "workbook" / name)
    (package / "workbook" / "__init__.py").write_text(_INERT, encoding="utf-8")
    shutil.copy(_PACKAGE / "grading" / "__init__.py", package / "grading" / "__init__.py")
    ignore = shutil.ignore_patterns(*_NOT_FOR_LEARNERS)
    shutil.copytree(_PACKAGE / "grading" / "inside", package / "grading" / "inside", ignore=ignore)
    shutil.copytree(_PACKAGE / "data", package / "data", ignore=ignore)
    shutil.copytree(_PACKAGE / "themes", package / "themes", ignore=ignore)
    shutil.copytree(datasets_folder(), package / "_course" / "datasets")
    # The warm process of a root who keeps files to himself is somebody else.
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    return folder
