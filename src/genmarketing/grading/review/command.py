"""`genmarketing review`: open the page, wait until it is ended, and write again what follows from the marks."""

from __future__ import annotations

import fcntl
import signal
import sys
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from genmarketing.course.failure import CourseError
from genmarketing.grading.gradebook import FILE, Gradebook
from genmarketing.grading.review.desk import Desk
from genmarketing.grading.review.server import ReviewServer
from genmarketing.grading.running import alone

CLASS_PAGE = "class.html"
"""Written last but for the exports; when it is older than a mark, a review was killed before it could write."""


def review_command(results: Path, write_again: Callable[[], None], *, browser: bool = True, port: int = 0) -> int:
    """Serve the page until «结束», Ctrl-C or a closed terminal; return 0.

    Args:
        results: the results folder of `genmarketing grade`.
        write_again: writes grades, summary, feedback, the class page and the exports from the gradebook.
        browser: whether to open one.
        port: 0 for any free one.

    Raises:
        CourseError: there is no gradebook, no essay in it, or another window of this command.
    """
    if not (results / FILE).is_file():
        raise CourseError(f"{results} 里没有成绩簿。先用 genmarketing grade 批改，再来批阅短文。")
    with _only_one(results):
        desk = Desk(results)
        if not desk.essays:
            raise CourseError("没有要批阅的短文：交来的作业里，短文都还没有写，或写得不够长。")
        if desk.settle_all() or _is_behind(results):
            _write(results, write_again)
        _serve(desk, port, browser=browser)
        desk.settle_all()
        _write(results, write_again)
    return 0


def _serve(desk: Desk, port: int, *, browser: bool) -> None:
    with ReviewServer(desk, port) as server, _ended_gently(), suppress(KeyboardInterrupt):
        print(
            f"批阅页面已在本机打开：{server.address}\n只有这台电脑能访问。批完在页面上按「结束」，或在这里按 Ctrl-C；随时可以停，下次接着批。",
            file=sys.stderr,
        )
        if browser:
            webbrowser.open(server.address)
        server.serve_forever(poll_interval=0.2)
    print(file=sys.stderr)


def _write(results: Path, write_again: Callable[[], None]) -> None:
    try:
        with alone(results):
            write_again()
    except CourseError as error:
        print(f"分数已记入成绩簿，成绩表和反馈页还没有重写。{error}", file=sys.stderr)
    else:
        print("分数已记入成绩簿，成绩表、反馈页、班级页和导出的文件都已重写。", file=sys.stderr)


def _is_behind(results: Path) -> bool:
    """Tell whether the gradebook holds marks that the pages do not show yet."""
    with Gradebook(results) as gradebook:
        newest = max((review.at for review in gradebook.reviews()), default="")
    page = results / CLASS_PAGE
    if not newest or not page.is_file():
        return bool(newest)
    return datetime.fromisoformat(newest) > datetime.fromtimestamp(page.stat().st_mtime, UTC)


@contextmanager
def _only_one(results: Path) -> Iterator[None]:
    """Hold a results folder for one review at a time.

    Raises:
        CourseError: another one is going on.
    """
    with (results / ".review").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CourseError(f"{results} 已经在另一个批阅页面里打开了。先在那边按「结束」，再运行这条命令。") from None
        yield


@contextmanager
def _ended_gently() -> Iterator[None]:
    """Let a closed terminal end the page as Ctrl-C does, so that the tables are written."""
    numbers = (signal.SIGTERM, signal.SIGHUP)
    before = [signal.signal(number, signal.default_int_handler) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)
