"""`wb` in a notebook: the card, the score, the standing, and what is said when something is missing."""

from pathlib import Path

import pytest

from genmarketing.theme import themes
from genmarketing.workbook import State, Workbook
from genmarketing.workbook.progress import Progress
from genmarketing.workbook.undefined import UnknownQuestion, sentence_for

READY = next(t.name for t in themes() if t.questions())


@pytest.fixture
def wb(tmp_path: Path) -> Workbook:
    return Workbook(READY, "张三", "春季班", Progress.open(tmp_path / "p.sqlite"))


def right_answer(wb: Workbook, name: str) -> object:
    import numpy as np
    import pandas as pd

    names = {"wb": wb, "np": np, "pd": pd}
    exec(wb.questions[name].solution(), names)
    return names[name]


def test_the_one_output_is_score_and_card(wb: Workbook) -> None:
    name, question = next(iter(wb.questions.items()))
    feedback = wb.check(name, right_answer(wb, name))
    assert repr(feedback) == f"{question.points:g}"
    card = feedback._repr_html_()
    assert 'class="gm gm-verdict correct"' in card
    assert f"本册累计 {question.points:g} / 100 分" in card


def test_points_survive_a_restart(wb: Workbook, tmp_path: Path) -> None:
    name, question = next(iter(wb.questions.items()))
    wb.check(name, right_answer(wb, name))
    again = Workbook(READY, "张三", "春季班", Progress.open(tmp_path / "p.sqlite"))
    assert again.points() == question.points
    assert Workbook(READY, "李四", "春季班", Progress.open(tmp_path / "p.sqlite")).points() == 0


def test_points_are_the_best_of_all_attempts(wb: Workbook) -> None:
    name, question = next(iter(wb.questions.items()))
    wb.check(name, right_answer(wb, name))
    worse = wb.check(name, None)
    assert worse.verdict.state is State.UNTOUCHED
    assert f"本册累计 {question.points:g} / 100 分" in worse._repr_html_()


def test_a_record_that_cannot_be_written_costs_the_record_and_not_the_card(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    wb = Workbook(READY, progress=Progress.open(tmp_path / "file" / "p.sqlite"))
    name, question = next(iter(wb.questions.items()))
    feedback = wb.check(name, right_answer(wb, name))
    assert feedback.verdict.score == question.points
    assert "进度没有存下来" in feedback._repr_html_()


def test_data_is_a_copy(wb: Workbook) -> None:
    name = next(n for n, q in wb.questions.items() if q.data(0) is not None)
    assert wb.data(name) is not wb.data(name)


def test_a_mistyped_question_is_guessed(wb: Workbook) -> None:
    name = next(iter(wb.questions))
    with pytest.raises(UnknownQuestion, match=f"是不是 `{name}`"):
        wb.check(name[:-1], 1)


def test_a_missing_answer_is_explained(wb: Workbook) -> None:
    name = next(iter(wb.questions))
    sentence = sentence_for(NameError("x", name=name), wb)
    assert sentence is not None
    assert f"# 题目: {name}" in sentence
    assert sentence_for(NameError("x", name="something_else"), wb) is None


def test_inside_ipython_the_sentence_stands_where_a_traceback_would(
    wb: Workbook, capsys: pytest.CaptureFixture[str]
) -> None:
    from IPython.testing.globalipapp import start_ipython

    from genmarketing.workbook.undefined import explain_undefined_answers

    shell = start_ipython() or __import__("IPython").get_ipython()
    name = next(iter(wb.questions))
    explain_undefined_answers(wb)
    capsys.readouterr()
    shell.user_ns["wb"] = wb
    assert not shell.run_cell(f"wb.check('{name}', {name})").success
    assert "还没有答案" in capsys.readouterr().out
    assert not shell.run_cell("not_an_answer").success
    assert "Traceback" in capsys.readouterr().out
