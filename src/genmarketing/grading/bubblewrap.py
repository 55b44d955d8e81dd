"""The outer wall: a bubblewrap sandbox with explicit read-only binds, in which the warm process lives."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from genmarketing.course.failure import CourseError
from genmarketing.grading.inside.isolation import SCRATCH, Limits

COURSE = "/course"

_SYSTEM = ("/usr/lib", "/usr/lib64", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/localtime", "/etc/alternatives")
_DEVICES = ("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom")
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")
_WORKER = "genmarketing.grading.inside.worker"

LIBRARIES = ("numpy", "pandas", "pandas.core.reshape.reshape", "genmarketing.data")
"""What the warm process has loaded before it is forked. Each fork copies the tables of its memory, so what few use costs everybody.

pandas itself loads its reshaping only for the first `unstack` or `pivot_table`, which in a fork is the first of every submission.
"""

SCIENCE = (*LIBRARIES, "scipy.optimize", "scipy.special")
"""The same for submissions that use SciPy's solvers; a fork takes half as long again."""

STATISTICS = (*SCIENCE, "scipy.stats")
"""The same for submissions that use more of it; a fork takes two and a half times as long."""

HOW_TO_ALLOW = (
    "多半是系统不许普通程序建用户命名空间。请管理员允许：kernel.unprivileged_userns_clone 设为 1，Ubuntu 24.04 起是"
    " kernel.apparmor_restrict_unprivileged_userns 设为 0；在 Docker 里，启动容器时要加 --cap-add SYS_ADMIN 和三个 --security-opt："
    "seccomp=unconfined、apparmor=unconfined、systempaths=unconfined。都不行，就换一台机器批改。"
)
"""What to do where the kernel refuses namespaces."""


class NoSandbox(CourseError):
    """This system has no working sandbox; the text is a Chinese sentence that says what to do."""


def command(stripped: Path, control: int, limits: Limits, libraries: Sequence[str]) -> list[str]:
    """Return the command line that starts a warm process, behind the wall where the limits say so.

    Args:
        stripped: folder of the stripped package.
        control: file descriptor of the socket to the marker.
        limits: what each submission may use.
        libraries: modules to load before the first submission.

    Raises:
        NoSandbox: there is no bubblewrap.
    """
    warm = [os.path.realpath(sys.executable), "-P", "-s", "-m", _WORKER]
    warm += [str(control), json.dumps(asdict(limits)), *libraries]
    if not limits.walls:
        return warm
    wall = [*_wall(), "--die-with-parent", "--new-session", "--clearenv", "--hostname", "sandbox"]
    shown = _read_only()
    # Bubblewrap keeps the folders above a bind to their owner, which the warm process will not be.
    for folder in sorted({str(above) for path in [*shown, *_DEVICES] for above in Path(path).parents} - {"/"}):
        wall += ["--dir", folder]
    for path in shown:
        wall += ["--ro-bind", path, path]
    for package in _installed_course(shown):
        wall += ["--tmpfs", package, "--remount-ro", package]
    for device in _DEVICES:
        wall += ["--dev-bind", device, device]
    wall += ["--ro-bind", str(stripped), COURSE, "--proc", "/proc", "--dir", SCRATCH, "--chdir", "/"]
    # Whatever could be written here would be found by the next submission.
    wall += ["--remount-ro", "/"]
    for name, value in environment(Path(COURSE), Path(SCRATCH)).items():
        wall += ["--setenv", name, value]
    return [*wall, "--", *warm]


def environment(course: Path, scratch: Path) -> dict[str, str]:
    """Return the whole environment of the warm process, nothing of the teacher's in it."""
    return {
        "PATH": "/usr/bin:/bin",
        "HOME": str(scratch),
        "TMPDIR": str(scratch),
        "LANG": "C.UTF-8",
        "PYTHONPATH": os.pathsep.join([str(course), *_libraries()]),
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        **dict.fromkeys(_ONE_THREAD, "1"),
    }


def probe(limits: Limits | None = None) -> None:
    """Try the wall once, if there is to be one.

    Raises:
        NoSandbox: this is no Linux, there is no bubblewrap, or the kernel refuses its namespaces.
    """
    if not sys.platform.startswith("linux"):
        raise NoSandbox(
            "批改要用 Linux 的隔离功能，这个系统上没有。Windows 请在 WSL 2 里批改，macOS 请用一台 Linux 虚拟机或服务器。"
        )
    if limits is not None and not limits.walls:
        return
    around_nothing = [*_wall(), "--ro-bind", "/", "/", "--proc", "/proc", "true"]
    tried = subprocess.run(around_nothing, capture_output=True, text=True, errors="replace", check=False)
    if tried.returncode != 0:
        raise NoSandbox(f"bubblewrap 在这台机器上起不来（{tried.stderr.strip()}）。{HOW_TO_ALLOW}")


def _wall() -> list[str]:
    """Return bubblewrap with its namespaces.

    Root keeps the right to become somebody else, which the warm process uses once; and, for a container in which there is nobody else,
    the right that a namespace has to be born with if root is to be called by another number in it.
    """
    program = shutil.which("bwrap")
    if program is None:
        raise NoSandbox(
            "批改要在沙箱里运行学生的代码，这台机器上没有 bubblewrap。Debian、Ubuntu 请运行 sudo apt install bubblewrap，"
            "Fedora 请运行 sudo dnf install bubblewrap；装好以后再运行一次。"
        )
    if os.geteuid() != 0:
        return [program, "--unshare-all"]
    namespaces = [f"--unshare-{kind}" for kind in ("ipc", "pid", "net", "uts", "cgroup-try")]
    kept = [part for right in ("SETUID", "SETGID", "SETFCAP") for part in ("--cap-add", f"CAP_{right}")]
    return [program, *namespaces, "--cap-drop", "ALL", *kept]


def _libraries() -> list[str]:
    """Return the folders of installed libraries that this Python looks into."""
    return [place for place in sys.path if Path(place).name in ("site-packages", "dist-packages")]


def _read_only() -> list[str]:
    """Return what of this machine has to be visible: the system's libraries, this Python and its libraries, nothing else."""
    version = f"python{sysconfig.get_python_version()}"
    places = [*_SYSTEM, str(Path(sys.base_prefix) / "lib" / version), *_libraries(), os.path.realpath(sys.executable)]
    shared = Path(sys.base_prefix) / "lib"
    places += [str(path) for path in sorted(shared.glob("lib*.so*"))] if shared != Path("/usr/lib") else []
    seen: list[str] = []
    for place in places:
        inside_of_another = any(place == kept or place.startswith(f"{kept}/") for kept in seen)
        if Path(place).exists() and not inside_of_another:
            seen.append(place)
    return seen


def _installed_course(shown: Iterable[str]) -> list[str]:
    """Return the folders of every installed wheel of the course among what is shown; the stripped one takes its place."""
    ways = ("genmarketing*", "*-packages/genmarketing*", "python*/*-packages/genmarketing*")
    return sorted(str(found) for place in shown for way in ways for found in Path(place).glob(way) if found.is_dir())
