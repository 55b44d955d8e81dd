"""docs/teaching.md, word for word: its commands, one after the other, on a class of its own."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

from layouts import NAME, ROOT

from genmarketing.grading.gradebook import Gradebook

PAPER = (ROOT / "docs" / "teaching.md").read_text(encoding="utf-8")
SECTION = PAPER[PAPER.index("## 批改一个班") : PAPER.index("## 用 nbgrader")]


def commands() -> list[list[str]]:
    """Return the course's commands in the fenced blocks of the section, in their order; those for a cluster need one."""
    blocks = re.findall(r"^```\n(.*?)^```$", SECTION, re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if line.startswith("genmarketing ")]
    return [shlex.split(line)[1:] for line in lines if "--dask" not in line]


def hand_in(path: Path, *students: str) -> None:
    solved = (ROOT / "solutions" / NAME).read_bytes()
    with zipfile.ZipFile(path, "w") as archive:
        for number, student in enumerate(students):
            archive.writestr(f"{student}_{501 + number}_assignsubmission_file_/{NAME}", solved)


def test_the_commands_lead_from_nothing_to_a_graded_class(tmp_path: Path) -> None:
    hand_in(tmp_path / "submissions.zip", "张三", "李四")
    hand_in(tmp_path / "submissions-late.zip", "王五")
    asked = commands()
    assert [words[0] for words in asked] == ["class", "grade", "review", "grade"]
    variables = os.environ | {"BROWSER": "true", "PYTHONUTF8": "1"}
    for words in asked:
        program = [sys.executable, "-m", "genmarketing.cli", *words]
        process = subprocess.Popen(
            program, cwd=tmp_path, env=variables, stderr=subprocess.PIPE, text=True, encoding="utf-8"
        )
        assert process.stderr is not None
        if words[0] == "review":
            assert any("批阅页面已在本机打开" in line for line in process.stderr)
            process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=300)[1]
        assert process.returncode == 0, said
    results = tmp_path / "results"
    with Gradebook(results) as gradebook:
        assert {each.record.student for each in gradebook.latest()} == {"张三", "李四", "王五"}
        assert gradebook.class_name() == "营销 2301 班"
    named = set(re.findall(r"^\| `([\w./]+)` \|", SECTION, re.MULTILINE))
    assert named == {"class.html", "feedback/", "summary.csv", "grades.csv", "exports/", "gradebook.sqlite"}
    assert {path.name + "/" * path.is_dir() for path in results.iterdir() if not path.name.startswith(".")} - {
        "review.json"
    } == named
    exported = set(re.findall(r"`exports/([\w.]+)`", SECTION))
    assert exported == {path.name for path in (results / "exports").iterdir()} - {"gradescope.csv"}
