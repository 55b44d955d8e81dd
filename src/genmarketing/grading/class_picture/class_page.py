"""The class page: what to do next, one part for each theme, then what needs a person's eye."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from genmarketing.grading.class_picture.attention import attention
from genmarketing.grading.class_picture.first_look import first_look
from genmarketing.grading.class_picture.likeness import foreign_data, likenesses
from genmarketing.grading.class_picture.measures import ThemeMeasures, measure
from genmarketing.grading.class_picture.people import words
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
    to_talk_to, alike, foreign = words(graded, measures), likenesses(measures), foreign_data(measures)
    title = f"{class_name or '全班'} · 练习册全貌"
    parts = [
        f"<header><h1>{shown(title)}</h1>{_standing(graded)}</header>",
        first_look(graded, measures, to_talk_to, alike, foreign),
        _contents(measures),
        *(theme_part(each) for each in measures),
        attention(graded, measures, to_talk_to, alike, foreign),
    ]
    return document(title, "\n".join(parts), page_style("genmarketing.grading.class_picture", "class.css"))


def _standing(graded: Sequence[Graded]) -> str:
    students = len({each.record.student for each in graded})
    read = sum(not each.record.problem for each in graded)
    newest = max((each.at for each in graded), default="")[:10]
    said = [f"{students} 名学生，批完 {read} 份"]
    if newest:
        said.append(f"最后一份批于 {escape(newest)}")
    if any(row.state == "pending" for each in graded for row in each.record.rows):
        said.append("分数里不含还没有批阅的短文")
    return f'<p class="quiet">{"；".join(said)}。这一页有学生姓名，投影之前请留意。</p>'


def _contents(measures: Sequence[ThemeMeasures]) -> str:
    if len(measures) < 2:
        return ""
    items = "".join(
        f'<li><a href="#{each.about.name}">{each.about.number:02d} {escape(each.about.title)}</a>'
        f"<span>{len(each.graded)} 份，中位数 {each.median:.3g} 分</span></li>"
        for each in measures
    )
    return f'<nav aria-label="各主题"><ol>{items}</ol></nav>'
