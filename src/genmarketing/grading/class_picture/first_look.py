"""The top of the class page: what to teach first, whom to talk to, what the run left to be done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape

from genmarketing.grading.class_picture.likeness import TELLING, Foreign, Likeness
from genmarketing.grading.class_picture.measures import Idea, ThemeMeasures
from genmarketing.grading.class_picture.people import Word
from genmarketing.grading.class_picture.stops import stopped_questions
from genmarketing.grading.gradebook import Graded
from genmarketing.grading.page import shown
from genmarketing.grading.record import printable
from genmarketing.workbook.card import inline

FIRST_IDEAS = 3
FIRST_WORDS = 6


def first_look(
    graded: Sequence[Graded],
    measures: Sequence[ThemeMeasures],
    to_talk_to: Sequence[Word],
    alike: Sequence[Likeness],
    foreign: Sequence[Foreign],
) -> str:
    """Return this part of the page as HTML: three columns, each with the few things that come first."""
    return (
        '<section class="first" aria-label="先看这里">'
        f"<div><h2>明天先讲</h2>{_ideas(measures)}</div>"
        f"<div><h2>找谁说句话</h2>{_words(to_talk_to)}</div>"
        f"<div><h2>这次批改留下的事</h2>{_left(graded, measures, alike, foreign)}</div></section>"
    )


def _ideas(measures: Sequence[ThemeMeasures]) -> str:
    held = [(idea.count / len(each.graded), each, idea) for each in measures for idea in each.misconceptions]
    first = sorted(held, key=lambda entry: -entry[0])[:FIRST_IDEAS]
    if not first:
        return "<p>没有认出哪一个常见的错误想法。</p>"
    items = "".join(f"<li>{_idea(share, each, idea)}</li>" for share, each, idea in first)
    return f"<ol>{items}</ol>"


def _idea(share: float, measures: ThemeMeasures, idea: Idea) -> str:
    number = next(each.number for each in measures.questions if each.question is idea.question)
    return (
        f"<b>{idea.count} 人，{share:.0%}</b> "
        f'<a href="#{measures.about.name}">{measures.about.number:02d} 第 {number} 题《{escape(idea.question.title)}》</a>'
        f"<q>{inline(printable(idea.sentence))}</q>"
    )


def _words(to_talk_to: Sequence[Word]) -> str:
    if not to_talk_to:
        return "<p>没有人落下很多，也没有人卡住。</p>"
    items = "".join(
        f"<li><b>{shown(word.student)}</b> {escape('；'.join(word.reasons))}</li>" for word in to_talk_to[:FIRST_WORDS]
    )
    rest = len(to_talk_to) - FIRST_WORDS
    more = f'<p><a href="#people">还有 {rest} 人</a></p>' if rest > 0 else ""
    return f"<ol>{items}</ol>{more}"


def _left(
    graded: Sequence[Graded], measures: Sequence[ThemeMeasures], alike: Sequence[Likeness], foreign: Sequence[Foreign]
) -> str:
    states = Counter(row.state for each in graded for row in each.record.rows)
    things = (
        (sum(bool(each.record.problem) for each in graded), "份文件没有批成", "unread"),
        (states["pending"], "篇短文等着批阅", "waiting"),
        (len(stopped_questions(measures)), "道题有代码被中途停下", "stopped"),
        (sum(pair.telling >= TELLING for pair in alike), "对学生有好几题写法几乎一样", "alike"),
        (len({each.student for each in foreign}), "人的答案对应别人的数据", "foreign"),
    )
    items = "".join(
        f'<li><b>{count}</b> <a href="#{anchor}">{label}</a></li>' for count, label, anchor in things if count
    )
    return f'<ul class="left">{items}</ul>' if items else "<p>都批成了，没有要你看的。</p>"
