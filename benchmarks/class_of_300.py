"""A class as a teacher meets it: workbooks that are right, partly right, wrong, raising, untouched, and now and then broken."""

from __future__ import annotations

import ast
import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
NAME = "01_moe_reasoning.ipynb"
THEME = "moe_reasoning"
FAIR = ROOT / "tests" / "grading" / "fair" / THEME

STUDENTS = (("strong", 0.25), ("middling", 0.50), ("weak", 0.20), ("barely begun", 0.05))
"""Kinds of students, and how many of a class are of each."""

ANSWERS = {
    "strong": {"right": 0.92, "wrong": 0.05, "raising": 0.01, "untouched": 0.02},
    "middling": {"right": 0.66, "wrong": 0.20, "raising": 0.06, "untouched": 0.08},
    "weak": {"right": 0.35, "wrong": 0.30, "raising": 0.12, "untouched": 0.23},
    "barely begun": {"right": 0.10, "wrong": 0.05, "raising": 0.05, "untouched": 0.80},
}
"""What a student of each kind hands in for a question."""

AS_TAUGHT = 0.8
"""Of the answers that are right, how many go the way of the workbook's hints; the others are as the tests of fairness have them."""

CUT_OFF = 0.01
ENDLESS = 1 / 300
"""How many notebooks arrive cut off, and how many have an endless loop in one answer."""


def lay_class(folder: Path, size: int, seed: int = 1, endless_share: float = ENDLESS) -> list[str]:
    """Write `folder/submitted/<student>/homework/01_moe_reasoning.ipynb` for so many students, as nbgrader collects them; return their ids."""
    chance = random.Random(seed)
    students = [f"s{number:03d}" for number in range(size)]
    kinds = _shares(STUDENTS, size)
    chance.shuffle(kinds)
    answers = _answers()
    cut_off = set(chance.sample(students, round(CUT_OFF * size)))
    endless = set(chance.sample(students, round(endless_share * size)))
    for student, kind in zip(students, kinds, strict=True):
        text = json.dumps(_handed_in(student, kind, answers, chance, endless=student in endless), ensure_ascii=False)
        path = folder / "submitted" / student / "homework" / NAME
        path.parent.mkdir(parents=True)
        path.write_text(text[: len(text) // 2] if student in cut_off else text, encoding="utf-8")
    return students


def _shares(parts: Sequence[tuple[str, float]], size: int) -> list[str]:
    listed = [name for name, share in parts for _ in range(round(share * size))]
    return (listed + [parts[1][0]] * size)[:size]


def _answers() -> dict[str, list[str]]:
    """Return for every question the cells that answer it rightly: first the teacher's, then the other ways that the tests hold."""
    solved = json.loads((ROOT / "solutions" / NAME).read_text(encoding="utf-8"))
    found = {name: ["".join(cell["source"])] for name, cell in _answer_cells(solved).items()}
    for path in sorted(FAIR.glob("*.py")):
        name = path.stem.split("__")[0]
        found[name].append(f"# 题目: {name}\n{path.read_text(encoding='utf-8')}")
    return found


def _answer_cells(notebook: dict[str, Any]) -> dict[str, dict[str, Any]]:
    marked = {
        "".join(cell["source"]).split("\n", 1)[0]: cell for cell in notebook["cells"] if cell["cell_type"] == "code"
    }
    return {line.removeprefix("# 题目: "): cell for line, cell in marked.items() if line.startswith("# 题目: ")}


def _handed_in(
    student: str, kind: str, answers: dict[str, list[str]], chance: random.Random, *, endless: bool
) -> dict[str, Any]:
    notebook: dict[str, Any] = json.loads((ROOT / "exercises" / NAME).read_text(encoding="utf-8"))
    cells = _answer_cells(notebook)
    stuck = chance.choice([name for name, ways in answers.items() if f"def {name}(" in ways[0]]) if endless else ""
    for name, cell in cells.items():
        done = chance.choices(list(ANSWERS[kind]), list(ANSWERS[kind].values()))[0]
        taught, *others = answers[name]
        source = taught if not others or chance.random() < AS_TAUGHT else chance.choice(others)
        if name == stuck:
            cell["source"] = _with_body(source, name, "while True:\n        pass")
        elif done == "right":
            cell["source"] = source
        elif done == "wrong":
            cell["source"] = _slipped(source, chance)
        elif done == "raising":
            cell["source"] = _with_body(source, name, "return undefined_name")
    _name_the_learner(notebook, student)
    return notebook


def _with_body(source: str, name: str, body: str) -> str:
    """Return a function of that name with another body; what is no function becomes a statement that raises."""
    if f"def {name}(" in source:
        return f"# 题目: {name}\ndef {name}(*given, **named):\n    {body}"
    return f"# 题目: {name}\n{name} = undefined_name"


def _slipped(source: str, chance: random.Random) -> str:
    """Return an answer with one slip of the kind that people make: another sign, another number, another letter."""
    tree = ast.parse(source)
    slips: list[Callable[[], None]] = [slip for node in ast.walk(tree) for slip in _slips(node)]
    chance.choice(slips or [lambda: None])()
    return source.split("\n", 1)[0] + "\n" + ast.unparse(tree)


def _slips(node: ast.AST) -> list[Callable[[], None]]:
    match node:
        case ast.BinOp():
            other = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult}.get(type(node.op))
            return [lambda: setattr(node, "op", other())] if other else []
        case ast.Constant(value=bool()):
            return []
        case ast.Constant(value=int() | float()):
            return [lambda: setattr(node, "value", node.value + 1)]
        case ast.Constant(value=str(letter)) if len(letter) == 1 and letter in "abcdef":
            return [lambda: setattr(node, "value", "a" if letter != "a" else "b")]
        case _:
            return []


def _name_the_learner(notebook: dict[str, Any], student: str) -> None:
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        if 'learner_id = ""' in source:
            cell["source"] = source.replace('learner_id = ""', f'learner_id = "{student}"')
