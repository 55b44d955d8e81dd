"""The look and the widgets without a browser: colours, frames, grids, kept state, tasks."""

from __future__ import annotations

import asyncio
import doctest
import importlib
import itertools
import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from genmarketing import ui
from genmarketing.ui import (
    Bars,
    Choice,
    Duel,
    Explorer,
    Film,
    Frame,
    Heat,
    Interval,
    Line,
    Lines,
    Prediction,
    QuickQuestion,
    Series,
    Slider,
    Table,
    Task,
    Tile,
    Tiles,
    palette,
    recall,
)
from genmarketing.ui.grid import pack
from genmarketing.workbook.progress import Progress


@pytest.fixture(autouse=True)
def progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Progress:
    monkeypatch.setenv("GENMARKETING_PROGRESS", str(tmp_path / "progress.sqlite"))
    return Progress.open()


# Colours

_BLINDNESS = {
    # Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB.
    "none": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}


def _linear(colour: str) -> np.ndarray:
    value = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def _contrast(one: str, other: str) -> float:
    light = sorted(float(_linear(colour) @ [0.2126, 0.7152, 0.0722]) + 0.05 for colour in (one, other))
    return light[1] / light[0]


def _lab(linear: np.ndarray) -> np.ndarray:
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ linear
    scaled = xyz / [0.9505, 1.0, 1.089]
    root = np.where(scaled > 0.008856, np.cbrt(scaled), 7.787 * scaled + 16 / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


@pytest.mark.parametrize("colours", [palette.LIGHT, palette.DARK], ids=["light", "dark"])
def test_colours_have_contrast(colours: dict[str, str]) -> None:
    for surface in ("surface", "raised"):
        for role in (*palette.ROLES, "text", "muted", "focus"):
            assert _contrast(colours[role], colours[surface]) >= 4.5, (role, surface)


@pytest.mark.parametrize("blindness", _BLINDNESS)
@pytest.mark.parametrize("colours", [palette.LIGHT, palette.DARK], ids=["light", "dark"])
def test_colours_differ_for_the_colour_blind(colours: dict[str, str], blindness: str) -> None:
    seen = {
        role: _lab(np.clip(np.asarray(_BLINDNESS[blindness]) @ _linear(colours[role]), 0, 1)) for role in palette.ROLES
    }
    for one, other in itertools.combinations(palette.ROLES, 2):
        # A just noticeable difference is about 2.3; lines on a projector need several times that.
        assert np.linalg.norm(seen[one] - seen[other]) >= 11, (one, other)


# The style sheet and the lazy door


def test_import_of_the_package_is_light() -> None:
    program = "import sys, genmarketing.ui; print([m for m in ('plotly', 'anywidget', 'numpy', 'ipywidgets') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_public_name_loads() -> None:
    assert [name for name in ui.__all__ if getattr(ui, name) is None] == []
    with pytest.raises(AttributeError, match="Exploror"):
        ui.Exploror  # noqa: B018


def test_style_sheet_brings_the_palette_and_only_what_is_asked() -> None:
    card, widgets = ui.style_sheet(), ui.style_sheet(widgets=True)
    assert palette.LIGHT["main"] in card
    assert palette.DARK["main"] in card
    assert ".gm-controls" not in card
    assert ".gm-controls" in widgets
    assert len(card) < 6000  # every card of a notebook carries it


def test_template_is_registered() -> None:
    import plotly.io as pio

    assert ui.template.layout.colorway == palette.COLOURWAY
    assert pio.templates["genmarketing"].layout.separators == ".,"


# Frames: what an author gets wrong is said


def _lines(**more: Any) -> Lines:
    return Lines([Line("a", [1, 2], [3, 4])], "x", "y", **more)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Line("a", [1, 2], [1]), "2 values in x and 1 in y"),
        (lambda: Line("a", [1], [1], low=[0]), "both low and high"),
        (lambda: Line("a", [1], [1], colour="red"), "unknown colour 'red'"),
        (lambda: _lines(x_format="%.2f"), "unknown format"),
        (lambda: _lines(y_range=(2, 1)), "smaller to a larger"),
        (lambda: _lines(y_range=(0, 1), y_scale="log"), "above zero"),
        (lambda: Lines([], "x", "y"), "at least one line"),
        (lambda: Bars(["a"], [Series("s", [1, 2])], "y"), "2 values for 1 categories"),
        (lambda: Bars(["a"], [Series("s", [1])], "y", highlighted=[1]), "indices below 1"),
        (lambda: Heat([[1]], ["a"], ["b", "c"], "v"), "1 rows and 2 columns"),
        (lambda: Table(["a"], [["b", "c"]]), "needs 1 cells"),
        (lambda: Tiles([]), "at least one tile"),
        (lambda: Frame([]), "a panel or a sentence"),
        (lambda: Slider("n", "n", [1]), "at least 2 values"),
        (lambda: Slider("n n", "n", [1, 2]), "identifier"),
        (lambda: Slider("n", "n", [1, 2], start=2), "starts at index 2"),
        (lambda: Slider("n", "n", [1, 2], labels=["a"]), "2 values and 1 labels"),
        (lambda: Film("n", "n", [1, 2], seconds=0), "longer than 0"),
        (lambda: Interval("n", "n", [1, 2], (1, 1)), "two indices"),
    ],
)
def test_mistakes_of_authors_are_refused(make: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        make()


def test_numbers_are_short_and_gaps_are_none() -> None:
    line = Line("a", np.array([1.0, 2.0, 3.0]), np.array([1 / 3, np.nan, 1e21])).encode()
    assert line["x"] == [1, 2, 3]
    assert line["y"] == [0.333333, None, 1e21]


# The grid


def _explorer(**more: Any) -> Explorer:
    def results(power: int, shift: str) -> Frame:
        x = list(range(5))
        y = [value**power + (10 if shift == "up" else 0) for value in x]
        return Frame([_tiles(power), Lines([Line("y", x, y)], "x", "y")], f"{power} {shift}")

    controls = [
        Slider("power", "指数", [1, 2, 3], start=1),
        Choice("shift", "移动", [("不动", "none"), ("上移", "up")]),
    ]
    return Explorer(title="幂", alt="曲线。", controls=controls, results=results, **more)


def _tiles(value: float) -> Tiles:
    return Tiles([Tile("指数", value)])


def _unpacked(node: Any, holes: list[dict[str, Any]], index: int) -> Any:
    """What `unpacked` in js/frame.js does."""
    if isinstance(node, dict):
        if "hole" in node:
            return holes[node["hole"]]["values"][holes[node["hole"]]["at"][index]]
        return {key: _unpacked(value, holes, index) for key, value in node.items()}
    return [_unpacked(value, holes, index) for value in node] if isinstance(node, list) else node


def test_explorer_holds_every_frame_once_with_common_axes() -> None:
    grid = _explorer().grid
    frames = [_unpacked(grid["template"], grid["holes"], index) for index in range(6)]
    assert [frame["sentence"] for frame in frames] == ["1 none", "1 up", "2 none", "2 up", "3 none", "3 up"]
    assert frames[5]["panels"][1]["lines"][0]["y"] == [10, 11, 18, 37, 74]
    assert {tuple(frame["panels"][1]["y"]["range"]) for frame in frames} == {(0, 74)}
    assert grid["template"]["panels"][1]["lines"][0]["x"] == [0, 1, 2, 3, 4]  # equal in all frames: sent once


def test_stacked_bars_share_the_range_of_their_sums() -> None:
    def results(n: int) -> Frame:
        return Frame([Bars(["a"], [Series("s", [n]), Series("t", [2 * n])], "y", stacked=True)])

    explorer = Explorer(title="t", alt="a", controls=[Slider("n", "n", [1, 5])], results=results)
    assert explorer.grid["template"]["panels"][0]["y"]["range"] == [0, 15]


def test_frames_of_other_shapes_are_packed_whole() -> None:
    frames = [{"panels": [{"kind": "a", "v": [1]}]}, {"panels": [{"kind": "a", "v": [1]}, {"kind": "b"}]}]
    packed = pack(frames)
    assert [_unpacked(packed["template"], packed["holes"], index) for index in range(2)] == frames


def test_grid_that_is_too_large_is_refused() -> None:
    def results(n: int) -> Frame:
        x = np.arange(5000)
        return Frame([Lines([Line("y", x, np.sin(x + n))], "x", "y")])

    with pytest.raises(ValueError, match="use fewer values"):
        Explorer(title="t", alt="a", controls=[Slider("n", "n", range(120))], results=results)


def test_results_must_be_frames() -> None:
    with pytest.raises(TypeError, match="must return a Frame, not int"):
        Explorer(title="t", alt="a", controls=[Slider("n", "n", [1, 2])], results=lambda n: n)


def test_slow_grid_shows_its_progress_and_takes_it_away(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = itertools.count(step=1.0)
    cleared: list[bool] = []
    monkeypatch.setattr("genmarketing.ui.grid.time.perf_counter", lambda: next(clock))
    monkeypatch.setattr("IPython.display.clear_output", lambda wait: cleared.append(wait))
    _explorer()
    assert "正在计算：3 / 6" in capsys.readouterr().out
    assert len(cleared) == 5  # with each of four reports, and once more in the end


# Kept state


def test_state_is_kept_and_found_again(progress: Progress) -> None:
    explorer = _explorer(key="powers", theme="t")
    assert explorer.values == {"power": 2, "shift": "none"}
    explorer.state = {"power": 2, "shift": 1}
    assert progress.widget("t", "powers") == {"power": 2, "shift": 1}
    assert _explorer(key="powers", theme="t").values == {"power": 3, "shift": "up"}


@pytest.mark.parametrize("kept", [{"power": 9}, {"power": "2"}, {"power": True}, {"power": -1}, {}, {"other": 1}])
def test_kept_state_of_another_edition_does_no_harm(progress: Progress, kept: dict[str, Any]) -> None:
    progress.save_widget("t", "powers", kept)
    assert _explorer(key="powers", theme="t").values == {"power": 2, "shift": "none"}


def test_widget_works_where_nothing_can_be_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("GENMARKETING_PROGRESS", str(tmp_path / "file" / "progress.sqlite"))
    explorer = _explorer(key="powers", theme="t")
    explorer.state = {"power": 0, "shift": 0}
    assert explorer.values == {"power": 1, "shift": "none"}


def test_key_needs_a_theme() -> None:
    with pytest.raises(ValueError, match="name it with theme="):
        _explorer(key="powers")


# Predictions


def _prediction(key: str) -> Prediction:
    answer = Slider("share", "我猜", range(0, 101), start=50, unit="%")
    return Prediction(key=key, theme="t", question="几成？", answer=answer)


def _recall(key: str) -> Any:
    return recall(key, theme="t", truth="5.6%", say=lambda guess: f"差 {abs(guess - 5.6):.1f}")


def test_recall_waits_for_the_guess_and_follows_it() -> None:
    prediction, recalled = _prediction("follow"), _recall("follow")
    assert "还没有下注" in recalled.frame["sentence"]
    prediction.state = {"at": 10, "committed": False}
    assert prediction.guess is None
    assert "还没有下注" in recalled.frame["sentence"]
    prediction.state = {"at": 10, "committed": True}
    assert prediction.guess == 10
    assert recalled.frame["sentence"] == "差 4.4"
    assert recalled.frame["panels"][0]["tiles"][0]["value"] == "10%"


def test_recall_finds_the_guess_of_an_earlier_kernel(progress: Progress) -> None:
    progress.save_widget("t", "earlier", {"at": 6, "committed": True, "value": 6, "label": "6%"})
    assert _recall("earlier").frame["sentence"] == "差 0.4"
    assert _prediction("earlier").guess == 6


def test_a_recall_draws_the_result_with_the_guess_and_without_one() -> None:
    def bars(guess: float | None) -> Bars:
        return Bars(["真的", "你猜的"], [Series("占比", [5.6, guess])], "%")

    prediction = _prediction("drawn")
    recalled = recall("drawn", theme="t", truth="5.6%", say=lambda guess: "", draw=bars)
    assert recalled.frame["panels"][1]["series"][0]["values"] == [5.6, None]
    prediction.state = {"at": 6, "committed": True}
    assert recalled.frame["panels"][1]["series"][0]["values"] == [5.6, prediction.guess]


def test_interval_gives_two_values() -> None:
    answer = Interval("range", "区间", range(0, 101), (40, 60), unit="%")
    prediction = Prediction(key="interval", theme="t", question="落在哪里？", answer=answer)
    prediction.state = {"at": [45, 55], "committed": True}
    assert prediction.guess == [45, 55]
    assert Prediction(key="interval", theme="t", question="落在哪里？", answer=answer).guess == [45, 55]


# Quick questions and duels


def test_quick_question_needs_a_right_option() -> None:
    with pytest.raises(ValueError, match="one of them right"):
        QuickQuestion(key="q", theme="t", question="?", options=[("a", False, "不是"), ("b", False, "也不是")])


def test_quick_question_keeps_the_choice() -> None:
    options = [("a", False, "不是"), ("b", True, "对")]
    QuickQuestion(key="q", theme="t", question="?", options=options).state = {"chosen": 1}
    assert QuickQuestion(key="q", theme="t", question="?", options=options).answered == 1
    assert QuickQuestion(key="other", theme="t", question="?", options=options).answered is None


def _duel(next_pair: Any = lambda history: (0, 1)) -> Duel:
    def update(history: Any) -> Frame:
        return Frame([], f"{history}")

    return Duel(
        title="t", alt="a", items=["x", "y", "z"], update=update, next_pair=next_pair, key="duel", theme="t"
    )  # fmt: skip


def test_duel_answers_each_pick_and_keeps_them() -> None:
    duel = _duel(lambda history: None if len(history) == 2 else (len(history), len(history) + 1))
    assert duel.pair == [0, 1]
    duel.state = {"history": [[1, 0]]}
    assert (duel.pair, duel.frame["sentence"], duel.frame["picks"]) == ([1, 2], "[(1, 0)]", 1)
    duel.state = {"history": [[1, 0], [1, 2]]}
    assert duel.pair == []
    assert _duel().history == [(1, 0), (1, 2)]


@pytest.mark.parametrize("history", [[[0, 3]], [[0, 0]], [[0]], "no", [["x", "y"]]])
def test_duel_forgets_picks_of_items_that_are_gone(progress: Progress, history: Any) -> None:
    progress.save_widget("t", "duel", {"history": history})
    assert _duel().history == []


@pytest.mark.parametrize("pair", [(0, 0), (0, 3), (-1, 0)])
def test_duel_refuses_a_pair_that_is_none(pair: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="two different indices below 3"):
        _duel(lambda history: pair)


# Tasks


def _count(top: int) -> Iterator[Any]:
    for step in range(top):
        if step == 7:
            raise ZeroDivisionError("seven")
        yield step / top, f"第 {step} 步"
    return Frame([_tiles(top)], f"数到 {top}。")  # type: ignore[return-value]


def _task() -> Task:
    controls = [Slider("top", "数到", [3, 6, 9, 100_000])]
    return Task(title="t", alt="a", button="数", run=_count, controls=controls, key="task", theme="t")


def test_task_runs_to_its_end_and_keeps_the_result() -> None:
    task = _task()
    task.run_to_end()
    assert (task.status["phase"], task.frame["sentence"]) == ("done", "数到 3。")
    assert _task().frame["sentence"] == "数到 3。"


def test_task_says_what_went_wrong() -> None:
    task = _task()
    task.state = {"top": 2}
    task.run_to_end()
    assert task.status["phase"] == "failed"
    assert task.status["text"] == "没有跑完：ZeroDivisionError：seven"


def test_task_must_return_a_frame() -> None:
    def run() -> Iterator[tuple[float, str]]:
        yield 0.5, "一半"

    task = Task(title="t", alt="a", button="跑", run=run)
    task.run_to_end()
    assert "返回的是 NoneType" in task.status["text"]


def test_task_gives_way_to_the_kernel_and_can_be_stopped() -> None:
    def endless() -> Iterator[tuple[float, str]]:
        while True:
            yield 0.0, "还在跑"

    task = Task(title="t", alt="a", button="跑", run=endless)

    async def learner() -> None:
        task._handle_custom_msg({"ask": "run", "state": {}}, [])
        await asyncio.sleep(0.15)
        assert task.status["phase"] == "running"
        task._handle_custom_msg({"ask": "stop"}, [])
        await asyncio.wait_for(task._work, 5)

    with ThreadPoolExecutor(1) as elsewhere:  # a browser test before this one may have left a loop running here
        elsewhere.submit(asyncio.run, learner()).result()
    assert task.status["phase"] == "stopped"


# Scripts


def test_scripts_are_declared_once() -> None:
    """Scripts travel as one text, so a name that two of them declare would stop the widget."""
    shared = Path(ui.__file__).parent / "js"
    entries = (
        *("explorer", "duel", "prediction", "recall", "quick_question", "task", "bar"),
        *("writer", "conversation", "sorter"),
    )
    for entry in entries:
        from genmarketing.ui.style import script
        from genmarketing.ui.widget import _SHARED_SCRIPTS

        names = [
            line.split("(")[0].split("=")[0].split()[1]
            for line in script(*_SHARED_SCRIPTS, entry).splitlines()
            if line.startswith(("const ", "let ", "function "))
        ]
        assert sorted(names) == sorted(set(names)), entry
    assert {path.stem for path in shared.iterdir()} == {*_SHARED_SCRIPTS, *entries}


def test_figure_carries_its_alt_text() -> None:
    import plotly.graph_objects as go

    shown = ui.figure(go.Scatter(x=[1], y=[1]), title="t", alt="一个点。", x="x", y="y")
    assert shown.layout.meta["alt"] == "一个点。"
    box = ui.controlled(shown, [Slider("n", "n", [1, 2])], lambda n: f"{n}", title="t")
    assert box.children[0].sentence == "1"
    box.children[0].state = {"n": 1}
    assert box.children[0].sentence == "2"
    json.dumps(box.children[0].state)
    with pytest.raises(ValueError, match="alt text"):
        ui.figure(go.Scatter(x=[1], y=[1]), title="t", alt="", x="x", y="y")


@pytest.mark.parametrize(
    "name",
    [
        *("controls", "conversation", "duel", "explorer", "figures", "grid", "kinds", "palette", "prediction"),
        *("quick_question", "sorter", "style", "task", "writer"),
    ],
)
def test_examples_of_docstrings_run(name: str) -> None:
    failed, _ = doctest.testmod(importlib.import_module(f"genmarketing.ui.{name}"))
    assert failed == 0
