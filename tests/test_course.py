"""Laying the course out, the course map, JupyterLab as a learner gets it, the command line, and the wheel."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import sysconfig
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote

import nbformat
import pytest
from ipykernel.ipkernel import IPythonKernel
from nbformat.sign import NotebookNotary

from genmarketing import cli, theme
from genmarketing.course import lab, layout, notebooks, progress_summary
from genmarketing.course.failure import CourseError
from genmarketing.course.language import copy_of
from genmarketing.course.layout import start
from genmarketing.course.map import MAP, CourseMap
from genmarketing.theme import Theme, UnknownTheme, themes
from genmarketing.workbook.progress import Progress
from genmarketing.workbook.verdict import State, Verdict

ROOT = Path(__file__).resolve().parents[1]
CHAPTER = "chapters/01_moe_reasoning.ipynb"
WORKBOOK = "exercises/01_moe_reasoning.ipynb"


def write_notebook(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(text, id="one")]), path)


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a small course as it is shipped: one theme of two questions, with chapter, workbook and solutions."""
    root = tmp_path / "shipped"
    write_notebook(root / CHAPTER, "# 章节\n\n## 一次预测动用多少**参数**\n\n正文")
    write_notebook(root / WORKBOOK, "# 练习册")
    write_notebook(root / "solutions/01_moe_reasoning.ipynb", "# 参考答案")
    (root / "datasets").mkdir()
    (root / "datasets/claims.md").write_text("# 说法账本\n", encoding="utf-8")
    (root / "datasets/claims.csv").write_text("id\n", encoding="utf-8")
    for module in (layout, notebooks, progress_summary):
        monkeypatch.setattr(module, "course_root", lambda: root)
    questions = (
        SimpleNamespace(name="first", title="三种大小", points=40),
        SimpleNamespace(name="second", title="投票<b>救回多少", points=60),
    )
    monkeypatch.setattr(Theme, "questions", lambda self: questions if self.number == 1 else ())
    monkeypatch.delenv("GENMARKETING_PROGRESS", raising=False)
    return root


def files(folder: Path) -> set[str]:
    return {
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and ".genmarketing" not in path.parts
    }


def test_start_lays_out_what_a_learner_needs(shipped: Path, tmp_path: Path) -> None:
    assert start(tmp_path / "新 文件夹" / "里面") == []
    assert files(tmp_path / "新 文件夹" / "里面") == {CHAPTER, WORKBOOK, "datasets/claims.md"}


def test_solutions_are_for_teachers_and_stay_with_them(shipped: Path, tmp_path: Path) -> None:
    folder = tmp_path / "a"
    start(folder)
    start(folder, teacher=True)
    assert "solutions/01_moe_reasoning.ipynb" in files(folder)
    (folder / "solutions/01_moe_reasoning.ipynb").unlink()
    start(folder)
    assert "solutions/01_moe_reasoning.ipynb" in files(folder)


def test_a_learners_file_is_never_overwritten(shipped: Path, tmp_path: Path) -> None:
    folder = tmp_path / "a"
    start(folder)
    write_notebook(folder / WORKBOOK, "我的答案")
    mine = (folder / WORKBOOK).read_bytes()
    assert start(folder) == []
    for edition in ("第二版", "第三版"):
        write_notebook(shipped / WORKBOOK, edition)
        (line,) = start(folder)
        assert line.startswith(f"{WORKBOOK} 有新版，已放在旁边：01_moe_reasoning.新版")
        assert start(folder) == [], "each edition is laid beside it once"
    assert (folder / WORKBOOK).read_bytes() == mine
    assert "第二版" in (folder / "exercises/01_moe_reasoning.新版.ipynb").read_text(encoding="utf-8")
    assert "第三版" in (folder / "exercises/01_moe_reasoning.新版2.ipynb").read_text(encoding="utf-8")


def test_a_copy_that_was_removed_comes_back_in_the_newest_edition(shipped: Path, tmp_path: Path) -> None:
    folder = tmp_path / "a"
    start(folder)
    write_notebook(shipped / WORKBOOK, "第二版")
    (folder / WORKBOOK).unlink()
    assert start(folder) == []
    assert (folder / WORKBOOK).read_bytes() == copy_of(shipped / WORKBOOK)
    assert "第二版" in (folder / WORKBOOK).read_text(encoding="utf-8")


def test_a_copy_has_nothing_that_its_kernel_would_change(shipped: Path, tmp_path: Path) -> None:
    start(tmp_path / "a")
    kernel = json.loads((tmp_path / "a" / WORKBOOK).read_text(encoding="utf-8"))["metadata"]["language_info"]
    assert kernel == IPythonKernel.language_info
    assert (tmp_path / "a" / WORKBOOK).read_bytes().endswith(b"}\n")


def test_copies_are_known_when_the_list_of_editions_is_lost(shipped: Path, tmp_path: Path) -> None:
    folder = tmp_path / "a"
    start(folder)
    (folder / ".genmarketing" / "editions.json").unlink()
    assert start(folder) == []


def test_files_that_were_there_before_stay(shipped: Path, tmp_path: Path) -> None:
    write_notebook(tmp_path / "a" / CHAPTER, "别人的")
    (line,) = start(tmp_path / "a")
    assert line.startswith(CHAPTER)
    assert "别人的" in (tmp_path / "a" / CHAPTER).read_text(encoding="utf-8")


def test_a_file_is_no_place_for_a_course(shipped: Path, tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    with pytest.raises(CourseError, match="是一个文件"):
        start(tmp_path / "a")
    with pytest.raises(CourseError, match="课程的源文件夹"):
        start(shipped)


class Links(HTMLParser):
    """Collects links, and sees that every element is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def record(folder: Path, question: str, state: State, score: float) -> None:
    Progress(folder / ".genmarketing/progress.sqlite").record(
        "moe_reasoning", question, "我", 0, Verdict(state, score, "")
    )


def test_the_map_shows_progress_and_the_next_step(shipped: Path, tmp_path: Path) -> None:
    folder = tmp_path / "a"
    start(folder)

    def lines() -> list[str]:
        return repr(CourseMap.read(folder)).splitlines()

    assert lines()[0] == "01 DeepSeek 与 MoE 推理：0 / 100 分，做完 0 / 2 题"
    assert lines()[1] == "02 AI 幻觉：还在编写"
    assert lines()[-1] == "下一步：《DeepSeek 与 MoE 推理》，打开章节，从「一次预测动用多少参数」读起"
    record(folder, "first", State.PARTIAL, 12.5)
    assert lines()[0].endswith("12.5 / 100 分，做完 0 / 2 题")
    assert lines()[-1].endswith("做练习册第 1 题「三种大小」")
    record(folder, "first", State.CORRECT, 40)
    assert lines()[-1].endswith("做练习册第 2 题「投票<b>救回多少」")
    record(folder, "second", State.PENDING, 0)
    assert lines()[0].endswith("40 / 100 分，做完 2 / 2 题")
    assert lines()[-1].startswith("下一步：已经写好的主题都做完了")


def test_the_maps_html_is_whole_and_its_links_open(shipped: Path, tmp_path: Path) -> None:
    folder = tmp_path / "a"
    start(folder)
    record(folder, "first", State.CORRECT, 40)
    html = CourseMap.read(folder)._repr_html_()
    page = Links()
    page.feed(html)
    assert page.open == []
    assert set(page.links) == {CHAPTER, WORKBOOK}
    assert all((folder / link).exists() for link in page.links)
    assert html.count('<li class="gm-card') == 6
    assert html.count("还在编写") == 5
    assert 'aria-valuenow="40"' in html
    assert "投票&lt;b&gt;救回多少" in html
    for each in themes():
        assert each.title in html
        assert each.teaches in html


def test_a_broken_progress_file_does_not_hide_the_map(shipped: Path, tmp_path: Path) -> None:
    folder = tmp_path / "a"
    start(folder)
    (folder / ".genmarketing/progress.sqlite").write_bytes(b"not a database" * 100)
    shown = CourseMap.read(folder)
    assert 'role="alert"' in shown._repr_html_()
    assert len(shown.themes) == 6


def test_the_map_notebook_is_written_anew_and_trusted(
    shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "environ", os.environ.copy())
    folder = tmp_path / "a"
    start(folder)
    (folder / MAP).write_text("旧的", encoding="utf-8")
    lab.prepare(folder)
    notebook = nbformat.read(folder / MAP, as_version=4)
    nbformat.validate(notebook)
    welcome, code = notebook.cells
    assert len(re.findall("。", welcome.source)) == 2
    assert code.source.endswith("course_map()")
    assert code.outputs[0]["data"]["text/html"] == CourseMap.read(folder)._repr_html_()
    stranger = folder / "chapters/stranger.ipynb"
    write_notebook(stranger, "来路不明")
    lab.prepare(folder)
    notary = NotebookNotary(data_dir=str(folder / ".genmarketing/jupyter/data"))
    trusted = {
        path.name for path in folder.rglob("*.ipynb") if notary.check_signature(nbformat.read(path, as_version=4))
    }
    assert trusted == {MAP, "01_moe_reasoning.ipynb"}


def test_a_learners_own_settings_are_kept(shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", os.environ.copy())
    start(tmp_path)
    lab.prepare(tmp_path)
    path = tmp_path / ".genmarketing/jupyter/settings/@jupyterlab/translation-extension/plugin.jupyterlab-settings"
    assert json.loads(path.read_text(encoding="utf-8")) == {"locale": "zh_CN"}
    path.write_text('{"locale": "en"}', encoding="utf-8")
    lab.prepare(tmp_path)
    assert path.read_text(encoding="utf-8") == '{"locale": "en"}'


def test_themes_are_six_and_found_by_name_or_number() -> None:
    assert [each.number for each in themes()] == [1, 2, 3, 4, 5, 6]
    assert theme.theme("moe_reasoning") == theme.theme("1") == theme.theme("01") == theme.theme("01_moe_reasoning")
    with pytest.raises(UnknownTheme, match=r"^没有叫「moe」的主题。可以选：moe_reasoning、"):
        theme.theme("moe")


def test_importing_the_package_or_its_command_line_loads_nothing_heavy() -> None:
    code = "import sys, genmarketing.cli; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"numpy", "pandas", "plotly", "nbformat", "jupyterlab", "IPython"} & set(loaded)


def test_questions_are_listed_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["questions", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) == sum(len(each.questions()) for each in themes())
    for row in rows:
        assert set(row) == {"name", "title", "theme", "kind", "points", "concepts", "misconceptions"}
    assert cli.main(["questions"]) == 0
    assert "01 DeepSeek 与 MoE 推理" in capsys.readouterr().out


@contextmanager
def served(command: list[str], folder: Path, **variables: str) -> Iterator[tuple[str, str]]:
    """Run a study command; give the address and token that it prints; end it by Ctrl-C and see that it ends well."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        start_new_session=True,
    )
    assert process.stdout is not None
    try:
        said = []
        for line in process.stdout:
            said.append(line)
            found = re.search(r"课程已经打开：(http://127\.0\.0\.1:\d+/)(\S+)\?token=(\w+)", line)
            if found:
                break
        else:
            raise AssertionError("".join(said))
        yield found[1], found[3]
        os.killpg(process.pid, signal.SIGINT)
        rest = process.communicate(timeout=30)[0]
        assert rest.endswith("课程已关闭。答案和进度都在文件夹里。\n")
        assert process.returncode == 0
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()


def get(address: str, token: str, path: str) -> dict[str, object]:
    request = urllib.request.Request(f"{address}{quote(path)}", headers={"Authorization": f"token {token}"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        found: dict[str, object] = json.load(answer)
    return found


def test_study_serves_the_map_in_chinese_and_leaves_the_home_alone(tmp_path: Path) -> None:
    home, folder = tmp_path / "home", tmp_path / "course"
    home.mkdir()
    start(folder)
    command = [sys.executable, "-m", "genmarketing.cli", "study", "--no-browser"]
    with served(command, folder, HOME=str(home), USERPROFILE=str(home)) as (address, token):
        content = get(address, token, f"api/contents/{MAP}")["content"]
        assert isinstance(content, dict)
        assert content["cells"][1]["metadata"]["trusted"] is True
        settings = get(address, token, "lab/api/settings/@jupyterlab/translation-extension:plugin")
        assert '"zh_CN"' in str(settings["raw"])
        assert get(address, token, "lab/api/news")["news"] == []
        assert get(address, token, "lab/api/update")["notification"] is None
        with pytest.raises(urllib.error.HTTPError, match="403"):
            get(address, "wrong", "api/contents")
    assert list(home.iterdir()) == []


def test_a_kernel_of_the_course_never_loads_the_slow_grammars(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", os.environ.copy())
    start(tmp_path)
    lab.prepare(tmp_path)
    code = "import sys; print(sys.modules['rfc3987_syntax'])"
    done = subprocess.run(
        [sys.executable, "-m", "IPython", "-c", code], env=os.environ.copy(), capture_output=True, text=True
    )
    assert done.stdout.strip() == "None", done.stderr


def test_the_wheel_carries_the_course(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    carried = set(zipfile.ZipFile(wheel).namelist())
    for kind in ("chapters", "exercises", "solutions", "datasets"):
        for path in (ROOT / kind).iterdir():
            assert f"genmarketing/_course/{kind}/{path.name}" in carried

    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "venv")], check=True)
    scripts = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    install = [str(scripts / "python"), "-m", "pip", "install", "--no-index", "--no-deps", "--quiet", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    # The other packages are borrowed from the environment of the tests; its editable course is not, being a .pth file.
    (site,) = (tmp_path / "venv").glob("lib/python*/site-packages")
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")

    program = str(scripts / "genmarketing")
    lost = subprocess.run([program, "study"], cwd=tmp_path, capture_output=True, encoding="utf-8")
    assert lost.returncode == 1
    assert lost.stderr.startswith("这个文件夹里还没有课程。请先运行 genmarketing start")
    for name, arguments in (("learner", []), ("teacher", ["--teacher"])):
        subprocess.run([program, "start", name, *arguments], cwd=tmp_path, check=True, capture_output=True)
    course = {
        name.removeprefix("genmarketing/_course/") for name in carried if name.startswith("genmarketing/_course/")
    }
    laid_out = {name for name in course if name.endswith((".ipynb", ".md"))}
    solutions = {name for name in laid_out if name.startswith("solutions/")}
    assert files(tmp_path / "learner") == laid_out - solutions
    assert files(tmp_path / "teacher") == laid_out
    with served([program, "study", "--no-browser"], tmp_path / "learner") as (address, token):
        assert get(address, token, f"api/contents/{MAP}")["type"] == "notebook"
