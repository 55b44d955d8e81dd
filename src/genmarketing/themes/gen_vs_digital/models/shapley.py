"""The Shapley value: a channel's mean contribution over all orders in which the channels could have come.

::

    φ_i = Σ_{S without i} |S|!·(n − |S| − 1)!/n! · (v(S with i) − v(S))

The values sum to v(all); a channel that never adds anything gets 0 (Shapley 1953). What v means is a choice. Here
v(S) counts the conversions whose journeys used channels of S alone; with this v the value of a channel is exactly
its equal share of each conversion among the different channels that were there.
"""

from collections.abc import Callable, Sequence
from itertools import combinations
from math import factorial

from .attribution import Credits, Journey, channels

Worth = Callable[[frozenset[str]], float]
"""Coalition of channels -> what it is worth."""


def conversions_within(journeys: Sequence[Journey]) -> Worth:
    """v(S): conversions of journeys whose channels all belong to S."""
    needed = [frozenset(journey.path) for journey in journeys if journey.converted]

    def worth(coalition: frozenset[str]) -> float:
        return float(sum(used <= coalition for used in needed))

    return worth


def shapley_values(players: Sequence[str], worth: Worth) -> Credits:
    """The Shapley value of each player, exactly: 2^n coalitions, each valued once."""
    n = len(players)
    coalitions = [frozenset(members) for size in range(n + 1) for members in combinations(players, size)]
    value = {coalition: worth(coalition) for coalition in coalitions}
    result = {}
    for player in players:
        total = 0.0
        for coalition in coalitions:
            if player not in coalition:
                size = len(coalition)
                chance = factorial(size) * factorial(n - size - 1) / factorial(n)
                total += chance * (value[coalition | {player}] - value[coalition])
        result[player] = total
    return result


def shapley_attribution(journeys: Sequence[Journey]) -> Credits:
    """Credit each channel with its Shapley value under `conversions_within`."""
    return shapley_values(channels(journeys), conversions_within(journeys))
