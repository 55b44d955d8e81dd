"""One market, three ways of serving it: settings and directions of the reference prototype, and economics in closed form."""

import numpy as np
import pytest
from scipy.spatial.distance import cdist
from sklearn.cluster import KMeans

from genmarketing.data import load
from genmarketing.themes.gen_vs_digital.models import costs, market, versions

SEEDS = (0, 1, 2)
TASTES = ["taste_light", "taste_plain", "taste_sturdy"]


@pytest.fixture(scope="module")
def markets() -> list[np.ndarray]:
    return [market.draw_tastes(np.random.default_rng(seed)) for seed in SEEDS]


@pytest.fixture(scope="module")
def shop() -> np.ndarray:
    return load("shoppers")[TASTES].to_numpy()


def thousands(modes: tuple[market.Mode, ...], people: float) -> list[float]:
    return [mode.profit(people) / 1000 for mode in modes]


def test_the_prototype_s_profits_come_back(markets: list[np.ndarray]) -> None:
    """N = 2 000, 50 000, 500 000 at a generation cost of 0.02; −2100 thousand for co-creation at 2.0."""
    first = market.three_modes(markets[0], market.Prices())
    assert thousands(first, 2_000) == pytest.approx([-15, -147, -25], abs=1)
    assert thousands(first, 50_000) == pytest.approx([110, 169, 348], rel=0.1)
    assert thousands(first, 500_000) == pytest.approx([1250, 3120, 3800], rel=0.05)
    dear = market.three_modes(markets[0], market.Prices(generation=2.0))
    assert dear[2].profit(500_000) / 1000 == pytest.approx(-2100, rel=0.05)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_mode_can_win(markets: list[np.ndarray], seed: int) -> None:
    """Guess for few people, co-creation for many and cheap turns, response for many and dear turns."""
    cheap = market.three_modes(markets[seed], market.Prices())
    dear = market.three_modes(markets[seed], market.Prices(generation=2.0))
    assert market.winner(dear, 20_000) == "猜测"
    assert market.winner(dear, 500_000) == "响应"
    assert market.winner(cheap, 500_000) == "共创"
    assert market.winner(cheap, 500) == market.NOBODY


def test_the_winner_map_of_the_shop_has_all_three_colours(shop: np.ndarray) -> None:
    won = {
        market.winner(market.three_modes(shop, market.Prices(generation=cost)), people)
        for cost in (0.02, 0.2, 0.5, 1.0, 2.0)
        for people in (2_000, 10_000, 20_000, 50_000, 200_000, 1_000_000)
    }
    assert won >= set(market.MODES)


def test_alike_people_are_served_well_by_a_guess(shop: np.ndarray) -> None:
    """Mismatch falls with the square of the spread; guessing wins ever more of the map, and co-creation ever less."""
    near = market.spread_out(shop, 0.3)
    assert near.mean(axis=0) == pytest.approx(shop.mean(axis=0))
    assert market.guess(near) == pytest.approx(0.09 * market.guess(shop))
    assert market.spread_out(shop, 1.0) == pytest.approx(shop)
    won = []
    for spread in (1.0, 0.6, 0.3):
        crowd = market.spread_out(shop, spread)
        modes = [market.three_modes(crowd, market.Prices(generation=cost)) for cost in (0.02, 0.1, 0.2, 0.5, 1.0, 2.0)]
        winners = [
            market.winner(each, number) for each in modes for number in (2_000, 20_000, 50_000, 100_000, 500_000)
        ]
        won.append([winners.count(mode) for mode in ("猜测", "共创")])
    guesses, creations = zip(*won, strict=True)
    assert list(guesses) == sorted(set(guesses))
    assert list(creations) == sorted(set(creations), reverse=True)


def test_fit_improves_from_guess_to_response_to_co_creation(markets: list[np.ndarray]) -> None:
    rng = np.random.default_rng(5)
    for shoppers in markets:
        guessed = market.guess(shoppers).mean()
        responded = market.respond(shoppers, 8, 0.15, rng).mean()
        exact = market.respond(shoppers, 8, 0.0, rng).mean()
        created = market.co_create(shoppers, 6, 1.15, rng).mean()
        assert guessed > responded > exact > created


def test_co_creation_reaches_the_error_of_the_bayes_estimate(markets: list[np.ndarray]) -> None:
    """The mean squared error of the posterior mean is τ²·s²/(τ² + s²) in each dimension, s² = noise²/turns."""
    for shoppers in markets:
        prior = shoppers.var(axis=0).mean()
        for turns in (1, 6):
            noise = 1.15**2 / turns
            mean = market.co_create(shoppers, turns, 1.15, np.random.default_rng(1)).mean()
            assert mean == pytest.approx(3 * prior * noise / (prior + noise), rel=0.05)


def test_one_segment_is_a_guess(markets: list[np.ndarray]) -> None:
    one = market.respond(markets[0], 1, 0.15, np.random.default_rng(1))
    assert one == pytest.approx(market.guess(markets[0]))


def test_purchase_probability() -> None:
    assert float(market.purchase_probability(0.0)) == pytest.approx(1 / (1 + np.exp(2.2)), abs=1e-12)
    assert np.all(np.diff(market.purchase_probability(np.array([0.0, 1.0, 4.0]))) < 0)


def test_overtaking_is_where_the_lines_meet() -> None:
    guess, create = market.Mode("猜测", 20_000, 2.0), market.Mode("共创", 40_000, 7.0)
    people = market.overtakes(create, guess)
    assert people == 4_000
    assert create.profit(people) == guess.profit(people)
    assert market.overtakes(guess, create) == 0.0, "cheaper at first, so ahead from nobody on"
    assert market.overtakes(market.Mode("", 40_000, 1.0), guess) == np.inf


def test_mismatch_falls_with_versions_as_the_prototype_and_theory_say(markets: list[np.ndarray]) -> None:
    numbers = [1, 2, 4, 8, 16, 32, 64, 128]
    for seed, shoppers in zip(SEEDS, markets, strict=True):
        per_person = versions.mismatch_by_versions(shoppers, numbers, np.random.default_rng(1))
        mismatch = [float(values.mean()) for values in per_person]
        assert np.all(np.diff(mismatch) < 0)
        assert versions.log_slope(numbers, mismatch) == pytest.approx(-2 / 3, abs=0.07)
        if seed == 0:
            assert [mismatch[0], mismatch[3], mismatch[7]] == pytest.approx([2.94, 0.57, 0.103], rel=0.05)
            assert versions.log_slope(numbers, mismatch) == pytest.approx(-0.660, abs=0.01)


def test_cheaper_versions_make_many_pay(markets: list[np.ndarray]) -> None:
    """50 000 people, margin 120: 4 versions at 30 000 元 each, 16 at 3 000, 128 at 300."""
    numbers = [1, 2, 4, 8, 16, 32, 64, 128]
    per_person = versions.mismatch_by_versions(markets[0], numbers, np.random.default_rng(1))
    sales = [50_000 * 120 * market.purchase_probability(values).mean() for values in per_person]

    def best(cost: float) -> int:
        return numbers[int(np.argmax([sold - cost * n for sold, n in zip(sales, numbers, strict=True)]))]

    assert [best(cost) for cost in (30_000, 3_000, 300)] == [4, 16, 128]


def test_versions_are_as_good_as_a_library_s(markets: list[np.ndarray]) -> None:
    tastes = markets[0][:1500]
    ours = versions.squared_distances(tastes, versions.best_versions(tastes, 16, np.random.default_rng(1))).min(axis=1)
    library = KMeans(16, n_init=1, random_state=1).fit(tastes).inertia_ / len(tastes)
    assert ours.mean() < 1.1 * library


def test_squared_distances_equal_scipy_s() -> None:
    rng = np.random.default_rng(3)
    points, places = rng.normal(size=(20, 3)), rng.normal(size=(5, 3))
    assert versions.squared_distances(points, places) == pytest.approx(cdist(points, places, "sqeuclidean"), abs=1e-9)


def test_scale_and_scope() -> None:
    assert costs.unit_cost(20_000, 5, 1_000) == 25
    with pytest.raises(ValueError, match="positive"):
        costs.unit_cost(1, 1, 0)
    line = costs.ProductLine(shared=90_000, own=5_000, variable=2)
    assert line.cost([1000, 1000, 0]) == 90_000 + 2 * 5_000 + 2 * 2000
    # Panzar & Willig: alone 2·(90 000 + 5 000 + 2 000) = 194 000 against 104 000 together.
    assert line.scope_economies([1000, 1000]) == pytest.approx((194_000 - 104_000) / 104_000)
    assert costs.ProductLine(0, 5_000, 2).scope_economies([1000, 1000]) == 0
    assert line.cost([0, 0]) == 0
