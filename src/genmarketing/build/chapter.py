"""A theme's `chapter.md` read: front matter, cells, teacher's notes, and what it teaches and cites.

What happens to the text, in this order:

1. `:::{teacher}` … `:::` blocks are cut out, each kept under the title of its section;
2. the front matter is checked and becomes the opening cell;
3. Jupytext splits the rest into Markdown and code cells;
4. roles are replaced by what the ledger says;
5. `:::{glossary}` and `:::{sources}` are filled from the roles that were used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from genmarketing.build.bibliography import glossary, sources
from genmarketing.build.refusal import BuildRefused, did_you_mean
from genmarketing.build.roles import RoleText, Use

if TYPE_CHECKING:
    from genmarketing.theme import Theme

WHOLE_CHAPTER = "整章"
_FRONT = ("objectives", "minutes", "prerequisites", "abstract")
_JUPYTEXT = ("jupytext", "jupyter", "kernelspec")
_FILLED = {"glossary": glossary, "sources": sources}
_HOW_TO_READ = (
    "**怎么读**：点中一格，按 `Shift + Enter` 就运行它，并移到下一格；想一次全运行，用菜单「运行 → 运行所有单元格」。"
    "没有运行的组件是一张静态图，运行以后才能拨动。"
)
_MANY_BLANK_LINES = re.compile(r"\n{3,}")
_BLOCK = re.compile(r"^:::\{([\w-]+)\}\s*$")


@dataclass(frozen=True)
class FrontMatter:
    """What a teacher plans a lesson by.

    Args:
        objectives: what the learner can do afterwards, each a phrase that begins with a verb.
        minutes: study time.
        prerequisites: what has to be known before.
        abstract: two lines of English.
    """

    objectives: tuple[str, ...]
    minutes: int
    prerequisites: tuple[str, ...]
    abstract: str


@dataclass(frozen=True)
class Cell:
    """One cell of the chapter: `kind` is `markdown` or `code`; `line` is where it begins in chapter.md."""

    kind: str
    source: str
    line: int
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class TeacherNote:
    """What is said to the teacher about one section."""

    section: str
    text: str


@dataclass(frozen=True)
class Chapter:
    """A chapter, rendered but not run.

    Args:
        front: its front matter.
        cells: the cells in order, without the opening cell.
        notes: the teacher's notes in order.
        uses: the roles in the learner's text, in order.
    """

    front: FrontMatter
    cells: tuple[Cell, ...]
    notes: tuple[TeacherNote, ...]
    uses: tuple[Use, ...]

    def taught(self) -> dict[str, list[str]]:
        """Return the ids of the concepts taught here, each with the titles of its sections."""
        places: dict[str, list[str]] = {}
        for use in self.uses:
            if use.role == "concept" and use.section not in places.setdefault(use.id, []):
                places[use.id].append(use.section)
        return places


def read_chapter(theme: Theme, path: Path) -> Chapter:
    """Read and render the chapter of a theme.

    Raises:
        BuildRefused: the front matter, a block, a role or a code cell is not as it should be; says file and line.
    """
    import jupytext.myst

    text = path.read_text(encoding="utf-8")
    lines, blocks = _without_teacher_blocks(text.split("\n"), path.name)
    try:
        notebook = jupytext.myst.myst_to_notebook("\n".join(lines), add_source_map=True)
    except jupytext.myst.MystMetadataParsingError as error:
        raise BuildRefused(f"{path.name}：{error}") from error
    starts: list[int] = notebook.metadata.pop("source_map")
    roles = RoleText(path.name)
    front = _front_matter(notebook.metadata, theme, path.name, roles)
    cells, section = [], WHOLE_CHAPTER
    for cell, start in zip(notebook.cells, starts, strict=True):
        if cell.cell_type == "code":
            cells.append(Cell("code", cell.source, start + 1, tuple(cell.metadata.get("tags", ()))))
            continue
        for line, text in _sections(cell.source, start + 1 + _blank_lines(lines, start)):
            section = _last_section([text.split("\n")[0]], section)
            cells.append(Cell("markdown", roles.render(text, line, section), line))
    notes = tuple(TeacherNote(title, roles.render(note, line, title, remember=False)) for title, note, line in blocks)
    roles.refuse()
    uses = tuple(roles.uses)
    return Chapter(front, tuple(_filled(cell, uses, path.name) for cell in cells), notes, uses)


def opening(theme: Theme, front: FrontMatter, has_workbook: bool) -> str:
    """Return the Markdown of the chapter's first cell."""
    lines = [
        f"# {theme.number:02d} · {theme.title}",
        "",
        "**学完以后，你能够**",
        "",
        *(f"- {objective}" for objective in front.objectives),
        "",
        f"**时间**：约 {front.minutes} 分钟",
        "",
        f"**先要会**：{'；'.join(front.prerequisites)}",
        "",
        _HOW_TO_READ,
    ]
    if has_workbook:
        lines += ["", f"**配套练习**：[练习 {theme.number:02d}](../exercises/{theme.notebook}.ipynb)，满分 100 分"]
    lines += ["", f"*{theme.title_en}.* {front.abstract}"]
    return "\n".join(lines)


def _without_teacher_blocks(lines: list[str], file: str) -> tuple[list[str], list[tuple[str, str, int]]]:
    """Blank the teacher's blocks, so that line numbers stay, and return them as (section, text, first line)."""
    kept, blocks = [], []
    section, opened, block = WHOLE_CHAPTER, 0, list[str]()
    for number, line in enumerate(lines, 1):
        if opened and line.strip() == ":::":
            blocks.append((section, "\n".join(block).strip("\n"), opened + 1))
            opened, line = 0, ""
        elif opened:
            block.append(line)
        elif line.strip() == ":::{teacher}":
            opened, block = number, []
        section = section if opened else _last_section([line], section)
        kept.append("" if opened else line)
    if opened:
        raise BuildRefused(f"{file} 第 {opened} 行：`:::{{teacher}}` 没有用 `:::` 收尾。")
    return kept, blocks


def _front_matter(metadata: dict[str, Any], theme: Theme, file: str, roles: RoleText) -> FrontMatter:
    problems = [f"卷首缺少 `{key}`。" for key in _FRONT if not metadata.get(key)]
    problems += [
        f"卷首不认得 `{key}`。{did_you_mean(key, _FRONT)}" for key in metadata if key not in (*_FRONT, *_JUPYTEXT)
    ]
    problems += [
        f"卷首的 `{key}` 要写成列表。" for key in ("objectives", "prerequisites") if not _is_list(metadata, key)
    ]
    if metadata.get("minutes", theme.minutes) != theme.minutes:
        problems.append(f"卷首的 `minutes` 是 {metadata['minutes']}，theme.toml 里是 {theme.minutes}，应当一致。")
    if problems:
        raise BuildRefused(*(f"{file} 第 1 行：{problem}" for problem in problems))
    said = {
        key: tuple(roles.render(str(item), 1, WHOLE_CHAPTER, remember=False) for item in metadata[key])
        for key in ("objectives", "prerequisites")
    }
    abstract = " ".join(str(metadata["abstract"]).split())
    return FrontMatter(said["objectives"], theme.minutes, said["prerequisites"], abstract)


def _is_list(metadata: dict[str, Any], key: str) -> bool:
    return isinstance(metadata.get(key, []), list)


def _sections(text: str, line: int) -> list[tuple[int, str]]:
    """Cut Markdown before each `## ` heading, so that a section begins with a cell of its own; give each its first line."""
    pieces: list[list[str]] = [[]]
    starts, fenced = [line], False
    for number, source in enumerate(text.split("\n"), line):
        fenced = fenced != source.startswith(("```", "~~~"))
        if source.startswith("## ") and not fenced and any(pieces[-1]):
            pieces.append([])
            starts.append(number)
        pieces[-1].append(source)
    return [(start, "\n".join(piece)) for start, piece in zip(starts, pieces, strict=True)]


def _blank_lines(lines: list[str], start: int) -> int:
    """Return how many blank lines stand before the text that begins at or after index `start`."""
    count = 0
    while start + count < len(lines) and not lines[start + count].strip():
        count += 1
    return count


def _last_section(lines: list[str], section: str) -> str:
    headings = [line.removeprefix("## ").strip() for line in lines if line.startswith("## ")]
    return headings[-1] if headings else section


def _filled(cell: Cell, uses: tuple[Use, ...], file: str) -> Cell:
    """Fill the `:::{glossary}` and `:::{sources}` blocks of a Markdown cell, and close the gaps that cut blocks left."""
    if cell.kind != "markdown":
        return cell
    filled: list[str] = []
    waiting = ""
    for number, line in enumerate(cell.source.split("\n"), cell.line):
        block = _BLOCK.match(line)
        if block and block.group(1) not in _FILLED:
            near = did_you_mean(block.group(1), (*_FILLED, "teacher"))
            raise BuildRefused(f"{file} 第 {number} 行：没有叫「{block.group(1)}」的块。{near}")
        if block:
            waiting = block.group(1)
        elif waiting and line.strip() == ":::":
            filled.append(_FILLED[waiting](uses))
            waiting = ""
        elif waiting and line.strip():
            raise BuildRefused(f"{file} 第 {number} 行：`:::{{{waiting}}}` 里的内容由生成程序填写，这里要空着。")
        elif not waiting:
            filled.append(line)
    if waiting:
        raise BuildRefused(f"{file}：`:::{{{waiting}}}` 没有用 `:::` 收尾。")
    return Cell(cell.kind, _MANY_BLANK_LINES.sub("\n\n", "\n".join(filled)).strip("\n"), cell.line, cell.tags)
