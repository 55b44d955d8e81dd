"""Makes the course's environment in `.venv`, exactly as a lock file says, and knows whether it is whole.

Only the standard library is used: this runs on a fresh machine, before anything is installed. The environment is whole
when its marker file says so; the marker is written last, and taken away first when something is to change.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from genmarketing.course.failure import CourseError, explain_installer
from genmarketing.course.installing import run_with_progress

MARKER = "genmarketing.json"


class Tier(StrEnum):
    """How much is installed: what studying needs, or that and the tools of authors and tests."""

    STUDY = "study"
    TEST = "test"


@dataclass(frozen=True)
class Environment:
    """The environment of one checkout.

    Args:
        root: the checkout's folder, with pyproject.toml and locks/.
    """

    root: Path

    @property
    def folder(self) -> Path:
        """Where the environment is."""
        return self.root / ".venv"

    @property
    def scripts(self) -> Path:
        """Folder of the environment's programs."""
        return self.folder / ("Scripts" if os.name == "nt" else "bin")

    @property
    def python(self) -> Path:
        """The environment's interpreter."""
        return self.scripts / ("python.exe" if os.name == "nt" else "python")

    def lock(self, tier: Tier) -> Path:
        """Return the lock file of a tier."""
        return self.root / "locks" / f"{tier}.txt"

    def installed(self) -> Tier | None:
        """Return the tier that is there, whole and up to date, or None when the environment has to be made anew."""
        try:
            marker = json.loads((self.folder / MARKER).read_text(encoding="utf-8"))
            tier = Tier(marker["tier"])
            lost = set(marker["distributions"]) - self._distributions()
            same = marker["lock"] == self._digest(tier) and marker["folder"] == str(self.folder)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return tier if same and not lost and self._python_runs() else None

    def ensure(self, tier: Tier) -> bool:
        """Make the environment where it is missing, broken or out of date; return whether there was work to do.

        Raises:
            CourseError: it cannot be made; the sentence says why.
            OSError: the disk is full, or not writable.
        """
        if self._suffices(tier):
            return False
        with self._alone() as lock:
            if self._suffices(tier):  # another terminal has just made it
                return False
            upgrade = self.installed() is not None
            (self.folder / MARKER).unlink(missing_ok=True)
            if not upgrade:
                self._clear()
            self._install(tier, upgrade=upgrade, lock=lock)
            self._write_marker(tier)
        return True

    def variables(self) -> dict[str, str]:
        """Return the environment variables under which the environment's programs run, undisturbed by the user's own."""
        variables = {
            name: value
            for name, value in os.environ.items()
            if name not in ("PYTHONHOME", "PYTHONPATH", "CONDA_PREFIX")
        }
        variables["VIRTUAL_ENV"] = str(self.folder)
        variables["PATH"] = f"{self.scripts}{os.pathsep}{os.environ.get('PATH', '')}"
        variables["PYTHONNOUSERSITE"] = "1"
        variables["PYTHONUTF8"] = "1"
        return variables

    def _suffices(self, tier: Tier) -> bool:
        there = self.installed()
        return there is not None and (there == tier or there == Tier.TEST)

    def _write_marker(self, tier: Tier) -> None:
        marker = {
            "tier": str(tier),
            "lock": self._digest(tier),
            "folder": str(self.folder),  # scripts hold absolute paths, so a moved environment is a broken one
            "distributions": sorted(self._distributions()),
        }
        part = self.folder / f"{MARKER}.part"
        part.write_text(json.dumps(marker, indent=1), encoding="utf-8")
        part.replace(self.folder / MARKER)

    def _digest(self, tier: Tier) -> str:
        return hashlib.sha256(self.lock(tier).read_bytes()).hexdigest()

    def _distributions(self) -> set[str]:
        site_packages = "Lib/site-packages" if os.name == "nt" else "lib/python3*/site-packages"
        return {path.name for path in self.folder.glob(f"{site_packages}/*.dist-info")}

    def _python_runs(self) -> bool:
        try:
            return subprocess.run([self.python, "-c", ""], capture_output=True, timeout=60).returncode == 0
        except (OSError, subprocess.TimeoutExpired):
            return False

    def _clear(self) -> None:
        """Remove a half-made environment. A folder that holds something else is never touched."""
        if not self.folder.exists() and not self.folder.is_symlink():
            return
        if self.folder.is_symlink() or not self.folder.is_dir():
            self.folder.unlink()
            return
        ours = (self.folder / "pyvenv.cfg", self.folder / "install.log", self.scripts)
        if any(self.folder.iterdir()) and not any(path.exists() for path in ours):
            raise CourseError(f"{self.folder} 不是 Python 环境，里面有别的东西。请把它移走，再运行一次。")
        shutil.rmtree(self.folder)

    def _install(self, tier: Tier, *, upgrade: bool, lock: int) -> None:
        uv = shutil.which("uv")
        # Inside a virtual environment sys.executable is that environment's, which may be the very one to be replaced.
        base = str(getattr(sys, "_base_executable", sys.executable))
        locked = ["--no-deps", "--require-hashes", "-r", str(self.lock(tier))]
        itself = ["--no-deps", "--no-build-isolation", "-e", str(self.root)]
        if uv:
            make = [uv, "venv", "--python", base, str(self.folder)]
            install = [uv, "pip", "install", "--python", str(self.python)]
            packages = [*install, "--compile-bytecode", *locked]
        else:
            make = [base, "-m", "venv", str(self.folder)]
            install = [
                str(self.python),
                "-m",
                "pip",
                "install",
                "--no-input",
                "--disable-pip-version-check",
                "--retries",
                "2",
            ]
            packages = [*install, *locked]
        if not upgrade:
            self._run(make, "建立环境", uv=bool(uv), lock=lock)
        self._run(packages, "安装软件包", uv=bool(uv), lock=lock, of=self._count(tier))
        self._run([*install, *itself], "登记课程", uv=bool(uv), lock=lock)

    def _count(self, tier: Tier) -> int:
        lines = self.lock(tier).read_text(encoding="utf-8").splitlines()
        return sum("==" in line and not line.startswith((" ", "#")) for line in lines)

    def _run(self, command: list[str], what: str, *, uv: bool, lock: int, of: int = 0) -> None:
        code, output = run_with_progress(command, what, self.variables(), lock=lock, of=of)
        if code != 0:
            log = self._keep_log(output)
            raise CourseError(explain_installer(output, place=str(self.folder), log=log, uv=uv))

    def _keep_log(self, output: str) -> str:
        """Keep the installer's output in the environment's folder, or else in the temporary one; return where."""
        for folder in (self.folder, Path(tempfile.gettempdir())):
            with suppress(OSError):
                folder.mkdir(exist_ok=True)
                path = folder / "install.log"
                path.write_text(output, encoding="utf-8")
                return str(path)
        return "（没有存下来）"

    @contextmanager
    def _alone(self) -> Iterator[int]:
        """Wait until no other process makes this environment; give the descriptor that holds the lock.

        The system frees the lock when the last process that holds it has ended. Installers inherit it: one whose parent
        was killed goes on writing, and the next start has to wait for its end.
        """
        with (self.root / ".venv.lock").open("a+b") as handle:
            if not _lock(handle.fileno(), wait=False):
                print("另一个窗口正在安装，等它结束……", flush=True)
                _lock(handle.fileno(), wait=True)
            yield handle.fileno()


def _lock(descriptor: int, *, wait: bool) -> bool:
    """Lock an open file for this process and those that inherit it; return whether it is locked now."""
    if sys.platform == "win32":
        import msvcrt

        while True:
            try:
                os.lseek(descriptor, 0, os.SEEK_SET)
                msvcrt.locking(descriptor, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
                return True
            except OSError:  # LK_LOCK gives up after ten seconds; an installation takes longer
                if not wait:
                    return False
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True
