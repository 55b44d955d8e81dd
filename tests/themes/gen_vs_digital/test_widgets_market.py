"""The widgets on the market, on needs and on the six dimensions show what the models compute, and say it truly at every setting."""

from __future__ import annotations

import re

import numpy as np
import pytest
from explorers import frames, panel, tiles

from genmarketing.themes.gen_vs_digital import widgets
from genmarketing.themes.gen_vs_digital.models import (
    market,
    need_finding,
    supervision,
    versions,
)
from genmarketing.themes.gen_vs_digital.widgets import need as need_views
from genmarketing.themes.gen_vs_digital.widgets import sorters
from genmarketing.themes.gen_vs_digital.widgets import supervision as supervision_views
from genmarketing.ui import Explorer

# The market


def test_the_winner_in_the_sentence_earns_most(explorers: dict[str, Explorer], people: np.ndarray) -> None:
    seen = set()
    for (number, spread, cost, wrong), frame in frames(explorers["three_systems"]).items():
        crowd = market.spread_out(people, spread)
        modes = market.three_modes(crowd, market.Prices(generation=cost), misassigned=wrong)
        best = market.winner(modes, number)
        seen.add(best)
        drawn = panel(frame, "bars")["series"][0]["values"]
        assert drawn == pytest.approx([mode.profit(number) / 1e4 for mode in modes], rel=1e-4, abs=1e-3)
        if best == market.NOBODY:
            assert "三种做法都亏" in frame["sentence"]
            assert max(drawn) <= 0
        else:
            assert f"{best}赚得最多" in frame["sentence"]
    assert seen == {*market.MODES, market.NOBODY}, "the learner must be able to make each of them win"


def test_the_map_colours_each_cell_by_its_winner(explorers: dict[str, Explorer], people: np.ndarray) -> None:
    for (spread, turns, margin), frame in frames(explorers["winner_map"]).items():
        counts = [int(count) for count in re.findall(r" (\d+) 格", frame["sentence"])]
        assert sum(counts) == 48, (spread, turns, margin)
        crowd = market.spread_out(people, spread)
        won = dict.fromkeys((*market.MODES, market.NOBODY), 0)
        for cost in (0.02, 0.1, 0.2, 0.5, 1.0, 2.0):
            modes = market.three_modes(crowd, market.Prices(generation=cost, margin=margin), turns=turns)
            for number in (2_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000):
                won[market.winner(modes, number)] += 1
        assert counts == list(won.values())
        assert ("三种做法各有地盘" in frame["sentence"]) == all(won[mode] for mode in market.MODES)


def test_the_map_has_all_three_colours_and_its_largest_changes_with_the_variety(explorers: dict[str, Explorer]) -> None:
    explorer = explorers["winner_map"]
    shown = frames(explorer)
    spread, *others = explorer.values.values()
    assert spread == 1.0
    largest = []
    for spread in (0.3, 1.0):
        frame = shown[(spread, *others)]
        assert "三种做法各有地盘" in frame["sentence"]
        counts = [int(count) for count in re.findall(r" (\d+) 格", frame["sentence"])]
        largest.append(market.MODES[int(np.argmax(counts[:3]))])
    assert largest == ["猜测", "共创"]


def test_the_best_number_of_versions_is_marked(explorers: dict[str, Explorer], people: np.ndarray) -> None:
    numbers = [1, 2, 4, 8, 16, 32, 64, 128]
    per_person = versions.mismatch_by_versions(people, numbers, np.random.default_rng(1))
    for (cost, number), frame in frames(explorers["versions_explorer"]).items():
        profits = [
            number * (120 * market.purchase_probability(each).mean() - 0.6) - cost * n
            for n, each in zip(numbers, per_person, strict=True)
        ]
        marker = frame["panels"][0]["markers"][0]
        assert marker["x"] == numbers[int(np.argmax(profits))]
        assert marker["y"] == pytest.approx(max(profits) / 1e4, rel=1e-4)


def test_nothing_shared_saves_nothing(explorers: dict[str, Explorer]) -> None:
    for (kinds, shared), frame in frames(explorers["two_savings"]).items():
        alone, together = panel(frame, "bars")["series"][0]["values"]
        assert (alone > together) == (kinds > 1 and shared > 0)
        assert (
            "省" in frame["sentence"] and "不省" not in frame["sentence"] and "省不了" not in frame["sentence"]
        ) == (alone > together)


# Needs


def test_the_dialogue_asks_the_best_question_and_ends(catalogue: need_finding.Catalogue) -> None:
    talk = widgets.need_dialogue(catalogue)
    assert talk.turn["prompt"] == need_views.ASKED["scene"]
    rng = np.random.default_rng(1)
    for need in range(0, 36, 7):
        talk.state = {"history": []}
        dialogue = need_finding.Dialogue(catalogue)
        for _ in range(9):
            if talk.turn["done"]:
                break
            question = need_finding.next_question(
                catalogue, dialogue.belief, dialogue.asked, need_finding.ORDERS[0], rng
            )
            assert question is not None
            assert talk.turn["prompt"] == need_views.ASKED[catalogue.questions[question]]
            answer = int(catalogue.answers[need, question])
            dialogue.hear(question, answer)
            place = need_views.offered(catalogue, question).index(answer)
            assert talk.turn["options"][place] == catalogue.options[question][answer]
            talk.state = {"history": [*talk.history, place]}
        assert talk.turn["done"]
        assert catalogue.products[dialogue.recommendation] in talk.turn["prompt"]
        assert dialogue.recommendation == need, "without slips it finds what was in mind"
        assert "退货" in talk.turn["frame"]["sentence"], "the useless question was never asked"


def test_the_orders_meet_at_the_end(explorers: dict[str, Explorer], courses: dict[str, need_finding.Course]) -> None:
    shown = frames(explorers["question_orders"])
    assert "三种次序一样" in shown[(8,)]["sentence"]
    for (asked,), frame in shown.items():
        if asked < 8:
            for order, course in courses.items():
                assert f"{order} {course.right[asked]:.0%}" in frame["sentence"]


def test_more_commission_never_helps_the_customer(explorers: dict[str, Explorer]) -> None:
    for frame in frames(explorers["intermediary_dial"]).values():
        fit, commission = (line["y"] for line in panel(frame, "lines")["lines"])
        assert np.all(np.diff(fit) <= 1e-6)
        assert np.all(np.diff(commission) >= -1e-6)


# Dimensions


def test_the_cheapest_watch_is_cheapest(explorers: dict[str, Explorer]) -> None:
    let_go = 0
    for (error, damage, check), frame in frames(explorers["supervision_dial"]).items():
        costs = panel(frame, "bars")["series"][0]["values"]
        assert costs[3] == min(costs)
        best, _ = supervision.best_supervision([error] * 4, supervision_views.CATCHES, check, damage)
        let_go += not best
        assert ("放手更省" in frame["sentence"]) == (not best)
    assert 0 < let_go < 48, "both letting go and watching must be able to win"


def test_speaking_first_is_worth_it_exactly_where_it_pays(
    explorers: dict[str, Explorer], scored: tuple[list[float], list[bool]]
) -> None:
    verdicts = set()
    for (cut, annoyance), frame in frames(explorers["outreach_dial"]).items():
        right, wrong = supervision.outreach(*scored, cut)
        worth = right * supervision_views.GAIN - wrong * annoyance
        assert tiles(frame)["合起来"] == pytest.approx(worth)
        assert ("值得先开口" in frame["sentence"]) == (worth > 0)
        verdicts.add(worth > 0)
    assert verdicts == {True, False}


def test_sorters_have_right_answers_of_every_kind() -> None:
    for items, bins in (
        (sorters.PRACTICES, sorters.ERAS),
        (sorters.CHANGES, sorters.DIMENSIONS),
        (sorters.TASKS, sorters.KINDS),
        (sorters.DRAWBACKS, sorters.CHECKS),
    ):
        assert {item.bin for item in items} == {name for name, _ in bins}
        assert len({item.because for item in items}) == len(items)
    assert [item.text.split("：")[0] for item in sorters.DRAWBACKS] == [
        "隐私",
        "成本",
        "疲劳",
        "偏差",
        "碎片",
        "同质",
        "依赖",
    ]
