"""What surrounds a submission: rights, files and system calls that it has not; as root, as an ordinary user, in a container, and where the kernel refuses."""

from __future__ import annotations

import ctypes
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from test_sandbox import job

from genmarketing.grading import bubblewrap
from genmarketing.grading.inside import system_calls
from genmarketing.grading.inside.isolation import Limits
from genmarketing.grading.sandbox import Sandbox

LIMITS = Limits(seconds=5.0, total_seconds=30.0)
ROOT = Path(__file__).resolve().parents[2]

RIGHTS = """
import ctypes, os, resource
libc = ctypes.CDLL(None, use_errno=True)
data = (ctypes.c_uint32 * 6)()
libc.capget((ctypes.c_uint32 * 2)(0x20080522, 0), data)
answer = {
    "ids": [os.getuid(), os.geteuid(), os.getgid(), os.getpid(), os.getppid()],
    "capabilities": list(data),
    "new privileges": libc.prctl(39, 0, 0, 0, 0),
    "filter": libc.prctl(21, 0, 0, 0, 0),
    "dumpable": libc.prctl(3, 0, 0, 0, 0),
    "descriptors": [number for number in range(256) if libc.fcntl(number, 1) >= 0],
    "group": os.getpgid(0) == os.getsid(0) == os.getpid(),
    "host": os.uname().nodename,
}
"""

FILES = """
import os, stat
shown, written = [], []
for folder, folders, files in os.walk("/"):
    depth = folder.count("/")
    if folder in ("/usr", "/lib", "/lib64") or folder.endswith(("site-packages", "/lib")):
        folders[:] = []
    shown.append(folder)
    for name in [".", *files][:50]:
        path = os.path.join(folder, name)
        if folder.startswith("/scratch") or stat.S_ISCHR(os.lstat(path).st_mode):
            continue
        try:
            descriptor = os.open(path if name != "." else os.path.join(folder, "new"), os.O_WRONLY | (os.O_CREAT if name == "." else 0))
        except OSError:
            continue
        written.append(path)
answer = [sorted(os.listdir("/")), os.listdir("/proc"), os.listdir("/scratch"), sorted(os.listdir("/dev")), written, len(shown)]
"""

CALLS = """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
answer = {}
for name, number in %r.items():
    ctypes.set_errno(0)
    returned = libc.syscall(ctypes.c_long(number), -1, -1, -1, -1, -1, -1)
    answer[name] = [returned, ctypes.get_errno()]
"""


@pytest.fixture(scope="module")
def asked() -> Any:
    """A function that runs a cell in one sandbox and returns its `answer`."""
    with Sandbox(LIMITS) as sandbox:

        def ask(source: str) -> Any:
            answers = sandbox.run(job(source, value="answer"))
            assert answers.failures == {}
            return answers.handed["answer"][0].value

        yield ask


def test_it_has_no_rights_and_nothing_open(asked: Callable[[str], Any]) -> None:
    found = asked(RIGHTS)
    assert found == {
        "ids": [1000, 1000, 1000, 1, 0],
        "capabilities": [0] * 6,
        "new privileges": 1,
        "filter": 2,
        "dumpable": 0,
        "descriptors": [0, 1, 2, 3],
        "group": True,
        "host": "sandbox",
    }


def test_it_sees_libraries_the_course_and_an_empty_folder(asked: Callable[[str], Any]) -> None:
    top, proc, scratch, devices, written, shown = asked(FILES)
    assert {"course", "scratch", "usr", "lib", "proc", "dev"} <= set(top)
    assert set(top).isdisjoint({"home", "tmp", "var", "run", "sys", "boot", "bin", "sbin", "mnt"} - set(places()))
    assert proc == scratch == []
    assert devices == ["null", "random", "urandom", "zero"]
    assert shown > 20
    assert written == []


def places() -> set[str]:
    """Return the first parts of the folders in which this Python and its libraries lie."""
    return {Path(each).parts[1] for each in (sys.base_prefix, *sys.path) if Path(each).is_absolute()}


def test_every_call_of_the_list_is_refused(asked: Callable[[str], Any]) -> None:
    column = {"x86_64": 0, "aarch64": 1}[platform.machine()]
    numbers = {name: each[column] for name, each in system_calls.REFUSED.items() if each[column] != 0xFFFF}
    assert asked(CALLS % numbers) == {name: [-1, 1] for name in numbers}
    threads_only = {"clone": (56, 220)[column]}
    assert asked(CALLS % threads_only) == {"clone": [-1, 1]}
    unknown = {"clone3": 435, **{f"call {number}": number for number in (451, 457, 470, 511, 2**20, 2**30 + 57)}}
    assert asked(CALLS % unknown) == {name: [-1, 38] for name in unknown}


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_no_call_is_listed_twice_and_none_is_newer_than_the_list(machine: str) -> None:
    column = ["x86_64", "aarch64"].index(machine)
    numbers = [each[column] for each in system_calls.REFUSED.values() if each[column] != 0xFFFF]
    assert len(set(numbers)) == len(numbers)
    assert max(numbers) < 451


def test_what_honest_code_needs_is_there(asked: Callable[[str], Any]) -> None:
    source = """
import asyncio, platform, random, tempfile, uuid
from concurrent.futures import ThreadPoolExecutor
import numpy, pandas, scipy.optimize
with ThreadPoolExecutor(4) as pool:
    squares = list(pool.map(lambda each: each * each, range(50)))
with tempfile.NamedTemporaryFile("w+") as file:
    pandas.DataFrame({"a": [1, 2]}).to_csv(file.name)
    table = pandas.read_csv(file.name)
awaited = await asyncio.wait_for(asyncio.sleep(0.01, "done"), 1)
found = scipy.optimize.minimize(lambda x: (x - 3) ** 2, [0.0]).x[0]
answer = [squares[-1], len(table), awaited, round(float(found), 3), len(platform.platform()) > 5, len(str(uuid.uuid4()))]
"""
    assert asked(source) == [2401, 2, "done", 3.0, True, 36]


def test_another_processor_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "machine", lambda: "riscv64")
    with pytest.raises(OSError, match="no filter for riscv64"):
        system_calls.refuse_system_calls(ctypes.CDLL(None))


def test_a_wheel_of_the_course_is_hidden_wherever_it_lies(tmp_path: Path) -> None:
    hidden = ["site-packages/genmarketing", "python3/dist-packages/genmarketing", "genmarketing-1.dist-info"]
    for each in [*hidden, "site-packages/numpy"]:
        (tmp_path / each).mkdir(parents=True)
    assert bubblewrap._installed_course([str(tmp_path)]) == sorted(str(tmp_path / each) for each in hidden)


# Who grades, and where

PROGRAM = """
import sys
sys.path[:0] = [{tests!r}, {top!r}]
from test_sandbox import job
from test_isolation import RIGHTS
from genmarketing.grading.bubblewrap import NoSandbox, probe
from genmarketing.grading.inside.isolation import Limits
from genmarketing.grading.sandbox import Sandbox
limits = Limits(seconds=5.0, total_seconds=30.0, processes=8, walls={walls})
threads = "import threading, time\\nthreading.stack_size(65536)\\nfor each in range(50): threading.Thread(target=time.sleep, args=(1,)).start()\\ntime.sleep(1)"
try:
    probe(limits)
    with Sandbox(limits) as sandbox:
        answers = sandbox.run(job(RIGHTS, value="answer"))
        found = answers.handed["answer"][0].value
        print(found["ids"][0], sum(found["capabilities"]), found["filter"])
        answers = sandbox.run(job(threads))
        print("stopped" if answers.failures else "went on")
except NoSandbox as refused:
    print(refused)
"""


def said(*around: str, walls: bool = True) -> str:
    """Run the program in surroundings of another kind, and return what it says."""
    program = PROGRAM.format(tests=str(ROOT / "tests" / "grading"), top=str(ROOT / "tests"), walls=walls)
    environment = {**os.environ, "TMPDIR": "/tmp", "HOME": "/tmp"}
    command = [*around, sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, cwd="/")
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
BWRAP = shutil.which("bwrap") or "bwrap"


def opened(path: Path) -> list[str]:
    """Return bubblewrap's options for a view in which everybody may go down to a path."""
    above = [*path.parents][::-1]
    closed = next((each for each in above if not each.stat().st_mode & 0o001), None)
    if closed is None:
        return []
    between = [each for each in above if closed in each.parents]
    folders = [part for each in between for part in ("--perms", "0755", "--dir", str(each))]
    return ["--perms", "0755", "--tmpfs", str(closed), *folders, "--bind", str(path), str(path)]


@as_root
@pytest.mark.parametrize("walls", [True, False], ids=["behind walls", "without walls"])
def test_an_ordinary_user_can_grade(walls: bool) -> None:
    view = [BWRAP, "--dev-bind", "/", "/", *opened(Path(sys.base_prefix)), *opened(ROOT), "--cap-add", "ALL"]
    somebody = ["setpriv", "--reuid=4242", "--regid=4242", "--clear-groups", "--inh-caps=-all", "--bounding-set=-all"]
    ids = "1000 0 2" if walls else "4242 0 2"
    assert said(*view, *somebody, walls=walls).splitlines() == [ids, "stopped"]


@as_root
def test_root_of_a_container_without_anybody_else_can_grade() -> None:
    container = ["unshare", "--user", "--map-root-user", "--mount", "--pid", "--fork", "--mount-proc"]
    assert said(*container).splitlines() == ["1000 0 2", "stopped"]


def test_where_namespaces_are_forbidden_it_says_what_to_allow() -> None:
    forbidden = [BWRAP, "--unshare-user", "--disable-userns", "--dev-bind", "/", "/", "--proc", "/proc"]
    sentence = said(*forbidden)
    assert "kernel.unprivileged_userns_clone" in sentence
    assert "systempaths=unconfined" in sentence
