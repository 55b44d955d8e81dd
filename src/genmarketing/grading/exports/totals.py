"""What every platform wants to know: who, and how many points in which theme."""

from __future__ import annotations

import re
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
    """

    student: str
    platform_id: str = ""
    records: dict[str, Record] = field(default_factory=dict)

    def number_on(self, platform: str) -> str:
        """Return the student's number on a platform, `canvas` or `moodle`, or an empty text."""
        return number_on(platform, self.platform_id)

    @property
    def email(self) -> str:
        """The student as an e-mail address, where it is one."""
        return self.student if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", self.student) else ""

    @property
    def number(self) -> str:
        """The student as an institution's number, where it is one."""
        return self.student if re.fullmatch(r"[0-9]{3,}", self.student) else ""

    @property
    def login(self) -> str:
        """The student as a login name, where it can be one."""
        return self.student if re.fullmatch(r"[A-Za-z0-9._@+-]+", self.student) else ""

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
    """Return the totals of every student of whom something was graded, in the order given."""
    found: dict[str, StudentTotals] = {}
    for each in graded:
        record = each.record
        if record.problem or not record.theme:
            continue
        student = found.setdefault(record.student, StudentTotals(record.student))
        student.platform_id = student.platform_id or record.platform_id
        student.records[record.theme] = record
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
