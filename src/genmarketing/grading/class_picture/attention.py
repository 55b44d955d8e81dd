"""What needs a person's eye, in full: people, files that were not read, essays that wait, answers that look alike, data of somebody else."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from genmarketing.grading.class_picture.likeness import TELLING, Alike, Foreign, Likeness, same_files
from genmarketing.grading.class_picture.measures import ThemeMeasures
from genmarketing.grading.class_picture.people import Word
from genmarketing.grading.class_picture.stops import stopped_questions
from genmarketing.grading.essay_marks import can_be_reviewed
from genmarketing.grading.gradebook import Graded
from genmarketing.grading.page import shown
from genmarketing.theme import theme

FIRST_ROWS = 20
"""Rows of a table that stand open; with three hundred students the rest is folded."""


def attention(
    graded: Sequence[Graded],
    measures: Sequence[ThemeMeasures],
    to_talk_to: Sequence[Word],
    alike: Sequence[Likeness],
    foreign: Sequence[Foreign],
) -> str:
    """Return this part of the page as HTML."""
    parts = [
        _people(to_talk_to),
        _unread(graded),
        _waiting(graded),
        _stopped(measures),
        _foreign(foreign),
        _alike(graded, alike),
        _flags(graded),
    ]
    body = "".join(parts) or "<p>没有。</p>"
    return f'<section id="attention"><h2>需要人看一眼的</h2>{body}</section>'


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], kind: str = "") -> str:
    """Return a table of HTML cells; what goes beyond the first rows is folded."""
    lines = [
        f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in rest)}</tr>' for first, *rest in rows
    ]
    top = f"<thead><tr>{''.join(f'<th>{title}</th>' for title in head)}</tr></thead>"
    start, rest = lines[:FIRST_ROWS], lines[FIRST_ROWS:]
    table = f'<table class="{kind}">{top}<tbody>{"".join(start)}</tbody></table>'
    if not rest:
        return table
    return f'{table}<details><summary>其余 {len(rest)} 行</summary><table class="{kind}">{top}<tbody>{"".join(rest)}</tbody></table></details>'


def _people(to_talk_to: Sequence[Word]) -> str:
    if not to_talk_to:
        return ""
    rows = [(shown(word.student), escape("；".join(word.reasons))) for word in to_talk_to]
    return f'<h3 id="people">可以找他们说句话（{len(rows)} 人）</h3>{_table(("学生", "为什么"), rows)}'


def _unread(graded: Sequence[Graded]) -> str:
    records = [each.record for each in graded if each.record.problem]
    if not records:
        return ""
    rows = [
        (
            shown(record.student),
            f"{theme(record.theme).number:02d}" if record.theme else "？",
            f'{shown(record.problem)}<br><span class="quiet">{shown(record.origin)}</span>',
        )
        for record in records
    ]
    return (
        f'<h3 id="unread">没有批成的文件（{len(records)} 份）</h3>{_table(("学生", "主题", "为什么"), rows, "unread")}'
    )


def _waiting(graded: Sequence[Graded]) -> str:
    counts = Counter(
        (each.record.theme, row.question) for each in graded for row in each.record.rows if row.state == "pending"
    )
    if not counts:
        return ""
    odd = sum(
        row.state == "unreadable" and can_be_reviewed(row)
        for each in graded
        for row in each.record.rows
        if (each.record.theme, row.question) in counts
    )
    more = f"另有 {odd} 篇字数不合要求，也在那里，给不给分由你。" if odd else ""
    titles = {(name, question.name): question.title for name, _ in counts for question in theme(name).questions()}
    items = "".join(
        f"<li>{theme(key[0]).number:02d}《{escape(titles.get(key, key[1]))}》：{count} 篇</li>"
        for key, count in sorted(counts.items(), key=lambda item: theme(item[0][0]).number)
    )
    return (
        f'<h3 id="waiting">等你批阅的短文（{counts.total()} 篇）</h3><ul>{items}</ul>'
        "<p>在终端里运行 <code>genmarketing review</code> 加上这个结果文件夹的名字，在浏览器里逐题批阅；学生的名字不显示。"
        f"{more}</p>"
    )


def _stopped(measures: Sequence[ThemeMeasures]) -> str:
    found = stopped_questions(measures)
    if not found:
        return ""
    rows = [(f"{number:02d}《{escape(question.title)}》", how, f"{count} 人") for number, question, how, count in found]
    return (
        '<h3 id="stopped">代码被中途停下的题</h3><p>只算这一题没有答案，别的题照常批改。学生的反馈页上说了该检查什么。</p>'
        f"{_table(('题', '怎么停的', '几人'), rows)}"
    )


def _foreign(foreign: Sequence[Foreign]) -> str:
    if not foreign:
        return ""
    rows = [
        (
            shown(each.student),
            f"<b>{len(each.questions)} 题</b>：{_titles((number, question.title) for number, question in each.questions)}",
            f"第 {each.variant + 1} 套{_owners(each.owners)}",
        )
        for each in foreign
    ]
    return (
        f'<h3 id="foreign">答案对应的是别人的数据（{len({each.student for each in foreign})} 人）</h3>'
        "<p>这些答案对自己那套数据不对，对另一套却正好。常见的原因是学号填错，或复制了一格；先问一问。</p>"
        f"{_table(('学生', '题', '对应的数据'), rows, 'foreign')}"
    )


def _owners(owners: Sequence[str]) -> str:
    if not owners:
        return "（班上没有人用这一套）"
    more = f"等 {len(owners)} 人" if len(owners) > 3 else ""
    return f"，也就是{'、'.join(shown(owner) for owner in owners[:3])}{more}的"


def _alike(graded: Sequence[Graded], alike: Sequence[Likeness]) -> str:
    pairs = [pair for pair in alike if pair.telling >= TELLING]
    equal = same_files(graded)
    if not alike and not equal:
        return ""
    parts = [
        '<h3 id="alike">写法几乎一样的答案</h3><div class="notice"><p>这是提示，不是结论。去掉注释、空白和变量名以后，这些代码的用词顺序很接近。'
        "课上讲过的例子、同桌讨论、同一个助手给的代码，都会这样。要弄清楚，请当面请学生讲一讲自己的思路；不要只凭这一行扣分。</p></div>"
    ]
    if equal:
        items = "".join(
            f"<li>{theme(name).number:02d}：{'、'.join(shown(each) for each in students)}</li>"
            for name, students in equal
        )
        parts.append(f"<p>交来的整份文件一字不差：</p><ul>{items}</ul>")
    if pairs:
        rows = [
            (
                f"{shown(pair.one)}<br>{shown(pair.other)}",
                f"<b>{len(pair.questions)} 题</b>：{_titles(_alike_titles(pair.questions))}",
            )
            for pair in pairs
        ]
        parts.append(_table(("学生", "几乎一样的题"), rows, "alike"))
    rest = len(alike) - len(pairs)
    if rest:
        parts.append(
            f'<p class="quiet">另有 {rest} 对只在一两题上相像，或写得和好几个人都一样，多半是常见的写法，没有列出。</p>'
        )
    return "".join(parts)


def _alike_titles(questions: Iterable[Alike]) -> Iterator[tuple[int, str]]:
    for each in questions:
        yield each.number, each.question.title + ("（两人都不对）" if each.wrong else "")


def _titles(questions: Iterable[tuple[int, str]]) -> str:
    """Return titles, each theme's behind its number."""
    of_theme: dict[int, list[str]] = defaultdict(list)
    for number, title in questions:
        of_theme[number].append(escape(title))
    return "；".join(f"{number:02d} {'、'.join(titles)}" for number, titles in of_theme.items())


def _flags(graded: Sequence[Graded]) -> str:
    flagged = [each.record for each in graded if each.record.flags or each.record.failures]
    items = "".join(
        f"<dt>{shown(record.student)} · {theme(record.theme).number:02d}</dt>"
        f"{''.join(f'<dd>{shown(said)}</dd>' for said in (*record.flags, *record.failures))}"
        for record in flagged
        if record.theme
    )
    return (
        f'<details class="flags"><summary>收文件和从头运行时记下的事（{len(flagged)} 份），都不扣分</summary><dl>{items}</dl></details>'
        if items
        else ""
    )
