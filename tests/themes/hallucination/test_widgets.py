"""The widgets of theme 02 show what the models compute, say it in a sentence, and say it truly at every setting."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import chess
import numpy as np
import pytest
from explorers import frames, panel, tiles

from genmarketing.data import load, published
from genmarketing.themes.hallucination import widgets
from genmarketing.themes.hallucination.models import (
    abstention,
    chess_player,
    enumeration,
    grounding,
    ngram,
    remedies,
    scenarios,
    world,
)
from genmarketing.themes.hallucination.models.world import World
from genmarketing.themes.hallucination.widgets import quick_questions
from genmarketing.ui import Explorer

LARGEST = 300_000
"""Bytes of one explorer's grid: a page holds a dozen of them."""


@pytest.fixture(autouse=True)
def _own_progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GENMARKETING_PROGRESS", str(tmp_path / "progress.sqlite"))


@pytest.fixture(scope="module")
def brands() -> World:
    return world.from_table(load("brand_facts"))


@pytest.fixture(scope="module")
def model(brands: World) -> ngram.NGram:
    return ngram.NGram(5).learn(brands.sentences())


@pytest.fixture(scope="module")
def answers(brands: World, model: ngram.NGram) -> np.ndarray:
    return enumeration.answer_table(model, brands)


@pytest.fixture(scope="module")
def games() -> tuple[dict[int, ngram.NGram], list[tuple[str, ...]]]:
    rng = np.random.default_rng(1)
    played = [chess_player.play_game(rng, 30) for _ in range(150)]
    fresh = [game for game in (chess_player.play_game(rng, 30) for _ in range(8)) if len(game) == 31]
    return {order: ngram.NGram(order).learn(played) for order in (2, 3, 6)}, fresh


@pytest.fixture(scope="module")
def explorers(
    brands: World,
    answers: np.ndarray,
    games: tuple[dict[int, ngram.NGram], list[tuple[str, ...]]],
) -> dict[str, Explorer]:
    players, fresh = games
    memory, _ = enumeration.best_answers(answers)
    shelf = grounding.write_notes(brands, np.random.default_rng(2))
    kept = grounding.write_notes(brands, np.random.default_rng(1), corrupted=0.02, missing=0.15)
    makers: dict[str, Callable[[], Explorer]] = {
        "watch_it_write": lambda: widgets.watch_it_write(brands),
        "question_playground": lambda: widgets.question_playground(brands),
        "monofact_line": widgets.monofact_line,
        "repeat_dial": widgets.repeat_dial,
        "temperature_dial": lambda: widgets.temperature_dial(brands, answers),
        "agreement_dial": lambda: widgets.agreement_dial(brands, answers),
        "note_ranking": lambda: widgets.note_ranking(brands, shelf),
        "retrieval_switch": lambda: widgets.retrieval_switch(brands, memory),
        "exam_two_ways": widgets.exam_two_ways,
        "threshold_dial": lambda: widgets.threshold_dial(brands),
        "remedy_bill": lambda: widgets.remedy_bill(remedies.remedies(brands, answers, kept)),
        "version_scale": lambda: widgets.version_scale(scenarios.three_versions(brands, answers, kept)),
        "risk_ladder": widgets.risk_ladder,
        "chess_referee": lambda: widgets.chess_referee(players),
        "illegal_by_ply": lambda: widgets.illegal_by_ply(players, fresh),
        "filter_bench": widgets.filter_bench,
    }
    return {name: make() for name, make in makers.items()}


def test_every_explorer_is_small_and_each_frame_says_something(explorers: dict[str, Explorer]) -> None:
    for name, explorer in explorers.items():
        assert len(json.dumps(explorer.grid, ensure_ascii=False).encode()) < LARGEST, name
        for values, frame in frames(explorer).items():
            assert frame["sentence"].endswith(("。", "！", "？")), (name, values)
            assert "nan" not in frame["sentence"], (name, values)


def test_every_control_changes_what_is_shown(explorers: dict[str, Explorer]) -> None:
    for name, explorer in explorers.items():
        shown = frames(explorer)
        for number, control in enumerate(explorer._controls):
            seen: dict[tuple[Any, ...], set[str]] = {}
            for values, frame in shown.items():
                others = values[:number] + values[number + 1 :]
                seen.setdefault(others, set()).add(json.dumps(frame))
            assert any(len(different) > 1 for different in seen.values()), (name, control.name)


def test_chinese_text_uses_full_width_punctuation(explorers: dict[str, Explorer]) -> None:
    half_width = re.compile(r"[\u4e00-\u9fff][,;:?!()]|[,;:?!()][\u4e00-\u9fff]")
    for explorer in explorers.values():
        for frame in frames(explorer).values():
            assert not half_width.search(frame["sentence"]), frame["sentence"]
    for _, options in quick_questions.QUESTIONS.values():
        for text, _, answer in options:
            assert not half_width.search(text + answer)


def test_written_sentences_are_marked_by_what_the_table_says(explorers: dict[str, Explorer], brands: World) -> None:
    for values, frame in frames(explorers["watch_it_write"]).items():
        marked = panel(frame, "marked")
        kinds = [kind["name"] for kind in marked["kinds"]]
        written = "".join(marked["texts"]).splitlines()
        said = [kinds[int(sign)] for sign in marked["marks"] if sign != "."]
        assert len(written) == len(said) == 8
        for line, kind in zip(written, said, strict=True):
            brand, attribute, value, note = re.fullmatch(r"\d\. (.+)的(.+)是(.+)。（(.+)）", line).groups()  # type: ignore[union-attr]
            true = brands.facts[brand, attribute]
            times = brands.mentions[brands.brands.index(brand), brands.attributes.index(attribute)]
            assert kind == ("false" if value != true else "known" if times else "lucky"), values
            assert (f"实际是{true}" in note) == (value != true)
            assert (f"写过 {times} 次" in note) == bool(times)
        assert f"{said.count('false')} 句是编的" in frame["sentence"]


def test_an_unseen_fact_gets_another_brand_s_answer_until_it_is_stated(explorers: dict[str, Explorer]) -> None:
    shown = frames(explorers["question_playground"])

    def chance(*values: Any) -> float:
        bars = panel(shown[values], "bars")
        true = bars["highlighted"][0]
        assert bars["categories"][true].endswith("（真）")
        return float(bars["series"][0]["values"][true])

    facts, temperatures, more = (control.values for control in explorers["question_playground"]._controls)
    for which, temperature in itertools.product(facts, temperatures):
        chances = [chance(which, temperature, times) for times in more]
        assert chances == sorted(chances), "stating a fact never lowers its chance"
        if "没写过" in which:
            assert chances[0] < 0.5
        if temperature <= 1:
            assert chances[-1] > 0.8
            assert which != "写过很多次" or chances[0] > 0.9
        sentence = shown[which, temperature, more[-1]]["sentence"]
        assert f"以前，说对的机会是 {chances[0]:.1%}" in sentence


def test_no_temperature_repairs_what_was_never_stated(
    explorers: dict[str, Explorer], brands: World, answers: np.ndarray
) -> None:
    for (temperature,), frame in frames(explorers["temperature_dial"]).items():
        shown = tiles(frame)
        assert shown["答错，没写过的"] > 0.9
        wrong = enumeration.wrong_answers(enumeration.temper_table(answers, temperature), brands.truth)
        assert shown["答错，全部问题"] == pytest.approx(wrong.mean(), abs=1e-5)
        if temperature <= 0.3:
            assert shown["答错，写过多次的"] < 0.01
        assert f"没写过的，照样错 {shown['答错，没写过的']:.0%}" in frame["sentence"]
        if "高温连写过多次的也说错了" in frame["sentence"]:
            assert shown["答错，写过多次的"] > 0.2


def test_the_bound_is_shown_with_its_slack_and_called_vacuous_where_it_is(explorers: dict[str, Explorer]) -> None:
    says = []
    for at, frame in frames(explorers["monofact_line"]).items():
        (_, _, values), lines, bars = at, panel(frame, "lines"), panel(frame, "bars")
        marker = lines["markers"][0]
        assert marker["y"] == pytest.approx((1 - 1 / values) * marker["x"], abs=1e-5), at
        parts = bars["series"][0]["values"]
        assert sum(parts[:4]) == pytest.approx(parts[4], abs=1e-4)
        assert parts[2] == pytest.approx(-60 / (values - 1), rel=1e-4)
        assert (parts[4] <= 0) == ("什么也没有保证" in frame["sentence"])
        assert ("值的种类太少" in frame["sentence"]) == (parts[4] <= 0 and -parts[2] > parts[0])
        assert parts[4] <= marker["y"], "the theorem holds"
        says.append(parts[4] > 0)
        assert all(y == 0 for y in lines["lines"][1]["y"]), "the memoriser"
    assert 0 < sum(says) < len(says), "silent in the small world, and not in every large one"


def test_repetition_lowers_one_curve_and_raises_the_other(explorers: dict[str, Explorer]) -> None:
    rates, errors = panel(next(iter(frames(explorers["repeat_dial"]).values())), "lines")["lines"]
    assert np.all(np.diff(rates["y"]) < 0)
    assert np.all(np.diff(errors["y"]) > 0)


def test_alarms_by_agreement_trade_one_error_for_the_other(explorers: dict[str, Explorer]) -> None:
    shown = frames(explorers["agreement_dial"])
    for samples in (3, 5, 10, 20):
        recalls = [tiles(shown[samples, limit])["编的里抓到的"] for limit in (0.2, 0.4, 0.6, 0.8)]
        assert recalls == sorted(recalls)
    for (samples, _), frame in shown.items():
        assert tiles(frame)["每个问题要问"] == samples + 1
        assert sum(sum(series["values"]) for series in panel(frame, "bars")["series"]) == 600


def test_the_ranking_marks_the_note_that_is_about_the_question(explorers: dict[str, Explorer]) -> None:
    overtaken = 0
    for (_, b), frame in frames(explorers["note_ranking"]).items():
        bars = panel(frame, "bars")
        scores = bars["series"][0]["values"]
        assert scores == sorted(scores, reverse=True)
        first = bars["highlighted"] == [0]
        assert first == ("讲对题目的那条排在第一" in frame["sentence"])
        overtaken += not first
        if b <= 0.3:
            assert first
    assert overtaken >= 3


def test_retrieval_leaves_the_errors_of_its_notes(explorers: dict[str, Explorer]) -> None:
    causes = {"照着错的笔记": 0, "不对题的笔记当答案": 0, "又去凭记忆": 0}
    for (source, _, bad, gap), frame in frames(explorers["retrieval_switch"]).items():
        sentence, shown = frame["sentence"], tiles(frame)
        before, now = np.transpose([series["values"] for series in panel(frame, "bars")["series"]])
        assert now.sum() == pytest.approx(1, abs=1e-4)
        assert before[2] == pytest.approx(0.507, abs=0.001)
        if source == "off":
            assert now == pytest.approx(before)
            continue
        assert shown["找到对题的笔记"] <= 1 - gap + 1e-6
        assert shown["没有答"] == pytest.approx(1 - shown["找到对题的笔记"] if source == "refuse" else 0, abs=1e-5)
        assert ("没有错" in sentence) == (now[2] == 0)
        for cause in causes:
            causes[cause] += cause in sentence
        if source == "refuse":
            assert now[2] == pytest.approx(bad * (1 - now[1]), abs=0.03)
        if source == "recite":
            assert now[2] >= 1 - shown["找到对题的笔记"] - 0.02, "what is beside the question is hardly ever right"
        told = [float(share) for share in re.findall(r"([\d.]+)% 是", sentence)]
        assert ("错的全是" in sentence) == (now[2] > 0 and not told)
        assert not told or sum(told) == pytest.approx(100 * now[2], abs=0.11), "the causes named make up all errors"
    assert all(causes.values())


def test_two_exams_rank_two_models_differently(explorers: dict[str, Explorer]) -> None:
    for (graded,), frame in frames(explorers["exam_two_ways"]).items():
        careful, bold, _ = panel(frame, "bars")["series"], frame["panels"][1]["series"][0]["values"], None
        assert [series["values"][0] for series in careful] == [
            published(f"simpleqa_gpt5_thinking_mini_{part}").value for part in ("right", "wrong", "abstain")
        ]
        first = "o4-mini" if bold[1] > bold[0] else "gpt-5-thinking-mini"
        assert f"{first} 在前" in frame["sentence"]
        assert ("不如一题不答" in frame["sentence"]) == (max(bold[:2]) < 0)
        assert (first == "o4-mini") == (graded == 0)


def test_the_threshold_s_numbers_are_the_model_s(explorers: dict[str, Explorer], brands: World) -> None:
    best, confidence = enumeration.best_answers(
        enumeration.answer_table(ngram.NGram(5, 3.0).learn(brands.sentences()), brands)
    )
    warned = set()
    for (level, graded, weight), frame in frames(explorers["threshold_dial"]).items():
        if weight == 3.0:
            now = abstention.outcome(confidence, best != brands.truth, level, graded)
            assert tiles(frame)["平均得分"] == pytest.approx(now.score, abs=1e-5)
            assert tiles(frame)["回答了"] == pytest.approx(now.coverage, abs=1e-5)
        warned.add((weight, "先升后降" in frame["sentence"]))
    assert warned == {(1.0, False), (3.0, True)}, "one model's curve rises and falls, the other's does not"


def test_the_scale_picks_what_is_worth_most(explorers: dict[str, Explorer]) -> None:
    winners = set()
    for (where, scale, review), frame in frames(explorers["version_scale"]).items():
        bars = panel(frame, "bars")
        values = bars["series"][0]["values"]
        assert values[bars["highlighted"][0]] == max(values), (where, scale, review)
        winners.add(bars["highlighted"][0])
        shares = [series["values"] for series in frame["panels"][2]["series"]]
        assert np.sum(shares, axis=0) == pytest.approx(1, abs=1e-4)
    assert winners == {0, 1, 2, 3}, "each way of doing it must be able to win"


def test_the_bill_names_the_remedy_worth_most_and_what_it_leaves(explorers: dict[str, Explorer]) -> None:
    winners = set()
    for (where, scale), frame in frames(explorers["remedy_bill"]).items():
        left, money = frame["panels"]
        shares = np.transpose([series["values"] for series in left["series"]])
        assert shares.sum(axis=1) == pytest.approx(1, abs=1e-4)
        scenario = scenarios.SCENARIOS[where]
        values = money["series"][0]["values"]
        best = money["highlighted"][0]
        assert values[best] == max(values)
        assert f"最划算的是「{money['categories'][best]}」" in frame["sentence"]
        assert f"答错 {shares[best][2]:.1%}，没答 {shares[best][1]:.0%}" in frame["sentence"]
        for (right, silent, wrong), value, name in zip(shares, values, money["categories"], strict=True):
            earned = right * scenario.right - wrong * scale * scenario.wrong - silent * scenario.silent
            assert value <= earned + 0.01, (name, "a remedy costs something or nothing")
        winners.add(money["categories"][best])
    assert len(winners) >= 3, "no remedy is best everywhere"


def test_the_ladder_asks_for_the_threshold_of_its_costs(explorers: dict[str, Explorer]) -> None:
    for (_, silent), frame in frames(explorers["risk_ladder"]).items():
        line = panel(frame, "lines")["lines"][0]
        for cost, threshold in zip(line["x"], line["y"], strict=True):
            assert threshold == pytest.approx(scenarios.cost_threshold(1.0, cost, silent), abs=1e-4)


def test_the_referee_s_verdict_stands_beside_the_board(explorers: dict[str, Explorer]) -> None:
    illegal, sent_back, stuck = 0, 0, 0
    for (_, role, _, ply), frame in frames(explorers["chess_referee"]).items():
        kinds = [arrow["kind"] for arrow in panel(frame, "board")["arrows"]]
        shown = list(tiles(frame).values())
        if role == "looks":
            [kind] = kinds
            assert ("犯规：" in frame["sentence"]) == (kind == "illegal")
            assert shown[2] == ply
            illegal += kind == "illegal"
        elif "下不下去" in frame["sentence"]:
            assert shown[0] == "走不下去"
            stuck += 1
        else:
            assert kinds[-1] == "legal", "with a referee who stops, only legal moves are played"
            assert ("第一次就" in frame["sentence"]) == (len(kinds) == 1)
            assert shown[2] == shown[1] + ply
            sent_back += len(kinds) - 1
    first = next(iter(frames(explorers["chess_referee"]).values()))
    assert len(panel(first, "board")["cells"]["at"]) == len(chess.Board().piece_map())
    assert min(illegal, sent_back, stuck) > 20


def test_sentences_about_illegal_moves_fit_their_numbers(explorers: dict[str, Explorer]) -> None:
    for frame in frames(explorers["illegal_by_ply"]).values():
        shares = list(tiles(frame).values())
        assert ("再长也挡不住" in frame["sentence"]) == (shares[-1] > 0.5)
        assert ("背得像会下" in frame["sentence"]) == (shares[-1] < 0.3)


def test_both_filters_show_what_they_miss(explorers: dict[str, Explorer]) -> None:
    for (way, later, disguised, _), frame in frames(explorers["filter_bench"]).items():
        shown = tiles(frame)
        rows = panel(frame, "table")["rows"]
        for kind in ("漏掉", "误伤"):
            examples = [text for name, text in rows if name == kind]
            assert (examples == ["（没有）"]) == (shown[kind] == 0)
        if way == "words" and not later and not disguised:
            assert shown["漏掉"] == 0
            assert shown["误伤"] > 0
