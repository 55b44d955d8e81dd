"""The door on a fresh machine: environments made, found whole, found broken and made again; a sentence for each failure."""

from __future__ import annotations

import ast
import errno
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from genmarketing.course import door, lab
from genmarketing.course.environment import MARKER, Environment, Tier
from genmarketing.course.failure import CourseError, explain_os_error
from genmarketing.course.lab import choose_port
from genmarketing.theme import themes

ROOT = Path(__file__).resolve().parents[1]

# Stands in for uv: notes each call, makes a bare environment, and fails or hangs as FAKE_UV says.
FAKE_UV = f"""#!{sys.executable}
import os, pathlib, sys, time
root = pathlib.Path(os.environ["FAKE_ROOT"])
with open(root / "calls.txt", "a") as calls:
    calls.write(" ".join(sys.argv[1:]) + "\\n")
said = os.environ.get("FAKE_UV", "")
if sys.argv[1] == "venv":
    folder = pathlib.Path(sys.argv[-1])
    (folder / "bin").mkdir(parents=True)
    (folder / "pyvenv.cfg").write_text("home = somewhere")
    (folder / "bin" / "python").symlink_to(sys.executable)
elif said == "hang":
    time.sleep(3)
    sys.exit(1)
elif said:
    print(said, file=sys.stderr)
    sys.exit(2)
else:
    venv = pathlib.Path(sys.argv[sys.argv.index("--python") + 1]).parents[1]
    (venv / "lib/python3.11/site-packages/one-1.0.dist-info").mkdir(parents=True, exist_ok=True)
"""


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a small copy of the checkout, with a stand-in for uv on the path."""
    root = tmp_path / "我的 课程"
    package = root / "src" / "genmarketing"
    shutil.copytree(ROOT / "src/genmarketing/course", package / "course", ignore=shutil.ignore_patterns("__pycache__"))
    for path in ("course.py", "src/genmarketing/__init__.py", "src/genmarketing/theme.py"):
        shutil.copy(ROOT / path, root / path)
    for theme in themes():
        (package / "themes" / theme.name).mkdir(parents=True)
        shutil.copy(theme.folder / "theme.toml", package / "themes" / theme.name)
    (root / "locks").mkdir()
    for tier in Tier:
        (root / "locks" / f"{tier}.txt").write_text("one==1.0 \\\n    --hash=sha256:00\n", encoding="utf-8")
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "uv").write_text(FAKE_UV, encoding="utf-8")
    (programs / "uv").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}/usr/bin{os.pathsep}/bin")
    monkeypatch.setenv("FAKE_ROOT", str(root))
    monkeypatch.delenv("FAKE_UV", raising=False)
    return root


def calls(root: Path) -> list[str]:
    path = root / "calls.txt"
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def run_course(root: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(root / "course.py"), *arguments],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **variables},
        timeout=120,
    )


def test_an_old_python_gets_its_sentence() -> None:
    source = (ROOT / "course.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 4))
    code = (
        "import runpy, sys; sys.version_info = (3, 10, 13); sys.version = '3.10.13 (main)';"
        f"runpy.run_path({str(ROOT / 'course.py')!r}, run_name='__main__')"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, encoding="utf-8")
    assert done.returncode == 1
    assert done.stderr.startswith("这门课需要 Python 3.11 或更新的版本，你用的是 3.10.13。")
    assert done.stderr.count("\n") == 1


def test_sentences_reach_a_console_that_knows_no_chinese(checkout: Path) -> None:
    done = run_course(checkout, "study", "nonsense", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert done.returncode == 1
    assert done.stderr == (
        "没有叫「nonsense」的主题。可以选："
        "moe_reasoning、hallucination、gen_vs_digital、audience_assets、trend_report、genz_content。\n"
    )
    assert not calls(checkout), "nothing is installed for a theme that does not exist"


def test_a_second_start_does_no_work(checkout: Path) -> None:
    environment = Environment(checkout)
    assert environment.installed() is None
    assert environment.ensure(Tier.STUDY)
    venv, packages, itself = calls(checkout)
    assert venv.startswith("venv --python ")
    assert "--no-deps --require-hashes -r" in packages
    assert "--compile-bytecode" in packages
    assert "--no-deps --no-build-isolation -e" in itself
    assert not environment.ensure(Tier.STUDY)
    assert len(calls(checkout)) == 3


def test_the_test_tier_upgrades_in_place_and_serves_study(checkout: Path) -> None:
    environment = Environment(checkout)
    environment.ensure(Tier.STUDY)
    kept = environment.folder / "lib" / "kept"
    kept.touch()
    assert environment.ensure(Tier.TEST)
    assert kept.exists()
    assert [call.split()[0] for call in calls(checkout)].count("venv") == 1
    assert str(environment.lock(Tier.TEST)) in calls(checkout)[3]
    assert not environment.ensure(Tier.STUDY)


def _lose_a_package(environment: Environment) -> None:
    shutil.rmtree(environment.folder / "lib/python3.11/site-packages/one-1.0.dist-info")


def _break_python(environment: Environment) -> None:
    environment.python.unlink()
    environment.python.symlink_to("/nowhere/python")


def _stop_before_the_marker(environment: Environment) -> None:
    (environment.folder / MARKER).unlink()


def _spoil_the_marker(environment: Environment) -> None:
    (environment.folder / MARKER).write_text("{", encoding="utf-8")


def _change_the_lock(environment: Environment) -> None:
    environment.lock(Tier.STUDY).write_text("one==1.1 \\\n    --hash=sha256:01\n", encoding="utf-8")


def _move_it_here(environment: Environment) -> None:
    marker = json.loads((environment.folder / MARKER).read_text(encoding="utf-8"))
    (environment.folder / MARKER).write_text(json.dumps({**marker, "folder": "/elsewhere/.venv"}), encoding="utf-8")


@pytest.mark.parametrize(
    "harm",
    [_lose_a_package, _break_python, _stop_before_the_marker, _spoil_the_marker, _change_the_lock, _move_it_here],
)
def test_a_broken_environment_is_found_and_made_anew(checkout: Path, harm: object) -> None:
    environment = Environment(checkout)
    environment.ensure(Tier.STUDY)
    (environment.folder / "lib" / "stale").touch()
    assert callable(harm)
    harm(environment)
    assert environment.installed() is None
    assert environment.ensure(Tier.STUDY)
    assert environment.installed() == Tier.STUDY
    assert not (environment.folder / "lib" / "stale").exists()


def test_packages_that_a_learner_adds_do_no_harm(checkout: Path) -> None:
    environment = Environment(checkout)
    environment.ensure(Tier.STUDY)
    (environment.folder / "lib/python3.11/site-packages/own-2.0.dist-info").mkdir()
    assert environment.installed() == Tier.STUDY


def test_a_folder_with_something_else_in_it_is_left_alone(checkout: Path) -> None:
    (checkout / ".venv").mkdir()
    (checkout / ".venv" / "论文.docx").touch()
    with pytest.raises(CourseError, match="不是 Python 环境"):
        Environment(checkout).ensure(Tier.STUDY)
    assert (checkout / ".venv" / "论文.docx").exists()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("error: Failed to fetch: `https://pypi.org/simple/one/`\n  Caused by: dns error", "连不上软件源"),
        ("error: Request failed\n  Caused by: operation timed out", "连不上软件源"),
        ("error: Failed to fetch: x\n  Caused by: No space left on device (os error 28)", "磁盘满了"),
        ("error: failed to create file: Permission denied (os error 13)", "没有写权限"),
        ("error: Hash mismatch for `one==1.0`", "下载到的文件与锁定的校验值不符"),
        ("error: something nobody has seen before", "环境没有装好，安装程序的输出在"),
    ],
)
def test_each_failure_has_one_sentence_and_a_rerun_recovers(checkout: Path, said: str, sentence: str) -> None:
    done = run_course(checkout, "study", FAKE_UV=said)
    assert done.returncode == 1
    assert done.stderr.startswith(sentence)
    assert done.stderr.count("\n") == 1
    assert (checkout / ".venv" / "install.log").read_text(encoding="utf-8").strip() == said
    assert Environment(checkout).installed() is None
    assert Environment(checkout).ensure(Tier.STUDY)


def test_a_killed_install_is_made_good_once_its_installer_has_ended(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = [sys.executable, str(checkout / "course.py"), "study"]
    process = subprocess.Popen(command, env={**os.environ, "FAKE_UV": "hang"}, stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 30
    while len(calls(checkout)) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    process.kill()
    process.wait()
    environment = Environment(checkout)
    (environment.folder / "half").touch()
    assert environment.installed() is None
    assert environment.ensure(Tier.STUDY)
    assert "另一个窗口正在安装，等它结束" in capsys.readouterr().out
    assert environment.installed() == Tier.STUDY
    assert not (environment.folder / "half").exists()


def test_two_starts_at_once_install_once(checkout: Path) -> None:
    code = (
        "import pathlib; from genmarketing.course.environment import Environment, Tier;"
        f"Environment(pathlib.Path({str(checkout)!r})).ensure(Tier.STUDY)"
    )
    processes = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [process.wait(60) for process in processes] == [0, 0]
    assert len(calls(checkout)) == 3


def test_without_uv_and_without_network(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    for name in ("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    with pytest.raises(CourseError, match=r"^连不上软件源.*PIP_INDEX_URL="):
        Environment(checkout).ensure(Tier.STUDY)


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "磁盘满了"),
        (errno.EACCES, "没有写权限：/x"),
        (errno.EROFS, "没有写权限：/x"),
        (errno.EIO, "读写文件时出错"),
    ],
)
def test_errors_of_the_file_system_have_sentences(number: int, sentence: str) -> None:
    assert explain_os_error(OSError(number, os.strerror(number), "/x")).startswith(sentence)


def test_an_error_of_the_file_system_ends_the_door(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Environment, "ensure", full)
    assert door.main(["study"]) == 1
    assert capsys.readouterr().err.startswith("磁盘满了")


def test_a_taken_port_is_said_or_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CourseError, match=f"^端口 {port} 用不了"):
            choose_port(port)
        monkeypatch.setattr(lab, "FIRST_PORT", port)
        assert choose_port(None) > port
        monkeypatch.setattr(lab, "_TRIES", 1)
        with pytest.raises(CourseError, match="都被占着"):
            choose_port(None)
    with pytest.raises(CourseError, match="1 到 65535"):
        choose_port(70000)


def test_test_hands_its_arguments_to_pytest(checkout: Path) -> None:
    environment = Environment(checkout)
    environment.ensure(Tier.TEST)
    environment.python.unlink()
    environment.python.write_text('#!/bin/sh\necho "$PWD|$*"\ntest "$1" = -c || exit 3\n', encoding="utf-8")
    environment.python.chmod(0o755)
    done = run_course(checkout, "test", "--full", "-k", "door", "tests/test_door.py")
    assert done.returncode == 3, done.stderr
    expected = f"{checkout}|-m pytest -n 3 --dist loadfile --no-loadscope-reorder --full -k door tests/test_door.py"
    assert done.stdout.splitlines()[-1] == expected


def test_study_refuses_arguments_that_it_does_not_know(checkout: Path) -> None:
    done = run_course(checkout, "study", "--prot", "1")
    assert done.returncode == 2
    assert "不认识的参数：--prot" in done.stderr
    assert not calls(checkout)
