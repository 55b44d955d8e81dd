"""Whatever lies in the folder: it is found, it is somebody's, and of several the right one counts."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from layouts import CHAPTER, NAME, ROOT, WORKBOOK, collected, lay, packed

from genmarketing.course.failure import CourseError
from genmarketing.grading.collecting import collect
from genmarketing.grading.names import clean

OTHER = "02_hallucination.ipynb"

LAYOUTS: dict[str, tuple[list[str], list[str]]] = {
    "a folder each": ([f"张三/{NAME}", f"李四/{NAME}"], ["张三", "李四"]),
    "in the file's name": ([f"20230001_{NAME}", f"wang wu_{NAME}"], ["20230001", "wang wu"]),
    "both ways": ([f"张三/{NAME}", f"李四_{NAME}"], ["张三", "李四"]),
    "numbers in the file's name": ([f"3班_12_20230001_{NAME[3:]}", f"zhang_2023_01_{NAME}"], ["3班_12_20230001", "zhang_2023_01"]),
    "a folder within": ([f"张三/作业/{NAME}", f"李四/作业/{NAME}"], ["张三", "李四"]),
    "one alone, a folder within": ([f"张三/作业/{NAME}"], ["张三"]),
    "a theme's folder within": ([f"张三/moe_reasoning/{NAME}"], ["张三"]),
    "the whole course": ([f"张三/{folder}/{NAME}" for folder in ("exercises", "chapters")] + [f"李四/work/exercises/{NAME}"], ["张三", "李四"]),
    "one folder around all": ([f"作业提交/张三/{NAME}", f"作业提交/李四/{NAME}", f"作业提交/王五/{NAME}"], ["张三", "李四", "王五"]),
    "classes": ([f"三班/张三/{NAME}", f"三班/李四/{NAME}", f"三班/王五/{NAME}", f"四班/张三/{NAME}", f"四班/赵六/{NAME}"], ["张三（三班）", "张三（四班）", "李四", "王五", "赵六"]),
    "classes of files": ([f"三班/{name}_{NAME}" for name in ("甲", "乙", "丙")], ["甲", "乙", "丙"]),
    "two in a folder and one deeper": ([f"张三/{NAME}", f"李四/{NAME}", f"王五/v1/{NAME}"], ["张三", "李四", "王五"]),
    "nbgrader": ([f"submitted/zhang/hw1/{NAME}", f"submitted/li/hw1/{NAME}", f"source/hw1/{NAME}", f"autograded/li/hw1/{NAME}"], ["zhang", "li"]),
    "nbgrader, one student": ([f"submitted/zhang/hw1/{NAME}"], ["zhang"]),
    "Moodle, folders": ([f"张 伟_501_assignsubmission_file_/{NAME}", f"三班-王芳_503_assignsubmission_file_/作业/{NAME}"], ["张 伟", "三班-王芳"]),
    "Moodle 5, folders": ([f"张伟_501_assignsubmission_file/{NAME}", f"王芳_503_assignsubmission_file/作业/{NAME}"], ["张伟", "王芳"]),
    "Moodle, files": ([f"张伟_501_assignsubmission_file_{NAME}", f"参与人_503_assignsubmission_file_{NAME}"], ["张伟", "参与人"]),
    "Moodle, two of one name": ([f"张伟_{number}_assignsubmission_file_/{NAME}" for number in (501, 502)], ["张伟（501）", "张伟（502）"]),
    "Canvas": ([f"zhangsan_10234_880011_{NAME}", f"van_derjan_LATE_10235_880012_{NAME}"], ["zhangsan", "van_derjan"]),
    "Canvas, without names": ([f"anon_x7Yz1_880011_{NAME}", f"LATE_anon_Qw9t_880012_{NAME}"], ["anon_x7Yz1", "anon_Qw9t"]),
    "Canvas, unpacked into a folder": ([f"submissions/zhangsan_10234_880011_{NAME}", f"submissions/lisi_10235_880012_{NAME}"], ["zhangsan", "lisi"]),
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_everybody_is_found_in_a_folder_and_in_a_zip(tmp_path: Path, layout: str) -> None:
    paths, students = LAYOUTS[layout]
    folder = lay(tmp_path / "in", *paths)
    for path in paths:
        if "chapters" in path:
            (folder / path).write_bytes(CHAPTER)
    archive = packed(tmp_path / "in.zip", *(path for path in paths if "chapters" not in path))
    for place in (folder, archive):
        found = collected(place)
        assert set(found) == set(students)
        assert all(
            (each.theme, each.problem, each.read()) == ("moe_reasoning", "", WORKBOOK) for each in found.values()
        )


def test_the_folder_submitted_itself(tmp_path: Path) -> None:
    place = lay(tmp_path / "submitted", f"zhang/hw1/{NAME}", f"zhang/hw2/{OTHER}") / "."
    assert {each.student for each in collect(place)} == {"zhang"}


def test_a_single_notebook_is_of_whom_its_name_says(tmp_path: Path) -> None:
    lay(tmp_path / "张三", f"李四_{NAME}", NAME)
    assert set(collected(tmp_path / "张三" / f"李四_{NAME}")) == {"李四"}
    assert set(collected(tmp_path / "张三" / NAME)) == {"01_moe_reasoning"}


def test_one_person_s_course_folder_is_theirs(tmp_path: Path) -> None:
    lay(tmp_path / "张三", f"exercises/{NAME}")
    assert set(collected(tmp_path / "张三")) == {"张三"}


def test_a_platform_s_archive_may_lie_in_the_folder(tmp_path: Path) -> None:
    packed(tmp_path / "submissions2.zip", f"lisi_10235_880012_{OTHER}", f"wu_10236_880013_{OTHER}")
    packed(tmp_path / "submissions1.zip", *(f"p{n}_1{n:04}_880{n:03}_{NAME}" for n in range(9)), f"odd/{NAME}")
    assert {each.platform_id for each in collect(tmp_path)} >= {f"canvas:1{n:04}" for n in range(9)}, "one odd name"


def test_a_person_in_two_archives_of_a_platform_is_one(tmp_path: Path) -> None:
    for number, name in ((1, NAME), (2, OTHER)):
        packed(
            tmp_path / f"submissions{number}.zip",
            f"zhangsan_10234_{number}80011_{name}",
            f"lisi_10235_{number}80012_{name}",
            content=(ROOT / "exercises" / name).read_bytes(),
        )
    lay(tmp_path, "class.toml", "名单.xlsx", content=b"")
    found = collect(tmp_path)
    assert {(each.platform_id, each.theme) for each in found} == {
        (number, about) for number in ("canvas:10234", "canvas:10235") for about in ("moe_reasoning", "hallucination")
    }
    assert {each.student for each in found} == {"zhangsan", "lisi"}


def test_a_canvas_archive_says_late_and_newest(tmp_path: Path) -> None:
    archive = packed(
        tmp_path / "submissions.zip",
        f"zhangsan_10234_880011_{NAME}",
        "lisi_LATE_10235_880013_01_moe_reasoning.ipynb",
        "lisi_LATE_10235_880012_01_moe_reasoning-2.ipynb",
    )
    found = collected(archive)
    assert found["zhangsan"].platform_id == "canvas:10234"
    assert found["lisi"].platform_id == "canvas:10235"
    assert "平台标记为迟交。" in found["lisi"].flags
    assert "880013" in found["lisi"].origin, "the later upload has the higher number, whatever its copy is called"
    assert any("交了 2 份" in flag and "880012" in flag for flag in found["lisi"].flags)


# Which theme


def test_a_theme_is_read_from_the_notebook_where_the_file_name_is_silent(tmp_path: Path) -> None:
    assert collected(lay(tmp_path, "张三/作业终稿.ipynb"))["张三"].theme == "moe_reasoning"
    unknown = collected(lay(tmp_path / "b", "李四/笔记.ipynb", content=b'{"cells": []}'))["李四"]
    assert "认不出这是哪个主题" in unknown.problem


@pytest.mark.parametrize("ascii_only", [True, False])
def test_a_theme_is_read_from_the_questions_where_nothing_else_is_left(tmp_path: Path, ascii_only: bool) -> None:
    notebook = json.loads(WORKBOOK)
    cells = [cell for cell in notebook["cells"] if "Workbook(" not in "".join(cell["source"])]
    content = json.dumps({"cells": cells}, ensure_ascii=ascii_only).encode()
    assert collected(lay(tmp_path, "张三/Untitled.ipynb", content=content))["张三"].theme == "moe_reasoning"


def test_the_content_decides_where_the_file_name_says_another_theme(tmp_path: Path) -> None:
    found = collected(lay(tmp_path, f"张三/{OTHER}"))["张三"]
    assert found.theme == "moe_reasoning"
    assert any("按里面的批了" in flag for flag in found.flags)


def test_a_chapter_is_said_to_be_one(tmp_path: Path) -> None:
    found = collected(lay(tmp_path, f"张三/{NAME}", content=CHAPTER))["张三"]
    assert any("交成了章节" in flag for flag in found.flags)


# Several of one, none of another


def test_the_newest_of_several_counts(tmp_path: Path) -> None:
    lay(tmp_path, f"张三/{NAME}", "张三/旧/01_moe_reasoning (1).ipynb", f"李四/{NAME}", f"王五/{NAME}")
    for path in tmp_path.rglob("*.ipynb"):
        os.utime(path, (1e9, 1e9))
    lay(tmp_path, "张三/01_moe_reasoning (1).ipynb")
    assert collected(tmp_path)["张三"].origin == "张三/01_moe_reasoning (1).ipynb"
    os.utime(tmp_path / "张三/01_moe_reasoning (1).ipynb", (1e9, 1e9))
    assert "(1)" in collected(tmp_path)["张三"].origin, "of the same age, the further copy"


@pytest.mark.parametrize(
    "broken", [b"", WORKBOOK[:500], b"\xff\xfe", CHAPTER], ids=["empty", "half", "no text", "chapter"]
)
def test_an_older_one_counts_where_the_newest_cannot_be_read(tmp_path: Path, broken: bytes) -> None:
    lay(tmp_path, f"张三/{NAME}")
    os.utime(tmp_path / "张三" / NAME, (1e9, 1e9))
    lay(tmp_path, "张三/01_moe_reasoning (1).ipynb", content=broken)
    found = collected(tmp_path)["张三"]
    assert found.origin == f"张三/{NAME}"
    assert any("交了 2 份" in flag for flag in found.flags)


def test_who_handed_in_no_notebook_has_a_row(tmp_path: Path) -> None:
    lay(tmp_path, f"张三/{NAME}", "张三/说明.docx", f"钱八/{NAME}")
    lay(tmp_path, "李四/作业.pdf", "李四/data.csv", "王五.rar", "名单.xlsx", "class.toml", content=b"?")
    found = collected(tmp_path)
    assert set(found) == {"张三", "李四", "王五", "钱八"}
    assert "交来的不是笔记本" in found["李四"].problem
    assert "作业.pdf" in found["李四"].problem
    assert "王五.rar" in found["王五"].problem


def test_who_wrote_into_the_platform_s_text_box_has_a_row(tmp_path: Path) -> None:
    canvas = packed(
        tmp_path / "c.zip", f"lisi_10235_880012_{NAME}", "zhangsan_10234_text.html", "wangwu_10236_880014_hw.docx"
    )
    moodle = packed(
        tmp_path / "m.zip",
        f"李四_1_assignsubmission_file_/{NAME}",
        "张三_2_assignsubmission_onlinetext_/onlinetext.html",
    )
    found = collected(canvas) | collected(moodle)
    assert all("交来的不是笔记本" in found[student].problem for student in ("zhangsan", "wangwu", "张三"))
    assert (found["wangwu"].platform_id, found["张三"].platform_id) == ("canvas:10236", "moodle:2")


def test_a_notebook_for_one_theme_does_not_hide_that_there_is_none_for_another(tmp_path: Path) -> None:
    packed(tmp_path / "hw1.zip", *(f"{name}_{n}_assignsubmission_file_/{NAME}" for n, name in enumerate("甲乙丙")))
    packed(tmp_path / "hw2.zip", f"甲_0_assignsubmission_file_/{OTHER}", "乙_1_assignsubmission_file_/作业.docx")
    found = collect(tmp_path)
    assert [each.origin for each in found if "作业.docx" in each.problem] == [
        "hw2.zip：乙_1_assignsubmission_file_/作业.docx"
    ]
    assert [each.student for each in found].count("乙") == 2


def test_a_student_may_hand_in_a_zip_of_their_own(tmp_path: Path) -> None:
    lay(tmp_path, f"李四/{NAME}")
    packed(tmp_path / "张三" / "hw.zip", NAME)
    packed(tmp_path / "王五.zip", NAME)
    packed(tmp_path / "孙七.zip", f"我的课程/exercises/{NAME}", f"我的课程/chapters/{NAME}")
    lay(tmp_path, "赵六/hw.zip", "周八.zip", content=b"PK\x03\x04 broken")
    found = collected(tmp_path)
    assert set(found) == {"张三", "李四", "王五", "孙七", "赵六", "周八"}
    assert all("打不开" in found[student].problem for student in ("赵六", "周八"))
    assert all(found[student].read() == WORKBOOK for student in ("张三", "王五", "孙七"))


def test_a_student_s_zip_may_lie_in_the_platform_s(tmp_path: Path) -> None:
    inner = packed(tmp_path / "hw.zip", f"hw/{NAME}").read_bytes()
    archive = tmp_path / "submissions.zip"
    packed(archive, "zhangsan_10234_880011_hw.zip", "lisi_10235_880012_hw.zip", content=inner)
    found = collected(archive)
    assert {each.platform_id for each in found.values()} == {"canvas:10234", "canvas:10235"}
    assert all(each.read() == WORKBOOK for each in found.values())
    packed(archive, "张伟_501_assignsubmission_file_/hw.zip", content=inner)
    assert collected(archive)["张伟"].read() == WORKBOOK


# Names


def test_nobody_takes_the_place_of_somebody_else(tmp_path: Path) -> None:
    """Names of files, of inner folders and with invisible characters come from students: they make nobody another person."""
    honest = [f"李四/{NAME}", f"钱八/{NAME}", f"周九/{NAME}"]
    lay(tmp_path, *honest)
    assert collected(tmp_path)["李四"].flags == ()
    other = json.dumps({"cells": [], "Workbook(": "moe"}).encode()
    lay(tmp_path, f"王五/李四_{NAME}", f"李\u200b四/{NAME}", content=other)
    packed(tmp_path / "孙七.zip", f"submitted/李四/{NAME}", f"李四/{NAME}", content=other)
    packed(tmp_path / "吴十.zip", f"李四_501_assignsubmission_file_/{NAME}", f"lisi_10235_880012_{NAME}", content=other)
    found = collect(tmp_path)
    assert [(each.student, each.flags) for each in found if each.origin == honest[0]] == [("李四", ())]
    assert len({(each.student, each.theme, each.origin) for each in found}) == len(found)


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
    found = collected(lay(tmp_path, f"张\u200b三/{NAME}"))["张三"]
    assert any("看不见的字符" in flag for flag in found.flags)


def test_what_programs_and_grading_leave_behind_is_not_handed_in(tmp_path: Path) -> None:
    lay(tmp_path, f"张三/{NAME}", f"张三/.ipynb_checkpoints/{NAME}", f"李四/{NAME}", f"results/feedback/{NAME}")
    lay(tmp_path, "results/gradebook.sqlite", "孙七/.DS_Store", content=b"")
    assert set(collected(tmp_path)) == {"张三", "李四"}


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
