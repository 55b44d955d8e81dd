"""What a misconception comes to: one input on which it and the right answer part, in a sentence for the teacher."""

from __future__ import annotations

from collections.abc import Iterator

from genmarketing.build.painter import rounded
from genmarketing.workbook import FunctionQuestion, Misconception, Question
from genmarketing.workbook.calling import Outcome, call_ours
from genmarketing.workbook.comparison import equal
from genmarketing.workbook.describing import describe_encoded
from genmarketing.workbook.encoding import Encoded, encode
from genmarketing.workbook.kinds.value import InputQuestion

SEED = 0
LONGEST = 120


def instance(misconception: Misconception, question: Question) -> str:
    """Return a Chinese sentence: on which input, what is right, and what somebody who thinks so gets instead."""
    if isinstance(question, FunctionQuestion):
        return _call(misconception, question)
    if isinstance(question, InputQuestion):
        wrong = encode(misconception.program(**question.inputs_of(SEED)))
        place, right, given = _apart(question.expected(SEED), wrong, question)
        return f"第 1 套数据里，{place}应得 {right}，这样算得到 {given}。"
    return f"这样想的人会写 {shown(encode(misconception.program))}。"


def shown(value: Encoded) -> str:
    """Return a value as a learner would write it, numbers to six digits; a table or a long value is described instead."""
    text = _plain(value)
    return f"`{text}`" if text and len(text) <= LONGEST else f"`{describe_encoded(value)}`"


def _call(misconception: Misconception, question: FunctionQuestion) -> str:
    for case in question.cases_of(SEED):
        right, wrong = (call_ours(program, case.args) for program in (question.reference, misconception.program))
        if _result(right) != _result(wrong):
            arguments = "、".join(shown(encode(argument)) for argument in case.args)
            return f"例如传入 {arguments}，应得 {_result(right)}，这样算得到 {_result(wrong)}。"
    return ""


def _result(outcome: Outcome) -> str:
    return shown(outcome.value) if outcome.kind == "value" else f"报错（{outcome.failure}）"


def _apart(right: Encoded, wrong: Encoded, question: InputQuestion) -> tuple[str, str, str]:
    """Return where two answers differ first, and both of them there; of dictionaries by key, of tables by cell."""
    for place, value, other in _parts(right, wrong):
        if not equal(value, other, question.relative, question.absolute):
            return place, shown(value), shown(other)
    return "", shown(right), shown(wrong)


def _parts(right: Encoded, wrong: Encoded) -> Iterator[tuple[str, Encoded, Encoded]]:
    if not isinstance(right, dict) or not isinstance(wrong, dict):
        return
    columns, others = _columns(right), _columns(wrong)
    for name, values in columns.items():
        cells = enumerate(zip(values, others.get(name, []), strict=False), 1)
        yield from ((f"「{name}」列第 {row} 行", value, other) for row, (value, other) in cells)
    if not columns:
        yield from ((f"「{key}」", value, wrong[key]) for key, value in right.items() if key in wrong)


def _columns(answer: dict[str, Encoded]) -> dict[str, list[Encoded]]:
    """Return the columns of a table; of any other dictionary, none."""
    table = answer.get("table")
    return (
        {name: values for name, values in table.items() if isinstance(values, list)} if isinstance(table, dict) else {}
    )


def _plain(value: Encoded) -> str:
    """Return Python text, or nothing for what is no plain number, text, list or dictionary."""
    if isinstance(value, bool) or value is None or isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return f"{rounded(value):.6g}"
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, list):
        return f"[{', '.join(_plain(item) for item in value)}]"
    if value.keys() == {"number"}:
        return {"nan": "NaN", "inf": "∞", "-inf": "-∞"}[str(value["number"])]
    if value.keys() == {"table"}:
        return ""
    return f"{{{', '.join(f'{_plain(key)}: {_plain(item)}' for key, item in value.items())}}}"
