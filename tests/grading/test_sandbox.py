"""The sandbox itself: each limit acts, a lost process costs its step only, whoever is killed takes the submission along, and nothing passes to the next one."""

from __future__ import annotations

import json
import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

import psutil
import pytest
from attacks import attacks

from genmarketing.grading.bubblewrap import NoSandbox
from genmarketing.grading.inside.isolation import Limits
from genmarketing.grading.inside.worker import LENGTH
from genmarketing.grading.sandbox import Sandbox

LIMITS = Limits(seconds=5.0, total_seconds=30.0, memory=512)
TIGHT = Limits(seconds=5.0, total_seconds=30.0, cpu=2, memory=200, processes=8, files=20, disk=8, output=1)


def job(*sources: str, value: str = "", seconds: float = 5.0) -> dict[str, Any]:
    """Return a job of some cells, and of one value that is asked for."""
    questions = [{"name": value, "kind": "value", "starter": "", "cases": []}] if value else []
    cells = [{"source": source, "questions": {}} for source in sources]
    return {"cells": cells, "skip": [], "questions": questions, "data": {}, "seconds": seconds}


@pytest.fixture(scope="module")
def warm() -> Iterator[Sandbox]:
    """One with limits that nothing here comes near."""
    with Sandbox(LIMITS) as opened:
        yield opened


# Limits


@pytest.fixture(scope="module", params=[True, False], ids=["behind walls", "without walls"])
def tight(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    """One whose limits are all small."""
    with Sandbox(replace(TIGHT, walls=request.param)) as opened:
        yield opened


def test_seconds(tight: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tight, "limits", replace(tight.limits, seconds=0.3))
    swallows = "while True:\n    try:\n        while True: pass\n    except BaseException: pass"
    deaf = f"import signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\n{swallows}"
    answers = tight.run(job(swallows, deaf, "answer = 1", value="answer", seconds=0.3))
    assert answers.lost == {0: "time", 1: "time"}
    assert answers.handed["answer"][0].value == 1
    assert answers.cell_seconds[0] < 3


def test_a_function_is_held_to_its_own_time_not_to_the_clock_on_the_wall(tight: Sandbox) -> None:
    """Busy for half of the seconds, it is stopped; waiting for longer than that, it is not."""
    source = "import time\ndef answer(busy, waits):\n    end = time.process_time() + busy\n    while time.process_time() < end: pass\n    time.sleep(waits)\n    return 1"
    asked = job(source, seconds=1.0)
    cases = [[[0.0, 0.7]], [[30.0, 0.0]], [[0.0, 30.0]]]
    asked["questions"] = [{"name": "answer", "kind": "function", "starter": "def answer(): ...", "cases": cases}]
    began = time.monotonic()
    [slept, spun, slept_on] = tight.run(asked).handed["answer"]
    assert [each.outcomes[0].kind for each in (slept, spun, slept_on) if each.outcomes] == ["value", "time", "time"]
    assert time.monotonic() - began < 10


def test_seconds_in_all(tight: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tight, "limits", replace(tight.limits, total_seconds=1.5))
    began = time.monotonic()
    answers = tight.run(job(*["import time; time.sleep(0.4)"] * 20, value="answer"))
    assert time.monotonic() - began < 5
    assert answers.lost["answer"] == "time"
    assert 1 <= len(answers.cell_seconds) <= 4


def test_cpu(tight: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tight, "limits", replace(tight.limits, seconds=20.0))
    busy = "import signal\nsignal.signal(signal.SIGXCPU, signal.SIG_IGN)\nwhile True: pass"
    answers = tight.run(job(busy, seconds=20.0))
    assert answers.lost == {0: "ended"}
    assert "处理器时间" in answers.failures[0]


def test_memory(tight: Sandbox) -> None:
    answers = tight.run(job("b = bytearray(100 * 2**20)", "b = bytearray(300 * 2**20)"))
    assert answers.failures.keys() == {1}
    assert "MemoryError" in answers.failures[1]


def test_processes(tight: Sandbox) -> None:
    starts = "import threading, time\nthreading.stack_size(65536)\nfor each in range({}): threading.Thread(target=time.sleep, args=(1,)).start()"
    assert tight.run(job(starts.format(5))).failures == {}
    answers = tight.run(job(starts.format(50), "import time; time.sleep(1)"))
    if tight.limits.walls:
        assert "can't start new thread" in answers.failures[0]
    else:  # the warm process looks from time to time
        assert "ended" in answers.lost.values()


def test_files(tight: Sandbox) -> None:
    opens = "kept = []\nfor each in range({}): kept.append(open('mine', 'w'))"
    assert tight.run(job(opens.format(10))).failures == {}
    assert "Too many open files" in tight.run(job(opens.format(30))).failures[0]


def test_disk(tight: Sandbox) -> None:
    writes = "with open('mine', 'wb') as file: file.write(bytes({} * 2**20))"
    assert tight.run(job(writes.format(7))).failures == {}
    assert "File too large" in tight.run(job(writes.format(9))).failures[0]
    if tight.limits.walls:
        many = "for each in range(9): open(f'mine{each}', 'wb').write(bytes(2**20))"
        assert "No space left" in tight.run(job(many)).failures[0]


def test_output(tight: Sandbox) -> None:
    answer = "answer = [1234567.0] * {}"
    assert tight.run(job(answer.format(50_000), value="answer")).handed["answer"]
    assert tight.run(job(answer.format(150_000), value="answer")).lost == {"answer": "output"}


@pytest.mark.parametrize(
    ("name", "value"),
    [("memory", 10), ("files", 3), ("processes", 1), ("seconds", 0.0), ("cpu", float("nan")), ("disk", float("inf"))],
)
def test_limits_under_which_nothing_runs_are_refused(name: str, value: float) -> None:
    with pytest.raises(ValueError, match=f"限度 {name} 写的是"):
        replace(LIMITS, **{name: value})


# A lost process


def test_a_step_that_ends_its_process_costs_that_step(warm: Sandbox) -> None:
    leaves = "import posix\nposix._exit(0)"
    answers = warm.run(job("a = 1", leaves, "b = a + 1", leaves, "answer = a + b", value="answer"))
    assert answers.lost == {1: "ended", 3: "ended"}
    assert answers.handed["answer"][0].value == 3
    assert answers.starts == 3


def test_a_submission_that_ends_its_process_again_and_again_comes_to_an_end(warm: Sandbox) -> None:
    answers = warm.run(job(*["import posix\nposix._exit(0)"] * 40, value="answer"))
    assert answers.starts == 24
    assert answers.lost["answer"] == "ended"


# Who is killed, and what is left


class Running:
    """A job that sleeps, started by hand, so that nobody but the warm process looks after it."""

    def __init__(self, sandbox: Sandbox, source: str = "import time\ntime.sleep(60)") -> None:
        self._sandbox = sandbox
        self.connection: socket.socket = sandbox._taken()
        process = sandbox._process
        assert process is not None
        text = json.dumps(job(source, seconds=60.0)).encode()
        self.connection.sendall(len(text).to_bytes(LENGTH, "big") + text)
        self.connection.settimeout(10)
        assert b"begins" in self.connection.recv(100)
        # The last of the line: bubblewrap, its first process, the one that the warm process was, the warm process, the submission.
        self.line = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
        self.inside, self.warm = self.line[-1], self.line[-2]
        assert self.inside.ppid() == self.warm.pid

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()
        self._sandbox._ask_for_the_next()

    def is_closed(self) -> bool:
        """Wait for the end of the connection, through all that is still said."""
        with suppress(ConnectionResetError):
            while self.connection.recv(1000):
                pass
        return True


def gone(process: psutil.Process) -> bool:
    """Wait until a process has ended."""
    with suppress(psutil.NoSuchProcess):
        process.wait(timeout=5)
    return not process.is_running()


@pytest.fixture(scope="module", params=[True, False], ids=["behind walls", "without walls"])
def sandbox(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    with Sandbox(replace(LIMITS, walls=request.param)) as opened:
        yield opened


def test_whoever_kills_the_warm_process_kills_the_submission(sandbox: Sandbox) -> None:
    with Running(sandbox) as running:
        running.warm.send_signal(signal.SIGKILL)
        assert gone(running.inside)
        assert running.is_closed()


def test_a_marker_that_hangs_up_ends_the_submission(sandbox: Sandbox) -> None:
    with Running(sandbox) as running:
        running.connection.close()
        assert gone(running.inside)
        assert running.warm.is_running()


def test_the_warm_process_holds_the_time_by_itself_once_something_is_asked() -> None:
    with Sandbox(replace(LIMITS, total_seconds=1.0)) as opened:
        time.sleep(1.5)
        began = time.monotonic()
        assert Running(opened).is_closed()
        assert 0.9 < time.monotonic() - began < 6


def test_closing_leaves_no_process_and_no_file() -> None:
    with Sandbox(LIMITS) as opened:
        folder = opened._stripped.parent
        running = Running(opened)
        assert len(running.line) >= 4
    assert all(gone(each) for each in running.line)
    assert not folder.exists()


def test_one_that_does_not_start_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("genmarketing.grading.sandbox.environment", lambda *_: {"PYTHONPATH": "nowhere"})
    with pytest.raises(NoSandbox, match="没有启动起来"), Sandbox(replace(LIMITS, walls=False)):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_warm_process_that_is_killed_is_replaced_and_nobody_blamed(sandbox: Sandbox) -> None:
    """Somebody on this machine ended it, not the submission: it is run again, whole."""
    assert sandbox.run(job("answer = 1", value="answer")).handed
    process = sandbox._process
    assert process is not None
    killer = threading.Timer(0.5, os.kill, (process.pid, signal.SIGKILL))
    killer.start()
    answers = sandbox.run(job("import time\ntime.sleep(1.5)\nanswer = 2", value="answer"))
    assert answers.handed["answer"][0].value == 2
    assert answers.lost == {}
    assert answers.starts == 2
    assert sandbox.run(job("answer = 3", value="answer")).handed["answer"][0].value == 3


# From one submission to the next

FINDER = """
import ctypes, os, random, sys
import numpy
libc = ctypes.CDLL(None)
found = [name for name in ("note",) if name in sys.modules or hasattr(numpy, name)]
found += [name for name in os.environ if "PLANTED" in os.environ[name]]
for folder, folders, files in os.walk("/"):
    folders[:] = [each for each in folders if each not in ("usr", "lib", "lib64", "site-packages", "genmarketing")]
    found += [os.path.join(folder, each) for each in files if each == "note"]
found += [number for number in (libc.shmget(4711, 0, 0), libc.msgget(4711, 0), libc.semget(4711, 0, 0)) if number >= 0]
found += ["hostname"] if os.uname().nodename == "note" else []
answer = [found, random.getstate()[1][0], float(numpy.random.random())]
"""


def test_nothing_is_left_for_the_next_submission(warm: Sandbox) -> None:
    note = next(attack for attack in attacks() if attack.name == "leaves_a_note")
    before = warm.run(job(FINDER, value="answer")).handed["answer"][0].value
    assert isinstance(before, list)
    assert before[0] == []
    left = warm.run(job("\n".join(note.cells), FINDER, value="answer")).handed["answer"][0].value
    assert isinstance(left, list)
    assert isinstance(left[0], list)
    assert {"note", "NOTE", "/scratch/note"} <= set(map(str, left[0]))
    after = warm.run(job(FINDER, value="answer")).handed["answer"][0].value
    assert after == before


def test_the_warm_process_never_holds_a_submission(warm: Sandbox) -> None:
    """What it does not hold, no fork of it can find: its memory is searched from outside."""
    token = os.urandom(8).hex()
    with Running(warm, f"import time\ntoken = '{token}'\ntime.sleep(60)") as running:
        before = running.warm.parent()
        assert before is not None
        assert holds(running.inside.pid, token)
        assert not holds(running.warm.pid, token)
        assert not holds(before.pid, token)


def holds(process: int, token: str) -> bool:
    """Tell whether a text stands anywhere in the memory of a process."""
    try:
        maps = Path(f"/proc/{process}/maps").read_text(encoding="utf-8")
    except PermissionError:
        pytest.skip("only root may look into the memory of processes that are not to be looked into")
    with Path(f"/proc/{process}/mem").open("rb") as memory:
        for line in maps.splitlines():
            place, rights = line.split()[:2]
            start, end = (int(each, 16) for each in place.split("-"))
            if "w" not in rights:
                continue
            with suppress(OSError, OverflowError, ValueError):
                memory.seek(start)
                if token.encode() in memory.read(end - start):
                    return True
    return False
