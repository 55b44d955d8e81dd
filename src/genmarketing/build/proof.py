"""What a question bank has to prove before it is built: right answers score full marks, wrong ideas get their own message."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from genmarketing.workbook import EssayQuestion, FunctionQuestion, Misconception, Question, State
from genmarketing.workbook.kinds.value import InputQuestion

SEEDS = range(10)
POINTS = 100


def problems(questions: Sequence[Question], concepts: frozenset[str]) -> list[str]:
    """Return a Chinese sentence for everything that keeps a question bank from being built.

    Args:
        questions: the bank of one theme.
        concepts: ids of all concepts in the glossary.
    """
    found = [
        f"题目「{name}」出现了 {count} 次，名字要各不相同。"
        for name, count in Counter(q.name for q in questions).items()
        if count > 1
    ]
    total = sum(q.points for q in questions)
    if total != POINTS:
        found.append(f"各题分值加起来是 {total}，应当是 {POINTS}。")
    for question in questions:
        found += [f"{question.name}：{problem}" for problem in _problems(question, concepts)]
    return found


def right_answer(question: Question, seed: int) -> Any:
    """Return the answer that a question's author holds to be right, on the inputs of a seed."""
    if isinstance(question, EssayQuestion):
        return question.example
    if isinstance(question, FunctionQuestion | InputQuestion):
        return _applied(question, question.reference, seed)
    return question.answer  # type: ignore[attr-defined]  # choice, ordering, matching


def wrong_answer(question: Question, misconception: Misconception, seed: int) -> Any:
    """Return what somebody with this misconception answers, on the inputs of a seed."""
    return _applied(question, misconception.program, seed)


def _applied(question: Question, program: Any, seed: int) -> Any:
    return program(**question.inputs_of(seed)) if isinstance(question, InputQuestion) else program


def _problems(question: Question, concepts: frozenset[str]) -> Iterator[str]:
    unknown = [concept for concept in question.concepts if concept not in concepts]
    if unknown or not question.concepts:
        yield f"术语表里没有概念 {'、'.join(unknown)}。" if unknown else "没有写明考哪些概念。"
    wanted = State.PENDING if isinstance(question, EssayQuestion) else State.CORRECT
    for seed in SEEDS:
        verdict = question.mark(right_answer(question, seed), seed)
        if verdict.state is not wanted:
            yield f"种子 {seed} 下，参考答案得 {verdict.score:g} / {question.points} 分：{verdict.message}"
            return
        for misconception in question.misconceptions:
            verdict = question.mark(wrong_answer(question, misconception, seed), seed)
            if verdict.state is wanted:
                yield f"种子 {seed} 下，常见想法 {misconception.name} 得了满分，题目分不出它。"
                return
            if verdict.message != misconception.message:
                yield f"种子 {seed} 下，常见想法 {misconception.name} 看到的不是自己的那句话，而是：{verdict.message}"
                return
