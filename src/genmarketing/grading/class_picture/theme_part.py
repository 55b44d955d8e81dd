"""One theme on the class page: what to teach again, how each question went, how the totals lie, what ran long."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from statistics import median

from genmarketing.grading.class_picture.charts import distribution, stacked_bar
from genmarketing.grading.class_picture.measures import Idea, Missed, QuestionMeasures, ThemeMeasures
from genmarketing.grading.page import shown
from genmarketing.grading.record import printable
from genmarketing.workbook import EssayQuestion, State
from genmarketing.workbook.card import inline

FIRST_IDEAS = 6
"""Ideas that are shown open; a lesson has no room for more."""

FEW = 5
"""Submissions below which no question is called the hardest."""

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
        f"{_questions(measures)}{_again(measures)}{_missed(measures)}{_totals(measures)}{_slow(measures.questions)}</section>"
    )


def _questions(measures: ThemeMeasures) -> str:
    legend = "".join(
        f'<span><i class="fill-{role}"></i>{label}</span>'
        for state, role, label in _ROLES
        if any(each.states[state] for each in measures.questions)
    )
    marked = [each for each in measures.questions if not isinstance(each.question, EssayQuestion)]
    hardest = min(marked, key=_right, default=None) if len(measures.graded) >= FEW else None
    found = f"：第 {hardest.number} 题最难，{_right(hardest):.0%} 做对" if hardest and _right(hardest) < 1 else ""
    rows = "".join(_question_row(each, hardest=each is hardest) for each in measures.questions)
    return (
        f'<h3>每题做得怎样{found}</h3><p class="legend">{legend}</p><table class="questions">'
        '<thead><tr><th>题</th><th class="bar"><span class="hidden">各种结果的人数</span></th>'
        '<th class="number">做对</th><th class="number">得分率</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _right(measured: QuestionMeasures) -> float:
    return measured.states[State.CORRECT] / measured.students


def _question_row(measured: QuestionMeasures, *, hardest: bool) -> str:
    parts = [(role, label, measured.states[state]) for state, role, label in _ROLES]
    essay = isinstance(measured.question, EssayQuestion)
    right = "—" if essay else f"{_right(measured):.0%}"
    share = "—" if measured.share is None else f"{measured.share:.0%}"
    if essay and measured.states[State.PENDING]:
        share = "待批"
    mark = ' class="hardest"' if hardest else ""
    return (
        f'<tr{mark}><th scope="row">{measured.number}. {escape(measured.question.title)}</th><td class="bar">{stacked_bar(parts)}</td>'
        f'<td class="number">{right}</td><td class="number">{share}</td></tr>'
    )


def _again(measures: ThemeMeasures) -> str:
    if not measures.misconceptions:
        return "<h3>再讲一遍什么</h3><p>没有认出哪一个常见的错误想法。</p>"
    numbers = {each.question.name: each.number for each in measures.questions}
    first = "、".join(dict.fromkeys(str(numbers[idea.question.name]) for idea in measures.misconceptions[:3]))
    students = len(measures.graded)
    items = [_idea(idea, numbers[idea.question.name], students) for idea in measures.misconceptions]
    return (
        f"<h3>再讲一遍什么：先讲第 {first} 题</h3>"
        '<p class="quiet">从答案里认出来的想法，按人数排。引文是这些学生看到的话，可以拿来开讲。</p>'
        f"{_folded(items, FIRST_IDEAS)}"
    )


def _folded(items: Sequence[str], first: int) -> str:
    shown_items, rest = items[:first], items[first:]
    more = (
        f'<details><summary>其余 {len(rest)} 条</summary><ol class="ideas">{"".join(rest)}</ol></details>'
        if rest
        else ""
    )
    return f'<ol class="ideas">{"".join(shown_items)}</ol>{more}'


def _idea(idea: Idea, number: int, students: int) -> str:
    bar = stacked_bar([("warm", "这样想的", idea.count), ("empty", "其余", max(students - idea.count, 0))])
    who = "、".join(shown(student) for student in idea.students)
    return (
        f'<li><div class="count"><b>{idea.count} 人</b>{bar}</div><div><p class="where">第 {number} 题《{escape(idea.question.title)}》</p>'
        f'<blockquote>{inline(printable(idea.sentence))}</blockquote><details class="who"><summary>是谁</summary><p>{who}</p></details></div></li>'
    )


def _missed(measures: ThemeMeasures) -> str:
    if not measures.missed:
        return ""
    numbers = {each.question.name: each.number for each in measures.questions}
    items = [_missed_row(each, numbers[each.question.name]) for each in measures.missed]
    return (
        f'<details class="missed"><summary>错得各不相同的题（{len(items)} 题）：没有对上已知的想法，漏掉的是这几项</summary>'
        f'<ol class="ideas">{"".join(items)}</ol></details>'
    )


def _missed_row(missed: Missed, number: int) -> str:
    checks = "".join(
        f"<li>{inline(printable(name))}：{count} 人{f'。{inline(printable(sentence))}' if sentence else ''}</li>"
        for name, count, sentence in missed.checks
    )
    return (
        f'<li><div class="count"><b>{missed.count} 人</b></div><div><p class="where">第 {number} 题《{escape(missed.question.title)}》</p>'
        f'<ul class="checks">{checks}</ul></div></li>'
    )


def _totals(measures: ThemeMeasures) -> str:
    low, high = measures.totals[0], measures.totals[-1]
    if len(measures.totals) == 1:
        return f"<h3>总分：{low:g} 分</h3><p>只批了一份，满分 {measures.points:g} 分。</p>"
    waiting = any(row.state == State.PENDING for each in measures.graded for row in each.record.rows)
    note = "；短文还没有批完，批完以后整体会右移" if waiting else ""
    first, third = measures.middle_half
    found = f"一半的人在 {first:.0f} 到 {third:.0f} 分之间" if round(first) < round(third) else f"多在 {first:.0f} 分"
    return (
        f"<h3>总分：{found}</h3>{distribution(measures.bins(), measures.points, measures.median)}"
        f'<p class="quiet">{len(measures.totals)} 份，满分 {measures.points:g} 分；最低 {low:g}，中位数 {measures.median:.3g}，最高 {high:g}{note}。</p>'
    )


def _slow(questions: Sequence[QuestionMeasures]) -> str:
    ran = sorted((each for each in questions if each.seconds), key=lambda each: -each.seconds[-1])
    slow = [each for each in ran if each.seconds[-1] >= SLOW][:5]
    if not slow:
        longest = f"最久的一份在第 {ran[0].number} 题跑了 {_seconds(ran[0].seconds[-1])}" if ran else ""
        return f"<h3>跑得久的题：没有</h3><p>{longest}。</p>" if longest else ""
    rows = "".join(
        f'<tr><th scope="row">{each.number}. {escape(each.question.title)}</th><td class="number">{_seconds(median(each.seconds))}</td>'
        f'<td class="number">{_seconds(each.seconds[-1])}</td>'
        f'<td class="number">{sum(seconds >= SLOW for seconds in each.seconds)} 人</td></tr>'
        for each in slow
    )
    return (
        f'<h3>跑得久的题：{len(slow)} 题有人超过 {SLOW:g} 秒</h3><table class="slow"><thead><tr><th>题</th><th class="number">中位数</th>'
        f'<th class="number">最久</th><th class="number">{SLOW:g} 秒以上</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def _seconds(value: float) -> str:
    if value < 0.001:
        return "不到 1 毫秒"
    return f"{value:.1f} 秒" if value >= 1 else f"{1000 * value:.0f} 毫秒"
