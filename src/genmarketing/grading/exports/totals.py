"""What every platform wants to know: who, and how many points in which theme."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from genmarketing.grading.gradebook import Graded
from genmarketing.grading.record import Record
from genmarketing.theme import Theme, theme, themes
from genmarketing.workbook import State


@dataclass
class StudentTotals:
    """One student's points.

    Args:
        student: as collected: a name, an e-mail address, a login or a number.
        platform_id: `canvas:123` or `moodle:123`, or empty.
        records: theme -> what was graded.
        alike: whether another student is called the same but for capital letters, which platforms do not tell apart.
    """

    student: str
    platform_id: str = ""
    records: dict[str, Record] = field(default_factory=dict)
    alike: bool = False

    def number_on(self, platform: str) -> str:
        """Return the student's number on a platform, `canvas` or `moodle`, or an empty text."""
        return number_on(platform, self.platform_id)

    @property
    def email(self) -> str:
        """The student as an e-mail address, where it is one."""
        return self.student if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", self.student) and not self.alike else ""

    @property
    def number(self) -> str:
        """The student as an institution's number, where it is one."""
        return self.student if re.fullmatch(r"[0-9]{3,}", self.student) else ""

    @property
    def login(self) -> str:
        """The student as a login name, where it can be one."""
        return self.student if re.fullmatch(r"[A-Za-z0-9._@+-]+", self.student) and not self.alike else ""

    def score(self, about: Theme) -> str:
        """Return the points in a theme, to two decimals, or an empty text where nothing was graded."""
        record = self.records.get(about.name)
        return f"{round(sum(row.score for row in record.rows), 2):g}" if record else ""

    def comment(self, about: Theme) -> str:
        """Return one or two sentences on a theme for platforms that show a comment beside the grade."""
        record = self.records.get(about.name)
        if record is None:
            return ""
        titles = {question.name: question.title for question in about.questions()}
        said = []
        for states, words in (
            ((State.UNTOUCHED,), "还没有动过"),
            ((State.PARTIAL, State.UNREADABLE), "可以再改"),
            ((State.PENDING,), "等老师批阅"),
        ):
            named = [titles.get(row.question, row.question) for row in record.rows if row.state in states]
            if named:
                said.append(f"{words}：{'、'.join(named)}。")
        return "".join(said) or "全部做对了。"


def number_on(platform: str, platform_id: str) -> str:
    """Return the number in an id such as `canvas:123` where it is of this platform, or an empty text."""
    named, _, number = platform_id.partition(":")
    return number if named == platform else ""


def totals(graded: Iterable[Graded]) -> list[StudentTotals]:
    """Return the totals of every student of whom something was graded, in the order given.

    A platform's number leads to one student: who is called otherwise in an older download counts as in the newer one, and a number that
    two claim in one run is nobody's.
    """
    usable = [each for each in graded if each.record.theme and not each.record.problem]
    holders: dict[tuple[str, str], list[Graded]] = defaultdict(list)
    for each in usable:
        holders[each.record.platform_id, each.record.theme].append(each)
    claimed_twice: set[str] = set()
    replaced: set[tuple[str, str]] = set()
    for (platform_id, theme_name), several in holders.items():
        if platform_id and len(several) > 1:
            newest = max(each.run for each in several)
            replaced |= {(each.record.student, theme_name) for each in several if each.run < newest}
            if sum(each.run == newest for each in several) > 1:
                claimed_twice.add(platform_id)
    found: dict[str, StudentTotals] = {}
    for each in usable:
        record = each.record
        if (record.student, record.theme) in replaced:
            continue
        student = found.setdefault(record.student, StudentTotals(record.student))
        if record.platform_id not in claimed_twice:
            student.platform_id = student.platform_id or record.platform_id
        student.records[record.theme] = record
    called = Counter(student.casefold() for student in found)
    for student in found.values():
        student.alike = called[student.student.casefold()] > 1
    return list(found.values())


def graded_themes(students: Sequence[StudentTotals]) -> list[Theme]:
    """Return the themes of which somebody has points, in the order of the course."""
    names = {name for student in students for name in student.records}
    return [about for about in themes() if about.name in names]


def column(about: Theme) -> str:
    """Return the heading of a theme's column, which is also the name of its assignment: `01 DeepSeek 与 MoE 推理`."""
    return f"{about.number:02d} {about.title}"


def points_of(name: str) -> int:
    """Return the points that can be had in a theme."""
    return sum(question.points for question in theme(name).questions())
