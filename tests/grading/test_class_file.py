"""`class.toml`: written once, for its owner alone, and read with a sentence for what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from genmarketing.cli import main
from genmarketing.course.failure import CourseError
from genmarketing.grading.class_file import ClassSettings, new_class, new_code, read_class

NAMES = ["营销 2301 班", '带"引号"的\\班', "=1+1", "换\n行\t\x00\x7f", "班 # 注释", "'''", "😀"]


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_what_is_written_is_read_back(tmp_path: Path, name: str) -> None:
    path = tmp_path / "秋季" / "class.toml"
    written = new_class(path, name, name)
    assert read_class(path) == written == ClassSettings(name, name, written.key)
    assert len(written.key) == 32
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_command_writes_one_and_never_another_over_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "class.toml"
    assert main(["class", str(path), "--name", "营销 2301 班"]) == 0
    said = capsys.readouterr().out
    settings = read_class(path)
    assert settings.name == "营销 2301 班"
    assert f"班级代码是 {settings.code}" in said
    assert settings.key not in said, "a terminal may be on the projector"
    assert main(["class", str(path), "--code", "autumn"]) == 1
    assert "没有动它" in capsys.readouterr().err
    assert read_class(path) == settings


def test_codes_and_keys_are_new_each_time(tmp_path: Path) -> None:
    assert len({new_code() for _ in range(50)}) == 50
    assert len({new_class(tmp_path / f"{n}.toml").key for n in range(5)}) == 5
    assert new_class(tmp_path / "三班" / "class.toml").name == "三班"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"name = ", "读不懂：没有写完"),
        (b"name = \ncode = 'x'", "读不懂：第 1 行有误"),
        (b"name = 'x'\ncod = 'y'\nkey = 'a key that is long enough'", "cod 认不出来"),
        ("name = '班'".encode("gbk"), "读不懂"),
        (b"name = 'x'\ncode = 2301\nkey = 'a key that is long enough'", "code 要写成文字"),
        (b"name = 'x'\ncode = 'y'", "key 太短或没有写"),
        (b"key = 'short'", "至少要 16 个字符"),
    ],
    ids=["no value", "no value in line 1", "misspelt", "gbk", "number", "no key", "short key"],
)
def test_what_is_wrong_is_one_sentence(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "class.toml").write_bytes(content)
    with pytest.raises(CourseError, match=said):
        read_class(tmp_path / "class.toml")


def test_a_class_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    for path in (tmp_path / "class.toml", tmp_path):
        with pytest.raises(CourseError, match="找不到班级文件"):
            read_class(path)


def test_a_class_file_below_a_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CourseError, match="不是文件夹"):
        new_class(tmp_path / "file" / "class.toml")
