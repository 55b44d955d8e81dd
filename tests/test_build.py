"""From sources to notebooks: what a chapter's text becomes, what is refused and with which words, and what drift looks like."""

from __future__ import annotations

import dataclasses
import itertools
import textwrap
from pathlib import Path
from typing import Any

import pytest
from manifest import Ran
from nbformat import v4

from genmarketing.build import compare, has_sources, leftovers, write
from genmarketing.build.assembly import assemble, chapter_notebook
from genmarketing.build.chapter import Chapter, read_chapter
from genmarketing.build.coverage import coverage
from genmarketing.build.drift import difference
from genmarketing.build.execution import run, volatile_outputs
from genmarketing.build.instances import instance
from genmarketing.build.links import broken_links
from genmarketing.build.notebook import code, markdown, notebook, text_of
from genmarketing.build.proof import problems
from genmarketing.build.refusal import BuildRefused
from genmarketing.build.signatures import without_annotations
from genmarketing.build.workbook import exercises, solutions
from genmarketing.data import cite_text, concept, concept_text, figure_text, reference_text
from genmarketing.theme import Theme, themes
from genmarketing.workbook import (
    Case,
    Check,
    ChoiceQuestion,
    Criterion,
    EssayQuestion,
    FunctionQuestion,
    MatchingQuestion,
    Misconception,
    Option,
    OrderingQuestion,
    ValueQuestion,
)

THEME = Theme(1, "moe_reasoning", "样章", "A sample", "教一点东西。", 20, "ready")

FRONT = """\
    ---
    objectives:
      - 读懂一份样章
    minutes: 20
    prerequisites:
      - 会运行一格代码
    abstract: >-
      A sample chapter.
    ---
    """


def written(folder: Path, body: str, front: str = FRONT) -> Path:
    path = folder / "chapter.md"
    path.write_text(textwrap.dedent(front) + "\n" + textwrap.dedent(body), encoding="utf-8")
    return path


def chapter(folder: Path, body: str) -> Chapter:
    return read_chapter(THEME, written(folder, body))


def refusal(folder: Path, body: str, front: str = FRONT) -> str:
    with pytest.raises(BuildRefused) as refused:
        read_chapter(THEME, written(folder, body, front))
    return str(refused.value)


# A chapter


def test_roles_become_what_the_ledger_says(tmp_path: Path) -> None:
    body = "## 一节\n\n{concept}`K001`有 {figure}`E42-02` {cite}`E42-02`，见 {reference}`deepseek_v3`。\n"
    [cell] = chapter(tmp_path, body).cells
    shown = (
        f"{concept_text('K001')}有 {figure_text('E42-02')} {cite_text('E42-02')}，见 {reference_text('deepseek_v3')}。"
    )
    assert cell.source == f"## 一节\n\n{shown}"


def test_concepts_are_taught_where_their_roles_stand(tmp_path: Path) -> None:
    read = chapter(
        tmp_path,
        """
        ## 甲

        {concept}`K001`

        ```{code-cell} ipython3
        1 + 1
        ```

        还是甲：{concept}`K002`，{concept}`K001`

        ## 乙

        {concept}`K001`

        :::{teacher}
        {concept}`K003`
        :::
        """,
    )
    assert read.taught() == {"K001": ["甲", "乙"], "K002": ["甲"]}


def test_roles_in_code_are_left_alone(tmp_path: Path) -> None:
    [cell] = chapter(tmp_path, "## 写法\n\n```text\n{figure}`E42-02`\n```\n").cells
    assert "{figure}`E42-02`" in cell.source


def test_notes_to_the_teacher_are_cut_out_and_keep_their_section(tmp_path: Path) -> None:
    body = ":::{teacher}\n先说这个。\n:::\n\n## 甲\n\n正文。\n\n:::{teacher}\n问学生：{cite}`E42-02`\n\n再等一等。\n:::\n\n后文。\n"
    read = chapter(tmp_path, body)
    assert [(note.section, note.text) for note in read.notes] == [
        ("整章", "先说这个。"),
        ("甲", f"问学生：{cite_text('E42-02')}\n\n再等一等。"),
    ]
    text = "\n".join(cell.source for cell in read.cells)
    assert "正文。" in text
    assert "后文。" in text
    assert "问学生" not in text
    assert ":::" not in text


def test_a_section_begins_with_a_cell_of_its_own_and_cut_notes_leave_no_gap(tmp_path: Path) -> None:
    body = "## 甲\n\n正文。\n\n:::{teacher}\n说明。\n:::\n\n还有。\n\n:::{teacher}\n说明。\n:::\n\n## 乙\n\n{concept}`K001`\n"
    read = chapter(tmp_path, body)
    assert [cell.source for cell in read.cells] == ["## 甲\n\n正文。\n\n还有。", f"## 乙\n\n{concept_text('K001')}"]
    assert [cell.line for cell in read.cells] == [11, 25]
    assert read.taught() == {"K001": ["乙"]}


def test_glossary_and_sources_are_filled_from_what_the_text_uses(tmp_path: Path) -> None:
    body = (
        "## 甲\n\n{concept}`K001` {cite}`E42-02` {reference}`deepseek_v3`\n\n:::{glossary}\n:::\n\n:::{sources}\n:::\n"
    )
    [cell] = chapter(tmp_path, body).cells
    assert f"| {concept('K001').term} | {concept('K001').english} |" in cell.source
    assert "| 来源怎么说 | 出处 | 核对 | 依据 |" in cell.source
    assert "EP42 · " in cell.source
    assert "- DeepSeek-AI（2024）" in cell.source
    assert ":::" not in cell.source


def test_the_front_matter_opens_the_chapter(tmp_path: Path) -> None:
    built = chapter_notebook(THEME, chapter(tmp_path, "## 甲\n\n正文。\n"), has_workbook=True)
    opening = built.cells[0].source
    for part in ("# 01 · 样章", "A sample chapter.", "- 读懂一份样章", "约 20 分钟", "会运行一格代码"):
        assert part in opening
    assert "(../exercises/01_moe_reasoning.ipynb)" in opening


def test_tags_stay_and_hidden_input_is_folded(tmp_path: Path) -> None:
    body = "```{code-cell} ipython3\n:tags: [nbval-ignore-output, hide-input]\n\n1\n```\n"
    built = chapter_notebook(THEME, chapter(tmp_path, body), has_workbook=False)
    cell = built.cells[1]
    assert cell.metadata == {"tags": ["nbval-ignore-output", "hide-input"], "jupyter": {"source_hidden": True}}
    assert cell.source == "1"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("## 甲\n\n一行。\n\n{concept}`K01`\n", ("第 15 行", "glossary.csv 里没有编号「K01」", "相近的有 K")),
        ("```{code-cell} ipython3\n1\n```\n\n\n{figure}`E42-2`\n", ("第 16 行", "相近的有 E42-")),
        ("{concpt}`K001`\n", ("第 11 行", "没有叫「concpt」的角色", "是不是 concept")),
        ("## 甲\n\n:::{teacher}\n忘了收尾\n", ("第 13 行", "没有用 `:::` 收尾")),
        ("## 甲\n\n:::{glosary}\n:::\n", ("第 13 行", "没有叫「glosary」的块", "是不是 glossary")),
        (":::{sources}\n自己写的\n:::\n", ("第 12 行", "要空着")),
    ],
)
def test_a_slip_is_named_with_its_line_and_what_was_meant(tmp_path: Path, body: str, said: tuple[str, ...]) -> None:
    message = refusal(tmp_path, body)
    for part in ("chapter.md", *said):
        assert part in message


def test_all_unknown_ids_are_said_at_once(tmp_path: Path) -> None:
    assert refusal(tmp_path, "{concept}`K9`\n\n{reference}`nobody`\n").count("chapter.md 第") == 2


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("minutes: 20", "minutes: 30", "theme.toml 里是 20"),
        ("abstract: >-", "abstrakt: >-", "是不是 abstract"),
        ("      - 会运行一格代码\n", "", "缺少 `prerequisites`"),
    ],
)
def test_the_front_matter_is_checked(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert said in refusal(tmp_path, "正文。\n", FRONT.replace(old, new))


# A question bank


def add_one(x: int) -> int:
    """返回 x 加一。"""
    return x + 1


ADD_ONE = FunctionQuestion(
    name="add_one",
    title="加一",
    points=40,
    minutes=3,
    concepts=("K001",),
    prompt="写一个函数。",
    starter="def add_one(x):\n    ...",
    reference=add_one,
    checks=(Check("正数", 1.0, "正数不对。"),),
    cases=lambda rng: [Case("正数", (int(rng.integers(3, 9)),))],
    misconceptions=(Misconception("adds_two", "你加了两次。", lambda x: x + 2),),
    explanation="加一就是加一。",
    teaching="先问学生。",
)
TWICE = ValueQuestion(
    name="twice",
    title="两倍",
    points=20,
    minutes=3,
    concepts=("K002",),
    prompt="算出来。",
    starter="twice = ...",
    inputs=lambda rng: {"x": int(rng.integers(2, 9))},
    reference=lambda x: 2 * x,
    misconceptions=(Misconception("squared", "你算的是平方。", lambda x: x * x + 1),),
)
PICK = ChoiceQuestion(
    name="pick",
    title="选",
    points=10,
    minutes=1,
    concepts=("K001",),
    prompt="选一个。",
    starter='pick = ["..."]',
    options=(Option("a", "甲项"), Option("b", "乙项", "乙不对。", "likes_b")),
    answer=("a",),
)
SORT = OrderingQuestion(
    name="sort_it",
    title="排",
    points=10,
    minutes=1,
    concepts=("K001",),
    prompt="排一排。",
    starter="sort_it = [...]",
    items={"a": "第一项", "b": "第二项"},
    answer=("b", "a"),
)
MATCH = MatchingQuestion(
    name="match_it",
    title="配",
    points=10,
    minutes=1,
    concepts=("K001",),
    prompt="配一配。",
    starter="match_it = {...: ...}",
    left={"1": "左项"},
    right={"a": "右项"},
    answer={"1": "a"},
)
ESSAY = EssayQuestion(
    name="advice",
    title="建议",
    points=10,
    minutes=9,
    concepts=("K003",),
    prompt="写几句。",
    starter='advice = """\n"""',
    rubric=(Criterion("有数字", 10, ("写了两个数", "写了一个数")),),
    least=4,
    most=80,
    example="先用接口，满一百万次再说。",
)
CALLS = itertools.count()
BANK = (ADD_ONE, TWICE, PICK, SORT, MATCH, ESSAY)
CONCEPTS = frozenset({"K001", "K002", "K003"})


def test_a_sound_bank_passes() -> None:
    assert problems(BANK, CONCEPTS) == []


def changed(question: Any, **fields: Any) -> tuple[Any, ...]:
    return tuple(dataclasses.replace(each, **fields) if each is question else each for each in BANK)


@pytest.mark.parametrize(
    ("bank", "said"),
    [
        (changed(ADD_ONE, points=41), "加起来是 101，应当是 100"),
        (changed(TWICE, name="pick", starter="pick = ..."), "题目「pick」出现了 2 次"),
        (changed(TWICE, concepts=("K999",)), "twice：术语表里没有概念 K999"),
        (changed(TWICE, concepts=()), "twice：没有写明考哪些概念"),
        (changed(ADD_ONE, reference=lambda x: x + next(CALLS)), "add_one：种子 0 下，参考答案得"),
        (
            changed(ADD_ONE, misconceptions=(Misconception("same", "一样。", lambda x: 1 + x),)),
            "常见想法 same 得了满分",
        ),
        (
            changed(
                ADD_ONE,
                misconceptions=(
                    Misconception("first", "第一句。", lambda x: x + 2),
                    Misconception("second", "第二句。", lambda x: 2 + x),
                ),
            ),
            "常见想法 second 看到的不是自己的那句话，而是：第一句。",
        ),
    ],
)
def test_an_unsound_bank_is_refused(bank: tuple[Any, ...], said: str) -> None:
    assert any(said in problem for problem in problems(bank, CONCEPTS)), problems(bank, CONCEPTS)


def test_a_workbook_has_three_cells_for_each_question_and_nothing_run() -> None:
    built = exercises(THEME, BANK)
    assert [cell.cell_type for cell in built.cells] == ["markdown", "code"] + ["markdown", "code", "code"] * len(BANK)
    assert built.cells[3].source == "# 题目: add_one\ndef add_one(x):\n    ..."
    assert built.cells[4].source == 'wb.check("add_one", add_one)'
    assert not any(cell.outputs for cell in built.cells if cell.cell_type == "code")
    text = "\n".join(cell.source for cell in built.cells if cell.cell_type == "markdown")
    for part in ("甲项", "第二项", "左项", "右项", "写了两个数", "4–80 字", "6 题，100 分，约 18 分钟"):
        assert part in text
    for secret in ("加一就是加一", "先问学生", "adds_two", "你加了两次", "先用接口"):
        assert secret not in text


def test_the_teachers_workbook_says_what_stands_behind_each_question() -> None:
    built = solutions(THEME, BANK, ())
    text = "\n".join(cell.source for cell in built.cells)
    for part in (
        "加一就是加一",
        "先问学生",
        "`adds_two`：你加了两次。",
        "例如传入 `",
        "乙不对。",
        "写了一个数",
        "先用接口",
    ):
        assert part in text
    assert "def add_one(x):" in text
    assert "return x + 1" in text


def test_what_a_misconception_comes_to_is_computed() -> None:
    assert instance(ADD_ONE.misconceptions[0], ADD_ONE).startswith("例如传入 `")
    x = TWICE.inputs_of(0)["x"]
    assert instance(TWICE.misconceptions[0], TWICE) == f"第 1 套数据里，应得 `{2 * x}`，这样算得到 `{x * x + 1}`。"
    assert instance(PICK.misconceptions[0], PICK) == '这样想的人会写 `["b"]`。'


def test_annotations_go_and_everything_else_stays() -> None:
    source = textwrap.dedent(
        '''\
        def rate(
            orders: pd.DataFrame,
            *,
            least: int = 1,
        ) -> dict[str, float]:
            """说明。"""
            # 为什么
            def inner(x: Sequence[float]) -> float: return x[0]
            return {k: v for k, v in orders.items()}'''
    )
    assert without_annotations(source) == textwrap.dedent(
        '''\
        def rate(orders, *, least=1):
            """说明。"""
            # 为什么
            def inner(x): return x[0]
            return {k: v for k, v in orders.items()}'''
    )


def test_cells_keep_their_ids_when_one_is_put_in_before_them() -> None:
    short = notebook(THEME, "chapter", [markdown("甲"), code("1"), code("1")])
    longer = notebook(THEME, "chapter", [markdown("新"), markdown("甲"), code("1"), code("1")])
    assert [cell.id for cell in longer.cells[1:]] == [cell.id for cell in short.cells]
    assert len({cell.id for cell in longer.cells}) == 4


# Running


def ran_cells(folder: Path, *sources: str) -> Any:
    built = notebook(THEME, "chapter", [code(source) for source in sources])
    run(built, folder, "样章", None)
    return built


def test_a_run_is_clean_and_repeatable(tmp_path: Path) -> None:
    sources = ("import os", "print('甲'); print('乙')", "sorted({'b', 'a'})", "hash('甲')")
    first, second = (text_of(ran_cells(tmp_path, *sources)) for _ in range(2))
    assert first == second
    assert 'execution"' not in first


def test_a_run_has_a_progress_file_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GENMARKETING_PROGRESS", str(tmp_path / "mine.sqlite"))
    built = ran_cells(tmp_path, "import os; os.environ['GENMARKETING_PROGRESS'].endswith('mine.sqlite')")
    assert built.cells[0].outputs[0].data["text/plain"] == "False"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("1 / 0", "样章 第 2 格（1 / 0）运行出错：ZeroDivisionError"),
        ("import sys; print('警告', file=sys.stderr)", "样章 第 2 格写到了 stderr：警告"),
        ("object()", "样章 第 2 格的输出里有一个内存地址"),
    ],
)
def test_a_cell_that_fails_or_cannot_be_repeated_is_named(tmp_path: Path, source: str, said: str) -> None:
    with pytest.raises(BuildRefused) as refused:
        ran_cells(tmp_path, "1", source, "3")
    assert said in str(refused.value)


def test_paths_of_one_machine_are_told() -> None:
    output = v4.new_output("stream", name="stdout", text="读自 /home/someone/course\n")
    built = notebook(THEME, "chapter", [code("1")])
    built.cells[0].outputs = [output]
    assert volatile_outputs(built) == ["第 1 格的输出里有一个文件的绝对路径：/home/"]


# Links


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("[练习](../exercises/01_moe_reasoning.ipynb)", ""),
        ("[练习](../exercises/01_moe_reasoning.ipynb#题-1)", ""),
        ("[外面](https://example.org/x)", ""),
        ("`[代码](没有.md)`", ""),
        ("[这里](#甲-节)", ""),
        ("[练习](../exercises/02.ipynb)", "找不到文件 exercises/02.ipynb"),
        ("[练习](../exercises/01_moe_reasoning.ipynb#题-9)", "找不到标题「题-9」"),
        ("[答案](../solutions/01_moe_reasoning.ipynb)", "学习者没有这个文件夹"),
        ('<img src="picture.png">', "找不到文件 chapters/picture.png"),
    ],
)
def test_links_are_followed(tmp_path: Path, link: str, said: str) -> None:
    made = {
        "chapters/a.ipynb": notebook(THEME, "chapter", [markdown(f"## 甲 节\n\n{link}")]),
        "exercises/01_moe_reasoning.ipynb": notebook(THEME, "exercises", [markdown("## 题 1")]),
    }
    found = broken_links("chapters/a.ipynb", made, tmp_path)
    assert (found == []) if not said else (len(found) == 1 and said in found[0])


# Drift


def with_output(text: str, picture: str = "") -> str:
    built = notebook(THEME, "chapter", [markdown("## 甲"), code("1 + 1")])
    data = {"text/plain": text} | ({"image/png": picture} if picture else {})
    built.cells[1].outputs = [v4.new_output("execute_result", data=data, execution_count=1)]
    built.cells[1].execution_count = 1
    return text_of(built)


def test_drift_is_shown_with_its_place() -> None:
    assert difference(with_output("2"), with_output("2"), "甲.ipynb") == []
    lines = difference(with_output("2"), with_output("3"), "甲.ipynb")
    assert "-    text/plain: 2" in lines
    assert "+    text/plain: 3" in lines
    assert difference("", with_output("3"), "甲.ipynb")
    pictures = difference(with_output("2", "AAAA"), with_output("2", "BBBB"), "甲.ipynb")
    assert len([line for line in pictures if line.startswith(("-    image/png: 图片", "+    image/png: 图片"))]) == 2


def test_comparing_writing_and_clearing_away(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    built = {"chapters/01_moe_reasoning.ipynb": with_output("2")}
    assert compare(tmp_path, built, []) == 1
    assert not (tmp_path / "chapters").exists()
    assert write(tmp_path, built, []) == 0
    assert compare(tmp_path, built, []) == 0
    (tmp_path / "chapters" / "99_gone.ipynb").write_text(with_output("2"), encoding="utf-8")
    left = leftovers(tmp_path, built)
    assert left == ["chapters/99_gone.ipynb"]
    assert compare(tmp_path, built, left) == 1
    assert write(tmp_path, built, left) == 0
    assert not (tmp_path / "chapters" / "99_gone.ipynb").exists()
    assert "没有变化" in capsys.readouterr().out


def test_a_chapter_is_built_the_same_twice(tmp_path: Path) -> None:
    path = written(tmp_path, "## 甲\n\n{concept}`K001`\n\n```{code-cell} ipython3\nprint('乙')\n```\n")
    first, second = (assemble(THEME, path, (), tmp_path) for _ in range(2))
    assert first == second
    assert list(first) == ["chapters/01_moe_reasoning.ipynb"]


# Coverage


def test_every_concept_of_a_ready_theme_is_taught_and_every_core_one_graded(ran: Ran) -> None:
    found = coverage()
    assert found["missing"] == []
    for theme in themes():
        if has_sources(theme):
            own = [id_ for id_ in found["taught"] if concept(id_).theme == theme.name]
            ran(theme.name, "concepts_taught", len(own))


def test_coverage_names_the_places() -> None:
    found = coverage()
    assert any(place.startswith("chapters/01_moe_reasoning · ") for place in found["taught"]["K001"])
    assert all(place.startswith("exercises/") for places in found["graded"].values() for place in places)
