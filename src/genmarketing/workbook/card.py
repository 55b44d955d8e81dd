"""The card below an answer: the verdict as HTML for the notebook and as plain text for transcripts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from importlib.resources import files

from genmarketing.ui.style import style_sheet
from genmarketing.workbook.kinds.essay import EssayQuestion
from genmarketing.workbook.kinds.function import FunctionQuestion
from genmarketing.workbook.question import Question
from genmarketing.workbook.variants import HIDDEN_SETS
from genmarketing.workbook.verdict import CheckResult, State, Verdict


@dataclass(frozen=True)
class Standing:
    """Where the learner stands in the workbook after this answer.

    Args:
        points: best points so far, over all questions.
        total: points of the whole workbook.
        remark: a sentence when the attempt could not be kept, else empty.
    """

    points: float
    total: int
    remark: str = ""


def heading(verdict: Verdict) -> str:
    """Return the state's name as the card prints it; a wrong answer without any point is «还不对»."""
    return "还不对" if verdict.state is State.PARTIAL and verdict.score == 0 else verdict.state.label


def message(question: Question, verdict: Verdict) -> str:
    """Return the card's main sentence."""
    if verdict.state is State.UNTOUCHED:
        return f"还没有动过这道题。{_first_step(question)}"
    if verdict.state is State.CORRECT:
        return f"对。{question.explanation}"
    return verdict.message


def _first_step(question: Question) -> str:
    if question.gives_data:
        return f'先运行 `wb.data("{question.name}")`，看看给了你什么，再动手。'
    return "先读一遍题目里的例子，再动手。"


def scope(question: Question, seed: int) -> str:
    """Say how many comparisons are made now and how many more at marking."""
    if isinstance(question, EssayQuestion):
        return f"由老师按 {question.count_checks(seed)} 条要点批阅。"
    now = question.count_checks(seed)
    if isinstance(question, FunctionQuestion):
        return f"现在查 {now} 处；批改时另换 {HIDDEN_SETS} 组数据再查 {now * HIDDEN_SETS} 处上下，看的是同样几项。"
    return f"现在查 {now} 处，批改时查的也是这 {now} 处。"


def card_text(question: Question, verdict: Verdict, seed: int = 0) -> str:
    """Return the card as plain text: what transcripts store."""
    lines = [f"【{heading(verdict)}】{question.title}（{_score(question, verdict)}）"]
    lines.append(message(question, verdict))
    for result in verdict.checks if len(verdict.checks) > 1 else ():
        note = f"：{result.note}" if _worth_showing(result, verdict) else ""
        lines.append(f"{'✓' if result.passed else '✗'} {result.name}{note}")
    lines.extend(verdict.notes)
    if isinstance(question, EssayQuestion):
        lines.extend(f"要点：{c.name}（{c.points} 分）——{c.levels[0]}" for c in question.rubric)
    lines.append(scope(question, seed))
    return "\n".join(lines)


def card_html(question: Question, verdict: Verdict, seed: int, standing: Standing) -> str:
    """Return the card as self-contained HTML."""
    parts = [
        f"<style>{card_style()}</style>",
        f'<section class="gm gm-verdict {verdict.state}" role="status" aria-label="{escape(heading(verdict))}">',
        f'<div class="head"><span class="state">{heading(verdict)}</span>'
        f'<span class="title">{escape(question.title)}</span>'
        f'<span class="score">{_score(question, verdict)}</span></div>',
        f"<p>{inline(message(question, verdict))}</p>",
    ]
    if len(verdict.checks) > 1:
        items = (f"{_mark(r.passed)}<span>{inline(r.name)}</span></li>" for r in verdict.checks)
        parts.append(f"<ul>{''.join(items)}</ul>")
    parts.extend(
        f"<p><b>{inline(r.name)}</b>：{inline(r.note)}</p>" for r in verdict.checks if _worth_showing(r, verdict)
    )
    parts.extend(f"<p>{inline(note)}</p>" for note in verdict.notes)
    if isinstance(question, EssayQuestion):
        rows = (
            f"<tr><th>{escape(c.name)}</th><td>{c.points} 分</td><td>{inline(c.levels[0])}</td></tr>"
            for c in question.rubric
        )
        parts.append(f"<table>{''.join(rows)}</table>")
    if question.hints and verdict.state is not State.CORRECT:
        hints = (
            f"<details><summary>提示 {number}</summary><p>{inline(hint)}</p></details>"
            for number, hint in enumerate(question.hints, 1)
        )
        parts.append(f'<div class="hints">{"".join(hints)}</div>')
    share = 100 * standing.points / standing.total if standing.total else 0
    parts.append(
        f'<div class="foot"><span>{scope(question, seed)}</span>'
        f"<span>本册累计 {standing.points:g} / {standing.total} 分</span>"
        f'<span class="bar" role="img" aria-label="本册完成 {share:.0f}%"><i style="width:{share:.1f}%"></i></span></div>'
    )
    if standing.remark:
        parts.append(f"<p>{escape(standing.remark)}</p>")
    parts.append("</section>")
    return "".join(parts)


def _score(question: Question, verdict: Verdict) -> str:
    return f"{'—' if verdict.state is State.PENDING else f'{verdict.score:g}'} / {question.points} 分"


def _worth_showing(result: CheckResult, verdict: Verdict) -> bool:
    """A recognised misconception needs one sentence, not one more for each check that it fails."""
    return bool(result.note) and verdict.misconception is None and result.note not in verdict.message


@cache
def card_style() -> str:
    """Return the CSS of the card, with that of everything in an element of class `gm`; one line, without comments."""
    own = files("genmarketing.workbook").joinpath("card.css").read_text(encoding="utf-8")
    return re.sub(r"/\*.*?\*/|\n\s*", "", style_sheet() + own, flags=re.DOTALL)


def _mark(passed: bool) -> str:
    return '<li class="met"><b aria-label="通过">✓</b>' if passed else '<li class="missed"><b aria-label="未通过">✗</b>'


@lru_cache(maxsize=4096)
def inline(text: str) -> str:
    """Return text as HTML: everything escaped, then `code` and **bold** marked."""
    html = re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text, quote=False))
    return re.sub(r"\*\*([^*]+)\*\*", r"<b>\1</b>", html)
