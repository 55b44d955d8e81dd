"""Layers, production line, brand love and forms of content against brute force and by hand."""

from __future__ import annotations

import numpy as np
import pytest

from genmarketing.data import claim
from genmarketing.themes.genz_content.models import brand_love, forms, layers, production_line
from genmarketing.themes.genz_content.models.production_line import LINE, Line


def test_reach_frequency_and_memory_agree_with_simulated_people() -> None:
    budget, split, carried, market = 3_000_000, (0.5, 0.3, 0.2), 0.6, 5_000_000
    outcome = layers.plan(budget, split, carried, market)
    rng = np.random.default_rng(5)
    people = 400_000
    use = rng.gamma(layers.HABIT, 1 / layers.HABIT, people)
    place = rng.random(people)
    contacts, claims, responses = np.zeros(people), np.zeros(people), 0.0
    for layer, part in zip(layers.LAYERS, split, strict=True):
        average = layer.contacts(budget * part) / (market * layer.audience)
        seen = rng.poisson(use * average) * (place < layer.audience)
        contacts += seen
        claims += seen if layer.always else rng.binomial(seen, carried)
        responses += layer.response * (seen > 0).mean() * market
    assert outcome.reach == pytest.approx((contacts > 0).mean(), abs=0.003)
    assert outcome.frequency == pytest.approx(contacts[contacts > 0].mean(), rel=0.01)
    assert outcome.remembered == pytest.approx((claims >= layers.NEEDED).mean(), abs=0.003)
    assert outcome.responses == pytest.approx(responses, rel=0.01)
    assert outcome.both_know == pytest.approx(outcome.remembered**2)
    assert outcome.cost_each == pytest.approx(budget / ((contacts > 0).mean() * market), rel=0.01)


def test_each_way_of_spending_wins_somewhere() -> None:
    ways = {"1": (1, 0, 0), "X": (0, 0, 1), "1+N+X": (0.5, 0.3, 0.2)}

    def best(budget: float, what: str) -> str:
        return max(ways, key=lambda name: getattr(layers.plan(budget, ways[name], 0.8), what))

    assert best(600_000, "responses") == "X"
    assert best(4_000_000, "responses") == "1+N+X"
    assert best(600_000, "remembered") == "1"


def test_a_layer_without_money_for_its_versions_gets_no_contact() -> None:
    outcome = layers.plan(400_000, (0.5, 0.3, 0.2), 1.0)
    assert (outcome.reach, outcome.frequency, outcome.responses) == (0, 0, 0)
    assert outcome.cost_each == np.inf


def test_plans_that_make_no_sense_are_refused() -> None:
    with pytest.raises(ValueError, match="sum to 1"):
        layers.plan(1e6, (0.5, 0.3, 0.3), 1.0)
    with pytest.raises(ValueError, match="widest"):
        layers.plan(1e6, (0.5, 0.3, 0.2), 1.0, layers=layers.LAYERS[::-1])


def test_the_slowest_station_sets_the_pace() -> None:
    line = Line(LINE, rework=0.2)
    assert line.bottleneck.name == "制作"
    assert line.pieces == pytest.approx(4 * 40 / (8 / 0.8)) == 16
    assert line.weekly_cost == 40 * (90 + 2 * 80 + 4 * 80 + 110)
    assert line.cost_per_piece == pytest.approx(27_200 / 16)
    assert line.busy(line.bottleneck) == 1
    assert max(map(line.busy, line.stations)) == 1
    with pytest.raises(ValueError, match="sent back"):
        Line(LINE, rework=1.0)


def test_rework_by_simulated_pieces() -> None:
    rng = np.random.default_rng(1)
    visits = rng.geometric(1 - 0.35, 200_000)
    line = Line(LINE, rework=0.35)
    assert line.load(LINE[2]) == pytest.approx(8 * visits.mean(), rel=0.01)
    assert line.load(LINE[0]) == 1.0


def test_faster_writing_moves_the_bottleneck_and_more_rework_eats_the_gain() -> None:
    before = Line(LINE, rework=0.2)
    faster = production_line.with_ai(before, faster=3, rework=0.2)
    assert faster.bottleneck.name == "审核"
    assert before.pieces < faster.pieces < 3 * before.pieces
    assert production_line.with_ai(before, faster=3, rework=0.5).pieces < before.pieces


def test_money_in_proportion_to_loads_makes_most_pieces() -> None:
    line = Line(LINE, rework=0.2)
    spread = production_line.balanced(line, line.weekly_cost)
    assert spread.weekly_cost == pytest.approx(line.weekly_cost)
    assert [spread.capacity(station) for station in spread.stations] == pytest.approx([spread.pieces] * 4)
    assert spread.pieces > line.pieces
    assert production_line.balanced(line, 20_000).pieces == pytest.approx(
        2 * production_line.balanced(line, 10_000).pieces
    )


def test_shares_of_a_market_stay_whole_and_love_outlasts_mere_memory() -> None:
    loved = brand_love.course(brand_love.Rates(0.03, 0.05, 0.04), 104, stop=52)
    known = brand_love.course(brand_love.Rates(0.08, 0.0, 0.0), 104, stop=52)
    for states in (loved, known):
        assert states.shape == (105, 4)
        assert states.sum(axis=1) == pytest.approx(1)
        assert states.min() >= 0
    assert known[52, 0] < 0.5
    assert known[104, 0] > 0.9, "mere memory fades"
    assert loved[104, 0] < 0.7, "those who speak for it bring people in"
    assert np.all(np.diff(loved[52:, 3]) < 0), "without content nobody new comes to speak for it"


def test_one_week_by_hand() -> None:
    rates = brand_love.Rates(0.1, 0.2, 0.3, word=0.5, forgetting=0.05, cooling=0.04, tiring=0.02)
    week = brand_love.next_week(np.array([0.5, 0.3, 0.1, 0.1]), rates)
    assert week == pytest.approx(
        [
            0.5 - 0.15 * 0.5 + 0.015,
            0.3 + 0.075 - 0.015 - 0.06 + 0.004,
            0.1 + 0.06 - 0.004 - 0.03 + 0.002,
            0.1 + 0.03 - 0.002,
        ]
    )


def test_a_podcast_is_overtaken_first_and_overtakes_later() -> None:
    tree = forms.podcast_listens(156, first=300, kept=0.01, found=0.15, tail=0.9)
    assert tree[0] == 300
    assert tree[1] == pytest.approx(303 + 45)
    assert np.all(np.diff(tree) > 0)
    live = forms.live_views(156, viewers=1000, returning=0.1)
    assert live[:3] == pytest.approx([1000, 1100, 1110])
    week = forms.overtaking_week(tree, live)
    assert week is not None
    assert np.cumsum(tree)[week - 1] > np.cumsum(live)[week - 1]
    assert np.cumsum(tree)[week - 2] <= np.cumsum(live)[week - 2]
    assert forms.overtaking_week(live[:2] * 0, live[:2]) is None


def test_the_best_episode_lies_where_leaving_and_drawing_in_balance() -> None:
    value = forms.placement_value(80, kept=0.97, warm_up=8)
    assert forms.still_watching(3, 0.5).tolist() == [1.0, 0.5, 0.25]
    best = int(value.argmax())
    assert 5 < best < 20
    assert forms.placement_value(80, kept=0.9, warm_up=8).argmax() < best


def test_odds_of_a_hidden_edition_follow_from_the_ledger() -> None:
    common, rare = (int(claim(id).figure) for id in ("ZH-088", "ZH-089"))
    share = forms.rare_share(common, rare)
    assert share == pytest.approx(17 / 2039)
    assert forms.chance_of_rare(share, 1) == pytest.approx(share)
    rng = np.random.default_rng(1)
    assert forms.chance_of_rare(share, 100) == pytest.approx(
        (rng.random((20_000, 100)) < share).any(axis=1).mean(), abs=0.01
    )
