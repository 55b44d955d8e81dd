"""`genmarketing review`: open the page, wait until it is ended, and write again what follows from the marks."""

from __future__ import annotations

import sys
import webbrowser
from collections.abc import Callable
from pathlib import Path

from genmarketing.course.failure import CourseError
from genmarketing.grading.gradebook import FILE
from genmarketing.grading.review.desk import Desk
from genmarketing.grading.review.server import ReviewServer


def review_command(results: Path, write_again: Callable[[], None], *, browser: bool = True, port: int = 0) -> int:
    """Serve the page until «结束» or Ctrl-C; return 0.

    Args:
        results: the results folder of `genmarketing grade`.
        write_again: writes grades, summary, feedback and the class page from the gradebook.
        browser: whether to open one.
        port: 0 for any free one.

    Raises:
        CourseError: there is no gradebook, or no essay in it.
    """
    if not (results / FILE).is_file():
        raise CourseError(f"{results} 里没有成绩簿。先用 genmarketing grade 批改，再来批阅短文。")
    desk = Desk(results)
    if not desk.essays:
        raise CourseError("没有要批阅的短文：交来的作业里，短文都还没有写，或写得不够长。")
    with ReviewServer(desk, port) as server:
        said = f"批阅页面已在本机打开：{server.address}"
        print(
            f"{said}\n只有这台电脑能访问。批完在页面上按「结束」，或在这里按 Ctrl-C；随时可以停，下次接着批。",
            file=sys.stderr,
        )
        if browser:
            webbrowser.open(server.address)
        try:
            server.serve_forever(poll_interval=0.2)
        except KeyboardInterrupt:
            print(file=sys.stderr)
    desk.settle_all()
    write_again()
    print("分数已记入成绩簿，成绩表、反馈页和班级页都已重写。", file=sys.stderr)
    return 0
