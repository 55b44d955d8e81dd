"""Links, giants, traps and damage: each is one file with a sentence, and nothing is written or followed."""

from __future__ import annotations

import io
import os
import pickle
import zipfile
from pathlib import Path

import pytest
from layouts import NAME, WORKBOOK, collected, lay, packed

from genmarketing.grading import finding
from genmarketing.grading.collecting import collect
from genmarketing.grading.notebooks import BIGGEST


def test_links_devices_and_giants_are_not_read(tmp_path: Path) -> None:
    secret = lay(tmp_path, "elsewhere/secret.txt", content=b"secret") / "elsewhere" / "secret.txt"
    place = lay(tmp_path / "in", f"张三/{NAME}")
    for student in ("李四", "赵六", "孙七"):
        (place / student).mkdir()
    (place / "李四" / NAME).symlink_to(secret)
    (place / "王五").symlink_to(place / "张三", target_is_directory=True)
    os.mkfifo(place / "赵六" / NAME)
    with (place / "孙七" / NAME).open("wb") as file:
        file.truncate(200 * 2**20)
    found = {each.student: each.problem for each in collect(place)}
    assert found["张三"] == ""
    assert "符号链接" in found["李四"]
    assert "不是普通文件" in found["赵六"]
    assert "200 MB" in found["孙七"]
    assert "王五" not in found  # a linked folder is not entered


def test_what_may_not_be_opened_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(tmp_path, f"张三/{NAME}", f"李四/{NAME}", f"王五/里面/{NAME}")
    closed = {tmp_path / "李四" / NAME, tmp_path / "王五"}
    monkeypatch.setattr(finding.os, "access", lambda path, mode: path not in closed)
    found = collect(tmp_path)
    problems = {each.student: each.problem for each in found}
    assert problems["张三"] == ""
    assert "没有权限" in problems["李四"]


def test_names_on_disk_that_are_no_utf8(tmp_path: Path) -> None:
    """An archive made by Windows in Chinese and unpacked on Linux leaves names in GBK."""
    lay(tmp_path, f"{os.fsdecode('张三'.encode('gbk'))}/{NAME}")
    found = collected(tmp_path)["张三"]
    assert found.read() == WORKBOOK
    found.origin.encode()


def test_an_archive_of_traps(tmp_path: Path) -> None:
    path = tmp_path / "traps.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"../../张三/{NAME}", WORKBOOK)
        archive.writestr(f"/etc/{NAME}", WORKBOOK)
        link = zipfile.ZipInfo(f"李四/{NAME}")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr(f"王五/{NAME}", b"0" * (BIGGEST + 10))
        archive.writestr(f"赵六/{NAME}", WORKBOOK)
        archive.writestr(f"__MACOSX/赵六/._{NAME}", b"junk")
    before = sorted(tmp_path.rglob("*"))
    found = collected(path)
    assert sorted(tmp_path.rglob("*")) == before  # nothing was unpacked
    problems = {student: each.problem for student, each in found.items()}
    assert "跳到外面去" in problems["张三"]
    assert sum("跳到外面去" in problem for problem in problems.values()) == 2
    assert "符号链接" in problems["李四"]
    assert "不像笔记本" in problems["王五"]
    assert problems["赵六"] == ""


def test_a_bomb_inside_of_a_zip_inside_of_a_zip(tmp_path: Path) -> None:
    bomb = packed(tmp_path / "bomb.zip", NAME, content=b"0" * (BIGGEST + 10)).read_bytes()
    outer = packed(tmp_path / "outer.zip", "张三/hw.zip", content=bomb)
    assert "不像笔记本" in collected(outer)["张三"].problem


def test_a_size_that_lies_is_not_believed(tmp_path: Path) -> None:
    path = packed(tmp_path / "lies.zip", f"张三/{NAME}", content=b" " * (BIGGEST + 10))
    raw = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = raw.index(mark) + place
        raw[at : at + 4] = (1000).to_bytes(4, "little")
    path.write_bytes(bytes(raw))
    assert "读不出来" in collected(path)["张三"].problem


def test_an_encrypted_entry_says_so(tmp_path: Path) -> None:
    path = packed(tmp_path / "locked.zip", f"张三/{NAME}")
    raw = bytearray(path.read_bytes())
    raw[raw.index(b"PK\x03\x04") + 6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(raw))
    assert "密码" in collected(path)["张三"].problem


def test_a_damaged_entry_costs_that_one_only(tmp_path: Path) -> None:
    path = packed(tmp_path / "half.zip", f"张三/{NAME}", f"李四/{NAME}")
    raw = bytearray(path.read_bytes())
    raw[200:260] = b"\0" * 60
    path.write_bytes(bytes(raw))
    found = collected(path)
    assert found["李四"].read() == WORKBOOK
    assert "读不出来" in found["张三"].problem
    with pytest.raises(OSError, match="读不出来"):
        found["张三"].read()


def test_two_entries_of_one_name_are_two_files(tmp_path: Path) -> None:
    path = tmp_path / "twice.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"张三/{NAME}", WORKBOOK)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr(f"张三/{NAME}", b"")
    found = collected(path)["张三"]
    assert found.read() == WORKBOOK
    assert any("交了 2 份" in flag for flag in found.flags)


def test_names_written_by_windows_in_chinese(tmp_path: Path) -> None:
    path = tmp_path / "windows.zip"
    written = f"张三/{NAME}".encode("gbk")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo("x" * len(written)), WORKBOOK)
    path.write_bytes(path.read_bytes().replace(b"x" * len(written), written))
    assert collected(path)["张三"].read() == WORKBOOK


def test_windows_paths_in_an_archive(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo(f"张三\\{NAME}"), WORKBOOK)
    (tmp_path / "w.zip").write_bytes(buffer.getvalue())
    assert set(collected(tmp_path / "w.zip")) == {"张三"}


def test_what_is_read_later_can_travel(tmp_path: Path) -> None:
    """A worker reads it in another process; it looks for it where it lay."""
    lay(tmp_path, f"张三/{NAME}")
    packed(tmp_path / "李四.zip", NAME)
    inner = packed(tmp_path.parent / f"{tmp_path.name}.zip", NAME).read_bytes()
    packed(tmp_path / "王五.zip", "hw.zip", content=inner)
    found = collect(tmp_path)
    assert len(found) == 3
    for each in found:
        assert pickle.loads(pickle.dumps(each)).read() == WORKBOOK
