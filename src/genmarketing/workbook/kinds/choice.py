"""Choice, ordering and matching: the answer is text (`["b"]`, `["c", "a", "b"]`, `{"1": "b"}`), never a click."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, ClassVar

from genmarketing.workbook.describing import kind_of
from genmarketing.workbook.encoding import Encoded, Unreadable
from genmarketing.workbook.handed import Handed
from genmarketing.workbook.question import Misconception, Question
from genmarketing.workbook.verdict import CheckResult, State, Verdict


@dataclass(frozen=True)
class Option:
    """One option of a choice question.

    Args:
        key: a letter.
        text: what the learner reads.
        message: for a wrong option: the sentence for somebody who chooses it, the idea behind it corrected.
        misconception: name of that idea.
    """

    key: str
    text: str
    message: str = ""
    misconception: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class TextQuestion(Question):
    """What choice, ordering and matching share: the same for everybody, and answered by letters."""

    def data(self, seed: int) -> None:
        """Return nothing: there is no data to see."""
        return

    def judge(self, handed: Handed, seed: int) -> Verdict:
        """Compare the letters given with the right ones."""
        if handed.unreadable:
            return Verdict(State.UNREADABLE, 0, f"{handed.unreadable}这一次不计。")
        if _is_blank(handed.value):
            return Verdict(State.UNTOUCHED, 0, "")
        try:
            return self._judge(handed.value)
        except Unreadable as unreadable:
            return Verdict(State.UNREADABLE, 0, f"{unreadable}这一次不计。")

    def _judge(self, answer: Any) -> Verdict:
        raise NotImplementedError

    def _verdict(self, results: tuple[CheckResult, ...], message: str, misconception: str | None) -> Verdict:
        if all(r.passed for r in results):
            return Verdict(State.CORRECT, self.points, "", results)
        score = round(sum(r.points for r in results if r.passed), 2)
        return Verdict(State.PARTIAL, score, message, results, misconception)

    def _known(self, read: Any) -> Misconception | None:
        return next((misconception for misconception, wrong in _wrong_readings(self) if wrong == read), None)

    def _read(self, answer: Any) -> Any:
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True, eq=False)
class ChoiceQuestion(TextQuestion):
    """One or several of some options.

    Args:
        options: in the order shown; each wrong one carries its own message and misconception.
        answer: keys of the right ones; where there are several, the prompt says so.
    """

    kind: ClassVar[str] = "choice"

    options: tuple[Option, ...]
    answer: tuple[str, ...]

    def __post_init__(self) -> None:
        """Make each wrong option a misconception.

        Raises:
            ValueError: a wrong option without a message or misconception, or an answer that is no option.
        """
        super().__post_init__()
        keys = {o.key for o in self.options}
        wrong = [o for o in self.options if o.key not in self.answer]
        if not set(self.answer) <= keys or not all(o.message and o.misconception for o in wrong):
            raise ValueError(
                f"{self.name}: every answer is an option, every wrong option has message and misconception"
            )
        right = () if len(self.answer) == 1 else self.answer
        ideas = tuple(Misconception(o.misconception, o.message, (*right, o.key)) for o in wrong)
        object.__setattr__(self, "misconceptions", ideas)

    def count_checks(self, seed: int) -> int:
        """Return the number of things looked at."""
        return 1 if len(self.answer) == 1 else 2

    def solution(self) -> str:
        """Return the assignment of the right letters."""
        return f"{self.name} = {list(self.answer)!r}".replace("'", '"')

    def _read(self, answer: Any) -> frozenset[str]:
        return frozenset(_letters(answer, [o.key for o in self.options]))

    def _judge(self, answer: Any) -> Verdict:
        chosen, right = self._read(answer), frozenset(self.answer)
        if len(right) == 1 and len(chosen) > 1:
            raise Unreadable(f"这道题只有一个最合适的选项，你选了 {len(chosen)} 个。")
        wrong = [o for o in self.options if o.key in chosen - right]
        if len(right) == 1:
            results: tuple[CheckResult, ...] = (CheckResult("选项", chosen == right, self.points),)
        else:
            half = self.points / 2
            results = (
                CheckResult("该选的都选了", right <= chosen, half),
                CheckResult("没有多选", not wrong and bool(chosen), half),
            )
        message = wrong[0].message if wrong else "选中的都对，但还有该选的没有选。把剩下的选项逐条再读一遍。"
        return self._verdict(results, message, wrong[0].misconception if wrong else None)


@dataclass(frozen=True, kw_only=True, eq=False)
class OrderingQuestion(TextQuestion):
    """Items to be put in order; each right neighbourhood (this one directly before that one) is one check.

    Args:
        items: key -> text, in the order shown (not the right one).
        answer: the keys in the right order.
    """

    kind: ClassVar[str] = "ordering"

    items: Mapping[str, str]
    answer: tuple[str, ...]

    def count_checks(self, seed: int) -> int:
        """Return the number of neighbourhoods."""
        return len(self.answer) - 1

    def solution(self) -> str:
        """Return the assignment of the right order."""
        return f"{self.name} = {list(self.answer)!r}".replace("'", '"')

    def _read(self, answer: Any) -> tuple[str, ...]:
        return tuple(_letters(answer, list(self.items)))

    def _judge(self, answer: Any) -> Verdict:
        order = self._read(answer)
        missing = [k for k in self.items if k not in order]
        if missing or len(order) != len(self.items):
            raise Unreadable(f"每一项都要出现一次。还缺：{'、'.join(missing) or '（没有，但有重复）'}。")
        neighbours = set(pairwise(order))
        pairs = list(pairwise(self.answer))
        results = tuple(
            CheckResult(f"第 {n} 处衔接", pair in neighbours, self.points / len(pairs))
            for n, pair in enumerate(pairs, 1)
        )
        known = self._known(order)
        right = sum(r.passed for r in results)
        message = (
            known.message
            if known
            else f"{len(pairs)} 处前后衔接里有 {right} 处对了。先定下谁一定在最前、谁一定在最后。"
        )
        return self._verdict(results, message, known.name if known else None)


@dataclass(frozen=True, kw_only=True, eq=False)
class MatchingQuestion(TextQuestion):
    """Left items to be matched with right ones; each left item is one check.

    Args:
        left: key -> text.
        right: key -> text; may hold more than are needed, and one may serve several left items.
        answer: left key -> right key.
    """

    kind: ClassVar[str] = "matching"

    left: Mapping[str, str]
    right: Mapping[str, str]
    answer: Mapping[str, str]

    def count_checks(self, seed: int) -> int:
        """Return the number of left items."""
        return len(self.left)

    def solution(self) -> str:
        """Return the assignment of the right pairs."""
        return f"{self.name} = {dict(self.answer)!r}".replace("'", '"')

    def _read(self, answer: Any) -> dict[str, str]:
        if not isinstance(answer, Mapping) or kind_of(dict(answer)) != "字典":
            raise Unreadable(f'这里要一个字典，例如 {{"{next(iter(self.left))}": "{next(iter(self.right))}"}}。')
        read = {}
        for key, value in answer.items():
            [left] = _letters(str(key), list(self.left)) or [""]
            chosen = _letters(value, list(self.right)) if value is not None else []
            if len(chosen) != 1:
                raise Unreadable(f"「{left}」要配一个、也只配一个右边的字母。")
            read[left] = chosen[0]
        return read

    def _judge(self, answer: Any) -> Verdict:
        pairs = self._read(answer)
        missing = [k for k in self.left if k not in pairs]
        if missing:
            raise Unreadable(f"左边还有没配上的：{'、'.join(missing)}。")
        results = tuple(
            CheckResult(text, pairs[k] == self.answer[k], self.points / len(self.left)) for k, text in self.left.items()
        )
        known = self._known(pairs)
        wrong = [r.name for r in results if not r.passed]
        message = known.message if known else f"有 {len(wrong)} 项配得不对，先看「{(wrong or [''])[0]}」。"
        return self._verdict(results, message, known.name if known else None)


@cache
def _wrong_readings(question: TextQuestion) -> list[tuple[Misconception, Any]]:
    return [(each, question._read(each.program)) for each in question.misconceptions]


def _is_blank(answer: Encoded) -> bool:
    if isinstance(answer, dict):
        return all(value in (None, "") for value in answer.values())
    if isinstance(answer, list):
        return all(value in (None, "") for value in answer)
    return answer is None or (isinstance(answer, str) and not answer.strip())


def _letters(answer: Any, known: list[str]) -> list[str]:
    """Read letters however they are written: `"b"`, `"B、D"`, `["b", "d"]`, `{"b", "d"}`, full width.

    Raises:
        Unreadable: something that is no known letter, or one letter twice.
    """
    if isinstance(answer, str):
        answer = [t for t in re.split(r"[\s,，、;；/]+", unicodedata.normalize("NFKC", answer)) if t]
    if not isinstance(answer, list | tuple | set | frozenset):
        raise Unreadable(f"这里要写字母，例如 {[known[0]]!r}，你写的是{kind_of(answer)}。")
    read = [unicodedata.normalize("NFKC", str(a)).strip().strip("().。").casefold() for a in answer]
    strange = [a for a in read if a not in known]
    if strange:
        raise Unreadable(f"没有「{strange[0]}」这一项，可以写的是：{'、'.join(known)}。")
    if len(set(read)) < len(read):
        raise Unreadable("同一个字母写了两次。")
    return read
