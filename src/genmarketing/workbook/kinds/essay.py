"""Essays: a short text, marked by a person with a rubric; the card says only whether it can be handed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from genmarketing.workbook.encoding import TOO_LONG
from genmarketing.workbook.handed import Handed
from genmarketing.workbook.question import Question
from genmarketing.workbook.verdict import State, Verdict


@dataclass(frozen=True)
class Criterion:
    """One line of the rubric.

    Args:
        name: what is looked at, in Chinese.
        points: the most it can earn.
        levels: from full marks down, what a text of that level does.
    """

    name: str
    points: int
    levels: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class EssayQuestion(Question):
    """A short text of the learner's own.

    Args:
        rubric: the criteria; their points sum to the question's.
        least: fewest characters, blanks not counted.
        most: most characters.
        example: an answer that would earn full marks, shown in `solutions/` only.
    """

    kind: ClassVar[str] = "essay"

    rubric: tuple[Criterion, ...]
    least: int
    most: int
    example: str

    def __post_init__(self) -> None:
        """Refuse a rubric whose points do not sum to the question's.

        Raises:
            ValueError: see above, and those of every question.
        """
        super().__post_init__()
        if sum(c.points for c in self.rubric) != self.points:
            raise ValueError(f"{self.name}: the rubric's points do not sum to {self.points}")

    def data(self, seed: int) -> None:
        """Return nothing: there is no data to see."""
        return

    def count_checks(self, seed: int) -> int:
        """Return the number of criteria."""
        return len(self.rubric)

    def solution(self) -> str:
        """Return the assignment of the example."""
        return f'{self.name} = """\n{self.example.strip()}\n"""'

    def judge(self, handed: Handed, seed: int) -> Verdict:
        """Tell whether the text can be handed in; points are a person's to give."""
        answer = handed.value
        if not handed.unreadable and (answer is None or (isinstance(answer, str) and not answer.strip())):
            return Verdict(State.UNTOUCHED, 0, "")
        if handed.unreadable == TOO_LONG:
            return Verdict(State.UNREADABLE, 0, f"{TOO_LONG}这里最多 {self.most} 个字。这一次不计。")
        if not isinstance(answer, str):
            return Verdict(State.UNREADABLE, 0, "这里要一段文字，写在三个引号之间。这一次不计。")
        length = len("".join(answer.split()))
        if length < self.least:
            return Verdict(
                State.UNREADABLE, 0, f"现在有 {length} 个字，至少要 {self.least} 个，写够了再交。这一次不计。"
            )
        if length > self.most:
            return Verdict(
                State.UNREADABLE, 0, f"现在有 {length} 个字，最多 {self.most} 个，请删到够用为止。这一次不计。"
            )
        return Verdict(State.PENDING, 0, f"收到，{length} 个字。老师会按下面的要点批阅，批阅前随时可以改。")
