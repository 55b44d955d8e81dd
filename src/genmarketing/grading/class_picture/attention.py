"""What needs a person's eye: files that were not read, essays that wait, answers that look alike, data of somebody else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape

from genmarketing.grading.class_picture.measures import ThemeMeasures
from genmarketing.grading.gradebook import Graded
from genmarketing.grading.page import shown
from genmarketing.theme import theme

FIRST_GROUPS = 20
"""Groups of similar answers that are shown; a longer list says that the question leaves little freedom."""


def attention(graded: Sequence[Graded], measures: Sequence[ThemeMeasures]) -> str:
    """Return this part of the page as HTML."""
    parts = [_unread(graded), _waiting(graded), _alike(measures), _copied(measures), _flags(graded)]
    body = "".join(parts) or "<p>没有。</p>"
    return f'<section id="attention"><h2>需要人看一眼的</h2>{body}</section>'


def _unread(graded: Sequence[Graded]) -> str:
    records = [each.record for each in graded if each.record.problem]
    rows = "".join(
        f'<tr><th scope="row">{shown(record.student)}</th><td>{shown(record.problem)}<br><span class="quiet">{shown(record.origin)}</span></td></tr>'
        for record in records
    )
    return f"<h3>没有批成的文件（{len(records)} 份）</h3><table><tbody>{rows}</tbody></table>" if records else ""


def _waiting(graded: Sequence[Graded]) -> str:
    counts = Counter(
        (each.record.theme, row.question) for each in graded for row in each.record.rows if row.state == "pending"
    )
    if not counts:
        return ""
    titles = {(name, question.name): question.title for name, _ in counts for question in theme(name).questions()}
    items = "".join(f"<li>{escape(titles.get(key, key[1]))}：{count} 篇</li>" for key, count in sorted(counts.items()))
    return (
        f"<h3>等老师批阅的短文</h3><ul>{items}</ul>"
        '<p class="quiet">运行 <code>genmarketing review 结果文件夹</code>，在浏览器里逐题批阅，默认不显示姓名。</p>'
    )


def _alike(measures: Sequence[ThemeMeasures]) -> str:
    groups = sorted((group for each in measures for group in each.groups), key=lambda group: -group.share)
    if not groups:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{escape(group.question.title)}</th>'
        f'<td>{"、".join(shown(student) for student in group.students)}</td><td class="number">{group.share:.0%}</td></tr>'
        for group in groups[:FIRST_GROUPS]
    )
    rest = f'<p class="quiet">另有 {len(groups) - FIRST_GROUPS} 组没有列出。</p>' if len(groups) > FIRST_GROUPS else ""
    return (
        '<h3>写法几乎一样的答案</h3><div class="notice"><p>这是提示，不是结论。去掉注释、空白和变量名以后，这些代码的用词顺序很接近。'
        "短小的标准写法、课上讲过的例子、同桌讨论、同一个助手给的代码，都会这样。要弄清楚，请当面请学生讲一讲自己的思路；不要只凭这一行扣分。</p></div>"
        '<table class="alike"><thead><tr><th>题</th><th>学生</th><th class="number">相同</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>{rest}"
    )


def _copied(measures: Sequence[ThemeMeasures]) -> str:
    found = [copied for each in measures for copied in each.copied]
    rows = "".join(
        f'<tr><th scope="row">{shown(student)}</th><td>{escape(question.title)}</td><td class="number">第 {variant} 套</td></tr>'
        for student, question, variant in found
    )
    return (
        "<h3>答案对应的是别人的数据</h3><p>这些答案对自己那套数据不对，对另一套却正好。常见的原因是学号填错，或复制了一格；先问一问。</p>"
        '<table><thead><tr><th>学生</th><th>题</th><th class="number">数据</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
        if found
        else ""
    )


def _flags(graded: Sequence[Graded]) -> str:
    flagged = [each.record for each in graded if each.record.flags]
    items = "".join(
        f"<dt>{shown(record.student)}</dt>{''.join(f'<dd>{shown(flag)}</dd>' for flag in record.flags)}"
        for record in flagged
    )
    return (
        f'<details class="flags"><summary>收文件与运行时记下的情况（{len(flagged)} 份）</summary><dl>{items}</dl></details>'
        if flagged
        else ""
    )
