"""One run over all submissions: as many markers as there are cores, one gradebook, and nothing lost whenever it stops."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context

from genmarketing.grading.class_file import ClassSettings
from genmarketing.grading.gradebook import Gradebook
from genmarketing.grading.inside.isolation import Limits
from genmarketing.grading.record import Record
from genmarketing.grading.submissions import Submission
from genmarketing.grading.task import Task, grade

AHEAD = 4
"""Tasks that wait for each marker; more would only hold more notebooks in memory."""


@dataclass(frozen=True)
class Run:
    """What one run needs.

    Args:
        settings: the class.
        limits: what each submission may use.
        jobs: markers at a time.
    """

    settings: ClassSettings
    limits: Limits
    jobs: int


def grade_all(submissions: Iterable[Submission], run: Run, gradebook: Gradebook, step: Callable[[Record], None]) -> int:
    """Grade what the open run has not graded yet, append each record as it comes, and return the number of the run.

    Raises:
        NoSandbox: this machine has none.
    """
    number = gradebook.open_run(run.settings.name)
    done = gradebook.done(number)
    rest = [each for each in submissions if (each.student, each.theme, each.origin) not in done]
    for record in _records(rest, run):
        gradebook.append(number, record)
        step(record)
    gradebook.close_run(number)
    return number


def _records(submissions: list[Submission], run: Run) -> Iterator[Record]:
    readable = (each for each in submissions if not each.problem and each.theme)
    for each in submissions:
        if each.problem or not each.theme:
            yield _unread(each, each.problem or "认不出这是哪个主题的练习册：文件名里没有，内容里也没有。")
    with ProcessPoolExecutor(run.jobs, mp_context=get_context("spawn")) as pool:
        waiting: dict[Future[Record], Submission] = {}
        try:
            while True:
                for each in islice(readable, run.jobs * AHEAD - len(waiting)):
                    waiting[pool.submit(_grade, each, run)] = each
                if not waiting:
                    return
                finished, _ = wait(waiting, return_when=FIRST_COMPLETED)
                for future in finished:
                    del waiting[future]
                    yield future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _grade(submission: Submission, run: Run) -> Record:
    try:
        content = submission.read()
    except OSError as error:
        return _unread(submission, f"文件读不出来：{error.strerror}。")
    task = Task(
        submission.student,
        submission.theme,
        submission.origin,
        content,
        submission.flags,
        run.settings,
        run.limits,
        submission.platform_id,
    )
    return grade(task)


def _unread(submission: Submission, problem: str) -> Record:
    sha256 = hashlib.sha256(b"").hexdigest()
    return Record(
        submission.student, submission.theme, submission.origin, sha256, problem=problem, flags=submission.flags
    )
