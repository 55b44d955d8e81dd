"""A small class of theme 01 as a gradebook would give it: made by hand, so that nothing has to run."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from genmarketing.grading.gradebook import Gradebook, Graded
from genmarketing.grading.record import Record, Row
from genmarketing.theme import theme
from genmarketing.workbook import EssayQuestion, FunctionQuestion, Question

THEME = theme("moe_reasoning")
QUESTIONS = {question.name: question for question in THEME.questions()}
ESSAY = next(question for question in THEME.questions() if isinstance(question, EssayQuestion))
FUNCTION = next(question for question in THEME.questions() if isinstance(question, FunctionQuestion))

HOSTILE_NAME = "<script>alert(1)</script>\"'&"
HOSTILE_TEXT = '<img src=x onerror="document.title=\'taken\'"></article><script>document.title="taken"</script>\u202egnp.exe\n第二行'


def right(question: Question) -> Row:
    """A row with full points; of an essay, one that waits."""
    if isinstance(question, EssayQuestion):
        text = f"{question.example.strip()}\n"
        return Row(question.name, "pending", 0, question.points, "收到。", source=text)
    return Row(
        question.name, "correct", question.points, question.points, seconds=0.01, source="def f(x):\n    return x"
    )


def record(student: str, *changed: Row, **fields: object) -> Record:
    """A right submission but for some rows."""
    instead = {row.question: row for row in changed}
    rows = tuple(instead.get(question.name, right(question)) for question in THEME.questions())
    whole = Record(student, THEME.name, f"{student}/{THEME.notebook}.ipynb", sha256="0" * 64, version="v", rows=rows)
    return replace(whole, **fields)  # type: ignore[arg-type]


def misconceived(question: Question) -> Row:
    """A row whose answer is the question's first known wrong idea."""
    known = question.misconceptions[0]
    checks = (("普通情形", False, question.points * 0.6, "先看例子。"), ("边界", True, question.points * 0.4, ""))
    return Row(
        question.name, "partial", question.points * 0.4, question.points, known.message, known.name, checks, seconds=2.5
    )


def unread(student: str) -> Record:
    """A file that could not be graded."""
    return Record(student, "moe_reasoning", f"{student}.ipynb", problem="文件不是完整的笔记本。")


def results(folder: Path, *records: Record) -> list[Graded]:
    """Put records into a gradebook and return what it says."""
    with Gradebook(folder) as gradebook:
        run = gradebook.open_run("测试班", "test")
        for each in records:
            gradebook.append(run, each)
        gradebook.close_run(run)
        return gradebook.latest()
