"""Answers that are broken in the ways in which real ones are, with the state that each must come to."""

from __future__ import annotations

import copy
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from genmarketing.workbook import (
    FunctionQuestion,
    MatchingQuestion,
    Question,
    State,
    TableQuestion,
    ValueQuestion,
)

HUGE = "字" * 200_000
SHORT_TIME = 0.05
"""Seconds: an endless loop is stopped after this in tests. Every other answer gets the time that a learner has."""


@dataclass(frozen=True)
class Broken:
    """A broken answer: a Chinese name for the transcript, the answer, the state it must come to, and the seconds it gets."""

    name: str
    answer: Any
    state: State
    seconds: float = 5.0


def self_containing() -> list[Any]:
    """Return a list that is its own element."""
    inner: list[Any] = []
    inner.append(inner)
    return inner


class Stubborn:
    """An object that cannot be shown, compared, counted or gone through."""

    def _refuse(self, *_: object) -> Any:
        raise RuntimeError("不让看")

    __repr__ = __str__ = __len__ = __iter__ = __bool__ = __eq__ = __getitem__ = _refuse  # type: ignore[assignment]
    __hash__ = None  # type: ignore[assignment]


def broken_answers(question: Question, seed: int) -> list[Broken]:
    """Return broken answers to a question of any kind."""
    if isinstance(question, FunctionQuestion):
        return [*_plain(State.UNREADABLE), *_functions(question, seed)]
    return [*_plain(State.UNREADABLE), *_nearly_right(question, seed)]


def _plain(state: State) -> list[Broken]:
    numbers = (number for number in range(3))
    return [
        Broken("空（None）", None, State.UNTOUCHED),
        Broken("省略号", ..., State.UNTOUCHED),
        Broken("一个不相干的数", 42, state),
        Broken("NaN", float("nan"), state),
        Broken("生成器", numbers, state),
        Broken("特别长的文字", HUGE, state),
        Broken("自己套着自己的列表", self_containing(), state),
        Broken("看不得也比不得的对象", Stubborn(), state),
        Broken("一个类", dict, state),
    ]


def _functions(question: FunctionQuestion, seed: int) -> Iterator[Broken]:
    def raises(*_: Any) -> Any:
        raise RuntimeError("坏了")

    def loops(*_: Any) -> Any:
        while True:
            pass

    def swallows_the_limit(*_: Any) -> Any:
        while True:
            try:
                while True:
                    pass
            except:  # noqa: E722
                continue

    def recurses(*arguments: Any) -> Any:
        return recurses(*arguments)

    def generates(*_: Any) -> Iterator[int]:
        yield 1

    def leaves(*_: Any) -> Any:
        sys.exit("再见")

    def talks(*_: Any) -> Any:
        print("算一算")
        print("出错了", file=sys.stderr)

    first = question.cases_of(seed)[0].args
    # Where a text is asked for, another text can be read; it is wrong.
    text = State.PARTIAL if isinstance(question.reference(*copy.deepcopy(first)), str) else State.UNREADABLE

    yield Broken("什么也不返回，还打印", talks, State.UNREADABLE)
    yield Broken("抛出异常", raises, State.UNREADABLE)
    yield Broken("死循环", loops, State.UNREADABLE, SHORT_TIME)
    yield Broken("吞掉一切异常的死循环", swallows_the_limit, State.UNREADABLE, SHORT_TIME)
    yield Broken("没有出口的递归", recurses, State.UNREADABLE)
    yield Broken("返回 NaN", lambda *_: float("nan"), State.UNREADABLE)
    yield Broken("返回文字", lambda *_: "四十二", text)
    yield Broken("返回生成器", generates, State.UNREADABLE)
    yield Broken("返回特别长的文字", lambda *_: HUGE, State.UNREADABLE)
    yield Broken("返回自己套着自己的列表", lambda *_: self_containing(), State.UNREADABLE)
    yield Broken("返回看不得的对象", lambda *_: Stubborn(), State.UNREADABLE)
    yield Broken("退出程序", leaves, State.UNREADABLE)
    yield Broken("参数个数不对", lambda: 1, State.UNREADABLE)
    if any(is_mutable(a) for a in first):
        yield Broken("算得对，但改动了输入", _mutating(question.reference), State.CORRECT)


def is_mutable(argument: Any) -> bool:
    """Tell whether an argument of a case can be changed by whoever gets it."""
    return isinstance(argument, list | dict | set | np.ndarray | pd.DataFrame | pd.Series)


def _mutating(reference: Callable[..., Any]) -> Callable[..., Any]:
    def mutates(*arguments: Any) -> Any:
        answer = copy.deepcopy(reference(*arguments))
        for argument in arguments:
            if isinstance(argument, pd.DataFrame):
                argument["changed"] = 1
            elif isinstance(argument, pd.Series | np.ndarray):
                argument[:] = 0
            elif isinstance(argument, list):
                argument.append(argument[0] if argument else 0)
            elif is_mutable(argument):
                argument.clear()
        return answer

    return mutates


def _nearly_right(question: Question, seed: int) -> Iterator[Broken]:
    if isinstance(question, ValueQuestion):
        answer = question.reference(**question.inputs_of(seed))
        yield Broken("数写成了文字", _each_value(answer, str), State.UNREADABLE)
        yield Broken("数都成了 NaN", _each_value(answer, lambda _: float("nan")), State.UNREADABLE)
        if isinstance(answer, dict):
            yield Broken("少了一个键", dict(list(answer.items())[1:]), State.UNREADABLE)
    elif isinstance(question, TableQuestion):
        table = pd.DataFrame(question.reference(**question.inputs_of(seed)))
        values = [c for c in table.columns if c not in question.keys]
        yield Broken("数都成了 NaN", table.assign(**dict.fromkeys(values, float("nan"))), State.PARTIAL)
        yield Broken("少了一列", table.drop(columns=values[0]), State.UNREADABLE)
        yield Broken("重复了一行", pd.concat([table, table.head(1)]), State.PARTIAL)
        yield Broken("空表", table.head(0), State.PARTIAL)
    elif isinstance(question, MatchingQuestion):
        yield Broken("少配了一项", dict(list(question.answer.items())[1:]), State.UNREADABLE)
        yield Broken("配了没有的字母", dict.fromkeys(question.left, "z"), State.UNREADABLE)
    elif question.kind in ("choice", "ordering"):
        yield Broken("没有的字母", ["z"], State.UNREADABLE)
        yield Broken("同一个字母两次", [*getattr(question, "answer"), getattr(question, "answer")[0]], State.UNREADABLE)  # noqa: B009
    else:
        yield Broken("太短的文字", "好。", State.UNREADABLE)


def _each_value(answer: Any, change: Callable[[Any], Any]) -> Any:
    return {key: change(value) for key, value in answer.items()} if isinstance(answer, dict) else change(answer)
