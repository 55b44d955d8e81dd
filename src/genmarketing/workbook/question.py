"""What every question says of itself: the base class, misconceptions, and named checks."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from genmarketing.workbook.handed import Handed, hand_in
from genmarketing.workbook.verdict import Verdict


@dataclass(frozen=True)
class Misconception:
    """A wrong idea, the program it leads to, and the sentence that corrects it.

    Args:
        name: identifier in snake_case; gradebooks count by it.
        message: shown to a learner whose answers equal the program's on every input; says what went wrong and
            points one way on, without the expected value.
        program: same signature as the question's reference (for choice kinds: the wrong answer itself).
    """

    name: str
    message: str
    program: Callable[..., Any] | Any


@dataclass(frozen=True)
class Check:
    """A named part of a question's marks.

    Args:
        name: what is looked at, in Chinese («没有人被选中的那一层»).
        share: share of the question's points; the shares of a question sum to 1.
        missed: the sentence for a learner who misses it; never an expected value.
    """

    name: str
    share: float
    missed: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Question(ABC):
    """Everything there is to one question.

    Args:
        name: identifier in snake_case, unique in the course; also the variable that holds the answer.
        title: a short Chinese title.
        points: whole points; a workbook's sum to 100.
        minutes: what an average learner needs.
        concepts: ids of glossary.csv that the question grades.
        prompt: Markdown: what is wanted, input, output, units, an example.
        starter: code of the answer cell below its `# 题目:` line; defines `name`.
        hints: at most three, from a nudge to nearly the way.
        explanation: shown after success and in the solutions.
        teaching: a note to the teacher, shown in the solutions only.
        misconceptions: the known wrong ideas.
    """

    kind: ClassVar[str]

    name: str
    title: str
    points: int
    minutes: int
    concepts: tuple[str, ...]
    prompt: str
    starter: str
    hints: tuple[str, ...] = ()
    explanation: str = ""
    teaching: str = ""
    misconceptions: tuple[Misconception, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what no question may be.

        Raises:
            ValueError: more than three hints, a name that is no identifier, or a starter that does not define it.
        """
        if not self.name.isidentifier():
            raise ValueError(f"question name {self.name!r} is not an identifier")
        if len(self.hints) > 3:
            raise ValueError(f"{self.name}: at most three hints")
        if self.name not in self.starter:
            raise ValueError(f"{self.name}: the starter does not define it")

    def mark(self, answer: Any, seed: int, seconds: float = 5.0) -> Verdict:
        """Mark one answer on the inputs of `seed`, giving a learner's function at most `seconds` in all."""
        return self.judge(self.hand_in(answer, seed, seconds), seed)

    def hand_in(self, answer: Any, seed: int, seconds: float = 5.0) -> Handed:
        """Return an answer as plain data: the learner's half of marking."""
        return hand_in(answer)

    @abstractmethod
    def judge(self, handed: Handed, seed: int) -> Verdict:
        """Judge what was handed in on the inputs of `seed`: the marker's half of marking. Only plain data is looked at."""

    @abstractmethod
    def data(self, seed: int) -> Any:
        """Return what `wb.data(name)` shows the learner of the inputs, or None."""

    @property
    def gives_data(self) -> bool:
        """Whether `wb.data(name)` has something to show; told without making it."""
        return False

    @abstractmethod
    def solution(self) -> str:
        """Return the code of a right answer, as `solutions/` shows it."""

    @abstractmethod
    def count_checks(self, seed: int) -> int:
        """Return how many single comparisons marking on `seed` makes."""
