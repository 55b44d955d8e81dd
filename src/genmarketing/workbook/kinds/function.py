"""Function questions: the learner writes a function; it is called on cases and its results are compared."""

from __future__ import annotations

import copy
import inspect
import re
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar

from genmarketing.workbook.calling import Outcome, call_ours
from genmarketing.workbook.comparison import equal
from genmarketing.workbook.describing import describe_args, describe_encoded, kind_of
from genmarketing.workbook.encoding import Encoded
from genmarketing.workbook.handed import Handed, hand_in_function
from genmarketing.workbook.question import Check, Question
from genmarketing.workbook.slips import slip
from genmarketing.workbook.verdict import CheckResult, State, Verdict

if TYPE_CHECKING:
    import numpy as np

MUTATED = "你的函数改动了传进来的数据。这次不扣分，但别人还要用同一份数据：先复制一份（例如 `.copy()`）再改。"


@dataclass(frozen=True)
class Case:
    """One call of the learner's function.

    Args:
        check: name of the check that it belongs to.
        args: the positional arguments.
    """

    check: str
    args: tuple[Any, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class FunctionQuestion(Question):
    """A function of the learner's, called on seeded cases.

    Args:
        reference: the right function; its source is what `solutions/` shows, so it imports what it needs.
        checks: the named parts of the marks; shares sum to 1.
        cases: from a random generator to the cases; every check has one case or more, whatever the seed.
        relative: relative tolerance of numbers.
        absolute: absolute tolerance of numbers.
    """

    kind: ClassVar[str] = "function"

    reference: Callable[..., Any]
    checks: tuple[Check, ...]
    cases: Callable[[np.random.Generator], list[Case]]
    relative: float = 1e-6
    absolute: float = 1e-9

    def __post_init__(self) -> None:
        """Refuse shares that do not sum to 1.

        Raises:
            ValueError: see above, and those of every question.
        """
        super().__post_init__()
        if abs(sum(c.share for c in self.checks) - 1) > 1e-9:
            raise ValueError(f"{self.name}: the shares of the checks sum to {sum(c.share for c in self.checks)}, not 1")

    def cases_of(self, seed: int) -> Sequence[Case]:
        """Return the cases of a seed, in the order of the checks. They are made once and kept: nobody may change them."""
        return _cases(self, seed)

    def data(self, seed: int) -> tuple[Any, ...]:
        """Return the arguments of the first case, to try the function on."""
        return copy.deepcopy(self.cases_of(seed)[0].args)

    @property
    def gives_data(self) -> bool:
        """There are always arguments to try the function on."""
        return True

    def count_checks(self, seed: int) -> int:
        """Return the number of calls that marking on `seed` makes."""
        return len(self.cases_of(seed))

    def hand_in(self, answer: Any, seed: int, seconds: float = 5.0) -> Handed:
        """Call the answer on the cases of `seed`."""
        return hand_in_function(answer, self.starter, self.name, [c.args for c in self.cases_of(seed)], seconds)

    def judge(self, handed: Handed, seed: int, *, explain: bool = True) -> Verdict:
        """Judge what the calls came to on the cases of the same seed.

        Where nobody will read why an answer is wrong, `explain=False` saves the time to find it out: the same checks are met, message and
        misconception are empty.
        """
        if handed.given:
            return Verdict(State.UNREADABLE, 0, f"这里要一个函数 `{self.name}`，现在它是 {handed.given}。这一次不计。")
        if handed.outcomes is None:
            return Verdict(State.UNTOUCHED, 0, "")
        outcomes: Sequence[Outcome] = handed.outcomes
        cases = self.cases_of(seed)
        expected = [_program_outcome(self, self.reference, seed, place) for place in range(len(cases))]
        outcomes = [_read_as(o, e.value) for o, e in zip(outcomes, expected, strict=True)]
        met = [self._same(o, e) for o, e in zip(outcomes, expected, strict=True)]
        notes = (MUTATED,) if any(o.mutated for o in outcomes) else ()
        results = tuple(
            CheckResult(
                check.name,
                passed := all(m for m, case in zip(met, cases, strict=True) if case.check == check.name),
                check.share * self.points,
                "" if passed else check.missed,
            )
            for check in self.checks
        )
        if all(met):
            return Verdict(State.CORRECT, self.points, "", results, notes=notes)
        unreadable = self._unreadable(outcomes, expected)
        if not explain:
            state, score = (State.UNREADABLE, 0.0) if unreadable else (State.PARTIAL, _score(results))
            return Verdict(state, score, "", () if unreadable else results, notes=notes)
        # A wrong program is run no further than to the first case that tells it from the answer: most often one that the answer misses.
        telling = sorted(range(len(cases)), key=lambda place: met[place])
        for misconception in self.misconceptions:
            wrong = (_program_outcome(self, misconception.program, seed, place) for place in telling)
            if all(self._same(outcomes[place], w) for place, w in zip(telling, wrong, strict=True)):
                score = _score(results)
                return Verdict(State.PARTIAL, score, misconception.message, results, misconception.name, notes)
        if unreadable:
            return Verdict(State.UNREADABLE, 0, unreadable, notes=notes)
        written = [(o.value, e.value) for o, e in zip(outcomes, expected, strict=True) if o.kind == "value"]
        message = (len(written) == len(outcomes) and slip(written)) or self._message(cases, outcomes, met, results)
        return Verdict(State.PARTIAL, _score(results), message, results, notes=notes)

    def solution(self) -> str:
        """Return the reference's source under the question's name."""
        return renamed_source(self.reference, self.name)

    def _same(self, outcome: Outcome, other: Outcome) -> bool:
        if outcome.kind != "value" or other.kind != "value":
            return outcome.kind == other.kind != "time"
        return equal(outcome.value, other.value, self.relative, self.absolute)

    def _unreadable(self, outcomes: Sequence[Outcome], expected: Sequence[Outcome]) -> str:
        """Return a sentence if no single outcome is of the kind that is asked for, else nothing."""
        failures = [o for o in outcomes if o.kind != "value"]
        if len(failures) == len(outcomes):
            return f"{failures[0].failure}这一次不计。"
        readable = [(o, e) for o, e in zip(outcomes, expected, strict=True) if o.kind == "value"]
        if all(kind_of(o.value) != kind_of(e.value) for o, e in readable):
            given, wanted = readable[0]
            return (
                f"你返回的是{_spaced(describe_encoded(given.value))}，这里要的是{kind_of(wanted.value)}。这一次不计。"
            )
        if all(o.value == {"number": "nan"} != e.value for o, e in readable):
            return "你的函数每次都返回 NaN（不是一个数）。多半是零除以零，或者有空值混进了计算。这一次不计。"
        problem = _record_problem([o.value for o, _ in readable], [e.value for _, e in readable])
        return f"{problem}这一次不计。" if problem else ""

    def _message(
        self, cases: Sequence[Case], outcomes: Sequence[Outcome], met: Sequence[bool], results: Sequence[CheckResult]
    ) -> str:
        missed = next(r for r in results if not r.passed)
        case, outcome = next(
            (c, o) for c, o, m in zip(cases, outcomes, met, strict=True) if not m and c.check == missed.name
        )
        if outcome.kind == "value":
            got = f"你返回了{_spaced(describe_encoded(outcome.value))}，与要求不符。"
        else:
            got = outcome.failure
        return f"{missed.note}例如传入 {describe_args(case.args)} 时，{got}"


@lru_cache(maxsize=4096)
def _cases(question: FunctionQuestion, seed: int) -> tuple[Case, ...]:
    import numpy as np

    order = [c.name for c in question.checks]
    cases = sorted(question.cases(np.random.default_rng(seed)), key=lambda c: order.index(c.check))
    if {c.check for c in cases} != set(order):
        raise ValueError(f"{question.name}: seed {seed} leaves a check without a case")
    return tuple(cases)


@lru_cache(maxsize=131072)
def _program_outcome(question: FunctionQuestion, program: Callable[..., Any], seed: int, place: int) -> Outcome:
    return call_ours(program, question.cases_of(seed)[place].args)


_ALIKE = [{"数"}, {"文字"}, {"真假值"}, {"列表"}, {"字典"}, {"表"}, {"空值"}, {"数", "真假值"}]
"""Kinds of a value and of the right one that may be compared."""


def _record_problem(given: Sequence[Encoded], wanted: Sequence[Encoded]) -> str:
    """Return a sentence if every case asks for the same keys, and one of them never comes, never as the kind asked for, or others always do."""
    asked = [value for value in wanted if isinstance(value, dict) and kind_of(value) == "字典"]
    answers = [value for value in given if isinstance(value, dict) and kind_of(value) == "字典"]
    if len(asked) < len(wanted) or len(answers) < len(given) or any(each.keys() != asked[0].keys() for each in asked):
        return ""
    lost = [key for key in asked[0] if all(key not in answer for answer in answers)]
    if lost:
        return f"字典里还缺：{'、'.join(lost)}。"
    extra = [key for key in answers[0] if key not in asked[0] and all(key in answer for answer in answers)]
    if extra:
        return f"字典里多了：{'、'.join(extra)}。这里只要 {'、'.join(asked[0])}。"
    for key in asked[0]:
        pairs = [(answer.get(key), each[key]) for answer, each in zip(answers, asked, strict=True)]
        if all({kind_of(value), kind_of(right)} not in _ALIKE for value, right in pairs):
            value, right = pairs[0]
            return f"字典里的 `{key}` 是{_spaced(describe_encoded(value))}，这里要的是{kind_of(right)}。"
    return ""


def _read_as(outcome: Outcome, wanted: Encoded) -> Outcome:
    value = _as_asked(outcome.value, wanted)
    return outcome if value is outcome.value else replace(outcome, value=value)


def _as_asked(given: Encoded, wanted: Encoded) -> Encoded:
    """Read a table as what is asked for in its place, also inside of a dictionary.

    A Series becomes the list of its values, or the dictionary of its index and values; a DataFrame the list of its rows.
    """
    if not isinstance(given, dict) or wanted is None:
        return given
    if given.keys() != {"table"}:
        inside = wanted if isinstance(wanted, dict) and kind_of(wanted) == "字典" else {}
        return {key: _as_asked(value, inside.get(key)) for key, value in given.items()}
    table = given["table"] if isinstance(given["table"], dict) else {}
    columns = [column for column in table.values() if isinstance(column, list)]
    if len(columns) < len(table) or len({len(column) for column in columns}) != 1:
        return given
    rows = isinstance(wanted, list) and bool(wanted) and all(isinstance(row, list) for row in wanted)
    if rows and not all(isinstance(value, list) for value in columns[-1]):  # a Series may hold the rows themselves
        return [list(row) for row in zip(*columns, strict=True)]
    if len(columns) > 2:
        return given
    keys, values = columns[0], columns[-1]
    if isinstance(wanted, list):
        return values
    if kind_of(wanted) == "字典":
        if not values:
            return {}
        texts = [key for key in keys if isinstance(key, str)]
        if len(columns) == 2 and len(set(texts)) == len(keys):
            return dict(zip(texts, values, strict=True))
    return given


def _score(results: Sequence[CheckResult]) -> float:
    return round(sum(r.points for r in results if r.passed), 2)


def _spaced(text: str) -> str:
    return f" {text}" if text[:1].isascii() else text


def renamed_source(function: Callable[..., Any], name: str) -> str:
    """Return a function's source with its `def` under another name (and calls of itself with it), without decorators."""
    source = textwrap.dedent(inspect.getsource(function)).strip()
    source = re.sub(r"\A(@.*\n)+", "", source)
    return re.sub(rf"\b{re.escape(function.__name__)}\b", name, source)
