"""A real Dask scheduler and two workers on loopback: one of them is killed half-way, and the gradebook says the same."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hand_ins import content, lay_class

from genmarketing.cli import main
from genmarketing.grading import cluster
from genmarketing.grading.record import Record

Dask = tuple[str, list[subprocess.Popen[bytes]]]


def start(*arguments: str) -> subprocess.Popen[bytes]:
    command_line = [sys.executable, "-m", "dask", *arguments]
    return subprocess.Popen(command_line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[Dask]:
    """A scheduler's address and two workers of one thread each."""
    note = tmp_path / "scheduler.json"
    processes = [
        start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(note))
    ]
    while not note.exists() or not note.read_text():
        time.sleep(0.05)
    address = json.loads(note.read_text())["address"]
    options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(tmp_path)]
    processes += [start("worker", address, *options) for _ in range(2)]
    yield address, processes[1:]
    for process in processes:
        process.kill()
        process.wait()


def test_a_worker_killed_half_way_changes_nothing(
    tmp_path: Path, dask: Dask, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    address, workers = dask
    place = lay_class(tmp_path, 12)
    options = ["grade", str(place), "--class", str(tmp_path / "class.toml")]
    assert main([*options, "--out", str(tmp_path / "local"), "--jobs", "1"]) == 0
    seen: list[Record] = []

    def killing(self: cluster.Cluster, record: Record) -> None:
        seen.append(record)
        if len(seen) == 4:
            workers[0].send_signal(signal.SIGKILL)

    monkeypatch.setattr("genmarketing.grading.progress._Lines.step", killing)
    assert main([*options, "--out", str(tmp_path / "cluster"), "--dask", address]) == 0
    assert workers[0].wait() == -signal.SIGKILL
    assert len(seen) == 12
    assert content(tmp_path / "cluster") == content(tmp_path / "local")

    # The same cluster, and a machine whose questions are another edition's.
    monkeypatch.setattr(cluster, "editions", lambda names: {"moe_reasoning": "another"})
    capsys.readouterr()
    assert main([*options, "--out", str(tmp_path / "other"), "--dask", address]) == 1
    assert "版本不同" in capsys.readouterr().err


def test_nobody_at_the_address_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cluster, "REACHED", 0.5)
    place = lay_class(tmp_path, 1)
    for address in ("tcp://127.0.0.1:9", "no address"):
        assert main(["grade", str(place), "--out", str(tmp_path / "out"), "--dask", address]) == 1
        said = capsys.readouterr().err.strip().splitlines()[-1]
        assert said.startswith(f"连不上 Dask 集群 {address}")


def test_a_cluster_without_workers_is_one_sentence(
    tmp_path: Path, dask: Dask, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    address, workers = dask
    for worker in workers:
        worker.kill()
        worker.wait()
    monkeypatch.setattr(cluster, "REACHED", 1.0)
    place = lay_class(tmp_path, 1)
    assert main(["grade", str(place), "--out", str(tmp_path / "out"), "--dask", address]) == 1
    assert "没有工作进程" in capsys.readouterr().err
