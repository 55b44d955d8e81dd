"""Whatever lies in the folder: it is found, it is somebody's, and what cannot be read says so in Chinese."""

from __future__ import annotations

import io
import os
import pickle
import shutil
import zipfile
from pathlib import Path

import pytest

from genmarketing.course.failure import CourseError
from genmarketing.grading.collecting import collect
from genmarketing.grading.names import clean, read_names
from genmarketing.grading.notebooks import BIGGEST
from genmarketing.grading.submissions import Submission

ROOT = Path(__file__).resolve().parents[2]
WORKBOOK = (ROOT / "exercises" / "01_moe_reasoning.ipynb").read_bytes()
NAME = "01_moe_reasoning.ipynb"


def lay(folder: Path, *paths: str, content: bytes = WORKBOOK) -> Path:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def packed(path: Path, *names: str, content: bytes = WORKBOOK) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return path


def whose(submissions: list[Submission]) -> list[tuple[str, str]]:
    return [(each.student, each.theme) for each in submissions]


def only(submissions: list[Submission]) -> Submission:
    [submission] = submissions
    return submission


@pytest.mark.parametrize(
    ("paths", "students"),
    [
        ((f"张三/{NAME}", f"李四/{NAME}"), ["张三", "李四"]),
        ((f"20230001_{NAME}", f"wang wu_{NAME}"), ["20230001", "wang wu"]),
        ((f"submitted/zhang/01_moe_reasoning/{NAME}",), ["zhang"]),
        ((f"张三/作业/{NAME}",), ["作业"]),
        ((f"张三/moe_reasoning/{NAME}",), ["张三"]),
    ],
)
def test_the_usual_folders(tmp_path: Path, paths: tuple[str, ...], students: list[str]) -> None:
    found = collect(lay(tmp_path, *paths))
    assert whose(found) == [(student, "moe_reasoning") for student in sorted(students)]
    assert all(each.read() == WORKBOOK and not each.problem for each in found)


def test_a_canvas_archive(tmp_path: Path) -> None:
    archive = packed(
        tmp_path / "submissions.zip",
        f"zhangsan_10234_880011_{NAME}",
        "lisi_LATE_10235_880012_01_moe_reasoning-2.ipynb",
        "lisi_LATE_10235_880010_01_moe_reasoning-1.ipynb",
    )
    first, second = collect(archive)
    assert (first.student, first.platform_id, first.theme) == ("lisi", "10235", "moe_reasoning")
    assert "平台标记为迟交。" in first.flags
    assert "-2.ipynb" in first.origin
    assert any("交了 2 份" in flag and "-1.ipynb" in flag for flag in first.flags)
    assert (second.student, second.platform_id) == ("zhangsan", "10234")


def test_a_moodle_archive_with_two_people_of_one_name(tmp_path: Path) -> None:
    archive = packed(
        tmp_path / "moodle.zip",
        f"张伟_501_assignsubmission_file_/{NAME}",
        f"张伟_502_assignsubmission_file_/{NAME}",
        f"王芳_503_assignsubmission_file_/{NAME}",
    )
    assert [(each.student, each.platform_id) for each in collect(archive)] == [
        ("张伟（501）", "501"),
        ("张伟（502）", "502"),
        ("王芳", "503"),
    ]


def test_a_theme_is_read_from_the_notebook_where_the_file_name_is_silent(tmp_path: Path) -> None:
    found = collect(lay(tmp_path, "张三/作业终稿.ipynb"))
    assert whose(found) == [("张三", "moe_reasoning")]
    unknown = only(collect(lay(tmp_path / "b", "李四/笔记.ipynb", content=b'{"cells": []}')))
    assert "认不出这是哪个主题" in unknown.problem


def test_a_student_may_hand_in_a_zip_of_their_own(tmp_path: Path) -> None:
    lay(tmp_path, f"李四/{NAME}")
    (tmp_path / "张三").mkdir()
    packed(tmp_path / "张三" / "hw.zip", NAME)
    packed(tmp_path / "王五.zip", NAME)
    (tmp_path / "赵六").mkdir()
    (tmp_path / "赵六" / "hw.zip").write_bytes(b"PK\x03\x04 broken")
    found = {each.student: each for each in collect(tmp_path)}
    assert set(found) == {"张三", "李四", "王五", "赵六"}
    assert "打不开" in found["赵六"].problem
    assert found["王五"].read() == WORKBOOK


def test_names_written_by_windows_in_chinese(tmp_path: Path) -> None:
    path = tmp_path / "windows.zip"
    with zipfile.ZipFile(path, "w") as archive:
        entry = zipfile.ZipInfo("x" * len(f"张三/{NAME}".encode("gbk")))
        archive.writestr(entry, WORKBOOK)
    raw = path.read_bytes().replace(b"x" * len(f"张三/{NAME}".encode("gbk")), f"张三/{NAME}".encode("gbk"))
    path.write_bytes(raw)
    found = only(collect(path))
    assert found.student == "张三"
    assert found.read() == WORKBOOK


def test_the_newest_of_several_counts(tmp_path: Path) -> None:
    lay(tmp_path, f"张三/{NAME}", "张三/旧/01_moe_reasoning (1).ipynb")
    os.utime(tmp_path / "张三" / NAME, (1e9, 1e9))
    lay(tmp_path, "张三/01_moe_reasoning (1).ipynb")
    found = [each for each in collect(tmp_path) if each.student == "张三"]
    assert only(found).origin == "张三/01_moe_reasoning (1).ipynb"


def test_links_devices_and_giants_are_not_read(tmp_path: Path) -> None:
    secret = lay(tmp_path, "elsewhere/secret.txt", content=b"secret") / "elsewhere" / "secret.txt"
    place = lay(tmp_path / "in", f"张三/{NAME}")
    for student in ("李四", "王五", "赵六", "孙七"):
        (place / student).mkdir()
    (place / "李四" / NAME).symlink_to(secret)
    (place / "王五").rmdir()
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
    found = collect(path)
    assert sorted(tmp_path.rglob("*")) == before  # nothing was unpacked
    problems = {each.student: each.problem for each in found}
    assert sum("跳到外面去" in problem for problem in problems.values()) == 2
    assert "符号链接" in problems["李四"]
    assert "不像笔记本" in problems["王五"]
    assert problems["赵六"] == ""


def test_an_encrypted_entry_says_so(tmp_path: Path) -> None:
    path = packed(tmp_path / "locked.zip", f"张三/{NAME}")
    raw = bytearray(path.read_bytes())
    raw[raw.index(b"PK\x03\x04") + 6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(raw))
    assert "密码" in only(collect(path)).problem


def test_a_damaged_entry_is_an_error_of_reading_that_one(tmp_path: Path) -> None:
    path = packed(tmp_path / "half.zip", f"张三/{NAME}", f"李四/{NAME}")
    raw = bytearray(path.read_bytes())
    raw[200:260] = b"\0" * 60
    path.write_bytes(bytes(raw))
    found = {each.student: each for each in collect(path)}
    assert found["李四"].read() == WORKBOOK
    with pytest.raises(OSError, match="读不出来"):
        found["张三"].read()


def test_what_is_read_later_can_travel(tmp_path: Path) -> None:
    lay(tmp_path, f"张三/{NAME}")
    packed(tmp_path / "李四.zip", NAME)
    for each in collect(tmp_path):
        assert pickle.loads(pickle.dumps(each)).read() == WORKBOOK


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda folder: folder / "nowhere", "找不到"),
        (lambda folder: folder, "没有一份笔记本"),
        (lambda folder: lay(folder, "notes.txt"), "没有一份笔记本"),
        (lambda folder: lay(folder, "a.zip", content=b"no zip") / "a.zip", "打不开"),
    ],
    ids=["missing", "empty", "no notebook", "no zip"],
)
def test_nothing_to_grade_is_one_sentence(tmp_path: Path, make: object, said: str) -> None:
    with pytest.raises(CourseError, match=said):
        collect(make(tmp_path))  # type: ignore[operator]


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("张 三", "张 三"),
        ("\u202e三张", "三张"),
        ("e\u0301va", "éva"),
        ("a\u200bb", "ab"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("…" * 300, "…" * 80),
        ("\x00\x07", "（没有名字）"),
        ("..", "（没有名字）"),
    ],
)
def test_names_are_cleaned(name: str, cleaned: str) -> None:
    assert clean(name) == cleaned


def test_a_cleaned_name_is_flagged(tmp_path: Path) -> None:
    found = only(collect(lay(tmp_path, f"张\u200b三/{NAME}")))
    assert found.student == "张三"
    assert any("看不见的字符" in flag for flag in found.flags)


def test_windows_paths_in_an_archive(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo(f"张三\\{NAME}"), WORKBOOK)
    (tmp_path / "w.zip").write_bytes(buffer.getvalue())
    assert only(collect(tmp_path / "w.zip")).student == "张三"


def test_the_numbers_of_a_flat_file_name_are_not_mistaken_for_a_platform() -> None:
    assert read_names((f"zhang_2023_01_{NAME}",)).student == "zhang_2023_01"
    assert read_names((f"lisi_10235_880012_{NAME}",)).platform_id == "10235"


def test_checkpoints_are_not_handed_in(tmp_path: Path) -> None:
    lay(tmp_path, f"张三/{NAME}", f"张三/.ipynb_checkpoints/{NAME}")
    shutil.copytree(tmp_path / "张三", tmp_path / "李四")
    assert whose(collect(tmp_path)) == [("张三", "moe_reasoning"), ("李四", "moe_reasoning")]
