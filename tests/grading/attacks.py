"""Hostile submissions: each file of `hostile/` is one, laid into the solved workbook 01 in place of the answers that it names.

A file is cells, separated by `# %%`. One with a `# 题目:` line takes the place of that answer, one without stands below the setup. Words
in capitals are filled in by the test: where secrets lie, and where somebody listens.
"""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from genmarketing.theme import theme

FOLDER = Path(__file__).parent / "hostile"
_MARK = re.compile(r"^# 题目: (\w+)", re.M)


@dataclass(frozen=True)
class Attack:
    """One hostile submission.

    Args:
        name: of its file.
        about: its docstring, what it tries and why that fails.
        cells: code, in order.
        questions: those whose answers it takes the place of.
    """

    name: str
    about: str
    cells: tuple[str, ...]
    questions: tuple[str, ...]

    def notebook(self, solution: dict[str, Any], words: Mapping[str, str]) -> dict[str, Any]:
        """Return the solved workbook with this attack in it."""
        notebook = copy.deepcopy(solution)
        code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
        place = notebook["cells"].index(code[0]) + 1
        for source in self.cells:
            for word, meant in words.items():
                source = source.replace(word, meant)
            named = [name for name in _MARK.findall(source) if name in self.questions]
            if not named:
                notebook["cells"].insert(place, {"cell_type": "code", "source": source})
                place += 1
            for name in named:
                next(cell for cell in code if f"# 题目: {name}\n" in "".join(cell["source"]))["source"] = source
        return notebook


@cache
def attacks() -> tuple[Attack, ...]:
    """Return all of them, by name."""
    return tuple(_attack(path) for path in sorted(FOLDER.glob("*.py")))


def _attack(path: Path) -> Attack:
    text = path.read_text(encoding="utf-8")
    about = ast.get_docstring(ast.parse(text)) or ""
    code = text.partition('"""\n')[2]  # behind the docstring
    cells = tuple(each.strip() for each in re.split(r"^# %%\n", code, flags=re.M))
    known = [question.name for question in theme("moe_reasoning").questions()]
    return Attack(path.stem, about, cells, tuple(name for name in known if name in _MARK.findall(text)))
