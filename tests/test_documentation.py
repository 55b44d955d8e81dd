"""The papers say what is true: examples build, links lead somewhere, pictures are described, commands exist."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from genmarketing.cli import main
from genmarketing.course.door import main as door

ROOT = Path(__file__).resolve().parents[1]
ARCHITECTURE = ROOT / "docs" / "architecture.md"
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
PAPERS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "datasets").glob("*.md")])

FILE = re.compile(r'^(?P<fence>`{3,})\w+ title="(?P<path>[^"]+)"\n(?P<text>.*?)^(?P=fence)$', re.MULTILINE | re.DOTALL)
FENCED = re.compile(r"^(`{3,}).*?^\1$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")
COMMAND = re.compile(r"(?:python3? course\.py|genmarketing) [a-z]+(?: +--[a-z-]+| +[A-Za-z_]+)*")


# The examples of architecture.md


@pytest.fixture(scope="module")
def course_with_example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the course without its ready themes, add the files that architecture.md shows, and build them."""
    root = tmp_path_factory.mktemp("course")
    ignored = shutil.ignore_patterns("__pycache__", "moe_reasoning")
    shutil.copytree(ROOT / "src", root / "src", ignore=ignored)
    shutil.copytree(ROOT / "datasets", root / "datasets")
    shutil.copy(ROOT / "course.py", root)
    for file in FILE.finditer(ARCHITECTURE.read_text(encoding="utf-8")):
        path = root / file["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file["text"], encoding="utf-8")
    built = _in(root, "-m", "genmarketing.cli", "build", "discount")
    assert built.returncode == 0, built.stdout + built.stderr
    return root


def _in(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python on the copied course rather than on this one."""
    variables = {**os.environ, "PYTHONPATH": str(root / "src"), "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=root,
        env=variables,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.browser
def test_the_theme_shown_builds(course_with_example: Path) -> None:
    chapter = _text(course_with_example / "chapters" / "07_discount.ipynb")
    assert "1.50" in chapter
    assert "image/png" in chapter, "the widget has become no picture"
    assert "ROI" in chapter, "the role and the glossary are not filled"
    assert "先让每个人写下" not in chapter, "the teacher's note is in the learner's chapter"


@pytest.mark.browser
def test_the_question_shown_scores_full_marks(course_with_example: Path) -> None:
    solutions = json.loads(_text(course_with_example / "solutions" / "07_discount.ipynb"))
    scores = {
        source.split('"')[1]: output["data"]["text/plain"]
        for cell in solutions["cells"]
        if (source := "".join(cell["source"])).startswith("wb.check(")
        for output in cell["outputs"]
    }
    assert {name: "".join(score) for name, score in scores.items()} == {"extra_sales": "70", "who_suffers": "30"}
    exercises = _text(course_with_example / "exercises" / "07_discount.ipynb")
    assert "# 题目: extra_sales" in exercises
    assert "unit_profit" not in exercises, "the reference is in the learner's workbook"


@pytest.mark.browser
def test_the_example_follows_the_house_rules(course_with_example: Path) -> None:
    theme = course_with_example / "src" / "genmarketing" / "themes" / "discount"
    shutil.copy(ROOT / "pyproject.toml", course_with_example)
    for command in (["check", "--no-cache"], ["format", "--check", "--no-cache"]):
        done = _in(course_with_example, "-m", "ruff", *command, str(theme))
        assert done.returncode == 0, done.stdout + done.stderr
    typed = _in(course_with_example, "-m", "mypy", "--cache-dir", str(course_with_example / ".mypy"), str(theme))
    assert typed.returncode == 0, typed.stdout + typed.stderr


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


# Links, pictures, commands, versions


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere_and_pictures_are_described(paper: Path) -> None:
    prose = FENCED.sub("", _text(paper))
    for picture, text, target in LINK.findall(prose):
        assert text.strip(), f"{target} has no {'alt text' if picture else 'link text'}"
        if not re.match(r"[a-z]+:", target):
            file, _, heading = target.partition("#")
            assert (paper.parent / file).exists() if file else True, f"{target} leads nowhere"
            if heading:
                assert heading in _anchors(paper.parent / file if file else paper), f"{target}: no such heading"


def _anchors(paper: Path) -> set[str]:
    """Return the anchors of a paper's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", FENCED.sub("", _text(paper)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_pictures_are_small_and_used() -> None:
    shown = {target.split("/")[-1] for paper in PAPERS for picture, _, target in LINK.findall(_text(paper)) if picture}
    pictures = {path.name: path.stat().st_size for path in (ROOT / "docs" / "images").glob("*.png")}
    assert set(pictures) <= shown, "a picture that no paper shows"
    assert {name: size for name, size in pictures.items() if size > 200_000} == {}


def _commands(paper: Path) -> set[str]:
    code = re.findall(r"^```\w*\n(.*?)^```$|`([^`\n]+)`", _text(paper), re.MULTILINE | re.DOTALL)
    return {" ".join(found.split()) for block in code for found in COMMAND.findall("".join(block))}


def test_both_readmes_name_the_same_commands() -> None:
    english, chinese = (_commands(readme) for readme in READMES)
    assert {"python3 course.py study", "python3 course.py test"} <= english
    assert english == chinese


def test_commands_exist(capsys: pytest.CaptureFixture[str]) -> None:
    papers = [*READMES, ROOT / "CONTRIBUTING.md", ROOT / "docs" / "teaching.md", ARCHITECTURE]
    commands = {command for paper in papers for command in _commands(paper)}
    assert len(commands) > 8
    for command in sorted(commands):
        words = command.split()
        program, name = (door, words[2]) if words[0].startswith("python") else (main, words[1])
        with pytest.raises(SystemExit) as ended:
            program([name, "--help"])
        assert ended.value.code == 0, command
        said = capsys.readouterr().out
        assert [word for word in words if word.startswith("--") and word not in said] == [], command


def test_readmes_tell_the_themes_as_they_are() -> None:
    from genmarketing.theme import themes

    english, chinese = (_text(readme) for readme in READMES)
    for theme in themes():
        state, stand = ("ready", "已完成") if theme.status == "ready" else ("in writing", "编写中")
        assert re.search(rf"\| {theme.number:02d} \|.*{re.escape(theme.title_en)}.*\| {state} \|", english), theme.name
        assert re.search(rf"\| {theme.number:02d} \|.*{re.escape(theme.title)}.*\| {stand} \|", chinese), theme.name


def test_readmes_count_the_ledger_rightly() -> None:
    from genmarketing.data import claim_ids, source_check_ids

    for readme in READMES:
        assert f"{len(claim_ids())} " in _text(readme)
        assert f"{len(source_check_ids())} " in _text(readme)


def test_the_changelog_knows_this_version() -> None:
    version = tomllib.loads(_text(ROOT / "pyproject.toml"))["project"]["version"]
    assert re.search(rf"^## \[{re.escape(version)}\] - \d{{4}}-\d\d-\d\d$", _text(ROOT / "CHANGELOG.md"), re.MULTILINE)


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads(_text(ROOT / "pyproject.toml"))["project"]
    wanted = [*project["dependencies"], *(d for extra in project["optional-dependencies"].values() for d in extra)]
    names = {re.split(r"[<>=\[]", requirement)[0] for requirement in wanted} - {"genmarketing"}
    rows = set(re.findall(r"^\| `([\w.-]+)`", _text(ARCHITECTURE), re.MULTILINE))
    assert names <= rows
