"""Marking essays: every mark is in the gradebook at once, several windows agree, and nobody else gets in."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from a_class import ESSAY, HOSTILE_TEXT, record, results

from genmarketing.grading.gradebook import FILE, Gradebook
from genmarketing.grading.record import Row
from genmarketing.grading.review import rubric
from genmarketing.grading.review.desk import Desk, Stale
from genmarketing.grading.review.server import ReviewServer
from genmarketing.workbook.kinds import Criterion

FULL = {criterion.name: float(criterion.points) for criterion in ESSAY.rubric}
FIRST = ESSAY.rubric[0].name


def essay(text: str) -> Row:
    return Row(ESSAY.name, "pending", 0, ESSAY.points, "收到。", source=text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    results(
        tmp_path, *(record(name, essay(f"我是{name}。{HOSTILE_TEXT if name == '丙' else ''}")) for name in "甲乙丙")
    )
    return tmp_path


def state(folder: Path, student: str) -> tuple[str, float, str]:
    with Gradebook(folder) as gradebook:
        rows = next(each.record.rows for each in gradebook.latest() if each.record.student == student)
    row = next(row for row in rows if row.question == ESSAY.name)
    return row.state, row.score, row.message


def number_of(desk: Desk, student: str) -> int:
    return next(number for number, each in enumerate(desk.essays) if each.student == student)


# The desk


def test_what_the_page_shows_names_nobody(folder: Path) -> None:
    desk = Desk(folder)
    shown = desk.shown()
    assert len(shown["essays"]) == 3
    plain = json.dumps([{**each, "text": ""} for each in shown["essays"]], ensure_ascii=False)
    assert not re.search("[甲乙丙]", plain)
    assert desk.student(number_of(desk, "乙")) == "乙"


def test_the_order_is_not_the_alphabet_s_and_always_the_same(tmp_path: Path) -> None:
    results(tmp_path, *(record(f"{number:02d}", essay(f"第 {number} 篇")) for number in range(12)))
    order = [each.student for each in Desk(tmp_path).essays]
    assert order != sorted(order)
    assert order == [each.student for each in Desk(tmp_path).essays]


def test_a_mark_is_in_the_gradebook_as_soon_as_the_rubric_is_filled(folder: Path) -> None:
    desk = Desk(folder)
    number = number_of(desk, "甲")
    partly = {name: points for name, points in FULL.items() if name != FIRST}
    kept = desk.keep(number, 0, partly, "", 5)
    assert (kept["marked"], state(folder, "甲")[0]) == (False, "pending")
    kept = desk.keep(number, kept["revision"], FULL | {FIRST: 1.5}, "写得实在。", 9)
    assert kept["marked"]
    assert state(folder, "甲") == ("partial", ESSAY.points - ESSAY.rubric[0].points + 1.5, "写得实在。")
    with Gradebook(folder) as gradebook:
        assert [review.seconds for review in gradebook.reviews()] == [9]


def test_what_is_half_done_is_there_when_the_program_was_killed(folder: Path) -> None:
    desk = Desk(folder)
    number = number_of(desk, "乙")
    desk.keep(number, 0, {FIRST: 3.0}, "先说这一条", 12)
    shown = Desk(folder).shown()["essays"][number]  # another process, later
    assert (shown["points"], shown["comment"], shown["seconds"]) == ({FIRST: 3.0}, "先说这一条", 12)


def test_a_mark_can_be_changed_and_taken_back_and_the_old_one_stays_written(folder: Path) -> None:
    desk = Desk(folder)
    number = number_of(desk, "甲")
    desk.keep(number, 0, FULL, "", 1)
    assert state(folder, "甲")[:2] == ("correct", ESSAY.points)
    desk = Desk(folder)
    assert desk.shown()["essays"][number]["points"] == FULL, "marked ones can be seen"
    desk.keep(number, 0, FULL | {FIRST: 0.0}, "", 1)
    assert state(folder, "甲")[:2] == ("partial", ESSAY.points - ESSAY.rubric[0].points)
    desk.keep(number, 1, {FIRST: 0.0}, "", 1)
    assert state(folder, "甲")[:2] == ("pending", 0), "a mark taken back waits again"
    desk.keep(number, 2, FULL, "", 1)
    desk.keep(number, 3, FULL, "", 2)
    with Gradebook(folder) as gradebook:
        assert [bool(review.points) for review in gradebook.reviews()] == [True, True, False, True], (
            "and no more for no change"
        )


def test_an_essay_of_another_length_is_for_a_person_to_weigh(tmp_path: Path) -> None:
    short = Row(
        ESSAY.name,
        "unreadable",
        0,
        ESSAY.points,
        "现在有 90 个字，至少要 200 个，写够了再交。这一次不计。",
        source="写了一半。",
    )
    nothing = Row(ESSAY.name, "unreadable", 0, ESSAY.points, "这里要一段文字，写在三个引号之间。这一次不计。")
    results(tmp_path, record("甲", short), record("乙", nothing))
    desk = Desk(tmp_path)
    assert [(each.student, each.text) for each in desk.essays] == [("甲", "写了一半。")]
    assert desk.shown()["essays"][0]["note"] == "现在有 90 个字，至少要 200 个，写够了再交。"
    desk.keep(0, 0, dict.fromkeys(FULL, 1.0), "", 1)
    assert state(tmp_path, "甲")[:2] == ("partial", len(FULL))
    assert state(tmp_path, "乙")[:2] == ("unreadable", 0)


def test_two_windows_do_not_write_over_each_other(folder: Path) -> None:
    desk = Desk(folder)
    number = number_of(desk, "甲")
    desk.keep(number, 0, FULL, "第一个窗口", 1)
    with pytest.raises(Stale):
        desk.keep(number, 0, {}, "", 1)
    assert state(folder, "甲")[2] == "第一个窗口"


@pytest.mark.parametrize("points", [{FIRST: 99.0}, {FIRST: -1.0}, {"没有这一条": 1.0}, {FIRST: float("nan")}])
def test_points_beyond_the_rubric_are_refused(folder: Path, points: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="rubric"):
        Desk(folder).keep(0, 0, points, "", 1)


def test_comments_can_be_used_again_and_forgotten(folder: Path) -> None:
    desk = Desk(folder)
    for comment in ("先写结论。", "数字带上单位。", "先写结论。"):
        desk.add_comment(0, comment)
    assert Desk(folder).shown()["comments"] == {ESSAY.name: ["先写结论。", "数字带上单位。"]}
    desk.remove_comment(0, "先写结论。")
    assert Desk(folder).shown()["comments"] == {ESSAY.name: ["数字带上单位。"]}


@pytest.mark.parametrize("junk", ["", "{", "[]", '{"comments": 3, "drafts": 4}', '{"comments": {}}'])
def test_a_broken_draft_file_costs_the_drafts_only(folder: Path, junk: str) -> None:
    (folder / "review.json").write_text(junk, encoding="utf-8")
    desk = Desk(folder)
    desk.keep(0, 0, FULL, "", 1)
    assert len([1 for student in "甲乙丙" if state(folder, student)[0] == "correct"]) == 1


def test_levels_are_worth_equal_steps() -> None:
    assert rubric.level_points(Criterion("证据", 3, ("a", "b", "c"))) == (3.0, 1.5, 0.0)
    assert rubric.level_points(Criterion("证据", 4, ("a", "b", "c", "d"))) == (4.0, 2.5, 1.5, 0.0)
    assert rubric.level_of(Criterion("证据", 3, ("a", "b", "c")), 1.0) == "b"


# The server


@contextmanager
def serving(folder: Path) -> Iterator[ReviewServer]:
    with ReviewServer(Desk(folder)) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def asked(
    server: ReviewServer,
    method: str,
    name: str,
    given: object = None,
    *,
    token: str | None = None,
    **headers: str | None,
) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
    usual: dict[str, str | None] = {"Host": server.origin.removeprefix("http://")}
    if method == "POST":
        usual |= {"Origin": server.origin, "Content-Type": "application/json"}
    body = None if given is None else given if isinstance(given, bytes) else json.dumps(given)
    path = f"/{server.token if token is None else token}/{name}"
    sent = {key: value for key, value in (usual | headers).items() if value is not None}
    connection.request(method, path, body, sent)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


def mark(number: int = 0, revision: int = 0, **changed: object) -> dict[str, Any]:
    return {"essay": number, "revision": revision, "points": FULL, "comment": "", "seconds": 3} | changed


def test_only_this_machine_and_only_who_knows_the_address(folder: Path) -> None:
    with serving(folder) as server:
        assert server.server_address[0] == "127.0.0.1"
        assert asked(server, "GET", "essays")[0] == 200
        for wrong in ("", "x", server.token[:-1], server.token + "x", "%C3%A9"):
            assert asked(server, "GET", "essays", token=wrong)[0] == 404


@pytest.mark.parametrize(
    "host", ["localhost:{port}", "evil.example", "evil.example:{port}", "127.0.0.1", "[::1]:{port}", None]
)
def test_a_name_of_another_site_that_leads_here_is_refused(folder: Path, host: str | None) -> None:
    with serving(folder) as server:
        name = host and host.format(port=server.server_address[1])
        status = asked(server, "GET", "essays", Host=name)[0] if name else 404
        assert status == 404
        assert asked(server, "POST", "keep", mark(), Host=name or "x")[0] == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": None},
        {"Origin": "null"},
        {"Content-Type": "text/plain"},
        {"Content-Type": None},
    ],
    ids=["foreign", "none", "null", "form", "no type"],
)
def test_a_page_of_another_site_marks_nothing(folder: Path, headers: dict[str, str | None]) -> None:
    with serving(folder) as server:
        assert asked(server, "POST", "keep", mark(), **headers)[0] == 403
    assert all(state(folder, student)[0] == "pending" for student in "甲乙丙")


@pytest.mark.parametrize(
    "given",
    [
        b"",
        b"{",
        b"[]",
        b"x" * 70_000,
        mark(9),
        mark(-1),
        mark(points={"x": 1}),
        mark(points=3),
        {"essay": 0},
        mark(seconds="x"),
    ],
    ids=range(10),
)
def test_what_is_no_mark_is_refused_and_the_next_one_is_kept(folder: Path, given: object) -> None:
    with serving(folder) as server:
        assert asked(server, "POST", "keep", given)[0] == 400
        assert asked(server, "POST", "keep", mark())[0] == 200


def test_an_old_view_is_told_what_there_is_now(folder: Path) -> None:
    with serving(folder) as server:
        asked(server, "POST", "keep", mark(comment="这边"))
        status, text = asked(server, "POST", "keep", mark(points={}))
        assert (status, json.loads(text)["comment"], json.loads(text)["revision"]) == (409, "这边", 1)


def test_a_gradebook_that_cannot_be_written_is_one_sentence(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("genmarketing.grading.review.desk.Gradebook", lambda place: Gradebook(place, patience=0.1))
    with serving(folder) as server:
        other = sqlite3.connect(folder / FILE, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        status, text = asked(server, "POST", "keep", mark())
        other.close()
        assert status == 503
        assert "正被另一个程序使用" in json.loads(text)["said"]
    assert Desk(folder).settle_all() == 1, "the mark was kept as a draft"


def test_headers_let_nothing_in_and_nothing_out(folder: Path) -> None:
    with serving(folder) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
        connection.request("GET", f"/{server.token}/", headers={"Host": server.origin.removeprefix("http://")})
        headers = connection.getresponse().headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert (headers["Referrer-Policy"], headers["Cache-Control"]) == ("no-referrer", "no-store")
    assert "Access-Control-Allow-Origin" not in headers


# The command


@contextmanager
def reviewing(folder: Path) -> Iterator[tuple[subprocess.Popen[str], ReviewServer]]:
    """Run the command; yield it and something that speaks to its address."""
    command = [sys.executable, "-m", "genmarketing.cli", "review", str(folder), "--no-browser"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    try:
        assert process.stderr is not None
        found = next(
            match for line in process.stderr if (match := re.search(r"(http://127\.0\.0\.1:(\d+))/([\w-]+)/", line))
        )
        server = ReviewServer.__new__(ReviewServer)
        server.origin, server.token, server.server_address = found[1], found[3], ("127.0.0.1", int(found[2]))
        yield process, server
    finally:
        process.kill()
        process.wait()


def score_in_table(folder: Path) -> str:
    return (folder / "summary.csv").read_text(encoding="utf-8-sig")


def test_a_mark_survives_kill_and_the_tables_follow_at_the_next_start(folder: Path) -> None:
    with reviewing(folder) as (process, server):
        assert asked(server, "POST", "keep", mark())[0] == 200
        process.kill()
        process.wait()
    marked = next(student for student in "甲乙丙" if state(folder, student)[0] == "correct")
    assert not (folder / "summary.csv").exists()
    with reviewing(folder) as (_, server):
        assert f"{marked},moe_reasoning,100,100" in score_in_table(folder)
        assert asked(server, "GET", "essays")[0] == 200


@pytest.mark.parametrize(
    "number", [signal.SIGINT, signal.SIGHUP, signal.SIGTERM], ids=["Ctrl-C", "terminal closed", "ended"]
)
def test_however_it_is_ended_the_tables_are_written(folder: Path, number: int) -> None:
    with reviewing(folder) as (process, server):
        asked(server, "POST", "keep", mark())
        os.kill(process.pid, number)
        assert process.wait(60) == 0
    assert ",moe_reasoning,100,100" in score_in_table(folder)
    assert "已批阅" in "".join(path.read_text(encoding="utf-8") for path in (folder / "feedback").iterdir())
    assert (folder / "exports" / "canvas_01_moe_reasoning.csv").is_file()
    assert (folder / "class.html").is_file()


def test_the_end_button_ends_the_program(folder: Path) -> None:
    with reviewing(folder) as (process, server):
        asked(server, "POST", "keep", mark())
        assert asked(server, "POST", "end", {})[0] == 200
        assert process.wait(60) == 0
    assert ",moe_reasoning,100,100" in score_in_table(folder)


def test_a_second_review_and_an_empty_one_are_one_sentence(folder: Path, tmp_path: Path) -> None:
    def said(place: Path) -> str:
        command = [sys.executable, "-m", "genmarketing.cli", "review", str(place), "--no-browser"]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)
        assert done.returncode == 1
        return done.stderr

    with reviewing(folder):
        assert "已经在另一个批阅页面里打开了" in said(folder)
    assert "没有成绩簿" in said(tmp_path / "nowhere")
    shutil.rmtree(folder / "feedback", ignore_errors=True)
    results(tmp_path / "b", record("甲", Row(ESSAY.name, "untouched", 0, ESSAY.points)))
    assert "没有要批阅的短文" in said(tmp_path / "b")
