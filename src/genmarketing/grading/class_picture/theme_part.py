"""One theme on the class page: what to teach again, how each question went, how the totals lie, what ran long."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from statistics import median

from genmarketing.grading.class_picture.charts import distribution, stacked_bar
from genmarketing.grading.class_picture.measures import Idea, QuestionMeasures, ThemeMeasures
from genmarketing.grading.record import printable
from genmarketing.workbook import EssayQuestion, Question, State
from genmarketing.workbook.card import inline

FIRST_IDEAS = 6
"""Ideas that are shown open; a lesson has no room for more."""

SLOW = 1.0
"""Seconds of a learner's own code from which a question is named as slow."""

_ROLES = (
    (State.CORRECT, "gain", "正确"),
    (State.PARTIAL, "warm", "部分正确或还不对"),
    (State.UNREADABLE, "accent", "格式有误"),
    (State.PENDING, "main", "待批阅"),
    (State.UNTOUCHED, "empty", "未作答"),
)


def theme_part(measures: ThemeMeasures) -> str:
    """Return the part of one theme as HTML."""
    about = measures.about
    return (
        f'<section class="theme" id="{about.name}"><h2>{about.number:02d} {escape(about.title)}</h2>'
        f"{_again(measures)}{_questions(measures)}{_totals(measures)}{_slow(measures.questions)}</section>"
    )


def _again(measures: ThemeMeasures) -> str:
    students = len(measures.graded)
    parts = ["<h3>明天再讲一遍什么</h3>"]
    if measures.misconceptions:
        parts.append(
            '<p class="quiet">答案里认出来的想法，按人数排；下面那句是这些学生看到的话。横条的全长是全班。</p>'
        )
        parts.append(_ideas(measures.misconceptions, measures.questions, students))
    else:
        parts.append("<p>没有认出哪一个常见的错误想法。</p>")
    if measures.missed:
        parts.append("<h3>没有对上已知想法，却常漏掉的</h3>")
        parts.append(_ideas(measures.missed, measures.questions, students))
    return "".join(parts)


def _ideas(ideas: Sequence[Idea], questions: Sequence[QuestionMeasures], students: int) -> str:
    numbers = {each.question.name: each.number for each in questions}
    items = [_idea(idea, numbers[idea.question.name], students) for idea in ideas]
    shown, rest = items[:FIRST_IDEAS], items[FIRST_IDEAS:]
    more = (
        f'<details><summary>其余 {len(rest)} 条</summary><ol class="ideas" start="{FIRST_IDEAS + 1}">{"".join(rest)}</ol></details>'
        if rest
        else ""
    )
    return f'<ol class="ideas">{"".join(shown)}</ol>{more}'


def _idea(idea: Idea, number: int, students: int) -> str:
    bar = stacked_bar([("warm", "这样想的", idea.count), ("empty", "其余", max(students - idea.count, 0))])
    sentence = f"<blockquote>{inline(printable(idea.sentence))}</blockquote>" if idea.sentence else ""
    # A misconception's name is for spreadsheets; a check's is Chinese and says what was looked at.
    what = "" if idea.name.isascii() else f"「{inline(printable(idea.name))}」"
    return (
        f'<li><div class="line"><b>{idea.count} 人</b>{bar}</div>'
        f'<p class="where">第 {number} 题《{escape(idea.question.title)}》{what}</p>{sentence}</li>'
    )


def _questions(measures: ThemeMeasures) -> str:
    legend = "".join(
        f'<span><i class="fill-{role}"></i>{label}</span>'
        for state, role, label in _ROLES
        if any(each.states[state] for each in measures.questions)
    )
    rows = "".join(_question_row(each) for each in measures.questions)
    return (
        f'<h3>每题做得怎样</h3><p class="legend">{legend}</p><table class="questions">'
        '<thead><tr><th>题</th><th class="bar"><span class="hidden">各种结果的人数</span></th>'
        '<th class="number">做对</th><th class="number">得分率</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _question_row(measured: QuestionMeasures) -> str:
    parts = [(role, label, measured.states[state]) for state, role, label in _ROLES]
    right = f"{measured.states[State.CORRECT] / measured.students:.0%}"
    if isinstance(measured.question, EssayQuestion):
        right = "—"
    share = "—" if measured.share is None else f"{measured.share:.0%}"
    if isinstance(measured.question, EssayQuestion) and measured.states[State.PENDING]:
        share = "待批"
    return (
        f'<tr><th scope="row">{_title(measured.number, measured.question)}</th><td class="bar">{stacked_bar(parts)}</td>'
        f'<td class="number">{right}</td><td class="number">{share}</td></tr>'
    )


def _title(number: int, question: Question) -> str:
    return f"{number}. {escape(question.title)}"


def _totals(measures: ThemeMeasures) -> str:
    low, high = measures.totals[0], measures.totals[-1]
    waiting = sum(row.state == State.PENDING for each in measures.graded for row in each.record.rows)
    note = "（短文还没有批完，批完以后整体会右移）" if waiting else ""
    return (
        f"<h3>总分怎样分布</h3>{distribution(measures.bins(), measures.points, measures.median)}"
        f'<p class="quiet">{len(measures.totals)} 份，满分 {measures.points:g} 分；最低 {low:g}，中位数 {measures.median:g}，最高 {high:g}{note}。</p>'
    )


def _slow(questions: Sequence[QuestionMeasures]) -> str:
    ran = sorted((each for each in questions if each.seconds), key=lambda each: -each.seconds[-1])[:5]
    if not ran:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{_title(each.number, each.question)}</th><td class="number">{_seconds(median(each.seconds))}</td>'
        f'<td class="number">{_seconds(each.seconds[-1])}</td>'
        f'<td class="number">{sum(seconds >= SLOW for seconds in each.seconds)}</td></tr>'
        for each in ran
    )
    return (
        '<h3>跑得最久的题</h3><table class="slow"><thead><tr><th>题</th><th class="number">一半人不超过</th>'
        f'<th class="number">最久</th><th class="number">{SLOW:g} 秒以上</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def _seconds(value: float) -> str:
    return f"{value:.1f} 秒" if value >= 1 else f"{1000 * value:.0f} 毫秒"
