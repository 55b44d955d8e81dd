"""A small class that hands in, and what its gradebook says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from genmarketing.grading.gradebook import Gradebook

ROOT = Path(__file__).resolve().parents[2]
NAME = "01_moe_reasoning.ipynb"
CLASS = 'name = "测试班"\ncode = "autumn"\nkey = "a key that nobody guesses"\n'


def lay_class(folder: Path, size: int) -> Path:
    """Write submissions of `size` students below `folder`: right, untouched, wrong, raising, and one file of rubbish; return their folder."""
    right = json.loads((ROOT / "solutions" / NAME).read_text(encoding="utf-8"))
    untouched = json.loads((ROOT / "exercises" / NAME).read_text(encoding="utf-8"))
    kinds = [right, untouched, _with(right, "top_k_gates", "return 1"), _with(right, "api_bill", "raise ValueError(1)")]
    place = folder / "submissions"
    for number in range(size):
        path = place / f"s{number:03d}" / NAME
        path.parent.mkdir(parents=True)
        text = json.dumps(_of(kinds[number % len(kinds)], f"s{number:03d}"), ensure_ascii=False)
        path.write_text("rubbish" if number % 10 == 7 else text, encoding="utf-8")
    (folder / "class.toml").write_text(CLASS, encoding="utf-8")
    return place


def content(out: Path) -> list[Any]:
    """Return all that a gradebook says of each student last, but times and durations."""
    with Gradebook(out) as gradebook:
        latest = gradebook.latest()
    return [
        (
            each.record.student,
            each.record.theme,
            each.record.origin,
            each.record.sha256,
            each.record.version,
            each.record.variant,
            each.record.problem,
            each.record.flags,
            each.record.failures,
            [
                (row.question, row.state, row.score, row.points, row.message, row.checks, row.notes, row.source)
                for row in each.record.rows
            ],
        )
        for each in latest
    ]


def _with(notebook: dict[str, Any], question: str, statement: str) -> dict[str, Any]:
    """Return a copy in which a question's function does something else."""
    cells = [dict(cell) for cell in notebook["cells"]]
    for cell in cells:
        source = "".join(cell["source"])
        if f"# 题目: {question}" in source:
            cell["source"] = f"# 题目: {question}\ndef {question}(*args, **named):\n    {statement}"
    return {**notebook, "cells": cells}


def _of(notebook: dict[str, Any], student: str) -> dict[str, Any]:
    text = json.dumps(notebook, ensure_ascii=False)
    return dict(json.loads(text.replace('learner_id = \\"\\"', f'learner_id = \\"{student}\\"')))
