"""The page on which essays are marked, in Chromium: with the keyboard alone, without names, in two windows, with hostile texts."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from a_class import ESSAY, HOSTILE_NAME, HOSTILE_TEXT, record, results
from playwright.sync_api import Browser, Page, Request, Route, expect

from genmarketing.grading.gradebook import Gradebook
from genmarketing.grading.record import Row
from genmarketing.grading.review.desk import Desk
from genmarketing.grading.review.server import ReviewServer

pytestmark = pytest.mark.browser

STUDENTS = ("甲同学", "乙同学", HOSTILE_NAME)
LEVELS = len(ESSAY.rubric)


def essay(student: str) -> Row:
    text = HOSTILE_TEXT if student == HOSTILE_NAME else "第一段讲理由。\n第二段讲数字。"
    return Row(ESSAY.name, "pending", 0, ESSAY.points, "收到。", source=text)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[ReviewServer]:
    results(tmp_path, *(record(student, essay(student)) for student in STUDENTS))
    with ReviewServer(Desk(tmp_path)) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


class Window:
    """One window of the page, and whatever went wrong or out of it."""

    def __init__(self, browser: Browser, server: ReviewServer) -> None:
        self.page: Page = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900}).new_page()
        self.troubles: list[str] = []
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("dialog", lambda dialog: self.troubles.append(dialog.message))
        self.page.on(
            "request",
            lambda request: None if request.url.startswith(server.address) else self.troubles.append(request.url),
        )
        self.page.goto(server.address)
        self.page.wait_for_selector("main:not([aria-busy])")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def says(self, sentence: str) -> None:
        expect(self.page.locator("#said")).to_contain_text(sentence)


@pytest.fixture
def window(browser: Browser, served: ReviewServer) -> Iterator[Window]:
    opened = Window(browser, served)
    yield opened
    opened.page.context.close()
    assert opened.troubles == []


def marks(folder: Path) -> dict[str, tuple[str, float, str]]:
    with Gradebook(folder) as gradebook:
        latest = gradebook.latest()
    return {
        each.record.student: (row.state, row.score, row.message)
        for each in latest
        for row in each.record.rows
        if row.question == ESSAY.name
    }


def test_a_whole_question_is_marked_with_the_keyboard_alone(
    window: Window, tmp_path: Path, served: ReviewServer
) -> None:
    page = window.page
    expect(page.locator("#count")).to_have_text("第 1 篇，批完 0 / 3")
    # The first: all levels at the top, a comment, which goes into the bank.
    window.press(*["1"] * LEVELS)
    window.says(f"这一篇 {ESSAY.points} 分，已记入成绩簿")
    window.press("c")
    page.keyboard.type("理由写得具体。")
    window.press("Escape", "s")
    window.says("已存为常用评语")
    # The second: lowest level, corrected upwards by half a point and one step back.
    window.press("ArrowRight")
    expect(page.locator("#comment")).to_have_value("")
    window.press(*["3"] * LEVELS, "ArrowUp", "+", "+", "u", "Shift+Digit1")
    window.says("已放入一条评语")
    expect(page.locator("#comment")).to_have_value("理由写得具体。")
    # The third, by way of the next unmarked one; then back to the first, which is still there to be changed.
    window.press("n", *["2"] * LEVELS)
    window.says("已记入成绩簿")
    window.press("n")
    window.says("全部批完了")
    window.press("ArrowLeft", "ArrowLeft")
    expect(page.locator("#comment")).to_have_value("理由写得具体。")
    expect(page.locator("#sum")).to_have_text(f"{ESSAY.points} / {ESSAY.points} 分")
    window.press("q")
    expect(page.locator("#end-text")).to_have_text("全部批完了。")
    window.press("Enter")
    expect(page.locator("h1")).to_have_text("已结束")
    found = sorted(marks(tmp_path).values(), key=lambda entry: entry[1])
    middle = sum(criterion.points / 2 for criterion in ESSAY.rubric)
    assert found == [
        ("partial", 0.5, "理由写得具体。"),
        ("partial", middle, ""),
        ("correct", ESSAY.points, "理由写得具体。"),
    ]


def test_a_mark_that_arrives_late_does_not_talk_over_what_was_done_since(window: Window) -> None:
    page, held, arrived = window.page, list[Route](), list[Request]()
    page.route("**/keep", lambda route: route.continue_() if held else held.append(route))
    page.on("requestfinished", lambda request: arrived.append(request) if request.url.endswith("keep") else None)
    window.press(*["1"] * LEVELS, "u")
    window.says("已撤销上一步")
    with page.expect_event("requestfinished", lambda _: len(arrived) == LEVELS + 1):
        held[0].continue_()
    window.says("已撤销上一步")


def test_a_key_while_typing_is_a_letter(window: Window, tmp_path: Path) -> None:
    window.press("c")
    window.page.keyboard.type("n1q? u")
    expect(window.page.locator("#comment")).to_have_value("n1q? u")
    expect(window.page.locator("#count")).to_have_text("第 1 篇，批完 0 / 3")
    window.press("Escape", "u")
    expect(window.page.locator("#comment")).to_have_value("")


def test_names_are_hidden_until_asked_for_and_hidden_again(window: Window) -> None:
    for _ in STUDENTS:
        text = window.page.content() + "".join(
            window.page.locator("input, textarea").evaluate_all("all => all.map(e => e.value)")
        )
        assert not re.search("同学|alert", re.sub(r"<article.*?</article>", "", text, flags=re.DOTALL))
        window.press("h")
        expect(window.page.locator("#who")).not_to_have_text("姓名已隐去")
        assert window.page.locator("#who").inner_text() in STUDENTS
        window.press("h")
        expect(window.page.locator("#who")).to_have_text("姓名已隐去")
        window.press("h", "ArrowRight")


def test_nothing_that_was_handed_in_becomes_markup(window: Window) -> None:
    window.press("ArrowRight", "ArrowRight", "ArrowLeft", "ArrowLeft")
    for _ in STUDENTS:
        assert (
            window.page.evaluate(
                "document.querySelectorAll('#essay *:not(p), #who *:not(bdi), script:not([src])').length"
            )
            == 0
        )
        window.press("h", "ArrowRight")
    assert window.page.title() == "批阅短文 · 生成式 AI 营销"


def test_two_windows_show_the_same_and_lose_nothing(
    window: Window, browser: Browser, served: ReviewServer, tmp_path: Path
) -> None:
    other = Window(browser, served)
    other.press(*["1"] * LEVELS)
    other.says("已记入成绩簿")
    # The first window has not heard of it, and begins to mark the same essay: it is told, and the marks of the other one stay.
    window.press("3")
    window.says("另一个窗口刚改过这一篇")
    expect(window.page.locator("#sum")).to_have_text(f"{ESSAY.points} / {ESSAY.points} 分")
    assert max(score for _, score, _ in marks(tmp_path).values()) == ESSAY.points
    other.page.context.close()


def test_the_time_spent_is_shown_and_kept_for_each_essay(window: Window, tmp_path: Path) -> None:
    expect(window.page.locator("#clock")).to_have_text(re.compile("0:0[2-9]"), timeout=20_000)
    window.press(*["1"] * LEVELS)
    window.says("已记入成绩簿")
    window.press("ArrowRight")
    expect(window.page.locator("#clock")).to_have_text("0:00")
    window.press("ArrowLeft")
    expect(window.page.locator("#clock")).not_to_have_text("0:00")
    with Gradebook(tmp_path) as gradebook:
        assert gradebook.reviews()[-1].seconds >= 1


def test_a_program_that_stopped_is_said(window: Window, served: ReviewServer) -> None:
    served.shutdown()
    served.server_close()
    window.press("1")
    window.says("批阅程序已经停了")
    window.troubles.clear()


@pytest.mark.parametrize("width", [1280, 800, 390])
def test_nothing_is_cut_off(window: Window, width: int) -> None:
    window.page.set_viewport_size({"width": width, "height": 800})
    assert window.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    window.page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    bottom = "document.querySelector('.sheets').getBoundingClientRect().bottom <= document.querySelector('footer').getBoundingClientRect().top"
    assert window.page.evaluate(bottom), "the buttons cover the end of the sheets"
