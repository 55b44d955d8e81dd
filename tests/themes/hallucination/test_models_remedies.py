"""Retrieval, abstention and scenarios: against a library, by hand, and the prototype's numbers in their bands."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from rank_bm25 import BM25Okapi
from statsmodels.stats.proportion import proportion_confint

from genmarketing.data import published
from genmarketing.themes.hallucination.models import (
    abstention,
    agreement,
    enumeration,
    grounding,
    intervals,
    remedies,
    retrieval,
    scenarios,
)
from genmarketing.themes.hallucination.models.world import World

# Retrieval


NOTES = [
    ["雀舟", "的", "总部", "是", "成都"],
    ["雀舟", "的", "主色", "是", "靛青", "今年", "仍然", "如此", "今年"],
    ["栗灯", "的", "主色", "是", "朱红"],
    ["栗灯", "的", "总部", "是", "杭州", "欢迎", "到店"],
    ["鹿绒", "的", "吉祥物", "是", "水獭", "据", "门店", "介绍"],
]


def with_idf(notes: list[list[str]], idf: Callable[[str], float], k1: float, b: float) -> BM25Okapi:
    """rank_bm25's scoring with another idf in place of its own."""
    library = BM25Okapi(notes, k1=k1, b=b)
    library.idf = {word: idf(word) for word in library.idf}
    return library


@pytest.mark.parametrize("b", [0.0, 0.3, 0.75, 1.0])
def test_scores_are_rank_bm25_s_once_the_idf_is_the_same(b: float) -> None:
    def idf(word: str) -> float:
        containing = sum(word in note for note in NOTES)
        return math.log(1 + (len(NOTES) - containing + 0.5) / (containing + 0.5))

    index = retrieval.BM25(NOTES, k1=1.5, b=b)
    library = with_idf(NOTES, idf, 1.5, b)
    for question in (["雀舟", "主色"], ["的", "总部"], ["今年", "今年"], ["没有"]):
        assert index.scores(question) == pytest.approx(library.get_scores(question), abs=1e-12)


def test_the_library_s_own_idf_is_another_one() -> None:
    library = BM25Okapi(NOTES)
    assert (library.k1, library.b) == (published("rank_bm25_k1").value, published("rank_bm25_b").value)
    assert library.epsilon == published("rank_bm25_epsilon").value
    own = retrieval.BM25(NOTES)
    assert own.scores(["的"]).min() > 0
    assert not np.allclose(own.scores(["雀舟", "主色"]), library.get_scores(["雀舟", "主色"]))


def test_best_is_the_first_of_the_highest_scores() -> None:
    index = retrieval.BM25(NOTES, b=0.3)
    questions = [["雀舟", "主色"], ["栗灯", "总部"], ["没有"]]
    assert index.best(questions).tolist() == [int(np.argmax(index.scores(question))) for question in questions]
    with pytest.raises(ValueError, match="at least one note"):
        retrieval.BM25([])
    with pytest.raises(ValueError, match="between 0 and 1"):
        retrieval.BM25(NOTES, b=1.5)


def test_short_notes_about_something_else_win_with_the_default_b(answered: list[tuple[World, np.ndarray]]) -> None:
    found = {b: [] for b in (0.0, 0.3, 0.75)}
    for seed, (each, table) in enumerate(answered):
        notes = grounding.write_notes(each, np.random.default_rng(seed))
        memory, _ = enumeration.best_answers(table)
        for b, shares in found.items():
            shares.append(
                grounding.ground(each, notes, grounding.find_notes(each, notes, b=b), memory, "refuse").found.mean()
            )
    assert np.mean(found[0.75]) == pytest.approx(0.827, abs=0.03)
    assert found[0.3] == found[0.0] == [1.0, 1.0, 1.0]


def test_grounding_lowers_error_refusing_removes_it_and_bad_notes_bring_it_back(
    answered: list[tuple[World, np.ndarray]],
) -> None:
    own, fallen_back, refused, replied, poisoned = [], [], [], [], []
    for seed, (each, table) in enumerate(answered):
        memory, _ = enumeration.best_answers(table)
        own.append((memory != each.truth).mean())
        notes = grounding.write_notes(each, np.random.default_rng(seed))
        ranked = grounding.find_notes(each, notes)
        fallen_back.append(grounding.ground(each, notes, ranked, memory, "memory").wrong.mean())
        refusing = grounding.ground(each, notes, ranked, memory, "refuse")
        refused.append(refusing.wrong.mean())
        replied.append(refusing.answered.mean())
        bad = grounding.write_notes(each, np.random.default_rng(seed), corrupted=0.1)
        poisoned.append(grounding.ground(each, bad, grounding.find_notes(each, bad), memory, "refuse").wrong.mean())
    assert np.mean(own) == pytest.approx(0.507, abs=0.03)
    assert np.mean(fallen_back) == pytest.approx(0.093, abs=0.02)
    assert refused == [0, 0, 0]
    assert np.mean(replied) == pytest.approx(0.82, abs=0.03)
    assert np.mean(poisoned) == pytest.approx(0.09, abs=0.02)


def test_gaps_cost_answers_and_reciting_whatever_ranks_first_costs_truth(
    answered: list[tuple[World, np.ndarray]],
) -> None:
    for seed, (each, table) in enumerate(answered):
        memory, _ = enumeration.best_answers(table)
        notes = grounding.write_notes(each, np.random.default_rng(seed), missing=0.3)
        assert len(notes) == len(set(notes)) == round(0.7 * each.truth.size)
        assert all(note.value == each.facts[note.brand, note.attribute] for note in notes)
        ranked = grounding.find_notes(each, notes, b=0.3)
        refusing, guessing, reciting = (
            grounding.ground(each, notes, ranked, memory, way) for way in ("refuse", "memory", "recite")
        )
        assert refusing.rates() == pytest.approx({"found": 0.7, "answered": 0.7, "wrong": 0.0})
        assert guessing.answered.all()
        assert 0 < guessing.wrong.mean() < reciting.wrong.mean()
        said = np.array([notes[place].value for place in ranked.ravel()]).reshape(ranked.shape)
        assert np.array_equal(reciting.wrong, said != np.array(each.values)[each.truth])


def test_corrupted_notes_state_another_value_of_the_same_attribute(answered: list[tuple[World, np.ndarray]]) -> None:
    made = answered[0][0]
    notes = grounding.write_notes(made, np.random.default_rng(0), corrupted=1.0)
    for note in notes[:200]:
        assert note.value != made.facts[note.brand, note.attribute]
        assert note.value.split("-")[0] == made.facts[note.brand, note.attribute].split("-")[0]


# Abstention


@pytest.mark.parametrize(
    ("threshold", "name"), [(0.5, "idk_penalty_t50"), (0.75, "idk_penalty_t75"), (0.9, "idk_penalty_t90")]
)
def test_penalties_are_the_formula_s(threshold: float, name: str) -> None:
    assert abstention.penalty(threshold) == pytest.approx(published(name).value, abs=1e-9)


def test_answering_pays_exactly_above_the_threshold() -> None:
    for threshold in (0.0, 0.3, 0.5, 0.9):
        assert abstention.expected_score(threshold, threshold) == pytest.approx(0)
        assert abstention.should_answer(threshold + 0.01, threshold)
        assert not abstention.should_answer(threshold, threshold)
    with pytest.raises(ValueError, match="below 1"):
        abstention.penalty(1.0)


def test_two_published_models_change_places_when_errors_cost() -> None:
    def shares(model: str) -> tuple[float, float]:
        return published(f"simpleqa_{model}_right").value, published(f"simpleqa_{model}_wrong").value

    careful, bold = shares("gpt5_thinking_mini"), shares("o4_mini")
    assert careful[0] < bold[0]
    assert abstention.mean_score(*careful, 0.5) == published("simpleqa_gpt5_thinking_mini_score").value == -4
    assert abstention.mean_score(*bold, 0.5) == published("simpleqa_o4_mini_score").value == -51


def test_a_threshold_turns_the_score_round(answered: list[tuple[World, np.ndarray]]) -> None:
    always, asked = [], []
    for each, table in answered:
        best, confidence = enumeration.best_answers(table)
        always.append(abstention.outcome(confidence, best != each.truth, 0.0, 0.5))
        asked.append(abstention.outcome(confidence, best != each.truth, 0.5, 0.5))
    assert np.mean([each.risk for each in always]) == pytest.approx(0.507, abs=0.03)
    assert np.mean([each.score for each in always]) == pytest.approx(-0.015, abs=0.05)
    assert min(each.score for each in asked) > 0.35
    # World 1 is the one of the references: its text is so full of one fact that the model is sure of it everywhere.
    assert asked[0].coverage == pytest.approx(0.58, abs=0.02)
    assert asked[0].risk == pytest.approx(0.177, abs=0.01)
    assert asked[0].score == pytest.approx(0.375, abs=0.005)


def test_risk_falls_again_where_the_model_is_sure_and_wrong(answered: list[tuple[World, np.ndarray]]) -> None:
    each, table = answered[0]
    best, confidence = enumeration.best_answers(table)
    coverage, risk = abstention.risk_coverage(confidence, best != each.truth)
    assert coverage[-1] == 1
    assert risk[-1] == pytest.approx((best != each.truth).mean())
    fall = np.maximum.accumulate(risk) - risk
    assert fall.max() > 0.1, "risk rises, then falls by a tenth while more is answered"
    assert risk[-1] > risk[0]


def test_risk_and_coverage_by_hand() -> None:
    confidence, wrong = np.array([0.9, 0.8, 0.8, 0.3]), np.array([True, False, False, True])
    coverage, risk = abstention.risk_coverage(confidence, wrong)
    assert coverage == pytest.approx([0.25, 0.75, 1])
    assert risk == pytest.approx([1, 1 / 3, 0.5])
    found = abstention.outcome(confidence, wrong, 0.5, 0.75)
    assert (found.coverage, found.risk, found.score) == pytest.approx((0.75, 1 / 3, (2 - 3) / 4))
    assert abstention.outcome(confidence, wrong, 0.95, 0.75).risk == 0


def test_best_threshold_is_found_by_trying_all() -> None:
    rng = np.random.default_rng(3)
    confidence = rng.random(80)
    wrong = rng.random(80) > confidence
    threshold, score = abstention.best_threshold(confidence, wrong, 0.75)
    tried = [abstention.outcome(confidence, wrong, level, 0.75).score for level in np.linspace(0, 1, 2001)]
    assert score >= max(tried) - 1e-12
    assert abstention.outcome(confidence, wrong, threshold, 0.75).score == score


# Scenarios


def test_the_cost_threshold_is_where_answering_begins_to_pay() -> None:
    for right, wrong, silent in ((2, 200, 5), (1, 3, 0), (0.6, 0.1, 1)):
        threshold = scenarios.cost_threshold(right, wrong, silent)
        for p in np.linspace(0, 1, 101):
            if abs(p - threshold) > 1e-9:
                assert (p * right - (1 - p) * wrong > -silent) == (p > threshold or threshold == 0)
    assert scenarios.cost_threshold(1, 3, 0) == pytest.approx(0.75)
    with pytest.raises(ValueError, match="worth nothing"):
        scenarios.cost_threshold(0, 0, 1)


def test_each_version_wins_somewhere_and_one_scenario_is_left_to_people(
    answered: list[tuple[World, np.ndarray]],
) -> None:
    each, table = answered[0]
    notes = grounding.write_notes(each, np.random.default_rng(1), corrupted=0.02, missing=0.15)
    versions = [*scenarios.three_versions(each, table, notes), scenarios.NO_MODEL]
    chosen = {name: scenarios.choose(versions, scenario).name for name, scenario in scenarios.SCENARIOS.items()}
    assert chosen == {"medical": "交给人", "finance": "降低", "draft": "保持", "idea": "增强"}
    review = scenarios.Review(caught=0.95, price=3.0)
    assert scenarios.choose(versions, scenarios.SCENARIOS["medical"], review).name == "降低"
    for version in versions:
        assert version.right + version.wrong + version.silent == pytest.approx(1)


def test_worth_by_hand() -> None:
    version = scenarios.Version("", right=0.6, wrong=0.3, silent=0.1, ideas=2.0, price=0.5)
    scenario = scenarios.Scenario("", right=2.0, wrong=10.0, silent=1.0, idea=0.25)
    assert scenarios.worth(version, scenario) == pytest.approx(1.2 - 3.0 - 0.1 + 0.5 - 0.5)
    review = scenarios.Review(caught=0.5, price=1.0)
    assert scenarios.worth(version, scenario, review) == pytest.approx(1.2 - 1.5 - 0.25 + 0.5 - 0.9 - 0.5)


def test_different_answers_counts_what_ten_draws_bring() -> None:
    p = np.array([0.7, 0.2, 0.1])
    drawn = np.random.default_rng(0).multinomial(10, p, size=20_000)
    assert scenarios.different_answers(p[None, :]) == pytest.approx((drawn > 0).sum(axis=1).mean(), abs=0.02)


# All remedies on the same questions


def test_remedies_are_what_their_own_models_say(answered: list[tuple[World, np.ndarray]]) -> None:
    for seed, (each, table) in enumerate(answered):
        notes = grounding.write_notes(each, np.random.default_rng(seed), corrupted=0.02, missing=0.15)
        nothing, cold, again, sure, lookup, read = remedies.remedies(each, table, notes)
        for version in (nothing, cold, again, sure, lookup, read):
            assert version.right + version.wrong + version.silent == pytest.approx(1)
        assert nothing.wrong == pytest.approx(enumeration.wrong_answers(table, each.truth).mean())
        best, confidence = enumeration.best_answers(table)
        always = abstention.outcome(confidence, best != each.truth, -1.0, 0.5)
        half = abstention.outcome(confidence, best != each.truth, 0.5, 0.5)
        assert cold.wrong == pytest.approx(always.risk)
        assert (1 - sure.silent, sure.wrong) == pytest.approx((half.coverage, half.risk * half.coverage))
        lowered = scenarios.three_versions(each, table, notes)[0]
        assert (lookup.right, lookup.wrong, lookup.price) == pytest.approx(
            (lowered.right, lowered.wrong, lowered.price)
        )
        scenario = scenarios.SCENARIOS["finance"]
        assert scenarios.worth(read, scenario) == pytest.approx(scenarios.worth(lookup, scenario, remedies.READER))
        drawn = agreement.draw_answers(table, remedies.AGAIN + 1, np.random.default_rng(seed))
        agrees = agreement.agreement(drawn[..., 0], drawn[..., 1:]) >= remedies.LEAST / remedies.AGAIN - 1e-9
        assert 1 - again.silent == pytest.approx(agrees.mean(), abs=0.05)
        assert again.wrong == pytest.approx((agrees & (drawn[..., 0] != each.truth)).mean(), abs=0.03)


def test_repeated_answers_by_hand() -> None:
    found = agreement.agreed(np.array([0.6, 0.4, 0.0]), samples=2, least=1)
    assert found == pytest.approx([0.6 * (1 - 0.4**2), 0.4 * (1 - 0.6**2), 0])
    assert agreement.agreed(np.array([0.6, 0.4]), samples=3, least=0) == pytest.approx([0.6, 0.4])


@pytest.mark.parametrize(("trials", "seen"), [(1, 1), (10, 10), (50, 20), (274, 0)])
def test_intervals_are_statsmodels_s(trials: int, seen: int) -> None:
    assert intervals.rate_interval(trials, seen) == pytest.approx(
        proportion_confint(seen, trials, method="beta"), abs=1e-9
    )


def test_one_game_says_almost_nothing_about_a_rate() -> None:
    assert intervals.rate_interval(1, 1) == pytest.approx((0.025, 1.0))
    assert intervals.rate_interval(50, 0)[1] == pytest.approx(1 - 0.025 ** (1 / 50))
