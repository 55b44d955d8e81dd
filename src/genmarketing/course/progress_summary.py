"""What a learner has done in each theme, and what to do next: the content of the course map."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from genmarketing.theme import Theme, course_root, themes
from genmarketing.workbook.progress import Best, Progress, ProgressUnavailable, progress_path
from genmarketing.workbook.verdict import State


@dataclass(frozen=True)
class ThemeProgress:
    """How far a learner is in one theme.

    Args:
        theme: the theme.
        ready: whether its chapter and workbook can be opened.
        points: points earned so far, at most `full`.
        full: points of the whole workbook.
        done: questions that are right, or wait for a teacher.
        total: questions of the workbook.
        next_step: one concrete next step, in Chinese.
        next_link: the notebook for it, relative to the course folder; empty when there is none.
    """

    theme: Theme
    ready: bool
    points: float = 0
    full: int = 100
    done: int = 0
    total: int = 0
    next_step: str = ""
    next_link: str = ""

    @property
    def finished(self) -> bool:
        """Whether every question is done."""
        return self.ready and self.total > 0 and self.done == self.total

    @property
    def begun(self) -> bool:
        """Whether there is any attempt that earned points or is done."""
        return self.points > 0 or self.done > 0


def summarise(folder: Path | None = None) -> tuple[list[ThemeProgress], str]:
    """Return the progress of all themes, and a sentence when the progress file could not be read.

    Args:
        folder: the laid-out course folder; by default the one that the notebook runs in.
    """
    progress = Progress.open(progress_path(folder))
    summaries = []
    trouble = ""
    for theme in themes():
        best: dict[str, Best] = {}
        try:
            best = progress.best(theme.name)
        except ProgressUnavailable as error:
            trouble = str(error)
        summaries.append(_of_theme(theme, best))
    return summaries, trouble


def next_theme(summaries: list[ThemeProgress]) -> ThemeProgress | None:
    """Return the theme to go on with: one that was begun, else the first that is ready and not finished."""
    open_themes = [summary for summary in summaries if summary.ready and not summary.finished]
    return next((summary for summary in open_themes if summary.begun), open_themes[0] if open_themes else None)


def _of_theme(theme: Theme, best: dict[str, Best]) -> ThemeProgress:
    chapter = f"chapters/{theme.notebook}.ipynb"
    workbook = f"exercises/{theme.notebook}.ipynb"
    if theme.status != "ready" or not (course_root() / chapter).exists():
        return ThemeProgress(theme, ready=False)
    questions = theme.questions()
    done = [q for q in questions if q.name in best and best[q.name].state in (State.CORRECT, State.PENDING)]
    points = sum(min(best[q.name].score, q.points) for q in questions if q.name in best)
    step, link = "", ""
    if not best:
        section = _first_section(course_root() / chapter)
        step, link = f"打开章节，从「{section}」读起" if section else "打开章节，从头读起", chapter
    elif len(done) < len(questions):
        number, question = next((n, q) for n, q in enumerate(questions, 1) if q not in done)
        step, link = f"做练习册第 {number} 题「{question.title}」", workbook
    elif questions:
        step = "这一章的题都做完了"
    full = sum(question.points for question in questions) or 100
    return ThemeProgress(theme, True, points, full, len(done), len(questions), step, link)


def _first_section(chapter: Path) -> str:
    """Return the title of a chapter's first section, without Markdown's marks."""
    for cell in json.loads(chapter.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] != "markdown":
            continue
        for line in "".join(cell["source"]).splitlines():
            if line.startswith("## "):
                return line[3:].replace("*", "").replace("`", "").strip()
    return ""
