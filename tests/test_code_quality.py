"""The code's own rules: style and docstrings (ruff), types, imports that run one way, light imports, short files, plain Chinese."""

from __future__ import annotations

import ast
import functools
import graphlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SRC = ROOT / "src"
PACKAGE = SRC / "genmarketing"
LONGEST = 400

MAY_IMPORT = {
    "cli": {"build", "course", "theme", "grading"},
    "build": {"data", "theme", "ui", "workbook"},
    "course": {"theme", "workbook"},
    "theme": {"workbook"},
    "workbook": {"theme", "ui"},
    "ui": {"workbook.progress"},
    "grading": {"course.failure", "data", "theme", "ui", "workbook"},
    "data": set[str](),
    "models": {"data"},
    "generators": {"data", "models"},
    "questions": {"data", "models", "workbook"},
    "widgets": {"data", "models", "ui"},
}
"""Room -> the rooms it may import from. Inside a theme, `models`, `generators`, `questions` and `widgets` are its own."""

HEAVY = ("numpy", "pandas", "scipy", "plotly", "ipywidgets", "IPython", "nbformat", "jupyterlab", "jieba", "sklearn")
JUPYTER = {
    "IPython",
    "ipykernel",
    "ipywidgets",
    "anywidget",
    "plotly",
    "nbformat",
    "nbclient",
    "jupyterlab",
    "traitlets",
}


def _run(*command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_ruff_finds_nothing() -> None:
    _run("ruff", "check", ".")


def test_code_is_formatted() -> None:
    _run("ruff", "format", "--check", ".")


def test_types_hold() -> None:
    _run("mypy")


# Imports


def test_imports_run_one_way() -> None:
    against = [
        f"{module} imports {imported}"
        for module, imports in _imports().items()
        for imported in imports
        if not _is_allowed(module, imported)
    ]
    assert against == []


def test_no_module_imports_itself_through_others() -> None:
    graph = {module: {name for name in imports if name in _imports()} for module, imports in _imports().items()}
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


def test_only_the_finder_reaches_into_themes() -> None:
    named = [
        f"{module} imports {imported}"
        for module, imports in _imports().items()
        for imported in imports
        if imported.startswith("genmarketing.themes.") and not module.startswith(_theme_of(imported))
    ]
    assert named == []


def test_models_know_nothing_of_jupyter() -> None:
    models = [path for path in _modules() if "themes" in path.parts and "models" in path.relative_to(PACKAGE).parts]
    assert models, "no theme has models"
    for path in models:
        foreign = {name.split(".")[0] for name in _imported(path)} & (JUPYTER | {"requests", "urllib", "subprocess"})
        assert foreign == set(), path


@pytest.mark.parametrize(
    "module",
    ["genmarketing", "genmarketing.theme", "genmarketing.cli", "genmarketing.course.door", "genmarketing.data"],
)
def test_import_is_light(module: str) -> None:
    program = f"import sys, {module}; print(*[name for name in {HEAVY!r} if name in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert loaded.stdout.split() == []


def test_the_door_needs_the_standard_library_only() -> None:
    program = "import sys, genmarketing.course.door; print(*{name.split('.')[0] for name in sys.modules})"
    loaded = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(SRC)!r}); {program}"],
        capture_output=True,
        text=True,
        check=True,
    )
    foreign = set(loaded.stdout.split()) - sys.stdlib_module_names - {"genmarketing", "__main__"}
    assert foreign == set()


def _modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if "_course" not in path.parts)


def _name(path: Path) -> str:
    parts = path.relative_to(SRC).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imported(path: Path) -> set[str]:
    """Return the dotted names a module imports when it runs; what stands under TYPE_CHECKING does not."""
    found: set[str] = set()
    package = _name(path).split(".") if path.name == "__init__.py" else _name(path).split(".")[:-1]
    waiting: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*start, *([node.module] if node.module else [])])
            found |= {_module_or(base, alias.name) for alias in node.names}
        waiting += ast.iter_child_nodes(node)
    return found


def _module_or(base: str, name: str) -> str:
    """Return `base.name` where that is a module of the project, else `base`."""
    inner = SRC.joinpath(*base.split("."), name)
    return f"{base}.{name}" if inner.with_suffix(".py").is_file() or (inner / "__init__.py").is_file() else base


@functools.cache
def _imports() -> dict[str, set[str]]:
    """Return, for each module of the project, the project's modules that it imports."""
    return {
        _name(path): {name for name in _imported(path) if name.startswith("genmarketing.")} - {_name(path)}
        for path in _modules()
    }


def _room(module: str) -> str:
    parts = module.split(".")
    return parts[3] if parts[1:2] == ["themes"] and len(parts) > 3 else [*parts, ""][1]


def _theme_of(module: str) -> str:
    return ".".join(module.split(".")[:3])


def _is_allowed(module: str, imported: str) -> bool:
    room, other = _room(module), _room(imported)
    inside = ".".join(imported.split(".")[1:])
    return room == other or other in MAY_IMPORT.get(room, set()) or inside in MAY_IMPORT.get(room, set())


# Length and wording


def test_files_are_read_in_one_sitting() -> None:
    sources = [
        path for path in PACKAGE.rglob("*") if path.suffix in (".py", ".js", ".css") and "_course" not in path.parts
    ]
    long = {str(path.relative_to(ROOT)): count for path in sources if (count := _lines(path)) > LONGEST}
    assert long == {}


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def _tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z", *patterns], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


PRIVATE_PATH = re.compile(r"(?<![\w.}\])*-])/(?:home|Users|root|work|mnt)/(?=[A-Za-z])")
LEFTOVER = re.compile(
    r"\b(?:TODO|FIXME|XXX|HACK|lorem ipsum)\b|\b(?:conflicts\.md|facts\.csv|concept_map\.csv)|\.\./shared\b",
    re.IGNORECASE,
)
TEXTS = ("*.py", "*.md", "*.toml", "*.yml", "*.js", "*.css", "*.csv", "*.json", "*.ipynb", "*.cfg")


def test_no_path_of_one_machine_and_nothing_left_over() -> None:
    """A path that exists on one machine only, a file that readers do not have, a note to oneself: none of it is for others."""
    found = [
        f"{path.relative_to(ROOT)}:{number} {match.group()}"
        for path in _tracked(*TEXTS)
        if path != Path(__file__)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if '"image/png": "' not in line  # a picture's letters say nothing
        for match in (*LEFTOVER.finditer(line), *([] if "tests" in path.parts else PRIVATE_PATH.finditer(line)))
    ]
    assert found == []


HAN = r"[\u3400-\u9fff]"
HALF_WIDTH = re.compile(
    rf"(?<={HAN})[,;:?!](?=\s|{HAN}|$)|(?<={HAN})\.(?=\s|{HAN}|$)|(?<={HAN})\((?={HAN})|(?<=[，。；：？！]) +(?={HAN})"
)
CROWDED = re.compile(rf"{HAN}[A-Za-z0-9]|[A-Za-z0-9]{HAN}")
NOT_PROSE = re.compile(
    r"```.*?```|~~~.*?~~~|(?:\{\w+\})?`[^`\n]*`|# 题目: \w+|\$[^$\n]*\$|https?://\S+|\]\([^)]*\)|<[^>\n]*>", re.DOTALL
)


def test_chinese_uses_chinese_punctuation() -> None:
    """Next to Han characters stand full-width marks, and Latin words and figures keep a blank's distance."""
    found = [
        f"{place} …{text[max(0, match.start() - 8) : match.end() + 8]}…"
        for place, text in _chinese()
        for match in (*HALF_WIDTH.finditer(text), *CROWDED.finditer(text))
    ]
    assert found == []


def _chinese() -> Iterator[tuple[str, str]]:
    """Yield the Chinese texts of the course with their places: chapters, data cards, papers, question banks."""
    for path in [*_tracked("src/**/chapter.md", "datasets/*.md", "README.zh-CN.md", "docs/teaching.md")]:
        yield str(path.relative_to(ROOT)), _prose(path.read_text(encoding="utf-8"))
    from genmarketing.theme import themes

    for theme in themes():
        yield theme.name, f"{theme.title}\n{theme.teaches}"
        for question in theme.questions():
            for field in ("title", "prompt", "explanation", "teaching"):
                yield f"{question.name}.{field}", _prose(getattr(question, field))
            for hint in question.hints:
                yield f"{question.name}.hints", _prose(hint)
            for misconception in question.misconceptions:
                yield f"{question.name}.{misconception.name}", _prose(misconception.message)
            for check in getattr(question, "checks", ()):
                yield f"{question.name}.{check.name}", _prose(f"{check.name}\n{check.missed}")


def _prose(text: str) -> str:
    """Return Markdown with a mark in place of code, formulas, addresses and roles, whose own marks are not the sentence's."""
    return NOT_PROSE.sub("▢", text)
