"""How long the second start of the course takes, against a bare JupyterLab."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from report import Distribution, Section, seconds

ROOT = Path(__file__).resolve().parents[1]
LIMIT = 90.0


def measure(quick: bool) -> Section:
    """Start the course and a bare JupyterLab in turns, until the first page is served."""
    course, bare = list[float](), list[float]()
    with tempfile.TemporaryDirectory() as folder:
        serve_time(_course(), ROOT)  # makes the environment and lays the course out; not counted
        for _ in range(2 if quick else 5):
            bare.append(serve_time(_bare(Path(folder)), Path(folder)))
            course.append(serve_time(_course(), ROOT))
    ours, theirs = Distribution.of(course), Distribution.of(bare)
    rows = [
        ["`jupyter lab`, empty folder", seconds(theirs.median), seconds(theirs.p95), "1.00"],
        [
            "`course.py study`, second start",
            seconds(ours.median),
            seconds(ours.p95),
            f"{ours.median / theirs.median:.2f}",
        ],
    ]
    return Section(
        "Start",
        "From the command to the first page served (HTTP 200), taking turns. The course checks its environment, lays out "
        "files, signs notebooks and writes its map in that time.",
        ["command", "median", "p95", "× bare"],
        rows,
        f"The course map is served after {seconds(ours.median)} of a budget of 6 s.",
    )


def serve_time(command: list[str], folder: Path) -> float:
    """Return the seconds until the server that `command` starts serves its page; the server is then ended.

    Raises:
        RuntimeError: it ended or did not answer within the limit.
    """
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    port = int(command[command.index("--port") + 1])
    start = time.perf_counter()
    server = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while time.perf_counter() - start < LIMIT:
            if server.poll() is not None:
                raise RuntimeError(f"{' '.join(command)} ended with code {server.returncode}")
            if _serves(port):
                return time.perf_counter() - start
            time.sleep(0.02)
        raise RuntimeError(f"{' '.join(command)} did not answer within {LIMIT:.0f} s")
    finally:
        _end(server)


def _serves(port: int) -> bool:
    """Ask for the page that needs no token: Jupyter answers it once everything is set up."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/login", timeout=5) as answer:
            return bool(re.search(r"<html", answer.read().decode("utf-8", "replace")))
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def _end(server: subprocess.Popen[bytes]) -> None:
    if server.poll() is None:
        os.killpg(server.pid, signal.SIGINT)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def _course() -> list[str]:
    return [sys.executable, str(ROOT / "course.py"), "study", "--no-browser", "--port", str(free_port())]


def _bare(folder: Path) -> list[str]:
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--port", str(free_port())]
    return [*command, "--ServerApp.answer_yes=True", f"--ServerApp.root_dir={folder}"]


def free_port() -> int:
    """Return a port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
