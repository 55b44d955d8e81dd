"""What a learner hands in, as plain data: all that passes from the learner's side to the one that judges.

In a notebook both sides are one process. In the grader they are two, and `Handed` crosses between them as JSON: what a
submission can forge is an answer, never a verdict.
"""

from __future__ import annotations

import dis
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType
from typing import Any

from genmarketing.workbook.calling import Outcome, call_all
from genmarketing.workbook.describing import describe
from genmarketing.workbook.encoding import Encoded, Unreadable, encode


@dataclass(frozen=True)
class Handed:
    """One answer, in canonical form.

    Args:
        value: the canonical form; None where nothing was written (`...` counts as nothing, in lists and dictionaries too).
        unreadable: a Chinese sentence where there is no canonical form.
        outcomes: for a function: what each call came to, case by case.
        given: what stood in place of a function, described in a few words.
    """

    value: Encoded = None
    unreadable: str = ""
    outcomes: tuple[Outcome, ...] | None = None
    given: str = ""

    def plain(self) -> dict[str, Any]:
        """Return what JSON can carry."""
        # Not dataclasses.asdict, which copies every number of an answer one by one.
        outcomes = None if self.outcomes is None else [vars(each) for each in self.outcomes]
        return {**vars(self), "outcomes": outcomes}

    @classmethod
    def from_plain(cls, plain: Any) -> Handed:
        """Return what `plain()` gave, checked field by field: it may come from somebody who forges.

        Raises:
            ValueError: it is of another shape.
        """
        if not isinstance(plain, dict) or plain.keys() != {"value", "unreadable", "outcomes", "given"}:
            raise ValueError("not an answer")
        outcomes = plain["outcomes"]
        if not (isinstance(plain["unreadable"], str) and isinstance(plain["given"], str)):
            raise ValueError("sentences have to be text")
        if outcomes is not None:
            if not isinstance(outcomes, list):
                raise ValueError("outcomes have to be a list")
            outcomes = tuple(Outcome.from_plain(each) for each in outcomes)
        # Encoding anew bounds depth, number and length, and refuses what no canonical form holds.
        return cls(encode(plain["value"]), plain["unreadable"], outcomes, plain["given"])


def hand_in(answer: Any) -> Handed:
    """Return an answer that is not a function as plain data. Never raises."""
    try:
        return Handed(value=encode(_filled(answer)))
    except (Unreadable, RecursionError) as unreadable:
        return Handed(unreadable=str(unreadable) or "答案自己套着自己，读不懂。")
    except Exception as error:  # an object of the learner's own class may raise whatever it likes
        return Handed(unreadable=f"答案读到一半就出错了（{type(error).__name__}），这里认不出来。")


def hand_in_function(answer: Any, starter: str, name: str, cases: Sequence[Sequence[Any]], seconds: float) -> Handed:
    """Call a learner's function on the arguments of every case, within `seconds` in all, and return what came of it.

    An answer that still does what the starter does is handed in as nothing; one that is no function, as its description.
    """
    if answer is None or answer is ... or (callable(answer) and is_starter(answer, starter, name)):
        return Handed()
    if not callable(answer):
        return Handed(given=describe(answer))
    return Handed(outcomes=tuple(call_all(answer, cases, seconds)))


def is_starter(answer: Callable[..., Any], starter: str, name: str) -> bool:
    """Tell whether a function does what the starter does, comments and layout aside."""
    code = getattr(answer, "__code__", None)
    if not isinstance(code, CodeType):
        return False
    as_handed_out = _starter_code(starter, name)
    # Operations alone are quickly compared, and tell most answers from the starter.
    return code.co_code[::2] == as_handed_out.co_code[::2] and _body(code) == _body(as_handed_out)


def _filled(answer: Any) -> Any:
    """Turn each `...` that stands for «not filled in yet» into None."""
    if answer is ...:
        return None
    if isinstance(answer, Mapping):
        return {key: None if value is ... else value for key, value in answer.items()}
    if type(answer) in (list, tuple, set, frozenset):
        return type(answer)(None if value is ... else value for value in answer)
    return answer


def _body(code: CodeType) -> tuple[Any, ...]:
    """Return what the code does, constants by value: `return 1` is not the starter, though its bytes are the same."""
    return code.co_varnames, tuple((each.opname, each.argval) for each in dis.get_instructions(code))


@lru_cache(maxsize=256)
def _starter_code(starter: str, name: str) -> CodeType:
    for code in _codes(compile(starter, "<starter>", "exec")):
        if code.co_name == name:
            return code
    raise ValueError(f"the starter of {name} defines no function {name}")


def _codes(code: CodeType) -> list[CodeType]:
    inner = [c for c in code.co_consts if isinstance(c, CodeType)]
    return inner + [deep for c in inner for deep in _codes(c)]
