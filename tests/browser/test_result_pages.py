"""The class page and the feedback pages in Chromium: nothing is cut off, nothing is fetched, nothing runs, and they print."""

from __future__ import annotations

from pathlib import Path

import pytest
from a_class import FUNCTION, HOSTILE_NAME, HOSTILE_TEXT, QUESTIONS, misconceived, record, results, unread
from playwright.sync_api import Browser

from genmarketing.grading.class_file import ClassSettings
from genmarketing.grading.class_picture import write_class_picture
from genmarketing.grading.feedback import write_feedback
from genmarketing.grading.record import Row

pytestmark = pytest.mark.browser

LONG_NAME = "阿卜杜热西提·阿卜杜克热木江·买买提明·艾力 Maximilian-Alexander von Hohenstein-Bartholomäus III"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("results")
    long = Row(
        "api_bill",
        "partial",
        4,
        8,
        "x" * 1500,
        source="y",
        notes=("z" * 300,),
        checks=(("没有空格" * 40, False, 8.0, "w" * 200),),
    )
    foreign = [Row(name, "partial", 0, 8, "不对。", copied_from=7) for name in QUESTIONS if name != "route_advice"]
    graded = results(
        folder,
        record(LONG_NAME, long, flags=("交了 2 份。" * 20,), failures=("第 3 格代码：" + "e" * 400,)),
        record(HOSTILE_NAME, Row("api_bill", "partial", 4, 8, HOSTILE_TEXT, source=HOSTILE_TEXT), origin=HOSTILE_TEXT),
        *(record(f"学生 {number:02d}", misconceived(FUNCTION)) for number in range(30)),
        record("抄的", *foreign),
        *(unread(f"坏文件 {number:02d}") for number in range(30)),
    )
    write_feedback(folder, graded)
    write_class_picture(folder / "class.html", graded, ClassSettings("营销 2301 班", "", ""))
    students = [
        path
        for path in sorted((folder / "feedback").iterdir())
        if "坏文件" not in path.name and "学生" not in path.name
    ]
    return [folder / "class.html", *students]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 800, 360])
def test_pages_fit_and_are_quiet(browser: Browser, pages: list[Path], width: int, scheme: str) -> None:
    assert len(pages) == 4
    for path in pages:
        page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
        troubles: list[str] = []
        page.on("console", lambda message, found=troubles: found.append(message.text))
        page.on("pageerror", lambda error, found=troubles: found.append(str(error)))
        page.on("dialog", lambda dialog, found=troubles: found.append(dialog.message))
        page.on(
            "request",
            lambda request, found=troubles: None if request.url.startswith("file:") else found.append(request.url),
        )
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path.name
        wide = "[...document.querySelectorAll('main *')].filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && getComputedStyle(e).position !== 'absolute').length"
        assert page.evaluate(wide) == 0, path.name
        assert page.title() != "taken"
        assert troubles == [], path.name
        page.close()


def test_pages_print_on_a4(browser: Browser, pages: list[Path], tmp_path: Path) -> None:
    for path in pages:
        page = browser.new_page()
        page.goto(path.as_uri())
        content = page.pdf(prefer_css_page_size=True)
        assert content.startswith(b"%PDF")
        assert content.count(b"/Type /Page\n") + content.count(b"/Type /Page ") >= 1
        page.close()
