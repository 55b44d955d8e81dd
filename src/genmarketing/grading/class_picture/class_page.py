"""The class page: one part for each theme, then what lies across themes."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from genmarketing.grading.class_picture.attention import attention
from genmarketing.grading.class_picture.measures import ThemeMeasures, measure
from genmarketing.grading.class_picture.theme_part import theme_part
from genmarketing.grading.gradebook import Graded
from genmarketing.grading.page import document, page_style, shown


def class_page(graded: Sequence[Graded], class_name: str) -> str:
    """Return the whole page as HTML.

    Args:
        graded: what counts of each student and theme.
        class_name: shown above; may be empty.
    """
    measures = measure(graded)
    title = f"{class_name or '全班'} · 练习册全貌"
    parts = [
        f'<header><p class="quiet">生成式 AI 营销 · 给老师看的一页</p><h1>{shown(title)}</h1></header>',
        _tiles(graded, measures),
        _contents(measures),
        *(theme_part(each) for each in measures),
        attention(graded, measures),
    ]
    return document(title, "\n".join(parts), page_style("genmarketing.grading.class_picture", "class.css"))


def _tiles(graded: Sequence[Graded], measures: Sequence[ThemeMeasures]) -> str:
    students = len({each.record.student for each in graded})
    unread = sum(bool(each.record.problem) for each in graded)
    waiting = sum(row.state == "pending" for each in graded for row in each.record.rows)
    newest = max((each.at for each in graded), default="")[:10]
    tiles = [(students, "名学生"), (len(graded) - unread, "份批完"), (unread, "份没有批成"), (waiting, "篇短文待批阅")]
    items = "".join(f"<div><dt>{label}</dt><dd>{count}</dd></div>" for count, label in tiles)
    when = f'<p class="quiet">最后一份批于 {escape(newest)}。分数里不含还没有批阅的短文。</p>' if newest else ""
    return f'<dl class="tiles">{items}</dl>{when}'


def _contents(measures: Sequence[ThemeMeasures]) -> str:
    if len(measures) < 2:
        return ""
    items = "".join(
        f'<li><a href="#{each.about.name}">{each.about.number:02d} {escape(each.about.title)}</a>'
        f"<span>{len(each.graded)} 份，中位数 {each.median:g} 分</span></li>"
        for each in measures
    )
    return f'<nav aria-label="各主题"><ol>{items}<li><a href="#attention">需要人看一眼的</a></li></ol></nav>'
