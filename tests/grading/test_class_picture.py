"""The class at a glance."""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser
from pathlib import Path

from a_class import FUNCTION, HOSTILE_NAME, HOSTILE_TEXT, QUESTIONS, misconceived, record, results, unread

from genmarketing.grading.class_file import ClassSettings
from genmarketing.grading.class_picture import write_class_picture
from genmarketing.grading.class_picture.measures import measure
from genmarketing.grading.gradebook import Graded
from genmarketing.grading.record import Record, Row
from genmarketing.workbook import State

SETTINGS = ClassSettings("营销 2301 班", "mk2301", "a key that nobody guesses")

LONG = "\n".join(f"    step_{number} = [part * {number} for part in given if part > {number}]" for number in range(12))
"""Long enough to be told from other answers."""


class Page(HTMLParser):
    """The elements of a page, the labels of its pictures, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.labels: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "svg":
            self.labels.append(dict(attrs)["aria-label"] or "")

    def handle_data(self, data: str) -> None:
        self.text += data


def page(folder: Path, *records: Record) -> Page:
    """Return the class page of these records."""
    path = folder / "class.html"
    write_class_picture(path, results(folder, *records), SETTINGS)
    return Page(path.read_text(encoding="utf-8"))


def submitted(name: str) -> Row:
    """A right answer to the first function question, of some length, under another name of its own."""
    return Row(
        FUNCTION.name, "correct", FUNCTION.points, FUNCTION.points, seconds=0.01, source=f"def {name}(given):\n{LONG}"
    )


def test_numbers_are_those_of_the_gradebook(tmp_path: Path) -> None:
    untouched = Row("api_bill", "untouched", 0, 8)
    graded = results(
        tmp_path,
        record("甲"),
        record("乙", misconceived(FUNCTION)),
        record("丙", misconceived(FUNCTION), untouched),
        unread("丁"),
    )
    (measures,) = measure(graded)
    first = next(each for each in measures.questions if each.question is FUNCTION)
    assert first.states == {State.CORRECT: 1, State.PARTIAL: 2}
    assert first.share is not None
    assert abs(first.share - (1 + 0.4 + 0.4) / 3) < 1e-9
    assert [(idea.name, idea.count) for idea in measures.misconceptions] == [(FUNCTION.misconceptions[0].name, 2)]
    lost = 0.6 * FUNCTION.points
    assert measures.totals == tuple(91 - each for each in (lost + 8, lost, 0))
    assert sum(measures.bins()) == 3
    assert measures.bins()[9] == 1


def test_page_says_what_to_teach_again(tmp_path: Path) -> None:
    other = misconceived(QUESTIONS["r1_pipeline"])
    shown = page(
        tmp_path, record("甲", misconceived(FUNCTION), other), record("乙", misconceived(FUNCTION)), record("丙")
    )
    first, second = FUNCTION.misconceptions[0].message, QUESTIONS["r1_pipeline"].misconceptions[0].message
    plain = shown.text.replace("`", "")
    assert 0 < plain.index(first.replace("`", "")) < plain.index(second.replace("`", ""))
    assert "2 人" in shown.text
    assert "2.5 秒" in shown.text


def test_checks_missed_without_a_known_idea_are_counted(tmp_path: Path) -> None:
    missed = Row(
        "api_bill",
        "partial",
        4,
        8,
        "x",
        checks=(("列「yuan」", False, 4.0, "单价按每百万个算。"), ("列「full」", True, 4.0, "")),
    )
    shown = page(tmp_path, record("甲", missed), record("乙", missed))
    assert "列「yuan」" in shown.text
    assert "单价按每百万个算。" in shown.text


def test_every_picture_says_in_words_what_it_shows(tmp_path: Path) -> None:
    shown = page(tmp_path, record("甲"), record("乙", misconceived(FUNCTION)))
    assert len(shown.labels) == len(QUESTIONS) + 2
    assert all(shown.labels)
    assert "正确 1 人，部分正确或还不对 1 人" in shown.labels
    assert "90 到 100 分 1 人" in shown.text


def test_near_identical_answers_are_a_hint(tmp_path: Path) -> None:
    shown = page(tmp_path, record("甲", submitted("f")), record("乙", submitted("g")), record("丙"))
    assert "这是提示，不是结论" in shown.text
    assert "乙、甲" in shown.text
    assert not re.search("抄袭|作弊", shown.text)


def test_what_needs_a_person_is_listed(tmp_path: Path) -> None:
    copied = Row("model_account", "partial", 0, 8, "不对。", copied_from=7)
    shown = page(tmp_path, record("甲", copied, flags=("迟交。",)), unread("乙"))
    for part in (
        "没有批成的文件（1 份）",
        "文件不是完整的笔记本。",
        "第 7 套",
        "迟交。",
        "1 篇",
        "genmarketing review",
    ):
        assert part in shown.text


def test_nothing_handed_in_becomes_markup(tmp_path: Path) -> None:
    def with_texts(folder: str, student: str, text: str) -> Page:
        checks = ((text, False, 4.0, text), ("边界", True, 4.0, ""))
        row = Row("api_bill", "partial", 4, 8, text, checks=checks, source=text)
        return page(tmp_path / folder, record(student, row, flags=(text,)), Record(student, "", text, problem=text))

    harmless, hostile = with_texts("a", "甲", "x"), with_texts("b", HOSTILE_NAME, HOSTILE_TEXT)
    assert hostile.tags == harmless.tags
    assert "\u202e" not in hostile.text


def test_page_is_whole_without_network_script_or_key(tmp_path: Path) -> None:
    page(tmp_path, record("甲"))
    html = (tmp_path / "class.html").read_text(encoding="utf-8")
    assert not re.search(r"(?:src|href)=\"(?!#)|url\(|@import|https?://|<script", html)
    assert SETTINGS.key not in html


def test_empty_class_has_a_page(tmp_path: Path) -> None:
    assert "全貌" in page(tmp_path / "a").text
    assert "没有批成的文件（1 份）" in page(tmp_path / "b", unread("甲")).text


def test_three_hundred_students_take_seconds(tmp_path: Path) -> None:
    records = [
        record(f"学生 {number:03}", submitted(f"f{number}") if number < 150 else misconceived(FUNCTION))
        for number in range(300)
    ]
    graded = [Graded(1, "2026-01-01T00:00:00", each) for each in records]
    began = time.monotonic()
    write_class_picture(tmp_path / "class.html", graded, SETTINGS)
    assert time.monotonic() - began < 10
    assert (tmp_path / "class.html").stat().st_size < 2_000_000
