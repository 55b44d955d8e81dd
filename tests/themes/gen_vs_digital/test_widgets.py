"""Every widget of theme 03 is small and says something at each setting; guesses, quick questions and the map."""

from __future__ import annotations

import json
import re
from typing import Any

from explorers import frames

from genmarketing.themes.gen_vs_digital import widgets
from genmarketing.themes.gen_vs_digital.widgets import predictions, quick_questions, sorters
from genmarketing.ui import Explorer

LARGEST = 300_000
"""Bytes of one explorer's grid: a page holds two dozen of them."""


def test_every_explorer_is_small_and_each_frame_says_something(explorers: dict[str, Explorer]) -> None:
    for name, explorer in explorers.items():
        assert len(json.dumps(explorer.grid, ensure_ascii=False).encode()) < LARGEST, name
        for values, frame in frames(explorer).items():
            assert frame["sentence"].endswith("。"), (name, values)
            assert not re.search(r"nan|inf", frame["sentence"]), (name, values)


def test_every_control_changes_what_is_shown(explorers: dict[str, Explorer]) -> None:
    for name, explorer in explorers.items():
        shown = frames(explorer)
        for number, control in enumerate(explorer._controls):
            seen: dict[tuple[Any, ...], set[str]] = {}
            for values, frame in shown.items():
                others = values[:number] + values[number + 1 :]
                seen.setdefault(others, set()).add(json.dumps(frame))
            assert any(len(different) > 1 for different in seen.values()), (name, control.name)


def test_chinese_text_uses_full_width_punctuation_and_keeps_its_distance(explorers: dict[str, Explorer]) -> None:
    slip = re.compile(
        r"[\u4e00-\u9fff][,;:?!()]|[,;:?!()][\u4e00-\u9fff]|[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9%][\u4e00-\u9fff]"
    )
    texts = [frame["sentence"] for explorer in explorers.values() for frame in frames(explorer).values()]
    texts += [
        part
        for question, options in quick_questions.QUESTIONS.values()
        for part in (question, *(o[0] + o[2] for o in options))
    ]
    for items in (sorters.PRACTICES, sorters.CHANGES, sorters.TASKS, sorters.DRAWBACKS):
        texts += [part for item in items for part in (item.text, item.because, *item.hints.values())]
    texts += [question for question, _ in predictions.QUESTIONS.values()]
    for text in texts:
        assert not slip.search(text), text


# Guesses, questions, map


def test_a_quick_question_has_one_right_option_and_answers_each() -> None:
    for name, (_, options) in quick_questions.QUESTIONS.items():
        assert [right for _, right, _ in options].count(True) == 1, name
        assert widgets.quick_question(name).answered is None


def test_a_guess_comes_back_with_what_it_was() -> None:
    for name, truth, near, far in (("three_questions", 62.0, 62, 10), ("claimed", 354.0, 360, 100)):
        guess, back = widgets.prediction(name), widgets.recall(name, truth=truth)
        values = predictions.QUESTIONS[name][1].values
        assert "还没有下注" in back.frame["sentence"]
        guess.state = {"at": list(values).index(far), "committed": True}
        assert "很近" not in back.frame["sentence"]
        guess.state = {"at": list(values).index(near), "committed": True}
        assert "很近" in back.frame["sentence"]


def test_the_guess_about_clicks_knows_the_winner() -> None:
    options = predictions.QUESTIONS["most_clicks"][1].values
    said = [predictions.ANSWERS["most_clicks"](option, None) for option in options]
    assert [text.startswith("对。") for text in said] == [option == predictions.MOST_CLICKS for option in options]


def test_the_map_describes_itself_for_those_who_cannot_see_it() -> None:
    drawn = widgets.concept_map()
    assert drawn.layout.meta["alt"].startswith("概念图：")
    titles = [note.text for note in drawn.layout.annotations]
    for section in range(1, 10):
        assert any(f"第 {section} 节" in title for title in titles)
