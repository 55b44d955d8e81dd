"""From themes to notebooks: chapters/, exercises/ and solutions/ are made here and nowhere else.

For each theme that has a `chapter.md` or a question bank:

1. the question bank proves itself (`proof`), the chapter is read and its roles are rendered (`chapter`, `roles`);
2. chapter and solutions are run (`execution`), their widgets become pictures (`pictures`);
3. the three notebooks are written, or with `check` compared with what is committed (`drift`).
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from genmarketing.theme import Theme

PARTS = ("chapters", "exercises", "solutions")


def build(theme: str | None = None, check: bool = False) -> int:
    """Build one theme, or all that have something to build; return the exit code.

    Args:
        theme: name of the theme; all of them by default.
        check: write nothing, print what differs from the committed notebooks, and return 1 if anything does.
    """
    from genmarketing.build.assembly import assemble
    from genmarketing.build.refusal import BuildRefused
    from genmarketing.theme import checkout, themes
    from genmarketing.theme import theme as theme_of

    root = checkout()
    if root is None:
        print("生成笔记本要在课程的源代码仓库里进行，安装包里没有主题的源文件。", file=sys.stderr)
        return 1
    chosen = [theme_of(theme)] if theme else [each for each in themes() if has_sources(each)]
    built: dict[str, str] = {}
    for each in chosen:
        try:
            print(f"{each.notebook}：生成中……", flush=True)
            built |= assemble(each, each.folder / "chapter.md", each.questions(), root)
        except BuildRefused as refused:
            print(f"{each.notebook}：没有生成。", *refused.sentences, sep="\n  ", file=sys.stderr)
            return 1
    left = [] if theme else leftovers(root, built)
    return compare(root, built, left) if check else write(root, built, left)


def has_sources(theme: Theme) -> bool:
    """Tell whether a theme has anything to build yet."""
    return (theme.folder / "chapter.md").exists() or bool(theme.questions())


def leftovers(root: Path, built: dict[str, str]) -> list[str]:
    """Return the notebooks that no theme makes (a theme was renamed, say)."""
    found = (path.relative_to(root).as_posix() for part in PARTS for path in sorted((root / part).glob("*.ipynb")))
    return [name for name in found if name not in built]


def write(root: Path, built: dict[str, str], left: list[str]) -> int:
    """Write the notebooks that have changed, and remove those that no theme makes any more."""
    for name, text in built.items():
        path = root / name
        if path.exists() and path.read_text(encoding="utf-8") == text:
            print(f"{name}：没有变化")
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        print(f"{name}：已写入")
    for name in left:
        (root / name).unlink()
        print(f"{name}：没有主题生成它，已删除")
    return 0


def compare(root: Path, built: dict[str, str], left: list[str]) -> int:
    """Print what differs from the committed notebooks; return 1 if anything does."""
    from genmarketing.build.drift import difference

    drifted = 0
    for name, text in built.items():
        path = root / name
        lines = difference(path.read_text(encoding="utf-8") if path.exists() else "", text, name)
        drifted += bool(lines)
        print(*(lines or [f"{name}：一致"]), sep="\n")
    for name in left:
        print(f"{name}：没有主题生成它")
    if drifted or left:
        print("与已提交的笔记本不一致。运行 genmarketing build 重新生成，再看一遍差别。", file=sys.stderr)
    return 1 if drifted or left else 0
