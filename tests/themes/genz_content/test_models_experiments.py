"""Sample sizes, peeking, creators, diversity and indices against the numbers of the literature, libraries and brute force."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from sklearn.metrics import normalized_mutual_info_score
from statsmodels.stats.proportion import confint_proportions_2indep, proportions_ztest

from genmarketing.data import published
from genmarketing.themes.genz_content.models import creators, diversity, experiments, matrices, tag_graph


@pytest.mark.parametrize(
    ("control", "test", "people"), [(0.02, 0.022, 80682), (0.03, 0.036, 13914), (0.05, 0.06, 8158), (0.1, 0.12, 3841)]
)
def test_sample_sizes_of_the_literature(control: float, test: float, people: int) -> None:
    assert experiments.sample_size(control, test) == people
    name = f"sample_size_{100 * control:g}_{100 * test:g}".replace(".", "")
    assert published(name).value == people


def test_a_sample_of_that_size_finds_the_difference_four_times_in_five() -> None:
    rng = np.random.default_rng(3)
    people = experiments.sample_size(0.1, 0.12)
    control, test = rng.binomial(people, 0.1, 4000), rng.binomial(people, 0.12, 4000)
    found = [
        experiments.Comparison(people, int(a), people, int(b)).p_value < 0.05
        for a, b in zip(control, test, strict=True)
    ]
    assert np.mean(found) == pytest.approx(0.8, abs=0.02)


@pytest.mark.parametrize(("control", "test"), [(0.1, 0.1), (0.0, 0.1), (0.2, 1.0)])
def test_no_sample_size_without_two_shares(control: float, test: float) -> None:
    with pytest.raises(ValueError, match="two different shares"):
        experiments.sample_size(control, test)


def test_a_comparison_agrees_with_statsmodels() -> None:
    case = experiments.Comparison(2000, 100, 1800, 132)
    z, p = proportions_ztest([132, 100], [1800, 2000])
    assert (case.z, case.p_value) == pytest.approx((z, p), abs=1e-9)
    interval = confint_proportions_2indep(132, 1800, 100, 2000, method="wald", compare="diff")
    assert case.interval() == pytest.approx(interval, abs=1e-6)
    assert case.lift == pytest.approx((132 / 1800) / (100 / 2000) - 1)
    assert experiments.Comparison(10, 0, 10, 0).z == 0


@pytest.mark.parametrize("number", [1, 2, 5, 10, 20, 50])
def test_peeking_errs_as_published(number: int) -> None:
    exact = experiments.error_rate(experiments.pocock(number, 1.959964))
    figure = published(f"peeking_{number}")
    assert exact == pytest.approx(figure.value, abs=figure.tolerance)


def test_two_looks_by_an_integral_over_two_normals() -> None:
    """P(|z₁| > c or |z₂| > c) for correlation √½, by scipy's bivariate normal."""
    c, both = 1.959964, stats.multivariate_normal([0, 0], [[1, math.sqrt(0.5)], [math.sqrt(0.5), 1]])
    inside = both.cdf([c, c], lower_limit=[-c, -c])
    assert experiments.error_rate(experiments.pocock(2, c)) == pytest.approx(1 - inside, abs=2e-5)


def test_simulated_looks_agree_with_the_exact_rates() -> None:
    z = experiments.looks(60_000, 10, np.random.default_rng(1))
    simulated = experiments.crossed(z, experiments.pocock(10, 1.959964))
    assert simulated[0] == pytest.approx(0.05, abs=0.003)
    assert simulated[-1] == pytest.approx(0.193, abs=0.005)
    assert np.all(np.diff(simulated) >= 0)
    moved = experiments.looks(60_000, 10, np.random.default_rng(1), drift=2.8)
    assert moved[:, -1].mean() == pytest.approx(2.8, abs=0.02)


def test_constants_of_pocock_and_of_obrien_and_fleming() -> None:
    pocock, fleming = published("pocock_5"), published("obrien_fleming_5")
    assert experiments.constant_for(experiments.pocock, 5) == pytest.approx(pocock.value, abs=pocock.tolerance)
    assert experiments.constant_for(experiments.obrien_fleming, 5) == pytest.approx(
        fleming.value, abs=fleming.tolerance
    )
    thresholds = experiments.obrien_fleming(5, 2.04)
    assert thresholds[0] == pytest.approx(2.04 * math.sqrt(5))
    assert thresholds[-1] == pytest.approx(2.04)
    assert experiments.error_rate(experiments.pocock(5, 2.413)) == pytest.approx(0.05, abs=0.001)


def test_rates_and_costs_of_creators() -> None:
    rates = creators.engagement_rate(np.array([5.0, 0.0]), np.array([100.0, 0.0]))
    assert rates[0] == 0.05
    assert np.isnan(rates[1])
    costs = creators.cost_per_engagement(np.array([500.0, 80.0]), np.array([250.0, 0.0]))
    assert costs.tolist() == [2.0, np.inf]


def test_shrinkage_by_hand_and_its_limits() -> None:
    prior = creators.Prior(3.0, 57.0)
    assert prior.mean == 0.05
    assert prior.shrunken(np.array([6.0]), np.array([40.0]))[0] == pytest.approx(9 / 100)
    assert prior.shrunken(np.array([0.0]), np.array([0.0]))[0] == prior.mean
    assert prior.shrunken(np.array([6e6]), np.array([4e7]))[0] == pytest.approx(0.15, abs=1e-6)


def test_the_prior_is_recovered_and_shrinkage_lowers_the_error() -> None:
    """The size of the gain depends on the exposures; with a thousand it is that of the published prototype."""
    errors, weights = [], []
    for seed in range(10):
        made = creators.simulate(400, 1000, np.random.default_rng(seed))
        prior = creators.fit_prior(made.interactions, made.exposures)
        own = made.interactions / made.exposures
        shrunken = prior.shrunken(made.interactions, made.exposures)
        errors.append([creators.root_mean_square(guess - made.true_rate) for guess in (own, shrunken)])
        weights.append((prior.mean, prior.weight))
    own_error, shrunken_error = np.mean(errors, axis=0)
    assert own_error == pytest.approx(0.0090, abs=0.0006)
    assert shrunken_error == pytest.approx(0.0080, abs=0.0006)
    assert np.mean(weights, axis=0) == pytest.approx((0.05, 60), rel=0.1)
    few = creators.simulate(400, 50, np.random.default_rng(1))
    prior = creators.fit_prior(few.interactions, few.exposures)
    gain = [
        creators.root_mean_square(guess - few.true_rate)
        for guess in (few.interactions / few.exposures, prior.shrunken(few.interactions, few.exposures))
    ]
    assert gain[1] < 0.6 * gain[0]


@pytest.mark.parametrize(
    ("interactions", "exposures", "said"),
    [
        ([5], [100], "at least two"),
        ([5, 0], [100, 0], "exposures"),
        ([50, 50, 50], [1000, 1000, 1000], "no more than"),
        ([0, 1000], [1000, 1000], "any Beta"),
    ],
)
def test_no_prior_without_differences(interactions: list[float], exposures: list[float], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        creators.fit_prior(np.array(interactions), np.array(exposures))


def test_what_creators_are_worth_after_some_weeks_by_hand() -> None:
    posts = pd.DataFrame(
        [
            ("甲", "2026-01-05", 100, 10), ("甲", "2026-01-20", 300, 30), ("乙", "2026-01-06", 900, 27), ("丙", "2026-01-07", 400, 4), ("丁", "2026-03-01", 50, 9),
        ],
        columns=["creator_id", "date", "exposures", "interactions"],
    )  # fmt: skip
    people = pd.DataFrame({"creator_id": list("甲乙丙丁"), "kind": ["KOC"] * 4, "fee": [90, 200, 60, 10]})
    table = creators.worth(posts, people, weeks=2).set_index("creator_id")
    assert set(table.index) == {"甲", "乙", "丙"}, "who has not posted yet is not known"
    assert table.loc["甲", ["posts", "exposures", "interactions"]].tolist() == [1, 100, 10]
    assert table.loc["甲", "usual"] == 200
    prior = creators.fit_prior(table["interactions"].to_numpy(), table["exposures"].to_numpy())
    assert table.loc["甲", "shrunken"] == pytest.approx((10 + prior.a) / (100 + prior.weight))
    assert prior.mean < table.loc["甲", "shrunken"] < table.loc["甲", "own"] == 0.1
    assert table.loc["乙", "cost"] == pytest.approx(200 / (900 * table.loc["乙", "shrunken"]))


def test_a_budget_books_the_highest_score_first_and_passes_over_what_no_longer_fits() -> None:
    table = pd.DataFrame({"fee": [1000, 300, 900, 100]})
    score = pd.Series([4.0, 3.0, 3.0, 1.0])
    assert creators.booked(table, score, 1500)["fee"].tolist() == [1000, 300, 100]
    assert creators.booked(table, score, 950)["fee"].tolist() == [300, 100]
    assert creators.booked(table, -score, 1000)["fee"].tolist() == [100, 300]
    assert creators.booked(table, score, 50).empty


def test_diversity_of_the_published_example() -> None:
    p = [0.5, 0.25, 0.125, 0.125]
    assert diversity.entropy(p) == pytest.approx(1.75, abs=1e-12)
    assert diversity.simpson(p) == pytest.approx(0.65625, abs=1e-12)
    assert diversity.effective_number(p) == pytest.approx(3.36, abs=0.005)
    assert diversity.effective_number(p, 2) == pytest.approx(2.91, abs=0.005)
    assert diversity.effective_number(p, 0) == 4
    assert diversity.entropy([8, 4, 2, 2, 0]) == pytest.approx(1.75)
    assert diversity.effective_number([7]) == 1.0
    assert diversity.entropy([3, 1]) == pytest.approx(stats.entropy([3, 1], base=2))
    with pytest.raises(ValueError, match="zero or more"):
        diversity.shares([0, 0])


def test_index_and_its_interval() -> None:
    assert matrices.tgi(0.18, 0.12) == pytest.approx(150)
    assert matrices.tgi(0.18, 0) == math.inf
    for people, half in ((30, 0.93), (100, 0.51), (500, 0.24)):
        assert matrices.log_half_width(0.13, people, 0.13, 4200) == pytest.approx(half, abs=0.005)
    low, high = matrices.tgi_interval(0.2, 100, 0.1, 4000)
    assert low < 200 < high
    assert math.sqrt(low * high) == pytest.approx(200)


def test_the_interval_of_an_index_covers_nineteen_times_in_twenty() -> None:
    rng = np.random.default_rng(2)
    drawn, all_drawn = rng.binomial(500, 0.18, 4000) / 500, rng.binomial(4000, 0.12, 4000) / 4000
    hits = [
        low < 150 < high
        for low, high in (matrices.tgi_interval(a, 500, b, 4000) for a, b in zip(drawn, all_drawn, strict=True))
    ]
    assert np.mean(hits) == pytest.approx(0.95, abs=0.01)


def test_the_resampled_interval_equals_scipy_s_bootstrap() -> None:
    rng = np.random.default_rng(8)
    exposures = rng.lognormal(7, 1, 60).astype(int)
    posts = pd.DataFrame({"exposures": exposures, "interactions": rng.binomial(exposures, rng.beta(5, 95, 60))})
    chosen = pd.Series(np.arange(60) < 40)
    overall = posts["interactions"].sum() / posts["exposures"].sum()
    part = posts[chosen]
    theirs = stats.bootstrap(
        (part["interactions"].to_numpy(), part["exposures"].to_numpy()),
        lambda x, n, axis: 100 * x.sum(axis) / n.sum(axis) / overall,
        paired=True, method="percentile", n_resamples=20_000, rng=np.random.default_rng(1),
    ).confidence_interval  # fmt: skip
    own = matrices.resampled_interval(posts, chosen, np.random.default_rng(2), 20_000)
    assert own == pytest.approx((theirs.low, theirs.high), rel=0.01)


def test_four_indices_by_hand() -> None:
    posts = pd.DataFrame(
        {
            "tag": ["茶", "茶", "酒", "酒"],
            "exposures": [100, 300, 100, 100],
            "interactions": [10, 10, 10, 30],
            "sales": [1, 1, 3, 3],
        }
    )
    late = pd.Series([False, True, False, True])
    table = matrices.tag_indices(posts, "tag", late)
    assert table.loc["茶", "exposure_index"] == pytest.approx(100 * 200 / 150)
    assert table.loc["茶", "interaction_index"] == pytest.approx(100 * (20 / 400) / (60 / 600))
    assert table.loc["酒", "sales_index"] == pytest.approx(150)
    assert table.loc["酒", "growth_index"] == pytest.approx(100 * 3 / ((40 / 400) / (20 / 200)))
    assert list(matrices.shown(table, 2).index) == ["茶", "酒"]
    assert matrices.shown(table, 3).empty


def test_a_value_on_the_cut_counts_as_high() -> None:
    assert matrices.quadrant(100, 100, 100, 100, matrices.SEEDING) == matrices.SEEDING[True, True]
    assert matrices.quadrant(99, 101, 100, 100, matrices.CONVERSION) == "机会"
    assert matrices.Cut(None).of(pd.Series([1.0, 3.0, 10.0])) == 3.0
    assert matrices.Cut().of(pd.Series([1.0])) == 100.0


def test_a_tag_graph_says_what_is_wrong_with_it() -> None:
    graph = tag_graph.TagGraph()
    graph.add_path(["卖点", "功效", "抗老", "无油膜感"])
    assert graph.problems() == []
    assert graph.path("无油膜感") == ["卖点", "功效", "抗老", "无油膜感"]
    graph.add("抗老", "tag", "场景")
    assert {kind for kind, _ in graph.problems()} == {"two parents", "unknown parent"}
    with pytest.raises(ValueError, match="more than one way"):
        graph.path("无油膜感")
    with pytest.raises(ValueError, match="two levels"):
        graph.add("抗老", "topic")
    with pytest.raises(ValueError, match="a level is one of"):
        graph.add("抗老", "5")
    lost = tag_graph.TagGraph()
    lost.add("早八", "tag")
    assert lost.problems() == [("no parent", "早八")]


def test_a_cycle_is_found() -> None:
    graph = tag_graph.TagGraph()
    for child, parent in (("a", "c"), ("b", "a"), ("c", "b")):
        graph.add(child, "tag", parent)
    assert [node for kind, node in graph.problems() if kind == "cycle"] == ["a", "b", "c"]


def test_every_fault_has_a_chinese_name() -> None:
    graph = tag_graph.TagGraph()
    graph.add_path(["卖点", "功效", "抗老"])
    for child, level, parent in (
        ("早八", "tag", None), ("抗老", "tag", "场景"), ("通勤", "topic", "抗老"), ("a", "tag", "b"), ("b", "tag", "a"),
    ):  # fmt: skip
        graph.add(child, level, parent)
    assert {kind for kind, _ in graph.problems()} == set(tag_graph.FAULTS)


def test_planted_topics_come_back_from_tags_used_together() -> None:
    rng = np.random.default_rng(4)
    topics = [[f"{topic}-{number}" for number in range(6)] for topic in range(9)]
    posts = []
    for _ in range(1500):
        own = topics[rng.integers(9)]
        stray = topics[rng.integers(9)]
        posts.append([*rng.choice(own, 3, replace=False), str(rng.choice(stray))])
    together = tag_graph.pairs(posts)
    groups = tag_graph.communities(together)
    assert len(groups) == 9
    place = {tag: at for at, group in enumerate(groups) for tag in group}
    planted = [tag.split("-")[0] for tag in place]
    assert tag_graph.agreement(list(place.values()), planted) == pytest.approx(1.0)
    assert tag_graph.communities(together) == groups, "the same seed gives the same groups"


def test_modularity_and_agreement_equal_the_libraries() -> None:
    import networkx

    together = tag_graph.pairs([["a", "b", "c"], ["a", "b"], ["d", "e"], ["d", "e", "c"]])
    groups = [{"a", "b", "c"}, {"d", "e"}]
    graph = networkx.Graph()
    graph.add_weighted_edges_from((*pair, count) for pair, count in together.items())
    assert tag_graph.modularity(together, groups) == pytest.approx(networkx.community.modularity(graph, groups))
    rng = np.random.default_rng(1)
    one, two = rng.integers(0, 4, 200), rng.integers(0, 3, 200)
    assert tag_graph.agreement(one.tolist(), two.tolist()) == pytest.approx(normalized_mutual_info_score(one, two))
    with pytest.raises(ValueError, match="two labellings"):
        tag_graph.agreement([1], [1, 2])
