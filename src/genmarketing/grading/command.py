"""`genmarketing grade`: collect, grade, and write everything a teacher looks at."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from genmarketing.grading.bubblewrap import probe
from genmarketing.grading.class_file import ClassSettings, new_class, read_class
from genmarketing.grading.collecting import collect
from genmarketing.grading.gradebook import Gradebook
from genmarketing.grading.inside.isolation import Limits
from genmarketing.grading.record import Record
from genmarketing.grading.running import Run, grade_all
from genmarketing.grading.submissions import Submission
from genmarketing.grading.tables import write_grades, write_summary

CLASS_FILE = "class.toml"


@dataclass(frozen=True)
class Options:
    """What was asked for on the command line."""

    submissions: Path
    out: Path
    class_file: Path | None
    jobs: int
    limits: Limits


def run_command(options: Options) -> int:
    """Grade everything in a folder or zip; return 0.

    Raises:
        CourseError: nothing to grade, no sandbox, or a class file that cannot be read.
    """
    console = Console(stderr=True, highlight=False)
    probe()
    settings = _class(options, console)
    submissions = collect(options.submissions)
    with Gradebook(options.out) as gradebook:
        _grade(submissions, Run(settings, options.limits, options.jobs), gradebook, console)
        latest = gradebook.latest()
    write_grades(options.out, latest)
    write_summary(options.out, latest)
    unread = [each for each in latest if each.record.problem]
    console.print(f"批完 {len(latest)} 份，其中 {len(unread)} 份没有批成。结果在 {options.out}。")
    return 0


def _grade(submissions: list[Submission], run: Run, gradebook: Gradebook, console: Console) -> None:
    columns = (TextColumn("批改"), BarColumn(), MofNCompleteColumn(), TextColumn("还要"), TimeRemainingColumn())
    with Progress(*columns, console=console) as progress:
        bar = progress.add_task("", total=len(submissions))

        def step(record: Record) -> None:
            progress.advance(bar)

        grade_all(submissions, run, gradebook, step)


def _class(options: Options, console: Console) -> ClassSettings:
    path = options.class_file or options.out / CLASS_FILE
    if options.class_file is not None or path.is_file():
        return read_class(path)
    console.print(f"没有 class.toml，新写了一份：{path}。里面的密钥决定隐藏数据，请留好；班级代码请填进去。")
    return new_class(path)


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)
