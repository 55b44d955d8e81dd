"""From the files that lie there to submissions: whose each one is, which theme it is of, and which of several counts."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from genmarketing.course.failure import CourseError
from genmarketing.grading.archives import BrokenArchive
from genmarketing.grading.finding import Found, find
from genmarketing.grading.names import Named, Parts, clean, read_names
from genmarketing.grading.notebooks import UnreadableNotebook, read_sheet
from genmarketing.grading.submissions import Submission
from genmarketing.theme import theme, themes

_WORKBOOK_CALL = re.compile(rb"Workbook\(\s*\\?[\"'](\w+)\\?[\"']")
_QUESTION = re.compile(
    rb"(?:\xe9\xa2\x98\xe7\x9b\xae|\\u9898\\u76ee)\s*(?::|\xef\xbc\x9a|\\uff1a)\s*([A-Za-z_]\w*)", re.I
)
"""`题目: name` as JSON writes it, in UTF-8 or with escapes."""

_NAMED = 5
"""Files that a flag lists by name."""

_MOST_OF_ONE = 100
"""Notebooks that one person may hand in: all of the course, some times over. Somebody who packs a hundred thousand would take up the evening."""


@dataclass(frozen=True)
class _Candidate:
    """A file that may be a workbook, with what its name and its content say."""

    submission: Submission
    named: Named
    is_workbook: bool


def collect(place: Path) -> list[Submission]:
    """Return what lies in a folder or zip, in the order of students and themes; of several of one student and theme, the newest.

    Raises:
        CourseError: there is no such place, it cannot be opened, or it holds not one notebook.
    """
    if not place.exists():
        raise CourseError(f"找不到 {place}。请写上放作业的文件夹，或从平台下载的 zip。")
    try:
        found = find(place)
    except BrokenArchive as broken:
        raise CourseError(f"{place}：{broken}") from None
    notebooks = [each for each in found if _is_notebook(each)]
    if not notebooks:
        raise CourseError(f"{place} 里没有一份笔记本（.ipynb）。请看看是不是上一层或下一层的文件夹。")
    others = [each for each in found if not _is_notebook(each)]
    named = read_names([each.parts for each in (*notebooks, *others)], place.stem)
    candidates = list(_candidates(notebooks, named[: len(notebooks)]))
    handed = {(name.person, _container(each)) for each, name in zip(notebooks, named, strict=False)}
    strays = _without_notebook(others, named[len(notebooks) :], handed)
    return _told_apart([*_newest(candidates), *strays])


def _is_notebook(found: Found) -> bool:
    """Tell whether somebody handed this in as a workbook: it is called a notebook, or bears a workbook's name."""
    name = found.parts[-1].casefold()
    return name.endswith(".ipynb") or any(notebook in name for notebook in _notebooks().values())


# Whose, and what about


def _candidates(notebooks: Sequence[Found], names: Sequence[Named]) -> Iterator[_Candidate]:
    """Read what everybody handed in; of somebody with far too many notebooks none, but say so once."""
    counts = Counter(named.person for named in names)
    refused: set[Parts] = set()
    for found, named in zip(notebooks, names, strict=True):
        if counts[named.person] <= _MOST_OF_ONE:
            yield _candidate(found, named)
        elif named.person not in refused:
            refused.add(named.person)
            problem = f"一个人交了 {counts[named.person]:,} 份笔记本，超过 {_MOST_OF_ONE} 份，没有读。请学生只交自己的练习册。"
            name = (named.student, "", found.origin)
            submission = Submission(*name, found.read, problem, found.changed, tuple(_flags(named)), named.platform_id)
            yield _Candidate(submission, named, is_workbook=False)


def _candidate(found: Found, named: Named) -> _Candidate:
    content, problem = _content(found)
    inside = _theme_inside(content)
    about = inside or named.theme
    flags = _flags(named)
    if inside and named.theme and inside != named.theme:
        flags.append(
            f"文件名说的是《{theme(named.theme).title}》，里面是《{theme(inside).title}》的练习册，按里面的批了。"
        )
    is_workbook = bool(inside or _QUESTION.search(content))
    if content and about and not is_workbook:
        flags.append("里面没有一处题目的标记，可能交错了文件，例如交成了章节。")
    if not problem and not about:
        problem = "认不出这是哪个主题的练习册：文件名里没有，内容里也没有。"
    submission = Submission(
        named.student, about, found.origin, found.read, problem, found.changed, tuple(flags), named.platform_id
    )
    return _Candidate(submission, named, is_workbook)


def _content(found: Found) -> tuple[bytes, str]:
    """Return a file's bytes, or none and the sentence on why it cannot be read."""
    if found.problem:
        return b"", found.problem
    try:
        return found.read(), ""
    except OSError as error:
        return b"", f"文件读不出来：{error.strerror or error}。"


def _flags(named: Named) -> list[str]:
    flags = []
    if named.late:
        flags.append("平台标记为迟交。")
    if named.cleaned:
        flags.append("名字里有看不见的字符，或太长，已经整理过；请核对是不是这个人。")
    return flags


def _theme_inside(content: bytes) -> str:
    """Return the theme that the notebook's own setup cell names, else the one that most of its questions are of."""
    called = _WORKBOOK_CALL.search(content)
    name = called[1].decode() if called else ""
    if name in _notebooks():
        return name
    asked = (each.decode() for each in _QUESTION.findall(content))
    counts = Counter(_theme_of_question()[each] for each in asked if each in _theme_of_question())
    return counts.most_common(1)[0][0] if counts else ""


@cache
def _notebooks() -> dict[str, str]:
    """Return theme -> the stem of its workbook's name."""
    return {each.name: each.notebook for each in themes()}


@cache
def _theme_of_question() -> dict[str, str]:
    return {question.name: about.name for about in themes() for question in about.questions()}


# Several of one, none of another


def _newest(candidates: Iterable[_Candidate]) -> Iterator[_Candidate]:
    """Keep, of several files of one student and theme, the newest that can be read, and say so on it."""
    groups: dict[tuple[Parts, str], list[_Candidate]] = defaultdict(list)
    for each in candidates:
        groups[each.named.person, each.submission.theme or each.submission.origin].append(each)
    for group in groups.values():
        group.sort(key=_age)
        counts = group[-1]
        if len(group) > 1:
            counts = next((each for each in reversed(group) if _can_be_read(each.submission)), group[-1])
            others = [each.submission.origin for each in group if each is not counts]
            which = "最新的一份" if counts is group[-1] else "读得出来的最新一份"
            more = f"等 {len(others)} 份" if len(others) > _NAMED else ""
            said = f"交了 {len(group)} 份，只批{which}；没有批的：{'、'.join(others[:_NAMED])}{more}。"
            submission = replace(counts.submission, flags=(*counts.submission.flags, said))
            counts = replace(counts, submission=submission)
        yield counts


def _age(candidate: _Candidate) -> tuple[object, ...]:
    """Order files of one student: readable ones and workbooks last, then by the platform's number, the time, and the number of the copy."""
    submission, named = candidate.submission, candidate.named
    newest = (named.order, submission.submitted, named.edition, submission.origin)
    return (not submission.problem, candidate.is_workbook, *newest)


def _can_be_read(submission: Submission) -> bool:
    if submission.problem:
        return False
    try:
        read_sheet(submission.read())
    except (OSError, UnreadableNotebook):
        return False
    return True


def _without_notebook(
    others: Sequence[Found], names: Sequence[Named], handed: set[tuple[Parts, str]]
) -> Iterator[_Candidate]:
    """Give one submission for everybody who handed in files, but not one notebook: in each of a platform's archives."""
    of_person: dict[tuple[Parts, str], list[tuple[Found, Named]]] = defaultdict(list)
    for found, named in zip(others, names, strict=True):
        if named.sure and (named.person, _container(found)) not in handed:
            of_person[named.person, _container(found)].append((found, named))
    for files in of_person.values():
        found, named = files[0]
        listed = "、".join(each.parts[-1] for each, _ in files[:_NAMED])
        more = f"等 {len(files)} 个文件" if len(files) > _NAMED else ""
        problem = found.problem or f"交来的不是笔记本（.ipynb）：{listed}{more}。请学生提交 .ipynb 文件本身。"
        flags = tuple(_flags(named))
        name = (named.student, named.theme, found.origin)
        submission = Submission(*name, found.read, problem, found.changed, flags, named.platform_id)
        yield _Candidate(submission, named, is_workbook=False)


def _container(found: Found) -> str:
    """Return the first folder or archive in which a file lies."""
    return found.parts[0] if len(found.parts) > 1 else ""


def _told_apart(candidates: Sequence[_Candidate]) -> list[Submission]:
    """Give different people different names: the platform's number, the folder above or, at last, a count stands behind a name that several have."""
    named = {each.named.person: each.named for each in candidates}
    called = Counter(each.student for each in named.values())
    shown: dict[Parts, str] = {}
    taken: Counter[str] = Counter()
    # Whose name is written as it is shown, and stands above all folders, keeps it.
    for person, each in sorted(named.items(), key=lambda item: (item[1].cleaned, len(item[0]))):
        name = each.student
        above = person[-2] if len(person) > 1 else ""
        mark = each.platform_id.partition(":")[2] or (clean(above) if above else "")
        if called[name] > 1 and mark:
            name = f"{name}（{mark}）"
        shown[person] = _free(name, taken)
    renamed = [replace(each.submission, student=shown[each.named.person]) for each in candidates]
    return sorted(renamed, key=lambda each: (each.student, each.theme, each.origin))


def _free(name: str, taken: Counter[str]) -> str:
    """Return a name that nobody has yet, and note that it is taken; the count of a name says where to go on looking."""
    free = name
    while taken[free]:
        taken[name] += 1
        free = f"{name}（{taken[name]}）"
    taken[free] = 1
    return free
