"""The command line of `genmarketing grade`: every limit is an option, and what cannot be done is one sentence."""

from __future__ import annotations

import shutil
from dataclasses import fields
from pathlib import Path

import pytest
from hand_ins import content, lay_class

from genmarketing.cli import main
from genmarketing.grading.command import Options
from genmarketing.grading.inside.isolation import Limits

LIMITS = {
    "seconds": ("--timeout", 3.5),
    "total_seconds": ("--total-timeout", 40.0),
    "cpu": ("--cpu", 50.0),
    "memory": ("--memory", 512),
    "processes": ("--processes", 8),
    "files": ("--files", 32),
    "disk": ("--disk", 16),
    "output": ("--output", 2),
}
"""Field of `Limits` -> its option, and a value that is not the default."""


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Options]:
    """What `run_command` was called with."""
    calls: list[Options] = []
    monkeypatch.setattr("genmarketing.grading.command.run_command", lambda options: calls.append(options) or 0)
    return calls


def test_every_limit_is_an_option(asked: list[Options]) -> None:
    assert LIMITS.keys() | {"walls"} == {field.name for field in fields(Limits)}
    arguments = [part for option, value in LIMITS.values() for part in (option, str(value))]
    assert main(["grade", "in", "--out", "out", *arguments]) == 0
    assert asked[0].limits == Limits(**{name: value for name, (_, value) in LIMITS.items()})
    assert main(["grade", "in", "--out", "out"]) == 0
    assert asked[1].limits == Limits()


@pytest.mark.parametrize("number", ["0", "-1", "many", "nan", ""])
@pytest.mark.parametrize("option", [*(option for option, _ in LIMITS.values()), "--jobs"])
def test_a_limit_that_is_none_is_one_sentence(option: str, number: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["grade", "in", "--out", "out", f"{option}={number}"])
    said = capsys.readouterr().err
    assert option in said
    assert f"写的是 {number}" in said


def test_a_limit_under_which_nothing_runs_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["grade", "in", "--out", "out", "--memory", "5"]) == 1
    assert capsys.readouterr().err.strip() == "限度 memory 写的是 5，要在 64 以上，不能是无穷大。"


def test_without_bubblewrap_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place = lay_class(tmp_path, 1)
    found = shutil.which
    monkeypatch.setattr(shutil, "which", lambda name, *rest: None if name == "bwrap" else found(name, *rest))
    assert main(["grade", str(place), "--out", str(tmp_path / "out")]) == 1
    said = capsys.readouterr().err
    assert "sudo apt install bubblewrap" in said
    assert not (tmp_path / "out").exists()


def test_without_a_sandbox_it_grades_the_same_and_warns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = lay_class(tmp_path, 5)
    command = ["grade", str(place), "--class", str(tmp_path / "class.toml"), "--jobs", "1"]
    assert main([*command, "--out", str(tmp_path / "behind")]) == 0
    assert "没有用沙箱" not in capsys.readouterr().err
    assert main([*command, "--out", str(tmp_path / "open"), "--no-sandbox"]) == 0
    assert "没有用沙箱" in capsys.readouterr().err
    assert content(tmp_path / "open") == content(tmp_path / "behind")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["grade", "in"], "少写了 --out"),
        (["grade", "in", "--out", "out", "--fast"], "认不出 --fast"),
        (["grade", "in", "--out"], "--out 后面要写一个值"),
        (["grade", "in", "--out", "out", "--no-sandbox=1"], "--no-sandbox 后面不写值"),
        (["mark"], "认不出 'mark'"),
    ],
)
def test_a_slip_on_the_command_line_is_said_in_chinese(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    told = capsys.readouterr()
    assert said in told.err
    assert "用法：genmarketing" in told.out
    assert "error" not in told.err + told.out


def test_a_folder_may_be_called_as_one_likes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Brackets once meant a style to the console, and ended the run."""
    place = lay_class(tmp_path, 1)
    out = tmp_path / "结果[/期中] [final] :smile:"
    assert main(["grade", str(place), "--out", str(out), "--jobs", "1"]) == 0
    assert f"结果在 {out}，" in capsys.readouterr().err
