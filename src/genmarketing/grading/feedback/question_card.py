"""One question on a student's page: the notebook's card, with what only marking knows."""

from __future__ import annotations

from html import escape

from genmarketing.grading.essay_marks import Review
from genmarketing.grading.page import shown
from genmarketing.grading.record import Row, printable
from genmarketing.grading.review.rubric import level_of
from genmarketing.workbook import CheckResult, EssayQuestion, Question, State, Verdict
from genmarketing.workbook.card import heading, inline, message
from genmarketing.workbook.kinds import Criterion

_THIS_TIME = "这一次不计。"
"""What a notebook's card says of an answer that could not be read; when all is handed in it no longer consoles."""


def question_card(number: int, question: Question, row: Row, anchor: str, review: Review | None) -> str:
    """Return the card as HTML.

    Args:
        number: of the question in the workbook, from 1.
        question: what was asked.
        row: what the answer came to.
        anchor: id of the card on the page.
        review: of an essay, what a person gave it.
    """
    verdict = _verdict(row)
    state = "已批阅" if review else heading(verdict)
    score = "待批" if row.state == State.PENDING else f"{round(row.score, 2):g}"
    head = (
        f'<div class="head"><span class="state">{state}</span>'
        f'<span class="title">{number}. {escape(question.title)}</span>'
        f'<span class="score">{score} / {row.points:g} 分</span></div>'
    )
    body = _essay(question, row, review) if isinstance(question, EssayQuestion) else _marked(question, row, verdict)
    return (
        f'<article class="gm gm-verdict {verdict.state}" id="{escape(anchor)}" aria-label="第 {number} 题，{state}">'
        f"{head}{''.join(body)}</article>"
    )


def _verdict(row: Row) -> Verdict:
    checks = tuple(CheckResult(*check) for check in row.checks)
    sentence = printable(row.message).removesuffix(_THIS_TIME)
    return Verdict(State(row.state), row.score, sentence, checks, row.misconception or None, row.notes)


def _marked(question: Question, row: Row, verdict: Verdict) -> list[str]:
    parts = [f"<p>{inline(message(question, verdict))}</p>"]
    if row.copied_from is not None:
        parts.append("<p>这个结果对得上另一份数据，见本册开头的说明。</p>")
    if len(verdict.checks) > 1:
        layout = "all-met" if verdict.state is State.CORRECT else "checks"
        parts.append(f'<ul class="{layout}">{"".join(_check(check, verdict) for check in verdict.checks)}</ul>')
    parts.extend(f"<p>{inline(printable(note))}</p>" for note in verdict.notes)
    if question.hints and verdict.state is not State.CORRECT:
        hints = (
            f"<details><summary>提示 {number}</summary><p>{inline(hint)}</p></details>"
            for number, hint in enumerate(question.hints, 1)
        )
        parts.append(f'<div class="hints">{"".join(hints)}</div>')
    return parts


def _check(check: CheckResult, verdict: Verdict) -> str:
    if verdict.state is State.CORRECT:
        return f'<li class="met"><b aria-label="通过">✓</b><span>{inline(printable(check.name))}</span></li>'
    mark = '<b aria-label="通过">✓</b>' if check.passed else '<b aria-label="未通过">✗</b>'
    earned = check.points if check.passed else 0
    # A recognised misconception needs its one sentence, not one more for each check that it fails.
    worth_saying = (
        check.note and not check.passed and verdict.misconception is None and check.note not in verdict.message
    )
    note = f'<span class="note">{inline(printable(check.note))}</span>' if worth_saying else ""
    return (
        f'<li class="{"met" if check.passed else "missed"}">{mark}<span class="name">{inline(printable(check.name))}{note}</span>'
        f'<span class="worth">{round(earned, 2):g} / {round(check.points, 2):g}</span></li>'
    )


def _essay(question: EssayQuestion, row: Row, review: Review | None) -> list[str]:
    if row.state == State.UNTOUCHED:
        return ["<p>还没有动过这道题。</p>"]
    if row.state == State.UNREADABLE:
        return [f"<p>{inline(printable(row.message).removesuffix(_THIS_TIME))}</p>"]
    items = "".join(
        f"<tr><th>{escape(criterion.name)}</th>"
        f"<td>{inline(level_of(criterion, review.points.get(criterion.name, 0)) if review else criterion.levels[0])}</td>"
        f'<td class="number">{_given(review, criterion)} {criterion.points} 分</td></tr>'
        for criterion in question.rubric
    )
    if review is None:
        return [f"<p>已经收到，等老师批阅。批阅看下面几条：</p><table>{items}</table>"]
    comment = "<br>".join(shown(line) for line in review.comment.splitlines())
    said = [f'<p class="comment"><b>老师的话</b><br>{comment}</p>'] if comment else []
    return [*said, f"<table>{items}</table>", f"<p>{inline(question.explanation)}</p>"]


def _given(review: Review | None, criterion: Criterion) -> str:
    return f"{review.points.get(criterion.name, 0):g} /" if review else ""
