"""Answers are found whatever happened to the notebook around them."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable
from typing import Any

import jupytext
import nbformat
import pytest
from one_submission import RIGHT, graded, rows, total

from genmarketing.grading.notebooks import BIGGEST, UnreadableNotebook, read_sheet

Notebook = dict[str, Any]


def code_cells(notebook: Notebook) -> list[dict[str, Any]]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def answer_cell(notebook: Notebook, name: str) -> dict[str, Any]:
    return next(cell for cell in code_cells(notebook) if f"# 题目: {name}" in "".join(cell["source"]))


def cell(source: str, kind: str = "code") -> dict[str, Any]:
    return {"cell_type": kind, "source": source, "metadata": {}}


def no_metadata(notebook: Notebook) -> None:
    notebook["metadata"] = {}
    for each in notebook["cells"]:
        each["metadata"] = {}
        each.pop("id", None)


def other_points(notebook: Notebook) -> None:
    for each in notebook["cells"]:
        if "nbgrader" in each["metadata"]:
            each["metadata"]["nbgrader"] |= {"points": 1000, "grade_id": "x", "solution": False, "locked": True}


def reordered(notebook: Notebook) -> None:
    first, rest = notebook["cells"][:2], notebook["cells"][2:]
    random.Random(0).shuffle(rest)
    notebook["cells"] = first + rest


def without_checks(notebook: Notebook) -> None:
    notebook["cells"] = [each for each in notebook["cells"] if "wb.check(" not in "".join(each["source"])]


def without_prose(notebook: Notebook) -> None:
    notebook["cells"] = code_cells(notebook)


def without_id_lines(notebook: Notebook) -> None:
    for each in code_cells(notebook):
        lines = "".join(each["source"]).split("\n")
        each["source"] = "\n".join(line for line in lines if not line.startswith("# 题目"))


def every_cell_twice(notebook: Notebook) -> None:
    notebook["cells"] = [each for each in notebook["cells"] for _ in range(2)]


def sources_as_one_text(notebook: Notebook) -> None:
    for each in notebook["cells"]:
        each["source"] = "".join(each["source"]).replace("\n", "\r\n")


def full_width_id_lines(notebook: Notebook) -> None:
    for each in code_cells(notebook):
        each["source"] = "".join(each["source"]).replace("# 题目: ", "　#题目：")


def noisy(notebook: Notebook) -> None:
    for each in code_cells(notebook)[1:]:
        each["source"] = (
            "import warnings\nwarnings.warn('老版本')\nprint('试一试' * 100)\n"
            + "".join(each["source"])
            + "\nprint('好了')\ninput('继续吗')\n"
        )


def left_in_the_cell(notebook: Notebook) -> None:
    """What learners try out and forget: the marker has nobody to ask, not their file, and not their packages."""
    for each in code_cells(notebook)[1:]:
        above = [
            "n = int(input('几个？'))",
            "name = input()",
            "display('看一眼')",
            "get_ipython().run_line_magic('matplotlib', 'inline')",
            "import package_of_my_own",
            "import pandas as pd; mine = pd.read_csv('C:/桌面/我的.csv')",
            "1 / 0",
            "Out[1], _",
        ]
        each["source"] = "\n".join([*above, "".join(each["source"]), "print(undefined)", "exit()"])


def sources_without_line_ends(notebook: Notebook) -> None:
    for each in notebook["cells"]:
        each["source"] = "".join(each["source"]).split("\n")


def through_jupytext(notebook: Notebook) -> None:
    """There and back by way of a script and of Markdown."""
    for form in ("py:percent", "md", "py:light"):
        text = jupytext.writes(nbformat.reads(json.dumps(notebook), 4), form)
        back = json.loads(nbformat.writes(jupytext.reads(text, form)))
        notebook.clear()
        notebook.update(back)


def as_colab_saves_it(notebook: Notebook) -> None:
    notebook["metadata"] = {"colab": {"provenance": []}, "accelerator": "GPU"}
    notebook["nbformat_minor"] = 0
    for number, each in enumerate(notebook["cells"]):
        each.pop("id", None)
        each["metadata"] = {"id": f"x{number}", "outputId": "1a2b", "colab": {"base_uri": "https://localhost:8080/"}}


def as_vs_code_saves_it(notebook: Notebook) -> None:
    notebook["metadata"] = {"language_info": {"name": "python"}, "orig_nbformat": 4}
    notebook["nbformat_minor"] = 2
    for each in notebook["cells"]:
        each.pop("id", None)
        each["source"] = "".join(each["source"]).splitlines(keepends=True)
        each["metadata"] = {"vscode": {"languageId": "python"}}


def as_dataspell_saves_it(notebook: Notebook) -> None:
    for each in notebook["cells"]:
        each["source"] = "".join(each["source"])
        each["metadata"] = {"collapsed": False, "pycharm": {"name": "#%%\n", "is_executing": True}, "ExecuteTime": {}}


def with_heavy_outputs(notebook: Notebook) -> None:
    for each in code_cells(notebook):
        each["outputs"] = [{"output_type": "display_data", "data": {"image/png": "A" * 200_000}, "metadata": {}}]


def magics(notebook: Notebook) -> None:
    for each in code_cells(notebook)[1:]:
        each["source"] = "%%time\n" + "".join(each["source"]) + "\n!ls\nfiles = !ls\n%matplotlib inline\nlen?\n"
    notebook["cells"].insert(0, cell("%%bash\nrm -rf ~"))
    notebook["cells"].insert(0, cell("%pip install nothing"))


def broken_neighbours(notebook: Notebook) -> None:
    for place in range(len(notebook["cells"]), 2, -1):
        notebook["cells"].insert(place, cell("def half(:\n    retur"))
        notebook["cells"].insert(place, cell("raise RuntimeError('坏了')"))
        notebook["cells"].insert(place, cell("input()"))


def awaited(notebook: Notebook) -> None:
    notebook["cells"].insert(2, cell("import asyncio\nawait asyncio.sleep(0)\nwaited = 1"))


def starters_below(notebook: Notebook) -> None:
    for each in list(code_cells(notebook)):
        source = "".join(each["source"])
        if source.startswith("# 题目: top_k_gates"):
            notebook["cells"].append(
                cell('# 题目: top_k_gates\ndef top_k_gates(scores, bias, k):\n    """给每个 token 选专家。"""\n    ...')
            )
        if source.startswith("# 题目: model_account"):
            notebook["cells"].append(cell("# 题目: model_account\nmodel_account = ..."))


def older_format(notebook: Notebook) -> None:
    old = nbformat.convert(nbformat.from_dict(copy.deepcopy(notebook)), 3)
    notebook.clear()
    notebook.update(json.loads(json.dumps(old)))


CHANGES: list[Callable[[Notebook], None]] = [
    no_metadata,
    other_points,
    without_checks,
    without_prose,
    without_id_lines,
    every_cell_twice,
    sources_as_one_text,
    full_width_id_lines,
    noisy,
    left_in_the_cell,
    sources_without_line_ends,
    through_jupytext,
    as_colab_saves_it,
    as_vs_code_saves_it,
    as_dataspell_saves_it,
    with_heavy_outputs,
    magics,
    broken_neighbours,
    awaited,
    starters_below,
    older_format,
    reordered,
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_answers_are_found(change: Callable[[Notebook], None], solution: Notebook) -> None:
    notebook = copy.deepcopy(solution)
    change(notebook)
    assert total(graded(notebook)) == RIGHT


def test_a_byte_order_mark_costs_nothing(solution: Notebook) -> None:
    assert total(graded(b"\xef\xbb\xbf" + json.dumps(solution, ensure_ascii=False).encode())) == RIGHT


def test_a_renamed_function_in_its_own_cell_counts(solution: Notebook) -> None:
    notebook = copy.deepcopy(solution)
    for each in code_cells(notebook):
        source = "".join(each["source"])
        if "def top_k_gates" in source:
            each["source"] = source.replace("def top_k_gates", "def my_gates")
    assert rows(graded(notebook))["top_k_gates"].state == "correct"


def test_an_answer_in_a_text_cell_counts_and_is_flagged(solution: Notebook) -> None:
    notebook = copy.deepcopy(solution)
    target = answer_cell(notebook, "chain_success")
    target["cell_type"] = "raw"
    record = graded(notebook)
    assert total(record) == RIGHT
    assert any("chain_success" in flag and "文字格" in flag for flag in record.flags)


def test_a_deleted_answer_costs_itself_alone(solution: Notebook) -> None:
    notebook = copy.deepcopy(solution)
    notebook["cells"].remove(answer_cell(notebook, "chain_success"))
    found = rows(graded(notebook))
    assert found["chain_success"].state == "untouched"
    assert total(graded(notebook)) == RIGHT - found["chain_success"].points


def test_a_later_wrong_answer_wins(solution: Notebook) -> None:
    notebook = copy.deepcopy(solution)
    notebook["cells"].append(cell("# 题目: chain_success\ndef chain_success(*arguments):\n    return 0.5"))
    assert rows(graded(notebook))["chain_success"].score < rows(graded(solution))["chain_success"].score


def test_what_stops_in_a_cell_is_reported_once_and_in_order(solution: Notebook) -> None:
    notebook = copy.deepcopy(solution)
    target = answer_cell(notebook, "chain_success")
    target["source"] = "1 / 0\n[][1]\n" + "".join(target["source"])
    record = graded(notebook)
    [said] = record.failures
    assert "ZeroDivisionError" in said
    assert total(record) == RIGHT


def test_a_function_may_display_what_it_finds(solution: Notebook) -> None:
    """In the notebook that worked, and the card said it was right."""
    notebook = copy.deepcopy(solution)
    target = answer_cell(notebook, "chain_success")
    lines = "".join(target["source"]).split("\n")
    place = next(number for number, line in enumerate(lines) if line.startswith("def ")) + 1
    target["source"] = "\n".join([*lines[:place], "    display('看')", *lines[place:]])
    assert rows(graded(notebook))["chain_success"].state == "correct"


def test_more_cells_than_anybody_writes_are_said(solution: Notebook) -> None:
    notebook = copy.deepcopy(solution)
    notebook["cells"] += [cell("pass")] * 1200
    record = graded(notebook)
    assert total(record) == RIGHT
    assert any("只看了前 1,000 格" in flag for flag in record.flags)


def test_names_used_again_further_down_do_not_spoil_an_answer(solution: Notebook) -> None:
    notebook = copy.deepcopy(solution)
    notebook["cells"].append(cell("chain_success = 3\ntop_k_gates = None"))
    assert total(graded(notebook)) == RIGHT


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "空的"),
        (b" \n\0\n", "空的"),
        (b"hello", "JSON"),
        (b'{"cells": [', "JSON"),
        ("笔记".encode("gbk"), "UTF-8"),
        (b"\xff\xfe{\0", "UTF-8"),
        (b"[" * 100_000, "JSON"),
        (b"9" * 100_000, "读不了的数"),
        (b'{"cells": []}', "没有一格代码"),
        (b"[]", "没有一格代码"),
        (b"null", "没有一格代码"),
        (b'{"cells": {"a": 1}}', "没有一格代码"),
        (b"PK\x03\x04", "JSON"),
        (b"x" * (BIGGEST + 1), "MB"),
    ],
    ids=range(14),
)
def test_what_is_no_notebook_says_so(content: bytes, said: str) -> None:
    with pytest.raises(UnreadableNotebook, match=said):
        read_sheet(content)


def test_the_learner_and_class_are_read_without_running_anything() -> None:
    sheet = read_sheet(json.dumps({"cells": [cell('learner_id = "2023 001"  # 学号\nclass_code = "mk1"')]}).encode())
    assert (sheet.learner_id, sheet.class_code) == ("2023 001", "mk1")
    number = read_sheet(json.dumps({"cells": [cell("learner_id = 2023001")]}).encode())
    assert (number.learner_id, number.class_code) == ("2023001", None)
