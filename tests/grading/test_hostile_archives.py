"""Names, archives and notebooks that are made to stop a run, to slow it down, or to pass for somebody else's, while files are still being collected."""

from __future__ import annotations

import io
import json
import struct
import time
import zipfile
from pathlib import Path

import pytest
from layouts import NAME, WORKBOOK, collected, lay, packed

from genmarketing.grading.collecting import collect
from genmarketing.grading.names import read_names
from genmarketing.grading.notebooks import read_sheet

HONEST = ("lina_778_1010_", "zhangwei_777_1000_")


def zipped(*names: str, content: bytes = WORKBOOK, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip with these entries."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return raw.getvalue()


def on_canvas(path: Path, evil: bytes, ending: str = "zip") -> Path:
    """Write what Canvas gives a teacher: two honest workbooks, and what somebody called evil has uploaded."""
    packed(path, *(f"{student}{NAME}" for student in HONEST))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(f"evil_779_1020_work.{ending}", evil)
    return path


def damaged(method: int) -> bytes:
    """Return a zip whose one entry is no longer what its compression makes."""
    raw = bytearray(zipped(NAME, method=method))
    raw[70:100] = b"\xff" * 30
    return bytes(raw)


def begins_at(place: int) -> bytes:
    """Return a zip whose one entry is said to begin at a place that no file has."""
    raw = zipped(NAME)
    first, end = raw.rfind(b"PK\1\2"), raw.rfind(b"PK\5\6")
    far = struct.pack("<HHQ", 1, 8, place)
    listed, last = bytearray(raw[first:end] + far), bytearray(raw[end:])
    struct.pack_into("<L", listed, 42, 0xFFFFFFFF)
    struct.pack_into("<H", listed, 30, len(far))
    struct.pack_into("<L", last, 12, len(listed))
    return raw[:first] + bytes(listed) + bytes(last)


@pytest.mark.parametrize(
    "archive",
    [
        pytest.param(damaged(zipfile.ZIP_LZMA), id="damaged LZMA"),
        pytest.param(damaged(zipfile.ZIP_BZIP2), id="damaged bzip2"),
        pytest.param(begins_at(2**64 - 1), id="begins behind every file"),
        pytest.param(begins_at(2**63 - 1), id="begins at the end of the numbers"),
    ],
)
def test_an_archive_that_cannot_be_unpacked_costs_itself(tmp_path: Path, archive: bytes) -> None:
    """Each raised an error of another kind than a broken zip usually does, which ended the run of the whole class."""
    for number, place in enumerate(
        (lay(tmp_path / "a", "evil/work.zip", content=archive), on_canvas(tmp_path / "b.zip", archive))
    ):
        found = collected(lay(place, f"lina/{NAME}") if number == 0 else place)
        assert "已经损坏" in found["evil"].problem
        assert found["lina"].problem == ""


def test_an_entry_without_a_name_costs_itself(tmp_path: Path) -> None:
    """Python's zipfile looks at the last letter of a name to tell folders, and there is none."""
    found = collected(on_canvas(tmp_path / "submissions.zip", zipped("", NAME)))
    assert {name: each.problem for name, each in found.items()} == {"lina": "", "zhangwei": "", "evil": ""}


def test_what_a_platform_calls_somebody_s_stays_theirs(tmp_path: Path) -> None:
    """A student's own zip, full of files that are called as the platform calls those of others, took their names and numbers."""
    forged = zipped(*(f"{student[:-2]}99_{NAME}" for student in HONEST))
    found = collected(on_canvas(tmp_path / "submissions.zip", forged))
    assert {name: each.platform_id for name, each in found.items()} == {
        "lina": "canvas:778",
        "zhangwei": "canvas:777",
        "evil": "canvas:779",
    }
    assert "evil" not in found["lina"].origin + found["zhangwei"].origin


def test_the_same_in_moodle_s_flat_archive(tmp_path: Path) -> None:
    place = packed(
        tmp_path / "hw.zip", f"李娜_778_assignsubmission_file_{NAME}", f"王伟_777_assignsubmission_file_{NAME}"
    )
    forged = zipped(f"李娜_778_assignsubmission_file/{NAME}", f"王伟_777_assignsubmission_file/{NAME}")
    with zipfile.ZipFile(place, "a") as archive:
        archive.writestr("evil_779_assignsubmission_file_work.zip", forged)
    found = collected(place)
    assert {name: each.platform_id for name, each in found.items()} == {
        "李娜": "moodle:778",
        "王伟": "moodle:777",
        "evil": "moodle:779",
    }


def test_one_person_s_many_folders_do_not_rename_the_others(tmp_path: Path) -> None:
    """Which level of folders names a person is told by most files; four hundred of one person's made 「作业（s3）」 of everybody else."""
    place = lay(tmp_path, *(f"s{number}/作业/{NAME}" for number in range(30)))
    packed(place / "evil.zip", *(f"folder {number}/{NAME}" for number in range(400)), content=b"{}")
    assert set(collected(place)) == {*(f"s{number}" for number in range(30)), "evil"}


def test_who_packs_thousands_is_told_so_once(tmp_path: Path) -> None:
    """Each was unpacked from the archive in the archive anew, and each of an unknown theme got a row and a page of its own."""
    inner = zipped(*(f"n{number}.ipynb" for number in range(3000)), content=b"{}")
    began = time.monotonic()
    found = collected(on_canvas(tmp_path / "submissions.zip", inner))
    assert "3,000 份笔记本" in found["evil"].problem
    assert found["lina"].problem == found["zhangwei"].problem == ""
    assert time.monotonic() - began < 30


def test_an_archive_in_an_archive_is_unpacked_once(tmp_path: Path) -> None:
    """Thirty megabytes, packed into some kilobytes, were unpacked for each of its files."""
    with zipfile.ZipFile(raw := io.BytesIO(), "w") as archive:
        archive.writestr("ballast", bytes(30 * 2**20))
        for number in range(90):
            archive.writestr(f"n{number}.ipynb", WORKBOOK)
    began = time.monotonic()
    place = on_canvas(tmp_path / "submissions.zip", raw.getvalue())
    assert len(collect(place)) == 3
    assert time.monotonic() - began < 20


@pytest.mark.parametrize("ending", ["-{0}.ipynb", "({0}).ipynb", f"_123_{{0}}_{NAME}", f"_{{0}}_1000_{NAME}"])
def test_a_number_in_a_name_has_an_end(ending: str) -> None:
    """Python refuses to read a number of 5000 digits; in a zip, a name may have sixty thousand."""
    [named] = read_names([("evil" + ending.format("1" * 5000),)])
    assert named.student.startswith("evil")


def test_a_name_takes_no_longer_to_be_understood_than_to_be_read() -> None:
    """Every pair of numbers in it could have been the platform's, and was tried to the end of the name."""
    began = time.monotonic()
    read_names([("a" + "_111_1111" * 7000 + "_\nb",)])
    assert time.monotonic() - began < 3


@pytest.mark.parametrize("written", ["0x" + "f" * 5000, '"\\ud800"'])
def test_an_id_that_cannot_be_written_down_is_none(tmp_path: Path, written: str) -> None:
    """A number that Python reads and refuses to write; half a character. Two files of one person were enough to end the run."""
    notebook = {"cells": [{"cell_type": "code", "source": f"learner_id = {written}\n# 题目: api_bill\napi_bill = 1"}]}
    place = lay(tmp_path, f"evil/{NAME}", f"evil/again/{NAME}", content=json.dumps(notebook).encode())
    found = collected(lay(place, f"lina/{NAME}"))
    assert found.keys() == {"evil", "lina"}
    assert (read_sheet(found["evil"].read()).learner_id or "").encode() in (b"", b"?")


def test_where_a_file_lay_can_be_printed(tmp_path: Path) -> None:
    """A path goes into tables and onto terminals, where it could begin a new line or change colours."""
    place = packed(tmp_path / "all.zip", f"a\nb\x1b[31m\u202e/{'x' * 60_000}/{NAME}", f"lina/{NAME}")
    for each in collect(place):
        assert each.origin.isprintable()
        assert len(each.origin) <= 500
