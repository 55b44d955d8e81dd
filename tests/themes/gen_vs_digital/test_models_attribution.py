"""Attribution: by hand, against brute force and other computations, and against what the made journeys were built from."""

import itertools
from collections.abc import Callable

import numpy as np
import pytest

from genmarketing.data import load
from genmarketing.themes.gen_vs_digital.generators.journeys import EFFECTS, lost_without, lost_without_any
from genmarketing.themes.gen_vs_digital.models import attribution as at
from genmarketing.themes.gen_vs_digital.models import markov, shapley

Rule = Callable[[list[at.Journey]], at.Credits]
RULES: dict[str, Rule] = {
    "first": at.first_touch,
    "last": at.last_touch,
    "linear": at.linear,
    "time_decay": at.time_decay,
    "position": at.position,
    "markov": markov.markov_attribution,
    "shapley": shapley.shapley_attribution,
}


def journey(path: str, converted: bool, hours: tuple[float, ...] = ()) -> at.Journey:
    return at.Journey(tuple(path), hours or tuple(float(h) for h in range(len(path) - 1, -1, -1)), converted)


TEXTBOOK = [journey("ABC", True), journey("A", False), journey("BC", False)]


@pytest.fixture(scope="module")
def journeys() -> list[at.Journey]:
    return at.journeys_from_table(load("journeys"))


@pytest.fixture(scope="module")
def walled() -> set[str]:
    touches = load("journeys")
    return set(touches.loc[touches["walled"], "channel"])


def random_journeys(seed: int, channels: str = "ABCDE") -> list[at.Journey]:
    rng = np.random.default_rng(seed)
    paths = ["".join(rng.choice(list(channels), rng.integers(1, 6))) for _ in range(40)]
    return [journey(path, bool(rng.random() < 0.5)) for path in paths]


def test_the_table_is_read_in_order() -> None:
    touches = load("journeys").sample(frac=1, random_state=1)
    read = {tuple(each.path): each for each in at.journeys_from_table(touches)}
    assert len(at.journeys_from_table(touches)) == 2500
    for each in read.values():
        assert list(each.hours) == sorted(each.hours, reverse=True)


@pytest.mark.parametrize("name", RULES)
def test_credits_sum_to_the_conversions(name: str, journeys: list[at.Journey], walled: set[str]) -> None:
    seen = at.behind_walls(journeys, walled)
    for each in (TEXTBOOK, random_journeys(1), journeys, seen):
        credits = RULES[name](list(each))
        assert sum(credits.values()) == pytest.approx(at.conversions(each), abs=1e-6)
        assert min(credits.values()) >= -1e-9


def test_single_touch_and_weighted_rules_by_hand() -> None:
    one = [journey("ABBC", True, (48.0, 24.0, 24.0, 0.0))]
    assert at.first_touch(one) == {"A": 1, "B": 0, "C": 0}
    assert at.last_touch(one) == {"A": 0, "B": 0, "C": 1}
    assert at.linear(one) == {"A": 0.25, "B": 0.5, "C": 0.25}
    assert at.position(one) == pytest.approx({"A": 0.4, "B": 0.2, "C": 0.4})
    # Weights ¼, ½, ½, 1 at a half-life of a day.
    assert at.time_decay(one) == pytest.approx({"A": 0.25 / 2.25, "B": 1 / 2.25, "C": 1 / 2.25})
    assert at.position([journey("AB", True)]) == {"A": 0.5, "B": 0.5}
    assert at.position([journey("A", True)]) == {"A": 1.0}


def test_markov_removal_on_the_textbook_case() -> None:
    """Start→A 2/3, A→B 1/2, B→C 1, C→sale 1/2: a sale in 1/3 of journeys; removing A halves that, B or C ends it."""
    chain = markov.chain_of(TEXTBOOK)
    assert chain.conversion() == pytest.approx(1 / 3)
    assert markov.removal_effects(chain) == pytest.approx({"A": 0.5, "B": 1.0, "C": 1.0})
    assert markov.markov_attribution(TEXTBOOK) == pytest.approx({"A": 0.2, "B": 0.4, "C": 0.4})


def absorbed(journeys: list[at.Journey], removed: str | None) -> float:
    """Chance of a sale, by pushing probability through all arrows until none is on the way: no linear algebra."""
    arrows: dict[str, dict[str, int]] = {}
    for each in journeys:
        stops = ["(start)", *each.path, "(sale)" if each.converted else "(nothing)"]
        for here, there in itertools.pairwise(stops):
            target = "(nothing)" if there == removed else there
            arrows.setdefault(here, {}).setdefault(target, 0)
            arrows[here][target] += 1
    moving, sold = {"(start)": 1.0}, 0.0
    while sum(moving.values()) > 1e-13:
        following: dict[str, float] = {}
        for here, mass in moving.items():
            for there, count in arrows[here].items():
                part = mass * count / sum(arrows[here].values())
                if there == "(sale)":
                    sold += part
                elif there != "(nothing)":
                    following[there] = following.get(there, 0.0) + part
        moving = following
    return sold


@pytest.mark.parametrize("seed", range(5))
def test_markov_removal_equals_pushing_probability_through_the_chain(seed: int) -> None:
    each = random_journeys(seed)
    effects = markov.removal_effects(markov.chain_of(each))
    whole = absorbed(each, None)
    assert effects == pytest.approx({channel: 1 - absorbed(each, channel) / whole for channel in effects}, abs=1e-9)


def test_markov_removal_on_the_shop_s_journeys_equals_it_too(journeys: list[at.Journey]) -> None:
    chain = markov.chain_of(journeys)
    assert chain.conversion() == pytest.approx(absorbed(journeys, None), abs=1e-9)
    assert chain.conversion() == pytest.approx(at.conversions(journeys) / len(journeys), abs=1e-9)
    effect = markov.removal_effects(chain)["短视频"]
    assert effect == pytest.approx(1 - absorbed(journeys, "短视频") / absorbed(journeys, None), abs=1e-9)


def test_a_chain_walked_at_random_sells_as_often_as_it_says() -> None:
    chain, rng = markov.chain_of(random_journeys(3)), np.random.default_rng(1)
    sold = 0
    for _ in range(4000):
        at_state: int | None = 0
        while at_state is not None:
            chances = [*chain.moves[at_state], chain.sale[at_state]]
            drawn = int(np.searchsorted(np.cumsum(chances), rng.random(), side="right"))
            sold += drawn == len(chain.states)
            at_state = drawn if drawn < len(chain.states) else None
    assert sold / 4000 == pytest.approx(chain.conversion(), abs=0.03)


def by_permutations(players: tuple[str, ...], worth: shapley.Worth) -> at.Credits:
    orders = list(itertools.permutations(players))
    total = dict.fromkeys(players, 0.0)
    for order in orders:
        for place, player in enumerate(order):
            total[player] += worth(frozenset(order[: place + 1])) - worth(frozenset(order[:place]))
    return {player: value / len(orders) for player, value in total.items()}


@pytest.mark.parametrize("seed", range(5))
def test_shapley_equals_brute_force_over_all_orders(seed: int) -> None:
    each = random_journeys(seed)
    players, worth = at.channels(each), shapley.conversions_within(each)
    assert shapley.shapley_values(players, worth) == pytest.approx(by_permutations(players, worth), abs=1e-9)


def test_shapley_of_the_shop_equals_brute_force_and_the_equal_share(journeys: list[at.Journey]) -> None:
    found = shapley.shapley_attribution(journeys)
    worth = shapley.conversions_within(journeys)
    known = {
        members: worth(members) for size in range(8) for members in map(frozenset, itertools.combinations(found, size))
    }
    assert found == pytest.approx(by_permutations(tuple(found), known.__getitem__), abs=1e-9)
    shares = dict.fromkeys(found, 0.0)
    for each in journeys:
        for channel in set(each.path) if each.converted else ():
            shares[channel] += 1 / len(set(each.path))
    assert found == pytest.approx(shares, abs=1e-9)


def test_shapley_keeps_its_promises_for_any_worth() -> None:
    """Sum, symmetry, and nothing for whoever adds nothing."""

    def glove(coalition: frozenset[str]) -> float:
        return float(min("左" in coalition, ("右一" in coalition) + ("右二" in coalition)))

    values = shapley.shapley_values(("左", "右一", "右二", "旁观"), glove)
    assert values == pytest.approx({"左": 2 / 3, "右一": 1 / 6, "右二": 1 / 6, "旁观": 0.0})


def test_walls_hide_touches_and_leave_the_rest(journeys: list[at.Journey], walled: set[str]) -> None:
    seen = at.behind_walls(journeys, walled)
    assert len(seen) == len(journeys)
    assert at.conversions(seen) == at.conversions(journeys)
    assert not walled & set(at.channels(seen))
    assert at.DIRECT in at.channels(seen)
    assert at.behind_walls(journeys, set()) == journeys


def test_platforms_together_claim_more_than_there_was(journeys: list[at.Journey]) -> None:
    claims = at.platform_claims(journeys)
    assert sum(claims.values()) > 3 * at.conversions(journeys)
    assert max(claims.values()) <= at.conversions(journeys)


def test_no_rule_finds_what_channels_caused(journeys: list[at.Journey]) -> None:
    """Search causes next to nothing in the made world; every rule gives it something, the last touch most of all."""
    truth = lost_without()
    assert EFFECTS["自然搜索"] == 0
    assert truth["自然搜索"] == 0, "exactly: what rounding leaves differs between processors"
    for name in ("last", "linear", "time_decay", "position", "markov", "shapley"):
        credits = RULES[name](journeys)
        assert credits["自然搜索"] > 0.08 * at.conversions(journeys), name
    last = at.last_touch(journeys)
    assert max(last, key=last.__getitem__) == "搜索广告"
    assert last["搜索广告"] > 10 * truth["搜索广告"] * at.conversions(journeys)
    assert lost_without_any() < 0.6, "many conversions would have come without any channel"


def test_an_empty_log_has_no_chain() -> None:
    with pytest.raises(ValueError, match="journeys"):
        markov.chain_of([])
