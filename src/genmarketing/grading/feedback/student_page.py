"""The page of one student: how it went, question by question, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from genmarketing.grading.feedback.question_card import question_card
from genmarketing.grading.gradebook import Graded
from genmarketing.grading.page import document, page_style, shown
from genmarketing.grading.record import Record, Row
from genmarketing.theme import theme
from genmarketing.workbook import Question, State

STEPS = 3
"""Next steps that are named; more would be a list of faults."""


def student_page(student: str, graded: Sequence[Graded]) -> str:
    """Return the whole page as HTML.

    Args:
        student: whose it is, as handed in.
        graded: one entry for each theme.
    """
    graded = sorted(graded, key=lambda each: _place(each.record))
    head = f'<header><p class="quiet">生成式 AI 营销 · 练习册批阅结果</p><h1>{shown(student)}</h1>{_contents(graded)}</header>'
    parts = [head, *(_theme_part(each) for each in graded)]
    style = page_style("genmarketing.grading.feedback", "feedback.css")
    return document(f"{student} · 批阅结果", "\n".join(parts), style)


def _place(record: Record) -> tuple[int, str]:
    return (theme(record.theme).number if record.theme else 0, record.origin)


def _contents(graded: Sequence[Graded]) -> str:
    if len(graded) < 2:
        return ""
    return f'<nav aria-label="各主题"><ol>{"".join(_entry(each.record) for each in graded)}</ol></nav>'


def _entry(record: Record) -> str:
    if not record.theme:
        return "<li><span>没有认出主题的文件</span></li>"
    about = theme(record.theme)
    points = f"{_points(sum(row.score for row in record.rows))} 分" if record.rows else "没有批成"
    return f'<li><a href="#{about.name}">{about.number:02d} {escape(about.title)}</a><span>{points}</span></li>'


def _theme_part(graded: Graded) -> str:
    record = graded.record
    about = theme(record.theme) if record.theme else None
    heading = f"{about.number:02d} {escape(about.title)}" if about else "没有认出主题的文件"
    if record.problem or about is None:
        anchor = f' id="{about.name}"' if about else ""
        return f'<section class="theme"{anchor}><h2>{heading}</h2>{_unread(record)}</section>'
    questions = {question.name: question for question in about.questions()}
    rows = [row for row in record.rows if row.question in questions]
    cards = [
        question_card(
            number, questions[row.question], row, f"{record.theme}-{row.question}", graded.reviews.get(row.question)
        )
        for number, row in enumerate(rows, 1)
    ]
    parts = [
        _standing(rows),
        _foreign_data(rows),
        _next_steps(record.theme, rows, questions),
        *cards,
        _about_the_file(graded),
    ]
    return f'<section class="theme" id="{about.name}"><h2>{heading}</h2>{"".join(parts)}</section>'


def _unread(record: Record) -> str:
    return (
        f'<div class="notice"><p>这份文件这一次没有批成：{shown(record.problem)}</p>'
        "<p>这不扣分，也不说明你没有做。请在 JupyterLab 里打开自己的练习册，点「保存」，把整个 .ipynb 文件再交一次；还是不行，就带着电脑来找老师。</p>"
        f'<p class="quiet">收到的文件：{shown(record.origin)}</p></div>'
    )


def _standing(rows: Sequence[Row]) -> str:
    score, points = sum(row.score for row in rows), sum(row.points for row in rows)
    waiting = [row for row in rows if row.state == State.PENDING]
    right = sum(row.state == State.CORRECT for row in rows)
    untouched = sum(row.state == State.UNTOUCHED for row in rows)
    said = [f"{len(rows)} 题里做对 {right} 题"]
    if untouched:
        said.append(f"{untouched} 题还没有动过")
    sentence = "，".join(said) + "。"
    if waiting:
        sentence += f"另有 {len(waiting)} 题由老师批阅，最多再得 {sum(row.points for row in waiting):g} 分。"
    share = 100 * score / points if points else 0
    return (
        f'<div class="standing"><p class="total"><b>{_points(score)}</b> <span>/ {points:g} 分</span></p>'
        f'<div class="meter" role="img" aria-label="得了 {_points(score)} 分，满分 {points:g} 分">'
        f'<i style="width:{share:.1f}%"></i></div><p>{sentence}</p></div>'
    )


def _foreign_data(rows: Sequence[Row]) -> str:
    count = sum(row.copied_from is not None for row in rows)
    if not count:
        return ""
    return (
        f'<div class="notice"><p>有 {count} 题的结果与另一份数据的正确结果一致。常见的原因是练习册开头的学号填错了，或者从别处复制了一格：'
        "核对学号，运行自己的数据，再算一次。若有别的缘故，告诉老师就好。</p></div>"
    )


def _next_steps(theme_name: str, rows: Sequence[Row], questions: dict[str, Question]) -> str:
    open_rows = [row for row in rows if row.state not in (State.CORRECT, State.PENDING) and row.score < row.points]
    open_rows = [row for row in open_rows if questions[row.question].kind != "essay" or row.state == State.UNTOUCHED]
    if not open_rows:
        return (
            '<div class="steps"><h3>接下来</h3><p>这一册没有要补的了。下面每题的说明里，有几处值得再想一想。</p></div>'
        )
    first = sorted(open_rows, key=lambda row: row.score - row.points)[:STEPS]
    items = (
        f'<li><a href="#{escape(theme_name)}-{escape(row.question)}">{escape(questions[row.question].title)}</a>：{_step(row)}</li>'
        for row in first
    )
    rest = len(open_rows) - len(first)
    more = f"<p>另外 {rest} 题可以放在后面。</p>" if rest else ""
    return f'<div class="steps"><h3>接下来，先补这几题</h3><ol>{"".join(items)}</ol>{more}</div>'


def _step(row: Row) -> str:
    gap = _points(row.points - row.score)
    if row.state == State.UNTOUCHED:
        return f"还没有动过，值 {gap} 分。"
    if row.state == State.UNREADABLE:
        return f"多半离得不远，先让它能运行，值 {gap} 分。"
    if row.misconception:
        return f"有一个想法要换一换，换过来是 {gap} 分。"
    return f"还差 {gap} 分，看卡片上没有通过的那几项。"


def _about_the_file(graded: Graded) -> str:
    record = graded.record
    parts = []
    if record.flags:
        items = "".join(f"<li>{shown(flag)}</li>" for flag in record.flags)
        parts.append(f"<p>收文件时记下了这些，供你核对；它们不扣分，有出入请告诉老师。</p><ul>{items}</ul>")
    if record.failures:
        items = "".join(f"<li>{shown(failure)}</li>" for failure in record.failures)
        parts.append(f"<p>从头运行时，下面几格停了下来。它们后面的题照常批改。</p><ul>{items}</ul>")
    parts.append(
        f'<p class="quiet">批改的文件：{shown(record.origin)}，{escape(graded.at[:10])} 批。对结果有疑问，把这一页和题名告诉老师即可，可以重批。</p>'
    )
    return f'<div class="file">{"".join(parts)}</div>'


def _points(value: float) -> str:
    return f"{round(value, 2):g}"
