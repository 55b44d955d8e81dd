"""API or own machines: the staircase, the line, and where they meet."""

from math import inf, isinf

import numpy as np
import pytest

from genmarketing.themes.moe_reasoning.models import deployment
from genmarketing.themes.moe_reasoning.models.deployment import ApiPrice, OwnDeployment, Request

REQUEST = Request(tokens_in=1500, tokens_out=500)
PRICE = ApiPrice(per_million_in=2, per_million_out=8)


def test_costs_by_hand() -> None:
    own = OwnDeployment(node_rent=5000, tokens_per_second=2000, utilisation=0.4, staff=30_000)
    assert PRICE.per_request(REQUEST) == pytest.approx(0.007, abs=1e-12)
    assert deployment.api_cost(1e6, REQUEST, PRICE) == pytest.approx(7000, abs=1e-9)
    # 2000 · 0.4 tokens a second for 30 days, and a request is 500 written and 1500 / 5 read tokens of work.
    assert own.requests_per_node(REQUEST) == pytest.approx(2_592_000, abs=1e-6)
    nodes = [own.nodes(v, REQUEST) for v in (0, 2_592_000, 2_592_001, 6e6)]
    assert nodes == [1, 1, 2, 3]
    assert own.monthly_cost(6e6, REQUEST) == 45_000


def test_longer_input_costs_both_ways() -> None:
    own = OwnDeployment(node_rent=5000, tokens_per_second=2000, utilisation=0.4, staff=0)
    longer = Request(tokens_in=30_000, tokens_out=500)
    assert PRICE.per_request(longer) > PRICE.per_request(REQUEST)
    assert own.requests_per_node(longer) == pytest.approx(own.requests_per_node(REQUEST) * 800 / 6500)


@pytest.mark.parametrize("seed", range(40))
def test_break_even_equals_a_walk_along_the_curves(seed: int) -> None:
    rng = np.random.default_rng(seed)
    own = OwnDeployment(
        node_rent=float(rng.uniform(1000, 9000)),
        tokens_per_second=float(rng.uniform(150, 900)),
        utilisation=float(rng.uniform(0.2, 1.0)),
        staff=float(rng.uniform(0, 40_000)),
        minimum_nodes=int(rng.integers(1, 4)),
    )
    found = deployment.break_even(REQUEST, PRICE, own)
    capacity = own.requests_per_node(REQUEST)
    grid = np.linspace(0, 300 * capacity, 300 * 100 + 1)[1:] * (1 - 1e-12)
    past_the_edges = np.arange(1, 300) * capacity * (1 + 1e-9)
    volumes = np.sort(np.concatenate([grid, past_the_edges]))
    dearer = np.array([own.monthly_cost(v, REQUEST) > deployment.api_cost(v, REQUEST, PRICE) + 1e-6 for v in volumes])
    if isinf(found.first):
        assert dearer.all()
    elif found.first < volumes[-1]:
        assert volumes[np.argmin(dearer)] == pytest.approx(found.first, abs=capacity / 99)
    if isinf(found.lasting):
        assert capacity * PRICE.per_request(REQUEST) <= own.node_rent
    elif found.lasting < volumes[-1]:
        last = np.flatnonzero(dearer)[-1]
        assert volumes[last] == pytest.approx(found.lasting, abs=capacity / 99)


def test_break_even_by_hand() -> None:
    cheap = OwnDeployment(node_rent=1000, tokens_per_second=2000, utilisation=0.4, staff=3000)
    found = deployment.break_even(REQUEST, PRICE, cheap)
    assert found.first == pytest.approx(4000 / 0.007)
    assert found.lasting == found.first
    never = OwnDeployment(node_rent=50_000, tokens_per_second=2000, utilisation=0.4, staff=0)
    assert deployment.break_even(REQUEST, PRICE, never) == deployment.BreakEven(inf, inf)


def test_whole_nodes_make_own_machines_dear_again() -> None:
    own = OwnDeployment(node_rent=15_000, tokens_per_second=2000, utilisation=0.4, staff=0)
    found = deployment.break_even(REQUEST, PRICE, own)
    just_past_one_node = own.requests_per_node(REQUEST) + 1
    assert found.first < just_past_one_node < found.lasting
    assert own.monthly_cost(just_past_one_node, REQUEST) > deployment.api_cost(just_past_one_node, REQUEST, PRICE)


def test_better_use_of_the_machines_brings_break_even_nearer() -> None:
    points = [
        deployment.break_even(REQUEST, PRICE, OwnDeployment(10_000, 2000, use, 30_000)).lasting
        for use in (0.3, 0.5, 0.9)
    ]
    assert points == sorted(points, reverse=True)
    assert points[0] > points[-1]


def test_impossible_inputs_are_refused() -> None:
    for utilisation in (0.0, 1.1):
        with pytest.raises(ValueError, match="utilisation"):
            OwnDeployment(1, 1, utilisation, 0)
    for speed, nodes, reading in ((0, 1, 5), (10, 0, 5), (10, 1, 0)):
        with pytest.raises(ValueError, match="speeds must be positive"):
            OwnDeployment(1, speed, 0.5, 0, nodes, reading)
    with pytest.raises(ValueError, match="price"):
        deployment.break_even(REQUEST, ApiPrice(0, 0), OwnDeployment(1, 1, 0.5, 0))
