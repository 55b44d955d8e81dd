"""Writes the lock files: every package of each tier, exact, with hashes, for all systems and Pythons that are supported."""

from __future__ import annotations

import shutil
import subprocess
import tomllib
from pathlib import Path

from genmarketing.course.failure import CourseError
from genmarketing.theme import checkout

# Only international web addresses in JSON schemas are checked with these, and importing them costs the first figure of a
# notebook more than a second: see `genmarketing.course.lab`.
LEFT_OUT = ("rfc3987-syntax", "lark")

_TIERS: dict[str, tuple[str, ...]] = {"study": (), "test": ("author", "grade", "test")}


def lock(*, upgrade: bool = False) -> None:
    """Rewrite `locks/study.txt` and `locks/test.txt` from pyproject.toml; the test tier keeps the study tier's versions.

    Args:
        upgrade: take the newest versions that pyproject.toml allows, in place of those that are locked.

    Raises:
        CourseError: there is no checkout, no uv, or no solution; uv's own words are printed above.
    """
    root = checkout()
    uv = shutil.which("uv")
    if root is None or uv is None:
        raise CourseError("只有在课程的源代码文件夹里、装有 uv 时，才能重写锁定文件。")
    for tier, extras in _TIERS.items():
        command = [uv, "pip", "compile", "pyproject.toml", "-", "--output-file", f"locks/{tier}.txt"]
        command += ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-annotate", "--quiet"]
        command += ["--custom-compile-command", "genmarketing lock"]
        command += [f"--extra={extra}" for extra in extras]
        command += [f"--no-emit-package={package}" for package in LEFT_OUT]
        if upgrade:
            command.append("--upgrade")
        if tier != "study":
            command += ["--constraint", "locks/study.txt"]
        if subprocess.run(command, cwd=root, input=_build_requirements(root), text=True).returncode != 0:
            raise CourseError(f"locks/{tier}.txt 没有写成，原因见上面 uv 的输出。")


def _build_requirements(root: Path) -> str:
    """Return the build backend and what it needs for an editable install; both are locked like everything else."""
    build_system = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]
    return "\n".join([*build_system["requires"], "editables"])
