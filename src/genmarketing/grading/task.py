"""Grading one submission, as a task of its own: the same in this process, in a pool, and on a machine far away."""

from __future__ import annotations

import atexit
import hashlib
import re
import time
from dataclasses import dataclass
from functools import cache
from threading import get_ident

from genmarketing.grading.bubblewrap import NoSandbox
from genmarketing.grading.class_file import ClassSettings
from genmarketing.grading.edition import version_of
from genmarketing.grading.inside.isolation import Limits
from genmarketing.grading.marking import Marked, Marker
from genmarketing.grading.notebooks import Sheet, UnreadableNotebook, read_sheet
from genmarketing.grading.record import Record, Row, printable
from genmarketing.grading.sandbox import Answers
from genmarketing.grading.sandboxes import Sandboxes
from genmarketing.grading.submissions import Submission, unread
from genmarketing.theme import theme
from genmarketing.workbook import EssayQuestion, Question
from genmarketing.workbook.variants import normal_id

LONGEST_SOURCE = 20_000
"""Characters of an answer cell that the gradebook keeps."""

LONGEST_FLAG = 500
"""Characters of a remark: it may quote what a learner wrote."""


@dataclass(frozen=True)
class Task:
    """What a marker needs to grade one submission.

    Args:
        student: whose it is.
        theme: name of the theme.
        origin: where the file lay.
        content: the file's bytes.
        flags: what collecting had to say.
        platform_id: the learning platform's number for the student, or empty.
        settings: the class.
        limits: what the submission may use.
    """

    student: str
    theme: str
    origin: str
    content: bytes
    flags: tuple[str, ...]
    settings: ClassSettings
    limits: Limits
    platform_id: str = ""


def grade_submission(submission: Submission, settings: ClassSettings, limits: Limits) -> Record:
    """Read and grade one submission; whatever goes wrong is in the record.

    Raises:
        NoSandbox: this machine has none.
    """
    try:
        content = submission.read()
    except OSError as error:
        return unread(submission, f"文件读不出来：{error.strerror or error}。")
    return grade_whatever(
        Task(
            submission.student,
            submission.theme,
            submission.origin,
            content,
            submission.flags,
            settings,
            limits,
            submission.platform_id,
        )
    )


def grade_whatever(task: Task) -> Record:
    """Grade one submission; a fault of the grader itself, too, costs this one only and is in the record.

    Raises:
        NoSandbox: this machine has none.
    """
    try:
        return grade(task)
    except NoSandbox:
        raise
    except Exception as error:
        sentence = f"批改程序自己出了错（{type(error).__name__}），没有批成。请把这份文件和这句话发给课程的维护者。"
        sha256 = hashlib.sha256(task.content).hexdigest()
        name = (task.student, task.theme, task.origin)
        return Record(*name, sha256, problem=sentence, flags=task.flags, platform_id=task.platform_id)


def grade(task: Task) -> Record:
    """Grade one submission; what it does wrong is in the record, never an exception.

    Raises:
        NoSandbox: this machine has none.
    """
    return grade_in(_sandboxes(task.limits, get_ident()), task)[0]


def grade_in(sandboxes: Sandboxes, task: Task) -> tuple[Record, Answers]:
    """Grade one submission in one of these sandboxes, and return what came out of it as well.

    Raises:
        NoSandbox: this machine has none.
    """
    began = time.perf_counter()
    sha256 = hashlib.sha256(task.content).hexdigest()
    about = theme(task.theme)
    try:
        sheet = read_sheet(task.content)
    except UnreadableNotebook as unreadable:
        unread_sheet = Record(
            task.student,
            task.theme,
            task.origin,
            sha256,
            problem=str(unreadable),
            flags=task.flags,
            platform_id=task.platform_id,
        )
        return unread_sheet, Answers()
    marker = _marker(task.settings)
    variant = marker.variant(sheet, task.student)
    marked, answers = marker.mark(about, sheet, variant, sandboxes.suited_to(sheet))
    questions = {question.name: question for question in about.questions()}
    record = Record(
        student=task.student,
        theme=task.theme,
        origin=task.origin,
        sha256=sha256,
        version=version_of(about),
        variant=variant,
        seconds=round(time.perf_counter() - began, 4),
        flags=tuple(
            printable(flag, LONGEST_FLAG) for flag in (*task.flags, *sheet.flags, *_disagreements(sheet, task))
        ),
        failures=tuple(
            f"第 {number + 1} 格代码：{printable(failure)}" for number, failure in sorted(answers.failures.items())
        ),
        platform_id=task.platform_id,
        rows=tuple(_row(each, questions[each.question], sheet) for each in marked),
    )
    return record, answers


@cache
def _marker(settings: ClassSettings) -> Marker:
    return Marker(settings.secret, settings.code)


@cache
def _sandboxes(limits: Limits, thread: int) -> Sandboxes:
    """Return this thread's warm sandboxes; they are closed when the process ends."""
    sandboxes = Sandboxes(limits)
    atexit.register(sandboxes.__exit__, None, None, None)
    return sandboxes


def _disagreements(sheet: Sheet, task: Task) -> list[str]:
    said = []
    learner, student = normal_id(sheet.learner_id or ""), normal_id(task.student)
    if sheet.learner_id is not None and not learner:
        said.append("练习册里没有填学号，用的是第 1 套数据。")
    elif learner and not _stands_in(learner, student) and _has_digits(learner) == _has_digits(student):
        # A number says nothing about a name: platforms call files by one, learners write the other.
        said.append(
            f"练习册里写的学号是「{sheet.learner_id}」，交来时的名字是「{task.student}」，按练习册里的给了数据。"
        )
    if (
        task.settings.code
        and sheet.class_code is not None
        and normal_id(sheet.class_code) != normal_id(task.settings.code)
    ):
        said.append(f"练习册里写的班级代码是「{sheet.class_code or '（空）'}」，与这个班的不同。")
    return said


def _stands_in(learner: str, student: str) -> bool:
    """Tell whether a name contains an id as a whole: 2023 does not stand in 20230001."""
    return re.search(rf"(?<![0-9a-z]){re.escape(learner)}(?![0-9a-z])", student) is not None


def _has_digits(text: str) -> bool:
    return any(each.isdigit() for each in text)


def _row(marked: Marked, question: Question, sheet: Sheet) -> Row:
    verdict = marked.verdict
    return Row(
        question=question.name,
        state=verdict.state.value,
        score=verdict.score,
        points=question.points,
        message=printable(verdict.message),
        misconception=verdict.misconception or "",
        checks=tuple(
            (check.name, check.passed, round(check.points, 4), printable(check.note)) for check in verdict.checks
        ),
        notes=verdict.notes,
        seconds=round(marked.seconds, 4),
        source=printable(
            marked.text if isinstance(question, EssayQuestion) else _source(sheet, question.name), LONGEST_SOURCE
        ),
        copied_from=marked.copied_from,
    )


def _source(sheet: Sheet, name: str) -> str:
    return next((cell.source for cell in reversed(sheet.cells) if name in cell.questions), "")
