"""What the teacher's workbook says beyond the learner's: notes on the chapter, and what stands behind each question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from genmarketing.build.chapter import TeacherNote
from genmarketing.build.instances import instance
from genmarketing.workbook import EssayQuestion, Misconception, Question

if TYPE_CHECKING:
    from genmarketing.theme import Theme


def before_questions(theme: Theme, questions: Sequence[Question], notes: Sequence[TeacherNote]) -> str:
    """Return the first cell of the teacher's workbook: what it is, and the notes on the chapter, section by section."""
    parts = [
        f"# 教师用书 {theme.number:02d} · {theme.title}",
        f"这里有 {len(questions)} 道题的参考答案、讲解、常见想法和教学提示。答案用第 1 套数据（学号留空）运行过；"
        "学生的数据可能是另一套，判法相同。请不要发给学生。",
        f"学生用的是[练习 {theme.number:02d}](../exercises/{theme.notebook}.ipynb)，"
        f"正文是[第 {theme.number:02d} 章](../chapters/{theme.notebook}.ipynb)。",
        f"用 nbgrader 收发作业时，把练习放进 `source/`，运行 "
        f"`nbgrader generate_assignment {theme.name} --ClearSolutions.enabled=False`：练习里本来就没有答案，"
        "不关掉这一步，它会把每题的起始代码换成英文占位。",
    ]
    if notes:
        parts.append("## 正文怎么教")
    section = ""
    for note in notes:
        if note.section != section:
            parts.append(f"### {note.section}")
            section = note.section
        parts.append(note.text)
    return "\n\n".join(parts)


def after_question(question: Question) -> str:
    """Return what follows a solution: explanation, misconceptions, teaching note, and an essay's rubric in full."""
    parts = []
    if question.explanation:
        parts.append(f"**讲解**　{question.explanation.strip()}")
    if isinstance(question, EssayQuestion):
        parts.append(_rubric(question))
    if question.misconceptions:
        parts.append("**常见想法**")
        parts += [_misconception(each, question) for each in question.misconceptions]
    if question.teaching:
        parts.append(f"**教学提示**　{question.teaching.strip()}")
    return "\n\n".join(parts)


def _rubric(question: EssayQuestion) -> str:
    lines = ["**评分要点**", "", "| 要点 | 分 | 从满分往下，各档的样子 |", "|---|---:|---|"]
    lines += [f"| {c.name} | {c.points} | {'<br>'.join(_cell(level) for level in c.levels)} |" for c in question.rubric]
    return "\n".join(lines)


def _misconception(misconception: Misconception, question: Question) -> str:
    """Return the idea's name, its message, and what it comes to on the first set of data."""
    return f"- `{misconception.name}`：{misconception.message}\n\n  {instance(misconception, question)}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
