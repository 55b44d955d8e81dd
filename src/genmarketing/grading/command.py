"""`genmarketing grade`: collect, grade, and write everything a teacher looks at."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from genmarketing.course.failure import CourseError
from genmarketing.grading.bubblewrap import probe
from genmarketing.grading.class_file import ClassSettings, new_class, read_class
from genmarketing.grading.collecting import collect
from genmarketing.grading.crew import Crew
from genmarketing.grading.gradebook import FILE, Gradebook, Graded
from genmarketing.grading.inside.isolation import Limits
from genmarketing.grading.progress import shown
from genmarketing.grading.running import Graders, Run, alone, grade_all, left_to_grade
from genmarketing.grading.tables import write_grades, write_summary

CLASS_FILE = "class.toml"

_NO_WALLS = "注意：没有用沙箱。学生的代码会以你的身份运行，能读写你的文件；上网和另起程序仍拦着，时间和内存的限度也还在。只批你信得过的作业。"


@dataclass(frozen=True)
class Options:
    """What was asked for on the command line.

    Args:
        submissions: a folder, or the zip of a learning platform.
        out: the results folder.
        class_file: of the class; without one, the results folder's, which is written where there is none.
        jobs: submissions at a time.
        limits: what each may use.
        dask: address of a cluster's scheduler, or None to grade on this machine.
    """

    submissions: Path
    out: Path
    class_file: Path | None
    jobs: int
    limits: Limits
    dask: str | None = None


def run_command(options: Options) -> int:
    """Grade everything in a folder or zip; return 0, or 130 when Ctrl-C stopped it.

    Raises:
        CourseError: nothing to grade, no sandbox, or something that cannot be read or written.
    """
    console = Console(stderr=True, highlight=False, soft_wrap=True, markup=False, emoji=False)
    try:
        return _run(options, console)
    except KeyboardInterrupt:
        console.print("\n已停下。批完的都存好了，再运行一次同样的命令，会接着批。")
        return 130
    except OSError as error:
        raise CourseError(_said(error, options.out)) from None


def _run(options: Options, console: Console) -> int:
    if options.dask is None:
        probe(options.limits)
    if not options.limits.walls:
        console.print(_NO_WALLS)
    submissions = collect(options.submissions)
    options.out.mkdir(parents=True, exist_ok=True)
    with alone(options.out), Gradebook(options.out) as gradebook:
        settings = _class(options, console)
        themes = tuple(sorted({each.theme for each in submissions if each.theme}))
        run = Run(options.submissions, settings, options.limits, themes)
        number = gradebook.open_run(settings.name, run.task())
        left = left_to_grade(submissions, gradebook, number)
        if len(left) < len(submissions):
            console.print(f"接着上一次批：已经批完 {len(submissions) - len(left)} 份，还有 {len(left)} 份。")
        with shown(len(left), console) as progress:
            grade_all(left, gradebook, number, _graders(options, settings), progress.step)
        latest = write_results(options.out, gradebook)
    unread = sum(bool(each.record.problem) for each in latest)
    console.print(f"批完 {len(latest)} 份，其中 {unread} 份没有批成。结果在 {options.out}，先看 class.html。")
    return 0


def review_results(out: Path, *, browser: bool = True) -> int:
    """Let a person mark the essays of a results folder; return 0.

    Raises:
        CourseError: there is nothing to mark, or something cannot be read or written.
    """
    from genmarketing.grading.review.command import review_command

    def write_again() -> None:
        with Gradebook(out) as gradebook:
            write_results(out, gradebook)

    try:
        return review_command(out, write_again, browser=browser)
    except OSError as error:
        raise CourseError(_said(error, out)) from None


def write_results(out: Path, gradebook: Gradebook) -> list[Graded]:
    """Write again everything that follows from the gradebook; return what counts of each student and theme."""
    # These pages need what the course's charts need; while submissions are graded, that would only be in memory.
    from genmarketing.grading.class_picture import write_class_picture
    from genmarketing.grading.exports import write_exports
    from genmarketing.grading.feedback import write_feedback

    graded = gradebook.latest()
    write_grades(out, graded)
    write_summary(out, graded)
    write_feedback(out, graded)
    write_class_picture(out / "class.html", graded, ClassSettings(gradebook.class_name(), "", ""))
    write_exports(out, graded)
    return graded


def _graders(options: Options, settings: ClassSettings) -> Callable[[], AbstractContextManager[Graders]]:
    if options.dask is None:
        return lambda: Crew(options.jobs, settings, options.limits)
    from genmarketing.grading.cluster import Cluster

    address = options.dask
    return lambda: Cluster(address, settings, options.limits)


def _class(options: Options, console: Console) -> ClassSettings:
    path = options.class_file or options.out / CLASS_FILE
    if options.class_file is not None or path.is_file():
        return read_class(path)
    console.print(f"没有 class.toml，新写了一份：{path}。里面的密钥决定隐藏数据，请留好；班级代码请填进去。")
    return new_class(path)


def _said(error: OSError, out: Path) -> str:
    """Return the sentence for what the file system refused; the gradebook speaks for itself."""
    kept = f"批完的都在 {FILE} 里，再运行一次会接着批。"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"磁盘满了，{out} 写不下去。请腾出空间；{kept}"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{error.filename or out} 没有权限读写。请改好权限，或把 --out 换到能写的文件夹；{kept}"
    if error.errno in (errno.EEXIST, errno.ENOTDIR):
        return f"{out} 不是文件夹。请把 --out 换成一个文件夹。"
    return f"读写文件时出错：{error}。请检查后再运行一次；{kept}"


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)
