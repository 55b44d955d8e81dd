"""Ten thousand randomly damaged notebooks: each is graded, or refused with a sentence; none stops the run, each has its row.

The everyday tier reads three hundred and runs `genmarketing grade` over forty; the full tier runs it over ten thousand.
"""

from __future__ import annotations

import copy
import csv
import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hand_ins import CLASS
from one_submission import RIGHT, total

from genmarketing.cli import main
from genmarketing.grading.command import cores
from genmarketing.grading.gradebook import Gradebook
from genmarketing.grading.notebooks import Sheet, UnreadableNotebook, read_sheet

ROOT = Path(__file__).resolve().parents[2]
EXERCISES, SOLUTIONS = (
    {path.name: path.read_bytes() for path in sorted((ROOT / folder).glob("*.ipynb"))}
    for folder in ("exercises", "solutions")
)
SOLVED = 0.2
"""Share of the notebooks that were solved before they were damaged."""
ODD: list[Any] = [
    None,
    True,
    -1,
    10**400,
    1e308,
    float("nan"),
    "",
    "\ud800",
    "\0",
    "字" * 5000,
    [],
    {},
    [[[[[[]]]]]],
    {"a": {"b": {}}},
    "# 题目: top_k_gates",
    "code",
    ["a", 1, None],
]


def flipped(content: bytes, rng: random.Random) -> bytes:
    """Change some bytes, in one case of four to what no text holds."""
    raw = bytearray(content)
    highest = rng.choice((127, 127, 127, 256))
    for _ in range(rng.choice((1, 3, 30, 300))):
        place = rng.randrange(len(raw))
        if raw[place] < 128:
            raw[place] = rng.randrange(32, highest)
    return bytes(raw)


def cut(content: bytes, rng: random.Random) -> bytes:
    """Lose the end, the beginning, or a piece."""
    start, end = sorted(rng.randrange(len(content)) for _ in range(2))
    return rng.choice((content[:end], content[start:], content[:start] + content[end:]))


def doubled(content: bytes, rng: random.Random) -> bytes:
    """Write a piece twice, as a failed upload does."""
    start = rng.randrange(len(content))
    return content[:start] + content[start : start + 4096] + content[start:]


def recoded(content: bytes, rng: random.Random) -> bytes:
    """Save in another encoding."""
    encoding = rng.choice(("gbk", "utf-16", "utf-32", "utf-8-sig", "latin-1"))
    return content.decode().encode(encoding, "replace")


def grafted(content: bytes, rng: random.Random) -> bytes:
    """Replace, remove or wrap some places of the tree."""
    tree = json.loads(content)
    for _ in range(rng.choice((1, 3, 20))):
        holder, key = _somewhere(tree, rng)
        if holder is None:
            continue
        way = rng.randrange(3)
        if way == 0:
            holder[key] = copy.deepcopy(rng.choice(ODD))
        elif way == 1:
            del holder[key]
        else:
            holder[key] = _wrapped(holder[key], rng.choice((1, 20, 400)))
    return json.dumps(tree).encode()


def _somewhere(tree: Any, rng: random.Random) -> tuple[Any, Any]:
    holder, key = None, None
    here = tree
    while isinstance(here, dict | list) and here and rng.random() < 0.85:
        holder = here
        key = rng.choice(list(here)) if isinstance(here, dict) else rng.randrange(len(here))
        here = here[key]
    return holder, key


def _wrapped(value: Any, depth: int) -> Any:
    for _ in range(depth):
        value = [value]
    return value


def rewritten(content: bytes, rng: random.Random) -> bytes:
    """Type into, delete from or double the code of some cells, as a cat on the keyboard does."""
    tree = json.loads(content)
    code = [cell for cell in tree["cells"] if cell["cell_type"] == "code"]
    for cell in rng.sample(code, min(len(code), rng.choice((1, 4, 12)))):
        source = "".join(cell["source"])
        place, end = sorted(rng.randrange(len(source) + 1) for _ in range(2))
        typed = rng.choice(("(", "\n", "\t", "“", "return", "import os; os._exit(0)", "\u200b", "1/0\n", "\\", "\x00"))
        cell["source"] = rng.choice(
            (source[:place] + typed + source[place:], source[:place] + source[end:], source * 3)
        )
    return json.dumps(tree).encode()


def another_file(content: bytes, rng: random.Random) -> bytes:
    """Something else under the notebook's name."""
    noise = bytes(rng.randrange(256) for _ in range(2000))
    return rng.choice(
        (
            b"",
            b"\n",
            b"{}",
            b"[]",
            b"\x89PNG" + noise,
            b"%PDF-1.7 " + noise,
            noise,
            b"PK\x03\x04" + noise,
            "# 笔记".encode(),
        )
    )


DAMAGES: list[Callable[[bytes, random.Random], bytes]] = [
    flipped,
    flipped,
    cut,
    doubled,
    recoded,
    another_file,
    *[rewritten] * 4,
    *[grafted] * 7,
]


def damaged(number: int) -> tuple[str, bytes]:
    """Return the name of a workbook, and what chance has made of it; the same for each number."""
    rng = random.Random(number)
    name = rng.choice(list(EXERCISES))
    content = (SOLUTIONS if rng.random() < SOLVED else EXERCISES)[name]
    for _ in range(rng.choice((1, 1, 2, 3))):
        if content:
            try:
                content = rng.choice(DAMAGES)(content, rng)
            except (ValueError, RecursionError, KeyError, TypeError, AttributeError):
                continue  # damaged beyond this kind of damage
    return name, content


def read_or_refused(number: int) -> bool:
    """Read one; return whether it could be read. Anything but a sheet or a Chinese sentence is a failure."""
    _, content = damaged(number)
    try:
        sheet = read_sheet(content)
    except UnreadableNotebook as error:
        refused = str(error)
    else:
        refused = ""
    if refused:
        assert refused.endswith("。"), number
        return False
    assert isinstance(sheet, Sheet)
    json.dumps([cell.source for cell in sheet.cells], ensure_ascii=False).encode()  # no half surrogates left
    return True


def test_three_hundred_damaged_notebooks_are_read_or_refused() -> None:
    read = sum(read_or_refused(number) for number in range(300))
    assert 60 < read < 280  # the damage is neither harmless nor always deadly


@pytest.mark.parametrize("count", [40, pytest.param(10_000, marks=pytest.mark.full)])
def test_a_run_over_damaged_notebooks_gives_each_its_row(tmp_path: Path, count: int) -> None:
    with zipfile.ZipFile(tmp_path / "submissions.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(count):
            name, content = damaged(number)
            archive.writestr(f"s{number:05d}/{name}", content)
        archive.writestr("honest/01_moe_reasoning.ipynb", SOLUTIONS["01_moe_reasoning.ipynb"])
    (tmp_path / "class.toml").write_text(CLASS, encoding="utf-8")
    out = tmp_path / "out"
    command = ["grade", str(tmp_path / "submissions.zip"), "--out", str(out), "--class", str(tmp_path / "class.toml")]
    assert main([*command, "--jobs", str(cores()), "--timeout", "2"]) == 0
    with Gradebook(out) as gradebook:
        latest = {each.record.student: each.record for each in gradebook.latest()}
    assert set(latest) == {"honest", *(f"s{number:05d}" for number in range(count))}
    for record in latest.values():
        assert bool(record.problem) != bool(record.rows), record.origin
        assert "批改程序自己出了错" not in record.problem, record.origin
        assert record.problem == "" or record.problem.endswith("。"), record.problem
        assert all(0 <= row.score <= row.points for row in record.rows), record.origin
    assert total(latest["honest"]) == RIGHT
    refused = sum(bool(record.problem) for record in latest.values())
    assert 0.1 * count < refused < 0.8 * count  # the damage is neither harmless nor always deadly
    with (out / "summary.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == count + 1
