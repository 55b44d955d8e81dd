"""From a question bank to the learner's workbook and the teacher's: one source, two notebooks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from genmarketing.build.chapter import TeacherNote
from genmarketing.build.nbgrader import answer_metadata, check_metadata, prompt_metadata
from genmarketing.build.notebook import code, markdown, notebook
from genmarketing.build.signatures import without_annotations
from genmarketing.build.teaching import after_question, before_questions
from genmarketing.workbook import ChoiceQuestion, EssayQuestion, MatchingQuestion, OrderingQuestion, Question

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from genmarketing.theme import Theme

KINDS = {
    "function": "写函数",
    "value": "算数值",
    "table": "做表格",
    "choice": "选择",
    "ordering": "排序",
    "matching": "配对",
    "essay": "短文",
}

_HOW = """# 练习 {number:02d} · {title}

{count} 题，{points} 分，约 {minutes} 分钟。

每题有三格：题目、你的答案、检查。在写着 `# 题目:` 的那一格里作答（这一行请留着），运行它，再运行下面的 `wb.check(…)`，会出现一张卡片。\
卡片说的是对在哪里、错在哪里，可以反复改、反复查，次数和提示都不扣分。\
短文由老师批阅；其余各题，卡片和批改用的是同一套判法，批改时另换几组数据。做完保存，把这份笔记本原样交给老师；自学的话，进度会记在你这台电脑上。

回看正文：[{number:02d} · {title}](../chapters/{notebook}.ipynb)"""

_SETUP = """import numpy as np
import pandas as pd

from genmarketing.workbook import Workbook

learner_id = ""  # 填学号；自学可以填任何名字。不同的人拿到不同的数据
class_code = ""  # 填老师给的班级代码；自学就让它空着

wb = Workbook("{theme}", learner_id, class_code)
wb"""


def exercises(theme: Theme, questions: Sequence[Question]) -> NotebookNode:
    """Return the learner's workbook: starters, nothing run."""
    cells = [markdown(_opening(theme, questions)), code(_setup(theme))]
    for number, question in enumerate(questions, 1):
        cells += [
            markdown(prompt(number, question), nbgrader=prompt_metadata(question)),
            code(_answer(question, question.starter), nbgrader=answer_metadata(question)),
            code(_check(question), nbgrader=check_metadata(question)),
        ]
    return notebook(theme, "exercises", cells)


def solutions(theme: Theme, questions: Sequence[Question], notes: Sequence[TeacherNote]) -> NotebookNode:
    """Return the teacher's workbook, not yet run: notes on the chapter, right answers, and what stands behind each question."""
    cells = [markdown(before_questions(theme, questions, notes)), code(_setup(theme))]
    for number, question in enumerate(questions, 1):
        cells += [
            markdown(prompt(number, question), nbgrader=prompt_metadata(question)),
            code(_answer(question, without_annotations(question.solution())), nbgrader=answer_metadata(question)),
            code(_check(question), nbgrader=check_metadata(question)),
            markdown(after_question(question)),
        ]
    return notebook(theme, "solutions", cells)


def prompt(number: int, question: Question) -> str:
    """Return a question's Markdown: heading, prompt, and what there is to choose, order, match or write."""
    heading = f"## 题 {number} · {question.title}（{question.points} 分，约 {question.minutes} 分钟）"
    return "\n\n".join(part for part in (heading, question.prompt.strip(), _offered(question)) if part)


def _opening(theme: Theme, questions: Sequence[Question]) -> str:
    how = _HOW.format(
        number=theme.number,
        title=theme.title,
        notebook=theme.notebook,
        count=len(questions),
        points=sum(q.points for q in questions),
        minutes=sum(q.minutes for q in questions),
    )
    rows = [f"| {n} | {q.title} | {KINDS[q.kind]} | {q.points} |" for n, q in enumerate(questions, 1)]
    return "\n".join([how, "", "| 题 | 内容 | 做什么 | 分 |", "|---:|---|---|---:|", *rows])


def _setup(theme: Theme) -> str:
    return _SETUP.format(theme=theme.name)


def _answer(question: Question, program: str) -> str:
    return f"# 题目: {question.name}\n{program.strip()}"


def _check(question: Question) -> str:
    return f'wb.check("{question.name}", {question.name})'


def _offered(question: Question) -> str:
    """Return what a question offers besides its prompt; empty for functions, values and tables."""
    if isinstance(question, ChoiceQuestion):
        return _items({option.key: option.text for option in question.options})
    if isinstance(question, OrderingQuestion):
        return _items(question.items)
    if isinstance(question, MatchingQuestion):
        return f"左边：\n\n{_items(question.left)}\n\n右边（可以有用不到的，也可以一项配几次）：\n\n{_items(question.right)}"
    if isinstance(question, EssayQuestion):
        lines = [f"{question.least}–{question.most} 字。老师按下面几条批阅：", ""]
        lines += [f"- **{c.name}**（{c.points} 分）：{c.levels[0]}" for c in question.rubric]
        return "\n".join(lines)
    return ""


def _items(items: Mapping[str, str]) -> str:
    return "\n".join(f"- **{key}**　{text}" for key, text in items.items())
