"""Whatever comes out of a sandbox is data: read with bounds, judged without raising, never evaluated."""

from __future__ import annotations

import ast
import copy
import json
import os
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import genmarketing.grading
from genmarketing.build.proof import right_answer
from genmarketing.grading.lines import Lines, Lost
from genmarketing.theme import themes
from genmarketing.workbook import FunctionQuestion, Question, State
from genmarketing.workbook.calling import call
from genmarketing.workbook.encoding import encode
from genmarketing.workbook.handed import Handed

QUESTIONS = [question for about in themes() for question in about.questions()]
MARKER = sorted(Path(genmarketing.grading.__file__).parent.rglob("*.py"))

ODD: list[Any] = [
    None,
    True,
    0,
    -1,
    10**299,
    2**999,
    1e308,
    5e-324,
    float("inf"),
    "",
    " ",
    "a",
    "nan",
    "字" * 5000,
    "\x00",
    "１",
    {"number": "nan"},
    {"number": "-inf"},
    {"number": "x"},
    {"number": [1]},
    {"table": {}},
    {"table": {"a": 1}},
    {"table": {"a": [[1]], "b": [{}]}},
    {"table": {"index": [1, 2], "value": ["", None]}},
    [],
    {},
    [[]],
    [{}],
    [None],
    {"": None},
    [{"a": 1}, {"a": 2}],
    [{"a": 1}, {"b": 2}],
    {"a": [1, 2]},
]


# Lines


def lines(*written: bytes, most: int = 1000, count: int = 3) -> Lines:
    """Return a reader of what was written and closed."""
    ours, theirs = os.pipe()
    for each in written:
        os.write(theirs, each)
    os.close(theirs)
    return Lines(ours, most, count)


def lost(reader: Lines, seconds: float = 0.2) -> str:
    """Read until it is lost, and return why."""
    while True:
        try:
            reader.read(time.monotonic() + seconds)
        except Lost as why:
            return str(why)


def test_lines_are_read_one_by_one() -> None:
    reader = lines(b'{"begins"', b": 1}\n[2]\n")
    assert reader.read(time.monotonic() + 1) == {"begins": 1}
    assert reader.read(time.monotonic() + 1) == [2]
    assert lost(reader) == "ended"


@pytest.mark.parametrize(
    ("written", "why"),
    [
        (b"", "ended"),
        (b"{}", "ended"),
        (b"\n", "output"),
        (b"{} {}\n", "output"),
        (b"NaN\n", "output"),
        (b"-Infinity\n", "output"),
        ("字\n".encode(), "output"),
        (b"\xff\n", "output"),
        (b"9" * 900_000 + b"\n", "output"),
        (b"[" * 900_000 + b"\n", "output"),
        (b"{}\n" * 4, "output"),
        (b"1" * 1_100_000, "output"),
    ],
    ids=range(12),
)
def test_what_makes_no_sense_ends_the_step(written: bytes, why: str) -> None:
    ours, theirs = os.pipe()
    writer = threading.Thread(target=write_all, args=(theirs, written))
    writer.start()
    assert lost(Lines(ours, 1_000_000, 3), seconds=5) == why
    os.close(ours)
    writer.join()


def write_all(descriptor: int, text: bytes) -> None:
    try:
        while text:
            text = text[os.write(descriptor, text) :]
    except BrokenPipeError:
        pass
    os.close(descriptor)


def test_who_writes_drop_by_drop_is_not_waited_for() -> None:
    ours, theirs = os.pipe()
    reader, began = Lines(ours, 1000, 3), time.monotonic()
    os.write(theirs, b'{"begins": ')
    assert lost(reader, seconds=0.1) == "time"
    assert time.monotonic() - began < 2


def test_half_a_character_becomes_a_question_mark() -> None:
    assert lines(b'{"a": "\\ud800x", "b": "\\uD83D\\uDE00"}\n').read(time.monotonic() + 1) == {"a": "?x", "b": "😀"}


# Answers


def changed(value: Any, chance: random.Random) -> Any:
    """Return a canonical form with some places replaced, removed, wrapped or added."""
    value = copy.deepcopy(value)
    for _ in range(chance.choice((1, 1, 2, 4))):
        holder, key, here = None, None, value
        while isinstance(here, dict | list) and here and chance.random() < 0.85:
            holder = here
            key = chance.choice(list(here)) if isinstance(here, dict) else chance.randrange(len(here))
            here = here[key]
        if holder is None:
            value = copy.deepcopy(chance.choice(ODD))
            continue
        way = chance.randrange(4)
        if way == 0:
            del holder[key]
        elif way == 1:
            holder[key] = copy.deepcopy(chance.choice(ODD))
        elif way == 2:
            holder[key] = [holder[key]]
        elif isinstance(holder, dict):
            holder[chance.choice(["x", "index", "value", "table", "number"])] = copy.deepcopy(chance.choice(ODD))
        else:
            holder.append(copy.deepcopy(chance.choice(ODD)))
    return value


def forged(question: Question, right: Any, chance: random.Random) -> dict[str, Any]:
    """Return the plain form of a handed-in answer, as somebody might forge it from a right one."""
    plain = {"value": None, "unreadable": chance.choice([""] * 9 + ["读不懂"]), "outcomes": None, "given": ""}
    if not isinstance(question, FunctionQuestion):
        return {**plain, "value": changed(right, chance)}
    outcomes = [
        {
            "value": changed(value, chance) if chance.random() < 0.7 else value,
            "failure": chance.choice(["", "坏了"]),
            "kind": chance.choice(["value"] * 6 + ["nothing", "error", "time", "unreadable"]),
            "mutated": chance.random() < 0.1,
        }
        for value in right
    ]
    return {**plain, "outcomes": outcomes, "given": chance.choice([""] * 9 + ["数 3"])}


def right_form(question: Question, seed: int) -> Any:
    """Return the canonical form of the right answer; of a function, one for each case."""
    if isinstance(question, FunctionQuestion):
        return [call(question.reference, case.args, 20.0).value for case in question.cases_of(seed)]
    return encode(right_answer(question, seed))


@pytest.mark.parametrize(
    "trials", [100, pytest.param(2000, marks=pytest.mark.full)], ids=["some forgeries", "many forgeries"]
)
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: each.name)
def test_a_forged_answer_is_refused_or_judged(question: Question, trials: int) -> None:
    seed, states = 3, Counter[State | None]()
    right = right_form(question, seed)
    for trial in range(trials):
        chance = random.Random(f"{question.name} {trial}")
        plain = json.loads(json.dumps(forged(question, right, chance)))
        try:
            handed = Handed.from_plain(plain)
        except ValueError:
            states[None] += 1
            continue
        verdict = question.judge(handed, seed)
        assert 0 <= verdict.score <= question.points
        states[verdict.state] += 1
    assert states[None] < trials


# Evaluating

EVALUATE = {"eval", "exec", "compile", "__import__"}
LOAD = {"pickle", "cPickle", "_pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib", "yaml", "runpy", "code", "ctypes"}  # fmt: skip
LOADING = {"read_pickle", "load_module", "exec_module", "memmap", "frombuffer", "fromfile"}


def outside() -> Iterator[tuple[str, ast.AST]]:
    """Give every node of the marker's modules; what stands in `inside` runs in the sandbox."""
    for path in MARKER:
        if "inside" not in path.parts:
            yield from ((path.name, node) for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def test_the_marker_evaluates_and_unpickles_nothing() -> None:
    """What it exchanges with workers of its own, by multiprocessing or Dask, is made of checked plain data."""
    found = []
    for name, node in outside():
        match node:
            case ast.Call(func=ast.Name(id=called)) if called in EVALUATE:
                found.append((name, node.lineno, called))
            case ast.Attribute(attr=called) if called in LOADING:
                found.append((name, node.lineno, called))
            case ast.Import(names=names):
                found += [(name, node.lineno, each.name) for each in names if each.name.split(".")[0] in LOAD]
            case ast.ImportFrom(module=str(module)) if module.split(".")[0] in LOAD:
                found.append((name, node.lineno, module))
    assert found == []
    assert len(MARKER) > 30
