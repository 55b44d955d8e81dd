"""The small world, the n-gram and all it can say: exact against brute force, and the prototype's numbers in their bands."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from genmarketing.data import load
from genmarketing.themes.hallucination.models import enumeration, monofacts, ngram, world
from genmarketing.themes.hallucination.models.world import World

SEEDS = (1, 2, 3)


@pytest.fixture(scope="module")
def worlds() -> list[World]:
    return [world.draw_world(np.random.default_rng(seed)) for seed in SEEDS]


@pytest.fixture(scope="module")
def answers(worlds: list[World]) -> list[np.ndarray]:
    return [enumeration.answer_table(ngram.NGram(5).learn(each.sentences()), each) for each in worlds]


def tiny() -> World:
    truth, mentions = np.array([[0, 2], [1, 3]]), np.array([[3, 1], [0, 1]])
    return World(("甲", "乙"), ("产地", "主色"), ("云南", "福建", "红", "蓝"), truth, mentions)


def test_training_sentences_are_true_and_as_many_as_counted() -> None:
    made = tiny()
    sentences = list(made.sentences())
    assert len(sentences) == made.statements == 5
    assert all(made.facts[tokens[1], tokens[3]] == tokens[5] for tokens in sentences)


def test_interpolation_by_hand() -> None:
    model = ngram.NGram(5, weight=1.0).learn(tiny().sentences())
    # After 产地 是: only 甲 was stated, three times 云南. After 是 alone: 云南 3, 红 1, 蓝 1 of 5.
    after_is = {"云南": 3 / 5, "红": 1 / 5, "蓝": 1 / 5}
    three = {value: (3 * (value == "云南") + p) / 4 for value, p in after_is.items()}
    four = {value: (3 * (value == "云南") + p) / 4 for value, p in three.items()}
    known = {value: (3 * (value == "云南") + p) / 4 for value, p in four.items()}
    assert model.next_token(world.question("甲", "产地")) == pytest.approx(known)
    assert model.next_token(world.question("乙", "产地")) == pytest.approx(four), "an unseen fact backs off"


def test_without_weight_the_model_is_a_maximum_likelihood_n_gram() -> None:
    model = ngram.NGram(3, weight=0.0).learn([("^", "a", "b", "。"), ("^", "a", "c", "。"), ("^", "d", "b", "。")])
    assert model.next_token(("^", "a")) == pytest.approx({"b": 0.5, "c": 0.5})
    assert model.probability(("^", "a", "b", "。")) == pytest.approx(2 / 3 * 1 / 2)


def test_unknown_token_falls_back_on_all_tokens() -> None:
    model = ngram.NGram(3).learn([("^", "a", "b")])
    assert model.next_token(("^", "zebra")) == pytest.approx({"a": 0.5, "b": 0.5})


def test_probabilities_sum_to_one_whatever_the_context(worlds: list[World]) -> None:
    model = ngram.NGram(5, 2.5).learn(worlds[0].sentences())
    for context in [
        ("^",),
        ("^", "品牌0"),
        ("^", "品牌0", "的"),
        world.question("品牌0", "属性1"),
        ("从来", "没有", "是"),
    ]:
        assert sum(model.next_token(context).values()) == pytest.approx(1, abs=1e-12)


def test_the_table_lists_every_sentence_with_the_model_s_own_probability() -> None:
    made = tiny()
    model = ngram.NGram(5).learn(made.sentences())
    table = enumeration.sentence_table(model, made)
    assert table.sum() == pytest.approx(1, abs=1e-12)
    for (b, brand), (a, attribute), (v, value) in itertools.product(
        enumerate(made.brands), enumerate(made.attributes), enumerate(made.values)
    ):
        assert table[b, a, v] == pytest.approx(model.probability(world.sentence(brand, attribute, value)), abs=1e-12)


def test_exact_rate_is_what_writing_many_sentences_shows() -> None:
    made = tiny()
    model = ngram.NGram(5).learn(made.sentences())
    exact = enumeration.hallucination_rate(enumeration.sentence_table(model, made), made.truth)
    rng = np.random.default_rng(4)
    written = [model.write(rng) for _ in range(4000)]
    false = np.mean([made.facts[tokens[1], tokens[3]] != tokens[5] for tokens in written])
    assert false == pytest.approx(exact, abs=3 * np.sqrt(exact * (1 - exact) / 4000))


def test_everything_written_is_grammatical(worlds: list[World]) -> None:
    model = ngram.NGram(5).learn(worlds[0].sentences())
    rng = np.random.default_rng(0)
    for _ in range(50):
        tokens = model.write(rng, temperature=3.0)
        assert (tokens[0], tokens[2], tokens[4], tokens[6]) == ("^", "的", "是", "。")
        assert tokens[1] in worlds[0].brands
        assert tokens[3] in worlds[0].attributes
        assert tokens[5] in worlds[0].values


def test_temper_keeps_the_order_and_one_changes_nothing() -> None:
    chances = {"a": 0.5, "b": 0.3, "c": 0.2}
    assert ngram.temper(chances, 1.0) == pytest.approx(chances)
    assert ngram.temper(chances, 2.0)["c"] == pytest.approx(0.2**0.5 / sum(p**0.5 for p in chances.values()))
    assert ngram.temper(chances, 0.01)["a"] == pytest.approx(1)
    with pytest.raises(ValueError, match="positive"):
        ngram.temper(chances, 0)
    table = enumeration.temper_table(np.array([[0.5, 0.3, 0.2, 0.0]]), 2.0)
    assert table[0, :3] == pytest.approx(list(ngram.temper(chances, 2.0).values()))
    assert table[0, 3] == 0


def test_more_memory_means_fewer_false_sentences(worlds: list[World]) -> None:
    rates = []
    for order in (2, 3, 5):
        model = ngram.NGram(order).learn(worlds[0].sentences())
        rates.append(enumeration.hallucination_rate(enumeration.sentence_table(model, worlds[0]), worlds[0].truth))
    assert rates[0] > 0.95 > 0.8 < rates[1] < rates[0]
    assert rates[2] < 0.25


# References §2: 300 brands × 5 attributes × 30 values, 3000 statements, Zipf 1, back-off weight 1


def test_about_half_of_the_facts_are_never_stated(worlds: list[World]) -> None:
    assert np.mean([each.unseen.mean() for each in worlds]) == pytest.approx(0.53, abs=0.03)


@pytest.mark.parametrize(("temperature", "expected"), [(0.1, 0.508), (1.0, 0.681), (3.0, 0.918)])
def test_wrong_answers_by_temperature(
    worlds: list[World], answers: list[np.ndarray], temperature: float, expected: float
) -> None:
    rates = [
        enumeration.wrong_answers(enumeration.temper_table(table, temperature), each.truth).mean()
        for each, table in zip(worlds, answers, strict=True)
    ]
    assert np.mean(rates) == pytest.approx(expected, abs=0.03)


def test_unseen_facts_stay_wrong_at_every_temperature(worlds: list[World], answers: list[np.ndarray]) -> None:
    for temperature in (0.1, 0.3, 0.5, 1.0, 2.0, 3.0):
        groups = [
            enumeration.wrong_by_group(
                enumeration.wrong_answers(enumeration.temper_table(table, temperature), each.truth), each.unseen
            )
            for each, table in zip(worlds, answers, strict=True)
        ]
        assert np.mean([rates["unseen"] for rates in groups]) == pytest.approx(29 / 30, abs=0.01)
    low = enumeration.wrong_answers(enumeration.temper_table(answers[0], 0.1), worlds[0].truth)
    assert enumeration.wrong_by_group(low, worlds[0].unseen)["seen"] < 0.001


# References §2: monofacts


def source(seed: int, exponent: float, statements: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Truth, shares of talk and mentions for 400 brands × 5 attributes × 40 values: 80 000 sentences."""
    rng = np.random.default_rng(seed)
    truth = rng.integers(40, size=(400, 5))
    shares = world.popularity(2000, exponent, rng)
    return truth, shares.reshape(400, 5), rng.multinomial(statements, shares).reshape(400, 5)


def test_hallucination_of_the_smoothed_model_follows_the_monofact_rate() -> None:
    rates, hallucinated, errors = [], [], []
    for seed, (exponent, statements) in enumerate(
        itertools.product((0.0, 0.5, 1.0, 1.5), (1000, 2000, 3000, 4000, 6000, 8000))
    ):
        truth, shares, mentions = source(seed, exponent, statements)
        model = monofacts.good_turing(mentions, truth, 40)
        assert model.sum() == pytest.approx(1)
        rates.append(monofacts.monofact_rate(mentions))
        hallucinated.append(enumeration.hallucination_rate(model, truth))
        errors.append(monofacts.miscalibration(model, monofacts.true_sentences(shares, truth, 40)))
        bound = monofacts.lower_bound(rates[-1], errors[-1], statements, false_per_true=39)
        assert hallucinated[-1] >= bound.value
    slope, offset = np.polyfit(rates, hallucinated, 1)
    assert slope == pytest.approx(0.975, abs=0.001)
    assert offset == pytest.approx(0, abs=0.001)
    assert np.corrcoef(rates, hallucinated)[0, 1] > 0.999
    assert max(np.array(rates) - errors - hallucinated) < 0.04, "even without its slack the bound misses by little"


def test_a_memoriser_never_hallucinates_and_is_miscalibrated_by_the_missing_mass() -> None:
    for seed in SEEDS:
        truth, shares, mentions = source(seed, 1.0, 2000)
        model = monofacts.memoriser(mentions, truth, 40)
        assert enumeration.hallucination_rate(model, truth) == pytest.approx(0, abs=1e-12)
        missing = monofacts.missing_mass(mentions, shares)
        error = monofacts.miscalibration(model, monofacts.true_sentences(shares, truth, 40))
        assert missing - 1e-9 <= error < missing + 0.15
        assert monofacts.monofact_rate(mentions) == pytest.approx(missing, abs=0.04), "Good–Turing"


def test_repeating_a_few_statements_trades_calibration_for_truth() -> None:
    outcomes = []
    for times in (1, 10, 20):
        results = []
        for seed in SEEDS:
            truth, shares, mentions = source(seed, 0.5, 1600)
            repeated = monofacts.repeat_some(mentions, 0.05, times, np.random.default_rng(seed))
            model = monofacts.good_turing(repeated, truth, 40)
            error = monofacts.miscalibration(model, monofacts.true_sentences(shares, truth, 40))
            results.append((enumeration.hallucination_rate(model, truth), error))
        outcomes.append(np.mean(results, axis=0))
    rates, errors = np.transpose(outcomes)
    assert rates == pytest.approx([0.379, 0.280, 0.212], abs=0.035)
    assert errors[0] < errors[1] < errors[2]


@pytest.mark.parametrize("values", [2, 40, 1000])
def test_the_rate_of_a_large_world_needs_no_table(values: int) -> None:
    rng = np.random.default_rng(values)
    truth, shares = rng.integers(values, size=(60, 5)), world.popularity(300, 1.0, rng)
    mentions = rng.multinomial(400, shares).reshape(60, 5)
    model = monofacts.good_turing(mentions, truth, values)
    rate = monofacts.calibrated_rate(monofacts.monofact_rate(mentions), values)
    assert rate == pytest.approx(enumeration.hallucination_rate(model, truth), abs=1e-12)
    few = monofacts.good_turing(mentions, truth % 2, 2)
    said, fewer = (
        monofacts.true_sentences(shares.reshape(60, 5), each, n) for each, n in ((truth, values), (truth % 2, 2))
    )
    assert monofacts.miscalibration(model, said) == pytest.approx(monofacts.miscalibration(few, fewer)), (
        "as the widget assumes"
    )


def test_calibrated_means_zero_and_pooling_counts() -> None:
    truth = np.array([0.5, 0.3, 0.2, 0.0])
    assert monofacts.miscalibration(truth, truth) == pytest.approx(0)
    assert monofacts.miscalibration(np.array([0.4, 0.4, 0.1, 0.1]), truth) == pytest.approx(0), "pools 0.8 and 0.2"
    assert monofacts.miscalibration(np.array([1.0, 0, 0, 0]), truth) == pytest.approx(0.5)


def test_monofact_rate_by_hand() -> None:
    assert monofacts.monofact_rate(np.array([[1, 0, 3], [1, 2, 0]])) == pytest.approx(2 / 7)


def test_the_bound_s_slack_makes_classroom_bounds_vacuous() -> None:
    bound = monofacts.lower_bound(0.4, 0.05, 2000, false_per_true=39)
    assert bound.sample_slack == pytest.approx(0.12, abs=0.005)
    assert bound.sparsity_slack == pytest.approx(3 / 39 / 0.05)
    assert bound.value < 0 < bound.monofacts - bound.miscalibration


# The data set of the chapter


def test_the_chapter_s_world_comes_from_its_table() -> None:
    table = load("brand_facts")
    made = world.from_table(table)
    assert made.statements == table["mentions"].sum()
    assert made.facts == {(row.brand, row.attribute): row.value for row in table.itertuples()}
    with pytest.raises(ValueError, match="exactly one row"):
        world.from_table(table.iloc[1:])
    with pytest.raises(ValueError, match="exactly one row"):
        world.from_table(table.assign(attribute=table["attribute"].iloc[0]))
