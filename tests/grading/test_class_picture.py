"""The class at a glance."""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser
from pathlib import Path

from a_class import FUNCTION, HOSTILE_NAME, HOSTILE_TEXT, QUESTIONS, misconceived, record, results, unread

from genmarketing.grading import marking
from genmarketing.grading.class_file import ClassSettings
from genmarketing.grading.class_picture import write_class_picture
from genmarketing.grading.class_picture.likeness import foreign_data, likenesses, same_files
from genmarketing.grading.class_picture.measures import measure
from genmarketing.grading.class_picture.people import words
from genmarketing.grading.class_picture.stops import how_it_stopped
from genmarketing.grading.gradebook import Graded
from genmarketing.grading.record import Record, Row
from genmarketing.workbook import FunctionQuestion, Question, State
from genmarketing.workbook.calling import call

SETTINGS = ClassSettings("营销 2301 班", "mk2301", "a key that nobody guesses")

LONG = "\n".join(f"    step_{number} = [part * {number} for part in given if part > {number}]" for number in range(12))
"""Long enough to be told from other answers."""

LONG_QUESTIONS = [question for question in QUESTIONS.values() if isinstance(question, FunctionQuestion)][:3]


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


def submitted(name: str, question: Question = FUNCTION, state: str = "correct") -> Row:
    """An answer of some length, under a name of its own."""
    score = question.points if state == "correct" else 0
    return Row(question.name, state, score, question.points, seconds=0.01, source=f"def {name}(given):\n{LONG}")


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
    assert "2 人，67%" in shown.text
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
    assert len(shown.labels) == len(QUESTIONS) + 2  # a bar for each question and idea, and the distribution
    assert all(shown.labels)
    assert "正确 1 人，部分正确或还不对 1 人" in shown.labels
    assert "90 到 100 分 1 人" in shown.text


def alike(folder: Path, *names: str, state: str = "correct") -> Page:
    """Return the page of a class in which these students answered three questions word for word alike."""
    copied = [
        record(name, *(submitted(f"f{number}", question, state) for question in LONG_QUESTIONS))
        for number, name in enumerate(names)
    ]
    return page(folder, *copied, *(record(f"学生 {number}") for number in range(6)))


def test_answers_alike_on_several_questions_are_a_hint(tmp_path: Path) -> None:
    shown = alike(tmp_path / "a", "甲", "乙")
    assert "这是提示，不是结论" in shown.text
    assert "1对学生有好几题写法几乎一样" in shown.text.replace(" ", "")
    assert "3 题：01 " in shown.text
    assert "两人都不对" not in shown.text
    assert not re.search("抄袭|作弊|违规", shown.text)
    assert "两人都不对" in alike(tmp_path / "b", "甲", "乙", state="partial").text


def test_one_answer_alike_accuses_nobody(tmp_path: Path) -> None:
    shown = page(tmp_path, record("甲", submitted("f")), record("乙", submitted("g")), record("丙"))
    assert "另有 1 对只在一两题上相像" in shown.text
    assert "对学生有好几题写法几乎一样" not in shown.text


def test_what_several_wrote_alike_tells_less(tmp_path: Path) -> None:
    (measures,) = measure(
        results(
            tmp_path, *(record(f"s{n}", submitted(f"f{n}")) for n in range(4)), *(record(f"x{n}") for n in range(16))
        )
    )
    found = likenesses([measures])
    assert len(found) == 6
    assert {pair.telling for pair in found} == {2 / 4}


def test_whole_files_that_are_equal_are_named(tmp_path: Path) -> None:
    untouched = [Row(name, "untouched", 0, question.points) for name, question in QUESTIONS.items()]
    blank = [record(name, *untouched, sha256="ab") for name in ("丙", "丁")]
    graded = results(tmp_path, record("甲", sha256="cd"), record("乙", sha256="cd"), *blank)
    assert same_files(graded) == [("moe_reasoning", ("乙", "甲"))], "a workbook in which nobody wrote says nothing"


# Who needs a word, what the run left


def test_who_needs_a_word(tmp_path: Path) -> None:
    untouched = [Row(name, "untouched", 0, question.points) for name, question in QUESTIONS.items()]
    stuck = [Row(question.name, "unreadable", 0, question.points, "x") for question in LONG_QUESTIONS]
    low = [Row(name, "partial", 1, question.points, "x") for name, question in QUESTIONS.items()]
    graded = results(
        tmp_path,
        *(record(f"学生 {number}") for number in range(5)),
        record("没动", *untouched),
        record("动了一半", *untouched[:9]),
        record("卡住", *stuck),
        record("落后", *low),
        unread("坏文件"),
    )
    found = {word.student: word.reasons for word in words(graded, measure(graded))}
    assert found == {
        "没动": ("01 一题也没有动",),
        "坏文件": ("01 的文件没有批成",),
        "动了一半": ("01 有 9 题没有动过",),
        "卡住": ("01 有 3 题运行不了",),
        "落后": ("01 得 14 分（中位数 91）",),
    }


def test_who_did_not_hand_in_what_the_class_did(tmp_path: Path) -> None:
    other = [Record(f"学生 {n}", "hallucination", "x", rows=(Row("ad_check", "correct", 9, 9),)) for n in range(5)]
    graded = results(tmp_path, *other, *(record(f"学生 {n}") for n in range(4)))
    assert [(word.student, word.reasons) for word in words(graded, measure(graded))] == [("学生 4", ("01 没有交",))]
    graded = results(tmp_path / "b", *other, record("学生 0"))
    assert words(graded, measure(graded)) == [], "what few handed in was not asked for yet"
    graded = results(tmp_path / "c", unread("甲"), unread("乙"))
    assert [word.reasons for word in words(graded, measure(graded))] == [("01 的文件没有批成",)] * 2, (
        "where nothing could be read"
    )


def test_what_stopped_is_named_in_the_words_of_the_marker() -> None:
    """The page knows a stopped question by the sentence that the learner is told."""
    endless = call(lambda: [None for _ in iter(int, 1)], (), 0.05).failure
    for sentence in (*marking._LOST.values(), endless):
        assert how_it_stopped(Row("x", "unreadable", 0, 1, sentence)), sentence
    assert not how_it_stopped(Row("x", "unreadable", 0, 1, "函数第 2 行出错：NameError。"))


def test_failures_of_the_run_are_on_the_page(tmp_path: Path) -> None:
    endless = Row(FUNCTION.name, "unreadable", 0, FUNCTION.points, "你的函数算得太久，已经停下。检查循环有没有出口。")
    shown = page(tmp_path, record("甲", endless, failures=("第 3 格代码：NameError: x",)), record("乙"), unread("丙"))
    assert "代码被中途停下的题" in shown.text
    assert "算不完" in shown.text
    assert "第 3 格代码：NameError: x" in shown.text
    assert "没有批成的文件（1 份）" in shown.text


def test_answers_to_somebody_else_s_data_name_whose(tmp_path: Path) -> None:
    foreign = [Row(name, "partial", 0, 8, "不对。", copied_from=6) for name in ("model_account", "api_bill")]
    graded = results(tmp_path, record("甲", *foreign, variant=2), record("乙", variant=6), record("丙", variant=3))
    (found,) = foreign_data(measure(graded))
    assert (found.student, found.variant, found.owners, len(found.questions)) == ("甲", 6, ("乙",), 2)
    write_class_picture(tmp_path / "class.html", graded, SETTINGS)
    text = Page((tmp_path / "class.html").read_text(encoding="utf-8")).text
    assert "第 7 套，也就是乙的" in text, "variants are counted from one for people"


def test_what_needs_a_person_is_listed(tmp_path: Path) -> None:
    copied = Row("model_account", "partial", 0, 8, "不对。", copied_from=7)
    shown = page(tmp_path, record("甲", copied, flags=("迟交。",)), unread("乙"))
    for part in (
        "没有批成的文件（1 份）",
        "文件不是完整的笔记本。",
        "第 8 套",
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


def test_a_class_of_nobody_and_of_one_has_a_page(tmp_path: Path) -> None:
    assert "全貌" in page(tmp_path / "a").text
    assert "没有批成的文件（1 份）" in page(tmp_path / "b", unread("甲")).text
    alone = page(tmp_path / "c", record("甲", misconceived(FUNCTION))).text
    assert "总分：" in alone
    assert "最难" not in alone


def test_titles_say_what_was_found(tmp_path: Path) -> None:
    shown = page(tmp_path, *(record(f"甲{n}", misconceived(FUNCTION)) for n in range(3)), record("乙"), record("丙"))
    assert "每题做得怎样：第 1 题最难，40% 做对" in shown.text
    assert "再讲一遍什么：先讲第 1 题" in shown.text
    assert re.search(r"总分：一半的人在 \d+ 到 \d+ 分之间", shown.text)
    assert "跑得久的题：1 题有人超过 1 秒" in shown.text


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
