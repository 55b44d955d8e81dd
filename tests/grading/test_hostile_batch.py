"""Attacks on a whole class: honest ones before and after them are graded as if there were none; and files that attack by what they are."""

from __future__ import annotations

import csv
import io
import json
import os
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from attacks import attacks
from hand_ins import CLASS, NAME
from one_submission import graded

from genmarketing.cli import main
from genmarketing.grading.gradebook import Gradebook
from genmarketing.grading.notebooks import read_sheet

HONEST = ("甲", "李四", "乙")
LIMITS = [
    f"--{name}={number}" for name, number in {"timeout": 1, "total-timeout": 20, "memory": 256, "disk": 16}.items()
]
ON_OTHERS = (
    "eight_gigabytes",
    "fills_the_disk",
    "forged_isolation",
    "fork_bomb",
    "ignores_all_signals",
    "leaves_a_note",
    "leaves_by_os_exit",
    "one_gigabyte_to_the_marker",
    "signals_to_the_parent",
)
"""Attacks that would harm whoever is graded beside or after them."""

BOMB_SIZE = 64 * 2**20


def lay(folder: Path, solution: dict[str, Any], *students: str) -> Path:
    """Write the solved workbook of each student below a folder, and return it."""
    for student in students:
        (folder / student).mkdir(parents=True)
        (folder / student / NAME).write_text(json.dumps(solution), encoding="utf-8")
    return folder


def hand_in_attacks(folder: Path, solution: dict[str, Any]) -> None:
    """Lay attacks of all kinds among the honest submissions."""
    words = {"PLANTED_FOLDER": str(folder.parent), "LISTENING_PORT": "9", "LISTENING_NAME": "nobody"}
    for attack in attacks():
        if attack.name in ON_OTHERS:
            lay(folder, attack.notebook(solution, words), f"attack {attack.name}")
    content = json.dumps(solution).encode()
    # files that are other files
    for student, target in (("link to 甲", folder / "甲" / NAME), ("link to the key", folder.parent / "class.toml")):
        (folder / student).mkdir()
        (folder / student / NAME).symlink_to(target)
    (folder / f"link to a folder_{NAME}").symlink_to(folder / "甲")
    (folder / f"link to itself_{NAME}").symlink_to(folder / f"link to itself_{NAME}")
    os.mkfifo(folder / f"pipe_{NAME}")
    # archives that are larger than they look, or lead elsewhere
    (folder / "zip bomb").mkdir()
    (folder / "zip bomb" / f"{NAME}.zip").write_bytes(packed({NAME: bytes(BOMB_SIZE)}))
    (folder / "zip in a zip").mkdir()
    inner = packed({"inner.zip": packed({NAME: bytes(BOMB_SIZE)})})
    (folder / "zip in a zip" / f"{NAME}.zip").write_bytes(inner)
    (folder / "zip that climbs").mkdir()
    climbing = packed({f"../../甲/{NAME}": content, f"/tmp/{NAME}": content})
    (folder / "zip that climbs" / "all.zip").write_bytes(climbing)
    # names that look like others, or like something else
    names = ("李四\u200b", "\u202e四李", "ＬＩ四", "=HYPERLINK(1)", "<script>alert(1)<|script>", "a\nb", "x" * 200)
    lay(folder, {"cells": []}, *names)
    (folder / "王五").mkdir()
    (folder / "王五" / f"李四_{NAME}").write_text(json.dumps({"cells": []}), encoding="utf-8")


def packed(entries: dict[str, bytes]) -> bytes:
    """Return a zip with these entries."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return raw.getvalue()


def grade(place: Path, out: Path) -> None:
    (place.parent / "class.toml").write_text(CLASS, encoding="utf-8")
    options = ["--out", str(out), "--class", str(place.parent / "class.toml"), "--jobs", "2", *LIMITS]
    assert main(["grade", str(place), *options]) == 0


def of_the_honest(out: Path) -> dict[str, list[dict[str, str]]]:
    """Return the rows of grades.csv for each honest student."""
    with (out / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.DictReader(file))
    return {student: [row for row in found if row["student"] == student] for student in HONEST}


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory, solution: dict[str, Any]) -> tuple[Path, Path]:
    """The results of the honest alone, and of the same with attackers among them."""
    alone, together = tmp_path_factory.mktemp("alone"), tmp_path_factory.mktemp("together")
    grade(lay(alone / "in", solution, *HONEST), alone / "out")
    place = lay(together / "in", solution, *HONEST)
    hand_in_attacks(place, solution)
    before = set(everything_beside(together))
    at_rest = len(psutil.Process().children(recursive=True))
    grade(place, together / "out")
    assert set(everything_beside(together)) == before | {"class.toml"}
    assert len(psutil.Process().children(recursive=True)) == at_rest
    return alone / "out", together / "out"


def everything_beside(folder: Path) -> Iterator[str]:
    """Give the path of all that lies in a folder, but for the results."""
    return (name for path in folder.rglob("*") if not (name := str(path.relative_to(folder))).startswith("out"))


def test_the_honest_are_graded_as_if_there_were_no_attackers(results: tuple[Path, Path]) -> None:
    alone, together = (of_the_honest(out) for out in results)
    assert all(len(rows) == 14 for rows in alone.values())
    assert together == alone


def test_every_attacker_has_a_row_that_says_what_happened(results: tuple[Path, Path]) -> None:
    with Gradebook(results[1]) as gradebook:
        graded = {each.record.student: each.record for each in gradebook.latest()}
    said = {
        student: [record.problem, *record.failures, *record.flags, *(row.message for row in record.rows)]
        for student, record in graded.items()
    }
    assert sum(student.startswith("attack ") for student in graded) == len(ON_OTHERS)
    for student in set(graded) - set(HONEST):
        assert any(said[student]), student
    for student in ("link to 甲", "link to the key", "link to a folder", "link to itself"):
        assert any("符号链接" in each for each in said[student]), student
        assert graded[student].rows == (), student
    assert "不是普通文件" in graded["pipe"].problem
    for student in ("zip bomb", "zip in a zip"):
        assert any("不像笔记本" in each or "里面没有" in each for each in said[student]), (student, said[student])
    assert any("要跳到外面去" in each for each in said["zip that climbs"])
    for attack in attacks():
        if attack.name in ON_OTHERS:
            lost = sum(row.points for row in graded[f"attack {attack.name}"].rows if row.question in attack.questions)
            assert sum(row.score for row in graded[f"attack {attack.name}"].rows) == 91 - lost


def test_nobody_is_taken_for_somebody_else(results: tuple[Path, Path]) -> None:
    with Gradebook(results[1]) as gradebook:
        graded = gradebook.latest()
    students = [each.record.student for each in graded]
    assert len(set(students)) == len(students)
    honest = next(each.record for each in graded if each.record.student == "李四")
    assert honest.origin == f"李四/{NAME}"
    assert all(each.isprintable() and len(each) < 120 for each in students)
    pages = [path.resolve() for path in results[1].rglob("*.html")]
    assert all(results[1].resolve() in path.parents for path in pages)
    assert len(pages) >= len(students)


# Code that attacks whoever only reads it


def code(text: str) -> bytes:
    return json.dumps({"cells": [{"cell_type": "code", "source": text}]}).encode()


BOMBS = {
    "brackets": "(" * 100_000,
    "nested lists": f"x = {'[' * 5000}{']' * 5000}",
    "minus": f"x = {'-' * 150_000}1",
    "a long sum": f"x = {'1+' * 90_000}1",
    "a long chain": f"x = {'a.' * 90_000}b",
    "two million lines": "a = 1\n" * 2_000_000,
    "blanks in a cell that is no Python": f"(\n{' ' * 190_000}x",
    "names in a cell that is no Python": f"(\n{'a, ' * 60_000}",
    "dots in a cell that is no Python": f"(\n{'a.' * 90_000}?x",
    "question marks": "# 题目: a\n" * 15_000,
    "a number": f"x = {'9' * 190_000}",
    "letters that are one": f"learner_id = '{'ﷺ' * 60_000}'",
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_reading_takes_time_that_grows_with_the_length(bomb: str) -> None:
    began = time.process_time()
    read_sheet(code(BOMBS[bomb]))
    assert time.process_time() - began < 6


def test_a_workbook_with_too_much_code_is_graded_without_it(solution: dict[str, Any]) -> None:
    cells = [*solution["cells"], {"cell_type": "code", "source": "data = [\n" + "1, 2, 3,\n" * 40_000 + "]"}]
    record = graded({**solution, "cells": cells})
    assert sum(row.score for row in record.rows) == 91
    assert any("1 格代码太长" in flag for flag in record.flags)


def test_what_a_learner_quotes_is_cut_short(solution: dict[str, Any]) -> None:
    record = graded(json.loads(code(f"learner_id = '{'长' * 100_000}'\nraise ValueError('长' * 10**6)")), "2023")
    assert all(len(flag) <= 500 for flag in record.flags)
    assert all(len(failure) <= 400 for failure in record.failures)
    assert record.failures
