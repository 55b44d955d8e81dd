"""A class that nobody taught: 28 made-up students, whose answers are marked for real, for the pictures of the teacher's pages."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

from genmarketing.build.proof import right_answer, wrong_answer
from genmarketing.grading.command import write_results
from genmarketing.grading.gradebook import Gradebook
from genmarketing.grading.record import Record, Row
from genmarketing.theme import Theme
from genmarketing.workbook import EssayQuestion, FunctionQuestion, Question
from genmarketing.workbook.variants import variant_of, visible_seed

CLASS = "营销 2301 班（虚构）"
NAMES = [
    "王思远",
    "李雨桐",
    "张子涵",
    "刘浩然",
    "陈欣怡",
    "杨宇轩",
    "黄梓萱",
    "赵博文",
    "吴诗涵",
    "周俊杰",
    "徐佳怡",
    "孙一诺",
    "马晨曦",
    "朱天宇",
    "胡若溪",
    "郭嘉懿",
    "何明轩",
    "林梦琪",
    "高志强",
    "罗小满",
    "郑安歌",
    "梁知夏",
    "谢云起",
    "宋清和",
    "唐予安",
    "许南风",
    "韩星野",
    "冯初晴",
]
UNREAD = "文件不是完整的笔记本（JSON 读不下去），可能没有传完。请学生重新提交。"


def lay_results(folder: Path, about: Theme) -> None:
    """Write the results folder of this class and theme, as `genmarketing grade` would."""
    with Gradebook(folder) as gradebook:
        run = gradebook.open_run(CLASS, "made")
        for number, student in enumerate(NAMES):
            gradebook.append(run, _record(student, about, random.Random(number)))
        gradebook.close_run(run)
        write_results(folder, gradebook)


def _record(student: str, about: Theme, rng: random.Random) -> Record:
    origin = f"submissions.zip：{student}_assignsubmission_file/{about.notebook}.ipynb"
    if student == "罗小满":
        return Record(student, about.name, origin, problem=UNREAD)
    variant = variant_of(student, "autumn")
    skill = rng.uniform(0.45, 0.95)
    begun = 5 if student == "高志强" else len(about.questions())
    rows = tuple(
        _row(question, visible_seed(variant), skill if number < begun else None, rng)
        for number, question in enumerate(about.questions())
    )
    return Record(student, about.name, origin, sha256=student, variant=variant, rows=rows)


def _row(question: Question, seed: int, skill: float | None, rng: random.Random) -> Row:
    answer = None if skill is None else _answer(question, seed, skill, rng)
    verdict = question.mark(answer, seed)
    checks = tuple((check.name, check.passed, check.points, check.note) for check in verdict.checks)
    return Row(
        question.name,
        verdict.state.value,
        verdict.score,
        question.points,
        verdict.message,
        verdict.misconception or "",
        checks,
        verdict.notes,
        seconds=rng.expovariate(20),
        source=answer if isinstance(answer, str) else f"{question.name} = {rng.random()}",
    )


def _answer(question: Question, seed: int, skill: float, rng: random.Random) -> Any:
    if isinstance(question, EssayQuestion):
        sentences = re.findall(r"[^。]+。", question.example.strip())
        return "".join(sentences[: round(len(sentences) * rng.uniform(0.5, 1))])
    luck = rng.random()
    if luck < skill:
        return right_answer(question, seed)
    if luck < skill + 0.7 * (1 - skill) and question.misconceptions:
        weights = [0.5**place for place in range(len(question.misconceptions))]
        return wrong_answer(question, rng.choices(question.misconceptions, weights)[0], seed)
    if luck < skill + 0.8 * (1 - skill):
        return (lambda *given: "0.42") if isinstance(question, FunctionQuestion) else "0.42"
    return None
