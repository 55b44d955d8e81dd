"""Killed at random moments and started again: the gradebook says what one undisturbed run says."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from hand_ins import content, lay_class

from genmarketing.grading.gradebook import Gradebook


def started(place: Path, out: Path) -> subprocess.Popen[bytes]:
    """Start a run in a group of its own."""
    command = [sys.executable, "-m", "genmarketing.cli", "grade", str(place), "--out", str(out), "--jobs", "2"]
    command += ["--class", str(place.parent / "class.toml")]
    return subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def killed(process: subprocess.Popen[bytes], chance: random.Random) -> str:
    """Kill the whole group, or one process of the run, and say what it was."""
    family = [process.pid, *(each.pid for each in psutil.Process(process.pid).children(recursive=True))]
    if chance.random() < 0.4:
        os.killpg(process.pid, signal.SIGKILL)
        return "group"
    victim = chance.choice(family)
    try:
        os.kill(victim, signal.SIGKILL)
    except ProcessLookupError:
        return "nobody"
    return "main" if victim == process.pid else "one"


def disturbed(place: Path, out: Path, kills: int, seed: int, longest: float) -> int:
    """Run with so many kills, starting again after each that ended the run; return how many hit something."""
    chance = random.Random(seed)
    process = started(place, out)
    hits = 0
    for _ in range(kills):
        if process.poll() is not None:
            process = started(place, out)
        time.sleep(chance.uniform(0.2, longest))
        if process.poll() is None:
            what = killed(process, chance)
            hits += what != "nobody"
            if what in ("group", "main"):
                process.wait()
    _, said = process.communicate()
    while process.returncode != 0:
        assert process.returncode == -signal.SIGKILL, said.decode()
        process = started(place, out)
        _, said = process.communicate()
    return hits


def compare(folder: Path, size: int, kills: int, seed: int, longest: float) -> None:
    place = lay_class(folder, size)
    undisturbed = started(place, folder / "undisturbed")
    _, said = undisturbed.communicate()
    assert undisturbed.returncode == 0, said.decode()
    assert disturbed(place, folder / "disturbed", kills, seed, longest) >= kills // 2
    assert content(folder / "disturbed") == content(folder / "undisturbed")
    assert (folder / "disturbed" / "grades.csv").read_bytes() == (folder / "undisturbed" / "grades.csv").read_bytes()


def test_killed_three_times(tmp_path: Path) -> None:
    compare(tmp_path, size=12, kills=3, seed=1, longest=3.0)


@pytest.mark.full
def test_killed_twenty_times(tmp_path: Path) -> None:
    compare(tmp_path, size=100, kills=20, seed=2, longest=6.0)


def test_ctrl_c_is_one_sentence_and_the_next_run_goes_on(tmp_path: Path) -> None:
    place, out = lay_class(tmp_path, 12), tmp_path / "out"
    process = started(place, out)
    while not (out / "gradebook.sqlite").exists() or not _graded(out):
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    last = said.decode().strip().splitlines()[-1]
    assert last == "已停下。批完的都存好了，再运行一次同样的命令，会接着批。"
    assert "Traceback" not in said.decode()
    before = _graded(out)
    assert 0 < before < 12
    again = started(place, out)
    _, said = again.communicate()
    assert again.returncode == 0
    assert f"已经批完 {before} 份，还有 {12 - before} 份" in said.decode()
    with Gradebook(out) as gradebook:
        assert [each.run for each in gradebook.latest()] == [1] * 12


def _graded(out: Path) -> int:
    with Gradebook(out) as gradebook:
        return len(gradebook.latest())
