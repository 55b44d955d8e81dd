"""Value questions: the answer is one number or text, or a dictionary of named ones."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar

from genmarketing.workbook.comparison import equal
from genmarketing.workbook.describing import describe_encoded, kind_of
from genmarketing.workbook.encoding import Encoded, encode
from genmarketing.workbook.handed import Handed
from genmarketing.workbook.kinds.function import renamed_source
from genmarketing.workbook.question import Question
from genmarketing.workbook.verdict import CheckResult, State, Verdict

if TYPE_CHECKING:
    import numpy as np


def no_inputs(rng: np.random.Generator) -> dict[str, Any]:
    """Say that a question has no inputs: its answer is the same for everybody."""
    return {}


@dataclass(frozen=True, kw_only=True, eq=False)
class InputQuestion(Question):
    """What value and table questions share: inputs made from a seed, and a reference computed from them.

    Args:
        inputs: from a random generator to the named inputs, which `wb.data(name)` shows (the object itself if there is one only).
        reference: from the inputs, as keyword arguments, to the right answer.
        relative: relative tolerance of numbers.
        absolute: absolute tolerance of numbers.
    """

    inputs: Callable[[np.random.Generator], dict[str, Any]] = no_inputs
    reference: Callable[..., Any]
    relative: float = 1e-3
    absolute: float = 1e-9

    def inputs_of(self, seed: int) -> dict[str, Any]:
        """Return the named inputs of a seed, a copy each time: whoever gets them may change them."""
        return copy.deepcopy(_inputs(self, seed))

    def data(self, seed: int) -> Any:
        """Return the inputs: None if there are none, the object if there is one, else the dictionary."""
        inputs = self.inputs_of(seed)
        return next(iter(inputs.values())) if len(inputs) == 1 else (inputs or None)

    @property
    def gives_data(self) -> bool:
        """Whether there are inputs."""
        return self.inputs is not no_inputs

    def expected(self, seed: int) -> Encoded:
        """Return the canonical form of the right answer."""
        return _program_answer(self, self.reference, seed)

    def is_right(self, given: Encoded, seed: int) -> bool:
        """Tell whether an answer that can be read is right on the inputs of `seed`; no verdict is made, so it is quick."""
        raise NotImplementedError

    def solution(self) -> str:
        """Return the reference's source and the line that applies it to the learner's own inputs."""
        import numpy as np

        source = renamed_source(self.reference, "solve")
        count = len(self.inputs(np.random.default_rng(0)))
        given = {0: "", 1: f'wb.data("{self.name}")'}.get(count, f'**wb.data("{self.name}")')
        return f"{source}\n\n\n{self.name} = solve({given})"

    def matching_misconception(self, same: Callable[[Encoded], bool], seed: int) -> tuple[str, str] | None:
        """Return name and message of the first misconception whose answer is `same` as the learner's."""
        for misconception in self.misconceptions:
            if same(_program_answer(self, misconception.program, seed)):
                return misconception.name, misconception.message
        return None


@lru_cache(maxsize=4096)
def _inputs(question: InputQuestion, seed: int) -> dict[str, Any]:
    import numpy as np

    return question.inputs(np.random.default_rng(seed))


@lru_cache(maxsize=16384)
def _program_answer(question: InputQuestion, program: Callable[..., Any], seed: int) -> Encoded:
    # A program of the course's own changes no input, so it needs no copy.
    return encode(program(**_inputs(question, seed)))


@dataclass(frozen=True, kw_only=True, eq=False)
class ValueQuestion(InputQuestion):
    """One number or text, or a dictionary of them.

    Args:
        unit: what a number is counted in; printed on the card when the size looks wrong.
        within: lowest and highest sensible number; outside of it the answer is unreadable (a wrong unit), not wrong.
        labels: Chinese names of the keys, where the answer is a dictionary; each key is one check.
        missed: for a key, the sentence for a learner who gets it wrong.
    """

    kind: ClassVar[str] = "value"

    unit: str = ""
    within: tuple[float, float] | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    missed: Mapping[str, str] = field(default_factory=dict)

    def count_checks(self, seed: int) -> int:
        """Return the number of values that are compared."""
        return max(1, len(self.labels))

    def is_right(self, given: Encoded, seed: int) -> bool:
        """Tell whether the answer, or each of its labelled parts, agrees with the reference."""
        return self._same(given, self.expected(seed))

    def judge(self, handed: Handed, seed: int) -> Verdict:
        """Compare the answer with the reference on the inputs of `seed`."""
        if handed.unreadable:
            return unreadable(handed.unreadable)
        given = handed.value
        if given is None or (isinstance(given, str) and not given.strip()):
            return Verdict(State.UNTOUCHED, 0, "")
        if isinstance(given, dict) and given and all(v is None for v in given.values()):
            return Verdict(State.UNTOUCHED, 0, "")
        expected = self.expected(seed)
        problem = self._problem(given, expected)
        if problem:
            return unreadable(problem)
        parts: dict[str, tuple[Encoded, Encoded]] = {"": (given, expected)}
        if self.labels and isinstance(given, dict) and isinstance(expected, dict):
            parts = {key: (given[key], expected[key]) for key in self.labels}
        results = tuple(
            CheckResult(
                self.labels.get(key, self.title),
                passed := equal(a, e, self.relative, self.absolute),
                self.points / len(parts),
                "" if passed else self.missed.get(key, ""),
            )
            for key, (a, e) in parts.items()
        )
        if all(r.passed for r in results):
            return Verdict(State.CORRECT, self.points, "", results)
        score = round(sum(r.points for r in results if r.passed), 2)
        found = self.matching_misconception(lambda wrong: self._same(given, wrong), seed)
        if found:
            return Verdict(State.PARTIAL, score, found[1], results, found[0])
        told = [r.note for r in results if r.note]
        if told:
            return Verdict(State.PARTIAL, score, told[0], results)
        wrong = "、".join(f"「{r.name}」" for r in results if not r.passed)
        message = f"{wrong}还不对。" if self.labels else f"你给出的是 {describe_encoded(given)}，还不对。"
        return Verdict(State.PARTIAL, score, f"{message}回到题目，把每一步的单位写出来，再算一遍。", results)

    def _same(self, given: Encoded, wrong: Encoded) -> bool:
        if self.labels and isinstance(given, dict) and isinstance(wrong, dict):
            return all(equal(given.get(k), wrong.get(k), self.relative, self.absolute) for k in self.labels)
        return equal(given, wrong, self.relative, self.absolute)

    def _problem(self, given: Encoded, expected: Encoded) -> str:
        if self.labels:
            if kind_of(given) != "字典" or not isinstance(given, dict):
                return f"这里要一个字典，键是 {'、'.join(self.labels)}；你给的是{kind_of(given)}。"
            missing = [k for k in self.labels if k not in given or given[k] is None]
            if missing:
                return f"字典里还缺：{'、'.join(missing)}。"
            pairs = [(label, given[k], expected[k]) for k, label in self.labels.items() if isinstance(expected, dict)]
        else:
            pairs = [("答案", given, expected)]
        for label, value, wanted in pairs:
            if kind_of(value) != kind_of(wanted) and {kind_of(value), kind_of(wanted)} != {"数", "真假值"}:
                unit = f"（单位：{self.unit}）" if self.unit and kind_of(wanted) == "数" else ""
                return f"{label}是{kind_of(value)}，这里要的是{kind_of(wanted)}{unit}。"
            if kind_of(value) != "数":
                continue
            if isinstance(value, dict):
                return f"{label}不是一个有限的数（NaN 或无穷大）。多半是除数为零，或者有空值混进了计算。"
            if self.within and isinstance(value, int | float) and not self.within[0] <= value <= self.within[1]:
                return (
                    f"{label}是 {value:g}，这里要 {self.within[0]:g} 到 {self.within[1]:g} 之间的数"
                    f"{f'（单位：{self.unit}）' if self.unit else ''}。请检查单位。"
                )
        return ""


def unreadable(problem: str) -> Verdict:
    """Return the verdict on an answer that is not of the form asked for; it costs nothing."""
    return Verdict(State.UNREADABLE, 0, f"{problem}这一次不计。")
