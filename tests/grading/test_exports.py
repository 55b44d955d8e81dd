"""What Canvas, Moodle and Gradescope import, read the way their importers read it; and what a spreadsheet must not run."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from a_class import ESSAY, FUNCTION, THEME, misconceived, record, results, unread

from genmarketing.grading.exports import write_exports
from genmarketing.grading.feedback import write_feedback
from genmarketing.grading.gradebook import Graded
from genmarketing.grading.record import Record, Row
from genmarketing.grading.tables import write_grades, write_summary

COLUMN = f"{THEME.number:02d} {THEME.title}"
RIGHT = 100 - ESSAY.points


def exported(folder: Path, *records: Record) -> Path:
    write_exports(folder, results(folder, *records))
    return folder / "exports"


def table(path: Path) -> list[list[str]]:
    content = path.read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf"), (
        "no mark before the first heading: importers compare it letter by letter"
    )
    return list(csv.reader(content.decode("utf-8").splitlines()))


def test_canvas_finds_student_assignment_and_score(tmp_path: Path) -> None:
    """As `GradebookImporter` reads it: the student by Canvas's ID, the assignment by its title, after the Section column."""
    folder = exported(
        tmp_path,
        record("zhangsan", misconceived(FUNCTION), platform_id="canvas:10234"),
        record("20230001"),
        record("李四", platform_id="moodle:501"),
        unread("王五"),
    )
    header, possible, *rows = table(folder / f"canvas_{THEME.notebook}.csv")
    assert header == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", COLUMN]
    assert "Points Possible" in possible[0]
    assert possible[5] == "100"
    found = {row[0]: row for row in rows}
    assert set(found) == {"zhangsan", "20230001", "李四"}, "who was not graded keeps the grade that Canvas has"
    assert found["zhangsan"][1] == "10234"
    assert found["zhangsan"][5] == f"{RIGHT - FUNCTION.points * 0.6:g}"
    assert found["20230001"][2:4] == ["20230001", "20230001"]
    assert found["李四"][1] == "", "Moodle's number is somebody else in Canvas"
    assert all(re.fullmatch(r"\d+(\.\d{1,2})?", row[5]) for row in rows)


def test_moodle_finds_student_grade_and_date(tmp_path: Path) -> None:
    """As `importgradeslib.php` reads it: the number at the end of «Participant …», and three columns by their English names."""
    folder = exported(
        tmp_path,
        record("张伟（501）", platform_id="moodle:501"),
        record("李四", platform_id="canvas:10235"),
        record("王五"),
    )
    header, *rows = table(folder / f"moodle_{THEME.notebook}.csv")
    assert {"Identifier", "Grade", "Last modified (grade)"} <= set(header)
    [row] = [dict(zip(header, row, strict=True)) for row in rows]
    assert row["Identifier"].removeprefix("Participant ") == "501"
    assert float(row["Grade"]) == RIGHT <= float(row["Maximum grade"])
    assert row["Last modified (grade)"] == ""
    assert row["Feedback comments"] == f"等老师批阅：{ESSAY.title}。"


def test_moodle_s_own_gradebook_takes_everybody(tmp_path: Path) -> None:
    header, *rows = table(
        exported(tmp_path, record("Li.Lei"), record("a@b.cn"), record("20230001")) / "moodle_gradebook.csv"
    )
    assert header == ["Full name", "Username", "ID number", "Email address", COLUMN]
    found = {row[0]: row[1:] for row in rows}
    assert found["Li.Lei"][:3] == ["li.lei", "", ""]
    assert found["a@b.cn"][2] == "a@b.cn"
    assert found["20230001"][1] == "20230001"


def test_moodle_takes_all_feedback_in_one_archive(tmp_path: Path) -> None:
    """As `importziplib.php` reads a folder: four parts between underscores, the second the participant, then the plugin."""
    graded = results(
        tmp_path,
        record("张_三/../", platform_id="moodle:501"),
        replace(unread("李四"), platform_id="moodle:502"),
        record("王五"),
        record("赵六", platform_id="canvas:10234"),
    )
    write_feedback(tmp_path, graded)
    write_exports(tmp_path, graded)
    with zipfile.ZipFile(tmp_path / "exports" / "moodle_feedback.zip") as archive:
        found = {name: archive.read(name).decode() for name in archive.namelist()}
    assert set(found) == {"张 三_501_assignsubmission_file/反馈.html", "李四_502_assignsubmission_file/反馈.html"}
    for path, page in found.items():
        folder, _, name = path.partition("/")
        _, number, kind, plugin = folder.split("_")
        assert (kind, plugin, name) == ("assignsubmission", "file", "反馈.html")
        assert ("/ 100 分" if number == "501" else "没有批成") in page


@pytest.mark.parametrize(
    ("student", "about"),
    [
        ("20230001", {"id": 9, "users": [{"email": "x@y.cn", "sid": "20230001", "name": "别人"}]}),
        ("A@b.cn", {"id": 9, "users": [{"email": "a@B.cn", "name": "Li Lei"}]}),
        ("李四", {"id": 9, "users": [{"email": "x@y.cn", "name": "李四"}]}),
        ("submission_77", {"id": 77, "users": []}),
    ],
    ids=["number", "mail", "name", "submission"],
)
def test_gradescope_s_autograder_hands_out_the_results(tmp_path: Path, student: str, about: dict[str, object]) -> None:
    """Laid out as Gradescope lays it out, and run as Gradescope runs it."""
    folder = exported(tmp_path, record(student, misconceived(FUNCTION)), record("另一个人"))
    place = tmp_path / "autograder"
    with zipfile.ZipFile(folder / f"gradescope_{THEME.notebook}.zip") as archive:
        archive.extractall(place / "source")
        modes = {entry.filename: entry.external_attr >> 16 for entry in archive.infolist()}
    assert {"setup.sh", "run_autograder"} <= set(modes), "at the root of the archive"
    assert modes["run_autograder"] & 0o111
    (place / "submission_metadata.json").write_text(json.dumps(about), encoding="utf-8")
    program = (place / "source" / "run_autograder").read_text(encoding="utf-8")
    assert program.startswith("#!/usr/bin/env python3\n")
    (place / "run_autograder").write_text(program.replace("/autograder", str(place)), encoding="utf-8")
    subprocess.run([sys.executable, "-I", "-S", place / "run_autograder"], check=True, cwd=place)
    found = json.loads((place / "results" / "results.json").read_text(encoding="utf-8"))
    assert found["score"] == pytest.approx(RIGHT - FUNCTION.points * 0.6)
    assert len(found["tests"]) == len(THEME.questions())
    assert sum(test["score"] for test in found["tests"]) == pytest.approx(found["score"])
    first = next(test for test in found["tests"] if FUNCTION.title in test["name"])
    assert FUNCTION.misconceptions[0].message in first["output"]


def test_gradescope_gives_no_score_to_whom_nobody_graded(tmp_path: Path) -> None:
    folder = exported(tmp_path, record("李四"))
    with zipfile.ZipFile(folder / f"gradescope_{THEME.notebook}.zip") as archive:
        archive.extractall(tmp_path / "autograder" / "source")
    from genmarketing.grading.exports.gradescope_autograder import main

    (tmp_path / "autograder" / "submission_metadata.json").write_text('{"id": 1, "users": [{"name": "张三"}]}')
    assert main(tmp_path / "autograder") == 1
    assert not (tmp_path / "autograder" / "results").exists()


def test_who_is_called_alike_but_for_capitals_gets_nobody_else_s_results(tmp_path: Path) -> None:
    """Whoever calls his file as another student, in small letters, would have had his results handed to her."""
    folder = exported(tmp_path, record("LiNa"), record("lina", misconceived(FUNCTION)), record("Wang"))
    with zipfile.ZipFile(folder / f"gradescope_{THEME.notebook}.zip") as archive:
        assert set(json.loads(archive.read("grades.json"))) == {"wang"}
    _, *rows = table(folder / "moodle_gradebook.csv")
    assert {row[0]: row[1] for row in rows} == {"LiNa": "", "lina": "", "Wang": "wang"}


def test_a_platform_s_number_leads_to_one_student(tmp_path: Path) -> None:
    """Two rows with one number: which of them the platform takes is chance."""
    both = exported(tmp_path, record("王伟", platform_id="canvas:777"), record("王伟（2）", platform_id="canvas:777"))
    assert [row[1] for row in table(both / f"canvas_{THEME.notebook}.csv")[2:]] == ["", ""]


def test_who_is_called_otherwise_in_a_later_download_is_the_same_by_number(tmp_path: Path) -> None:
    """Of two called 王伟, one hands in late: in that archive he is alone, and needs no number behind his name."""
    results(tmp_path, record("王伟（777）", platform_id="canvas:777"), record("王伟（778）", platform_id="canvas:778"))
    folder = exported(tmp_path, record("王伟", misconceived(FUNCTION), platform_id="canvas:777"))
    rows = table(folder / f"canvas_{THEME.notebook}.csv")[2:]
    assert sorted((row[1], row[5]) for row in rows) == [
        ("777", f"{RIGHT - FUNCTION.points * 0.6:g}"),
        ("778", f"{RIGHT:g}"),
    ]


def test_equal_grades_make_equal_files(tmp_path: Path) -> None:
    first, second = (exported(tmp_path / name, record("甲"), record("乙")) for name in ("a", "b"))
    for path in sorted(first.iterdir()):
        assert path.read_bytes() == (second / path.name).read_bytes(), path.name


# Spreadsheets


FORMULAS = [f"{sign}cmd|' /C calc'!A0" for sign in "=+-@＝＋－＠"] + [
    " =1+1",
    "\t=1+1",
    "\u3000＝1+1",
    '=HYPERLINK("http://x","看")',
]


@pytest.mark.parametrize("text", FORMULAS, ids=lambda text: ascii(text)[:14])
def test_no_cell_of_any_table_starts_a_formula(tmp_path: Path, text: str) -> None:
    row = Row("api_bill", "partial", 4, 8, text, source=text)
    whole = record(text, row, flags=(text,), origin=text, platform_id="moodle:501")
    graded: list[Graded] = results(tmp_path, whole, replace(unread(text), theme="", problem=text, origin=text))
    write_exports(tmp_path, graded)
    write_grades(tmp_path, graded)
    write_summary(tmp_path, graded)
    files = list(tmp_path.rglob("*.csv"))
    assert len(files) == 6
    for path in files:
        for cells in csv.reader(path.read_text(encoding="utf-8-sig").splitlines()):
            for cell in cells:
                assert not re.match(r"[\s\u3000]*[=+\-@＝＋－＠]", cell), path.name
    participant = table(tmp_path / "exports" / f"moodle_{THEME.notebook}.csv")[1][0]
    assert participant == "Participant 501", "whom the import looks for stays as it is"


def test_one_table_is_for_programs_and_one_for_excel(tmp_path: Path) -> None:
    graded = results(tmp_path, record("张三"), unread("李四"))
    write_grades(tmp_path, graded)
    write_summary(tmp_path, graded)
    assert (tmp_path / "grades.csv").read_bytes().startswith(b"student,theme,question,state,score,points\r\n")
    assert (tmp_path / "summary.csv").read_bytes().startswith(b"\xef\xbb\xbfstudent,theme,score,points,")
    rows = list(csv.DictReader((tmp_path / "summary.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [(row["student"], row["theme"], row["problem"]) for row in rows] == [
        ("张三", THEME.name, ""),
        ("李四", THEME.name, "文件不是完整的笔记本。"),
    ]
    assert not list(tmp_path.glob("*.part"))
