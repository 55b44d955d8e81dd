"""The page that a student gets back."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from a_class import ESSAY, FUNCTION, HOSTILE_NAME, HOSTILE_TEXT, QUESTIONS, THEME, misconceived, record, results, unread

from genmarketing.build.proof import right_answer, wrong_answer
from genmarketing.grading.essay_marks import Review, text_key
from genmarketing.grading.feedback import file_names, write_feedback
from genmarketing.grading.gradebook import Gradebook
from genmarketing.grading.marking import together
from genmarketing.grading.record import Record, Row
from genmarketing.theme import Theme, themes
from genmarketing.workbook import EssayQuestion, FunctionQuestion, Question, State, TableQuestion, ValueQuestion
from genmarketing.workbook.variants import hidden_seeds


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


def test_hints_are_at_hand_where_something_is_open(tmp_path: Path) -> None:
    question = QUESTIONS["api_bill"]
    wrong = Page(written(tmp_path / "a", record("甲", misconceived(question)))).text
    assert all(hint.replace("`", "").replace("**", "") in wrong for hint in question.hints)
    assert question.hints[0].replace("`", "") not in Page(written(tmp_path / "b", record("乙"))).text


def test_several_workbooks_have_a_table_of_contents(tmp_path: Path) -> None:
    other = Record("甲", "hallucination", "x", rows=(Row("ad_check", "correct", 9, 9),))
    page = written(tmp_path / "a", record("甲"), other)
    assert '<a href="#hallucination">' in page
    assert 'id="hallucination"' in page
    assert "<nav" not in written(tmp_path / "b", record("乙"))


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
    assert "有 1 题的结果与另一份数据的正确结果一致" in page.text
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


READY = [each for each in themes() if each.status == "ready"]
KEY = b"a key that nobody guesses"


@pytest.mark.parametrize("about", READY, ids=lambda each: each.name)
def test_no_expected_value_is_on_the_page(tmp_path: Path, about: Theme) -> None:
    """Every question is answered wrongly in turn: by nonsense, and as each misconception would. What it should have been stands nowhere."""
    checked = 0
    for number in range(1 + max(len(question.misconceptions) for question in about.questions())):
        rows, expected = [], set()
        for question in about.questions():
            seeds = [3, *(hidden_seeds(KEY, question.name, 3, 1) if isinstance(question, FunctionQuestion) else [])]
            wrong = _wrong(question, number)
            verdict = together([question.mark(wrong(seed), seed) for seed in seeds])
            checks = tuple((each.name, each.passed, each.points, each.note) for each in verdict.checks)
            rows.append(
                Row(
                    question.name,
                    verdict.state,
                    verdict.score,
                    question.points,
                    verdict.message,
                    checks=checks,
                    notes=verdict.notes,
                )
            )
            if verdict.state is not State.CORRECT:
                known = _words(f"{question.prompt}{question.hints}{question.misconceptions}{question.title}")
                expected |= {(question.name, word) for seed in seeds for word in _expected(question, seed) - known}
        page = written(tmp_path / str(number), Record("甲", about.name, "甲.ipynb", variant=3, rows=tuple(rows)))
        cards = {name: Page(card).text for name, card in _cards(page).items()}
        assert any(
            row.message and Page(f"<p>{row.message}").text.replace("`", "")[:12] in "".join(cards.values())
            for row in rows
        )
        found = {(name, word) for name, word in expected if word in _words(cards[name])}
        assert found == set()
        checked += len(expected)
    assert checked > 100


def _cards(page: str) -> dict[str, str]:
    """Return the card of each question as HTML."""
    found = re.findall(r'<article [^>]*id="\w+-(\w+)".*?</article>', page, re.DOTALL)
    return dict(zip(found, re.findall(r"<article .*?</article>", page, re.DOTALL), strict=True))


def _wrong(question: Question, number: int) -> Callable[[int], Any]:
    """Return what gives a wrong answer for a seed: nonsense for 0, then each misconception."""
    if number == 0 or number > len(question.misconceptions) or isinstance(question, EssayQuestion):
        nonsense = (lambda *given: 12345.678) if isinstance(question, FunctionQuestion) else 12345.678
        return lambda seed: nonsense
    return lambda seed: wrong_answer(question, question.misconceptions[number - 1], seed)


def _expected(question: Question, seed: int) -> set[str]:
    """Return the telling words of what would have been right: numbers of at least four digits, and words that are not in what was given."""
    if isinstance(question, FunctionQuestion):
        cases = question.cases_of(seed)
        return {
            word
            for case in cases
            for word in _words(question.reference(*deepcopy(case.args))) - _words(list(case.args))
        }
    if isinstance(question, ValueQuestion | TableQuestion):
        return _words(right_answer(question, seed)) - _words(question.data(seed))
    return set()


def _words(value: object) -> set[str]:
    """Return the numbers of at least four digits in a value, as a page might print them."""
    text = value.to_csv() if hasattr(value, "to_csv") else str(value)
    numbers = [number for number in re.findall(r"\d+\.?\d*", text) if len(number.replace(".", "").strip("0")) >= 4]
    return {
        form
        for number in numbers
        for form in (number, f"{float(number):.6g}", f"{float(number):.4f}", f"{float(number):.2f}")
    }


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
