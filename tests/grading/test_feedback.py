"""The page that a student gets back."""

from __future__ import annotations

import re
from copy import deepcopy
from html.parser import HTMLParser
from pathlib import Path

import pytest
from a_class import ESSAY, FUNCTION, HOSTILE_NAME, HOSTILE_TEXT, QUESTIONS, THEME, misconceived, record, results, unread

from genmarketing.grading.essay_marks import Review, text_key
from genmarketing.grading.feedback import file_names, write_feedback
from genmarketing.grading.gradebook import Gradebook
from genmarketing.grading.marking import together
from genmarketing.grading.record import Record, Row
from genmarketing.workbook import FunctionQuestion
from genmarketing.workbook.variants import HIDDEN_SETS, hidden_seeds


class Page(HTMLParser):
    """What a browser would make of a page: its elements, their attributes, its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def written(folder: Path, *records: Record) -> str:
    """Return the one page that these records of one student come to."""
    write_feedback(folder, results(folder, *records))
    (path,) = (folder / "feedback").glob("*.html")
    return path.read_text(encoding="utf-8")


def test_page_says_total_cards_and_next_steps(tmp_path: Path) -> None:
    untouched = Row("api_bill", "untouched", 0, 8)
    page = Page(written(tmp_path, record("王小明", misconceived(FUNCTION), untouched)))
    missing = FUNCTION.points * 0.6 + 8 + ESSAY.points
    assert f"{100 - missing:g} / 100 分" in page.text
    for question in QUESTIONS.values():
        assert f". {question.title}" in page.text
    assert page.tags.count("article") == len(QUESTIONS)
    assert QUESTIONS["api_bill"].title + "：还没有动过，值 8 分。" in page.text
    assert FUNCTION.misconceptions[0].message.replace("`", "") in page.text
    assert "最多再得 9 分" in page.text


def test_misconception_gets_one_sentence_other_missed_checks_theirs(tmp_path: Path) -> None:
    checks = (("普通情形", False, 4.0, "先看例子里的两步。"), ("边界", True, 3.0, ""))
    partly = Row("top_k_gates", "partial", 3, 7, "普通情形还不对。", checks=checks)
    page = Page(written(tmp_path / "a", record("甲", partly)))
    assert "先看例子里的两步。" in page.text
    assert "0 / 4" in page.text
    assert "先看例子。" not in Page(written(tmp_path / "b", record("乙", misconceived(FUNCTION)))).text


def test_explanation_after_success_only(tmp_path: Path) -> None:
    explanation = QUESTIONS["api_bill"].explanation
    right = Page(written(tmp_path / "a", record("甲"))).text
    wrong = Page(written(tmp_path / "b", record("乙", misconceived(QUESTIONS["api_bill"])))).text
    assert explanation in right
    assert explanation not in wrong


def test_unreadable_answer_is_not_consoled_with_another_try(tmp_path: Path) -> None:
    row = Row("api_bill", "unreadable", 0, 8, "函数第 2 行出错：NameError。这一次不计。")
    page = Page(written(tmp_path, record("甲", row)))
    assert "函数第 2 行出错：NameError。" in page.text
    assert "这一次不计" not in page.text


def test_file_problem_is_said_kindly(tmp_path: Path) -> None:
    text = Page(written(tmp_path, unread("甲"))).text
    assert "文件不是完整的笔记本。" in text
    assert "不扣分" in text
    assert "再交一次" in text


def test_flags_and_foreign_data_are_no_accusation(tmp_path: Path) -> None:
    copied = Row("model_account", "partial", 0, 8, "激活参数不对。", copied_from=7)
    page = Page(written(tmp_path, record("甲", copied, flags=("迟交。",), failures=("第 3 格代码：NameError",))))
    assert "迟交。" in page.text
    assert "第 3 格代码：NameError" in page.text
    assert "它们不扣分" in page.text
    assert "核对学号" in page.text
    assert not re.search("抄袭|作弊|违规", page.text)


def test_reviewed_essay_shows_points_levels_and_comment(tmp_path: Path) -> None:
    essay = record("甲")
    results(tmp_path, essay)
    text = next(row.source for row in essay.rows if row.question == ESSAY.name)
    points = {criterion.name: float(criterion.points) for criterion in ESSAY.rubric}
    points[ESSAY.rubric[0].name] = 1.5
    with Gradebook(tmp_path) as gradebook:
        gradebook.add_review(
            Review("甲", THEME.name, ESSAY.name, text_key(text), points, "第一段写得具体。\n<b>第二段</b>")
        )
        write_feedback(tmp_path, gradebook.latest())
    page = Page((tmp_path / "feedback" / "甲.html").read_text(encoding="utf-8"))
    assert "已批阅" in page.text
    assert "98.5 / 100 分" in page.text
    assert ESSAY.rubric[0].levels[1] in page.text
    assert "1.5 / 3 分" in page.text
    assert "第一段写得具体。" in page.text
    assert "<b>第二段</b>" in page.text
    assert "待批" not in page.text


def test_nothing_handed_in_becomes_markup(tmp_path: Path) -> None:
    def with_texts(student: str, text: str) -> Page:
        checks = ((text, False, 4.0, f"{text}。"), ("边界", True, 4.0, ""))
        row = Row("api_bill", "partial", 4, 8, text, checks=checks, notes=(text,), source=text)
        whole = record(student, row, flags=(text,), failures=(text,), origin=text)
        return Page(written(tmp_path / str(len(text)), whole))

    harmless, hostile = with_texts("甲", "x"), with_texts(HOSTILE_NAME, HOSTILE_TEXT)
    assert hostile.tags == harmless.tags
    assert [name for name, _ in hostile.attributes] == [name for name, _ in harmless.attributes]
    assert HOSTILE_NAME in hostile.text
    assert "\u202e" not in hostile.text


def test_page_asks_for_nothing_outside(tmp_path: Path) -> None:
    html = written(tmp_path, record("甲"))
    assert not re.search(r"(?:src|href)=\"(?!#)|url\(|@import|https?://", html)
    assert "default-src 'none'" in html


def test_no_expected_value_of_a_hidden_case_is_on_the_page(tmp_path: Path) -> None:
    """Every function answers with one number; the numbers it should have given stand nowhere on the page."""
    rows, expected = [], set()
    for question in QUESTIONS.values():
        if isinstance(question, FunctionQuestion):
            seeds = hidden_seeds(b"a key that nobody guesses", question.name, 3, HIDDEN_SETS)
            verdict = together([question.mark(lambda *given: 12345.678, seed) for seed in (3, *seeds)])
            checks = tuple((each.name, each.passed, each.points, each.note) for each in verdict.checks)
            rows.append(
                Row(question.name, verdict.state, verdict.score, question.points, verdict.message, checks=checks)
            )
            for case in (case for seed in seeds for case in question.cases_of(seed)):
                expected |= set(re.findall(r"\d+\.\d{4,}", repr(question.reference(*deepcopy(case.args)))))
    text = Page(written(tmp_path, record("甲", *rows))).text
    assert len(expected) > 20
    assert any(row.message and row.message in text for row in rows)
    assert not [number for number in expected if number in text or f"{float(number):.4f}" in text]


@pytest.mark.parametrize(
    "student",
    [
        "CON",
        "aux",
        "../../etc/passwd",
        "a/b",
        "a\\b",
        "",
        ".",
        "..",
        "-rf",
        "x" * 300,
        "王" * 300,
        "a:b*?",
        "\u202eabc",
        "tab\tname",
    ],
    ids=lambda student: re.sub(r"\W", "_", student)[:12] or "empty",
)
def test_file_names_are_safe(student: str) -> None:
    name = file_names([student])[student]
    assert re.fullmatch(r"[\w -]+", name)
    assert len(f"{name}.html".encode()) < 255
    assert name.casefold() not in {"con", "aux"}
    assert not name.startswith("-")


def test_file_names_differ_on_every_file_system() -> None:
    students = ["Li Lei", "li lei", "LI LEI", "a/b", "a?b", "王小明", "CON", "con"]
    names = file_names(students)
    assert len({name.casefold() for name in names.values()}) == len(students)
    assert names["王小明"] == "王小明"


def test_every_student_has_one_page(tmp_path: Path) -> None:
    write_feedback(tmp_path, results(tmp_path, record("甲"), record("乙"), unread("丙"), record(HOSTILE_NAME)))
    assert len(list((tmp_path / "feedback").iterdir())) == 4
