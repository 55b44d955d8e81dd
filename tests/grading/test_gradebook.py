"""The gradebook: appended to and never changed, taken up where it stopped, and clear about what is wrong with it."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from one_submission import graded

from genmarketing.grading.edition import version_of
from genmarketing.grading.essay_marks import Review, text_key
from genmarketing.grading.gradebook import FILE, VERSION, Gradebook, GradebookError
from genmarketing.grading.record import Record, Row
from genmarketing.grading.tables import write_grades, write_summary
from genmarketing.theme import theme

ESSAY = Row("essay", "pending", 0.0, 9.0, "收到。", source="我的看法。")
ROW = Row(
    "top_k_gates",
    "partial",
    3.5,
    7.0,
    "再看看并列的情况。",
    "ties",
    (("前 k 个", True, 3.5, ""), ("并列", False, 3.5, "漏了")),
    ("返回的是元组，也收",),
    0.01,
    "def top_k_gates(): ...",
    4,
)
RECORD = Record(
    "张三",
    "moe_reasoning",
    "张三/01.ipynb",
    "ab",
    "v1",
    3,
    0.2,
    flags=("迟交",),
    failures=("第 3 格",),
    rows=(ROW, ESSAY),
)
REVIEW = Review(
    "张三", "moe_reasoning", "essay", text_key("我的看法。"), {"论据": 4.0, "结构": 3.0}, "写得实在。", 41.5
)


def test_what_is_appended_is_read_back(tmp_path: Path) -> None:
    with Gradebook(tmp_path) as gradebook:
        run = gradebook.open_run("测试班", "task")
        gradebook.append(run, RECORD)
    with Gradebook(tmp_path) as gradebook:
        [graded] = gradebook.latest()
        assert (graded.run, graded.record) == (run, RECORD)
        assert gradebook.of_run(run) == [graded]


def test_a_run_is_taken_up_only_by_the_same_task(tmp_path: Path) -> None:
    with Gradebook(tmp_path) as gradebook:
        first = gradebook.open_run("测试班", "a")
        gradebook.append(first, RECORD)
        assert gradebook.open_run("测试班", "a") == first
        assert gradebook.done(first) == {("张三", "moe_reasoning", "张三/01.ipynb"): {"ab"}}
        other = gradebook.open_run("测试班", "b")
        assert other != first
        assert gradebook.done(other) == {}
        gradebook.close_run(other)
        assert gradebook.open_run("测试班", "b") not in (first, other)


def test_a_regrade_is_a_new_attempt(tmp_path: Path) -> None:
    with Gradebook(tmp_path) as gradebook:
        for version in ("v1", "v2"):
            run = gradebook.open_run("测试班", version)
            gradebook.append(run, replace(RECORD, version=version))
            gradebook.close_run(run)
        assert [each.record.version for each in gradebook.latest()] == ["v2"]
        assert [each.record.version for each in gradebook.of_run(1)] == ["v1"]


def test_a_file_of_no_theme_is_shown_while_it_is_there(tmp_path: Path) -> None:
    unknown = Record("李四", "", "李四/a.ipynb", problem="认不出主题。")
    with Gradebook(tmp_path) as gradebook:
        first = gradebook.open_run("测试班", "a")
        for origin in ("李四/a.ipynb", "李四/b.ipynb"):
            gradebook.append(first, replace(unknown, origin=origin))
        assert len(gradebook.latest()) == 2
        gradebook.append(gradebook.open_run("测试班", "b"), RECORD)
        assert [each.record.student for each in gradebook.latest()] == ["张三"]


@pytest.mark.parametrize("table", ["submissions", "attempts", "reviews"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET theme = ''"])
def test_nothing_that_was_written_can_be_changed(tmp_path: Path, table: str, statement: str) -> None:
    with Gradebook(tmp_path) as gradebook:
        gradebook.append(gradebook.open_run("测试班", "a"), RECORD)
        gradebook.add_review(REVIEW)
    connection = sqlite3.connect(tmp_path / FILE)
    if table == "attempts":
        statement = statement.replace("theme", "message")
    with pytest.raises(sqlite3.IntegrityError, match="never"):
        connection.execute(statement.format(table))
    connection.close()


def test_an_interrupted_submission_leaves_nothing(tmp_path: Path) -> None:
    broken = replace(RECORD, rows=(ROW, replace(ESSAY, question=None)))  # type: ignore[arg-type]
    with Gradebook(tmp_path) as gradebook:
        run = gradebook.open_run("测试班", "a")
        with pytest.raises(sqlite3.IntegrityError):
            gradebook.append(run, broken)
        assert gradebook.latest() == []
        gradebook.append(run, RECORD)
        assert len(gradebook.latest()) == 1


def test_the_same_submission_graded_twice_gives_the_same_rows(tmp_path: Path, solution: dict[str, Any]) -> None:
    """With time, hash, version of the questions and duration of each; what the clock says is all that differs."""
    with Gradebook(tmp_path) as gradebook:
        for task in ("a", "b"):
            run = gradebook.open_run("测试班", task)
            gradebook.append(run, graded(solution, "张三"))
            gradebook.close_run(run)
        first, second = (gradebook.of_run(run)[0] for run in (1, 2))
    content = hashlib.sha256(json.dumps(solution).encode()).hexdigest()
    for each in (first, second):
        assert each.at > "2020"
        assert (each.record.sha256, each.record.version) == (content, version_of(theme("moe_reasoning")))
        assert each.record.seconds > 0
        assert any(row.seconds > 0 for row in each.record.rows)
    timeless = [
        [replace(row, seconds=0.0) for row in replace(each.record, seconds=0.0).rows] for each in (first, second)
    ]
    assert timeless[0] == timeless[1]
    assert replace(first.record, rows=(), seconds=0.0) == replace(second.record, rows=(), seconds=0.0)


# Reviews


def test_a_review_counts_in_what_the_gradebook_says(tmp_path: Path) -> None:
    with Gradebook(tmp_path) as gradebook:
        gradebook.append(gradebook.open_run("测试班", "a"), RECORD)
        gradebook.add_review(REVIEW)
        [graded] = gradebook.latest()
        [kept] = gradebook.reviews()
    essay = graded.record.rows[1]
    assert (essay.state, essay.score, essay.message) == ("partial", 7.0, "写得实在。")
    assert replace(kept, at="") == REVIEW
    assert kept.at
    assert graded.reviews == {"essay": kept}
    assert graded.record.rows[0] == ROW
    write_grades(tmp_path, [graded])
    write_summary(tmp_path, [graded])
    grades = (tmp_path / "grades.csv").read_text(encoding="utf-8-sig").splitlines()
    assert grades == [
        "student,theme,question,state,score,points",
        "张三,moe_reasoning,top_k_gates,partial,3.5,7",
        "张三,moe_reasoning,essay,partial,7,9",
    ]
    summary = (tmp_path / "summary.csv").read_text(encoding="utf-8-sig").splitlines()
    assert summary[1].startswith("张三,moe_reasoning,10.5,16,2,2,0,")


def test_the_last_review_of_a_text_counts_and_full_points_are_right(tmp_path: Path) -> None:
    with Gradebook(tmp_path) as gradebook:
        gradebook.append(gradebook.open_run("测试班", "a"), RECORD)
        gradebook.add_review(REVIEW)
        gradebook.add_review(replace(REVIEW, points={"论据": 5.0, "结构": 4.0}, comment=""))
        essay = gradebook.latest()[0].record.rows[1]
        assert (essay.state, essay.score) == ("correct", 9.0)
        assert len(gradebook.reviews()) == 2


def test_a_review_stays_with_its_text(tmp_path: Path) -> None:
    with Gradebook(tmp_path) as gradebook:
        gradebook.append(gradebook.open_run("测试班", "a"), RECORD)
        gradebook.add_review(REVIEW)
        gradebook.append(gradebook.open_run("测试班", "b"), RECORD)
        assert gradebook.latest()[0].record.rows[1].score == 7.0, "graded again, the same text keeps its marks"
        rewritten = replace(RECORD, rows=(ROW, replace(ESSAY, source="另一段。")))
        gradebook.append(gradebook.open_run("测试班", "c"), rewritten)
        assert gradebook.latest()[0].record.rows[1].state == "pending", "another text has to be read"
        gradebook.append(gradebook.open_run("测试班", "d"), replace(RECORD, student="李四"))
        other = next(each for each in gradebook.latest() if each.record.student == "李四")
        assert other.record.rows[1].state == "pending", "the same text of somebody else has to be read"


# What can be wrong with the file


def test_another_version_is_not_touched(tmp_path: Path) -> None:
    with Gradebook(tmp_path):
        pass
    connection = sqlite3.connect(tmp_path / FILE)
    connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.commit()
    connection.close()
    with pytest.raises(GradebookError, match="另一个版本的课程写的"):
        Gradebook(tmp_path)


@pytest.mark.parametrize("junk", [b"these are my notes, not a database" * 40])
def test_another_file_is_not_touched(tmp_path: Path, junk: bytes) -> None:
    (tmp_path / FILE).write_bytes(junk)
    with pytest.raises(GradebookError, match="不是成绩簿，没有动它"):
        Gradebook(tmp_path)
    assert (tmp_path / FILE).read_bytes() == junk


def test_a_torn_file_says_so(tmp_path: Path) -> None:
    with Gradebook(tmp_path) as gradebook:
        run = gradebook.open_run("测试班", "a")
        for number in range(40):
            gradebook.append(run, replace(RECORD, student=f"s{number}"))
    raw = bytearray((tmp_path / FILE).read_bytes())
    raw[4096:] = b"\x55" * (len(raw) - 4096)
    (tmp_path / FILE).write_bytes(bytes(raw))
    with pytest.raises(GradebookError, match="坏了"), Gradebook(tmp_path) as gradebook:
        gradebook.latest()


def test_a_locked_file_says_so(tmp_path: Path) -> None:
    with Gradebook(tmp_path, patience=0.1) as gradebook:
        other = sqlite3.connect(tmp_path / FILE)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(GradebookError, match="正被另一个程序使用"):
            gradebook.open_run("测试班", "a")
        other.close()
        assert gradebook.open_run("测试班", "a") == 1


_WRITE_UNTIL_IT_FAILS = """
import sys
from dataclasses import replace
from pathlib import Path
from genmarketing.grading.gradebook import Gradebook, GradebookError
from genmarketing.grading.record import Record, Row
folder = Path(sys.argv[1])
written = 0
try:
    with Gradebook(folder) as gradebook:
        run = gradebook.open_run("测试班", "a")
        for number in range(2000):
            gradebook.append(run, Record(f"s{number}", "t", "o", rows=(Row("q", "correct", 1, 1, source="x" * 5000),)))
            written += 1
except GradebookError as error:
    print(error)
with __import__("sqlite3").connect(f"file:{folder / 'gradebook.sqlite'}?mode=ro", uri=True) as kept:
    print(written, kept.execute("SELECT count(*) FROM submissions").fetchone()[0])
"""


@pytest.mark.skipif(shutil.which("bwrap") is None, reason="a full disk is made with bubblewrap")
def test_a_full_disk_costs_nothing_that_was_written(tmp_path: Path) -> None:
    wall = ["bwrap", "--dev-bind", "/", "/", "--size", str(2**20), "--tmpfs", str(tmp_path)]
    done = subprocess.run(
        [*wall, sys.executable, "-c", _WRITE_UNTIL_IT_FAILS, str(tmp_path)], capture_output=True, text=True, check=False
    )
    sentence, counts = done.stdout.strip().splitlines()
    assert "磁盘" in sentence
    assert "会接着批" in sentence
    written, kept = counts.split()
    assert int(written) > 10
    assert written == kept


@pytest.mark.skipif(shutil.which("bwrap") is None, reason="a read-only folder is made with bubblewrap")
def test_a_read_only_folder_says_so(tmp_path: Path) -> None:
    with Gradebook(tmp_path) as gradebook:
        gradebook.append(gradebook.open_run("测试班", "a"), RECORD)
    program = f"from genmarketing.grading.gradebook import *\nfrom pathlib import Path\ntry:\n    Gradebook(Path({str(tmp_path)!r})).open_run('x', 'y')\nexcept GradebookError as error:\n    print(error)"
    wall = ["bwrap", "--dev-bind", "/", "/", "--ro-bind", str(tmp_path), str(tmp_path)]
    done = subprocess.run([*wall, sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert "只读" in done.stdout or "打不开" in done.stdout, done.stdout + done.stderr
