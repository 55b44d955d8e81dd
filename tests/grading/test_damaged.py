"""Ten thousand randomly damaged notebooks: each is read, or refused with a sentence; none raises, hangs or takes long.

The everyday tier tries three hundred and grades a few of them for real; the full tier tries all and grades a hundred.
"""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from one_submission import RIGHT, graded, total

from genmarketing.grading.notebooks import Sheet, UnreadableNotebook, read_sheet

ROOT = Path(__file__).resolve().parents[2]
WORKBOOKS = [path.read_bytes() for path in sorted((ROOT / "exercises").glob("*.ipynb"))]
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


DAMAGES: list[Callable[[bytes, random.Random], bytes]] = [flipped, flipped, cut, doubled, recoded, *[grafted] * 7]


def damaged(number: int) -> bytes:
    """Return a notebook that chance has damaged, the same for each number."""
    rng = random.Random(number)
    content = rng.choice(WORKBOOKS)
    for _ in range(rng.choice((1, 1, 2, 3))):
        if content:
            try:
                content = rng.choice(DAMAGES)(content, rng)
            except (UnicodeError, json.JSONDecodeError, ValueError, RecursionError):
                continue  # damaged beyond this kind of damage
    return content


def read_or_refused(number: int) -> bool:
    """Read one; return whether it could be read. Anything but a sheet or a Chinese sentence is a failure."""
    content = damaged(number)
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


@pytest.mark.full
def test_ten_thousand_damaged_notebooks_are_read_or_refused() -> None:
    assert sum(read_or_refused(number) for number in range(10_000)) > 2000


@pytest.mark.parametrize(
    "numbers", [range(8), pytest.param(range(8, 100), marks=pytest.mark.full)], ids=["few", "many"]
)
def test_damaged_notebooks_are_graded_and_the_next_honest_one_is_untouched(
    numbers: range, solution: dict[str, Any]
) -> None:
    for number in numbers:
        record = graded(damaged(number))
        assert bool(record.problem) != bool(record.rows), number
        assert all(0 <= row.score <= row.points for row in record.rows)
    assert total(graded(solution)) == RIGHT
