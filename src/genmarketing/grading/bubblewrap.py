"""The outer wall: a bubblewrap sandbox with explicit read-only binds, in which the warm process lives."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import asdict
from pathlib import Path

from genmarketing.course.failure import CourseError
from genmarketing.grading.inside.isolation import SCRATCH, Limits

COURSE = "/course"

_SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", "/etc/localtime", "/etc/alternatives")
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")


class NoSandbox(CourseError):
    """This system has no working bubblewrap; the text is a Chinese sentence that says what to install."""


def command(stripped: Path, control: int, limits: Limits) -> list[str]:
    """Return the command line that starts a warm process behind the wall.

    Args:
        stripped: folder of the stripped package.
        control: file descriptor of the socket to the marker.
        limits: what each submission may use.

    Raises:
        NoSandbox: there is no bubblewrap.
    """
    program = shutil.which("bwrap")
    if program is None:
        raise NoSandbox(
            "批改要在沙箱里运行学生的代码，这台机器上没有 bubblewrap。Debian、Ubuntu 请运行 sudo apt install bubblewrap，"
            "Fedora 请运行 sudo dnf install bubblewrap；装好以后再运行一次。"
        )
    wall = [program, "--unshare-all", "--die-with-parent", "--new-session", "--clearenv", "--hostname", "sandbox"]
    for path in _read_only():
        wall += ["--ro-bind", path, path]
    for package in _installed_course():
        wall += ["--tmpfs", package]
    wall += ["--ro-bind", str(stripped), COURSE, "--proc", "/proc", "--dev", "/dev", "--tmpfs", SCRATCH, "--chdir", "/"]
    variables = {
        "PATH": "/usr/bin:/bin",
        "HOME": SCRATCH,
        "TMPDIR": SCRATCH,
        "LANG": "C.UTF-8",
        "PYTHONPATH": COURSE,
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        **dict.fromkeys(_ONE_THREAD, "1"),
    }
    for name, value in variables.items():
        wall += ["--setenv", name, value]
    module = "genmarketing.grading.inside.worker"
    return [*wall, "--", sys.executable, "-P", "-m", module, str(control), json.dumps(asdict(limits))]


def probe() -> None:
    """Try the wall once.

    Raises:
        NoSandbox: there is no bubblewrap, or the kernel refuses its namespaces.
    """
    program = shutil.which("bwrap") or command(Path("/"), 0, Limits())[0]
    tried = subprocess.run(
        [program, "--unshare-all", "--ro-bind", "/", "/", "true"], capture_output=True, text=True, check=False
    )
    if tried.returncode != 0:
        raise NoSandbox(
            f"bubblewrap 在这台机器上起不来（{tried.stderr.strip()}）。多半是系统关掉了用户命名空间："
            "请管理员允许 kernel.unprivileged_userns_clone，或换一台机器批改。"
        )


def _read_only() -> list[str]:
    """Return what of this machine has to be visible: the system's libraries and this Python, nothing else."""
    places = [*_SYSTEM, sys.base_prefix, *{sysconfig.get_path(kind) for kind in ("purelib", "platlib")}]
    places += [str(Path(sys.executable).parent), str(Path(sys.prefix) / "pyvenv.cfg")]
    seen: list[str] = []
    for place in places:
        inside_of_another = any(place == kept or place.startswith(f"{kept}/") for kept in seen)
        if Path(place).exists() and not inside_of_another:
            seen.append(place)
    return seen


def _installed_course() -> list[str]:
    """Return the folders of an installed wheel of the course, which the stripped one has to hide."""
    sites = {Path(sysconfig.get_path(kind)) for kind in ("purelib", "platlib")}
    return [str(site / "genmarketing") for site in sites if (site / "genmarketing").is_dir()]
