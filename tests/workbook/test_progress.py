"""The progress file survives restarts, crashes, and two notebooks open at once."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from genmarketing.workbook.progress import Progress, ProgressUnavailable, progress_path
from genmarketing.workbook.verdict import State, Verdict


def verdict(score: float, state: State = State.PARTIAL) -> Verdict:
    return Verdict(state, score, "")


def test_the_best_attempt_counts_and_nothing_is_overwritten(tmp_path: Path) -> None:
    progress = Progress.open(tmp_path / "p.sqlite")
    for score in (2.0, 6.0, 1.0):
        progress.record("t", "q", "me", 0, verdict(score))
    assert Progress.open(tmp_path / "p.sqlite").best("t")["q"].score == 6
    with sqlite3.connect(tmp_path / "p.sqlite") as connection:
        assert connection.execute("SELECT count(*) FROM attempts").fetchone() == (3,)


def test_untouched_and_unreadable_answers_are_no_attempts(tmp_path: Path) -> None:
    progress = Progress.open(tmp_path / "p.sqlite")
    progress.record("t", "q", "", 0, verdict(0, State.UNTOUCHED))
    progress.record("t", "q", "", 0, verdict(0, State.UNREADABLE))
    assert progress.best("t") == {}


def test_learners_and_variants_are_kept_apart(tmp_path: Path) -> None:
    progress = Progress.open(tmp_path / "p.sqlite")
    progress.record("t", "q", "a", 1, verdict(5))
    progress.record("t", "q", "b", 2, verdict(3))
    assert progress.best("t", "b", 2)["q"].score == 3
    assert progress.best("t", "b", 1) == {}
    assert progress.best("other") == {}


def test_two_notebooks_write_at_once(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite"
    code = (
        "import sys; from genmarketing.workbook.progress import Progress; from genmarketing.workbook.verdict import *\n"
        "for k in range(40): Progress.open(__import__('pathlib').Path(sys.argv[1])).record('t', sys.argv[2]+str(k), '', 0, Verdict(State.CORRECT, 1, ''))"
    )

    def write(name: str) -> int:
        return subprocess.run([sys.executable, "-c", code, str(path), name], check=False).returncode

    with ThreadPoolExecutor() as pool:
        assert list(pool.map(write, ["a", "b"])) == [0, 0]
    assert len(Progress.open(path).best("t")) == 80


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")
def test_killed_while_writing_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite"
    code = (
        "import sys; from pathlib import Path; from genmarketing.workbook.progress import Progress; from genmarketing.workbook.verdict import *\n"
        "p = Progress.open(Path(sys.argv[1])); k = 0\n"
        "while True:\n    p.record('t', str(k), '', 0, Verdict(State.CORRECT, 1, '')); k += 1; print(k, flush=True)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        written = 0
        while written < 20:
            written = int(writer.stdout.readline())
        time.sleep(0.01)
        os.kill(writer.pid, signal.SIGKILL)
        rest = writer.stdout.read().split()
    written = int(rest[-1]) if rest else written
    assert written <= len(Progress.open(path).best("t")) <= written + 1


def test_widget_states_are_kept(tmp_path: Path) -> None:
    progress = Progress.open(tmp_path / "p.sqlite")
    assert progress.widget("t", "dial") is None
    progress.save_widget("t", "dial", {"温度": 0.5})
    progress.save_widget("t", "dial", {"温度": 0.7})
    assert progress.widget("t", "dial") == {"温度": 0.7}
    assert progress.widget("t", "other") is None


def test_a_damaged_file_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite"
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(ProgressUnavailable, match="改名留作备份"):
        Progress.open(path).record("t", "q", "", 0, verdict(1))
    assert path.read_bytes().startswith(b"not a database")


def test_a_folder_that_cannot_be_made_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ProgressUnavailable, match="写权限"):
        Progress.open(tmp_path / "file" / "p.sqlite").record("t", "q", "", 0, verdict(1))


def test_the_file_is_found_from_any_notebook_of_the_course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GENMARKETING_PROGRESS", raising=False)
    (tmp_path / ".genmarketing").mkdir()
    (tmp_path / "exercises").mkdir()
    assert progress_path(tmp_path / "exercises") == tmp_path / ".genmarketing" / "progress.sqlite"
    monkeypatch.setenv("GENMARKETING_PROGRESS", str(tmp_path / "own.sqlite"))
    assert progress_path() == tmp_path / "own.sqlite"
