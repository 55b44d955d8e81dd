"""Who gets the credit for a sale: six rules on the same journeys.

- first, last, linear: all to the first touch, all to the last, the same to each touch;
- time decay: a touch counts half as much for each ``half_life`` hours before the end;
- position: 40 % to the first, 40 % to the last, 20 % shared by those between;
- Markov removal: see `markov`; Shapley: see `shapley`.

Each rule returns {channel: conversions credited}; the credits sum to the number of conversions. None of them knows
what a channel caused: for that, take it away from some people at random, and compare.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import pandas as pd

DIRECT = "直接访问"
"""What is left of a journey when none of its touches can be seen."""

Credits = dict[str, float]


@dataclass(frozen=True)
class Journey:
    """Touches of one person in order of time, hours before the journey's end, and whether it ended in a sale."""

    path: tuple[str, ...]
    hours: tuple[float, ...]
    converted: bool


def journeys_from_table(touches: pd.DataFrame) -> list[Journey]:
    """Read a table of touches: columns journey_id, step, channel, hours_before, converted."""
    ordered = touches.sort_values(["journey_id", "step"], kind="stable")
    return [
        Journey(
            tuple(touched["channel"]), tuple(touched["hours_before"].astype(float)), bool(touched["converted"].iloc[0])
        )
        for _, touched in ordered.groupby("journey_id", sort=False)
    ]


def channels(journeys: Sequence[Journey]) -> tuple[str, ...]:
    """All channels, in order of first appearance."""
    return tuple(dict.fromkeys(channel for journey in journeys for channel in journey.path))


def conversions(journeys: Sequence[Journey]) -> int:
    """Number of journeys that ended in a sale."""
    return sum(journey.converted for journey in journeys)


def _credited(journeys: Sequence[Journey], weights: Callable[[Journey], Sequence[float]]) -> Credits:
    """Share each conversion among its touches in proportion to their weights."""
    credit = dict.fromkeys(channels(journeys), 0.0)
    for journey in journeys:
        if journey.converted:
            weight = weights(journey)
            for channel, share in zip(journey.path, weight, strict=True):
                credit[channel] += share / sum(weight)
    return credit


def first_touch(journeys: Sequence[Journey]) -> Credits:
    """All credit to the first touch."""
    return _credited(journeys, lambda journey: [1.0] + [0.0] * (len(journey.path) - 1))


def last_touch(journeys: Sequence[Journey]) -> Credits:
    """All credit to the last touch."""
    return _credited(journeys, lambda journey: [0.0] * (len(journey.path) - 1) + [1.0])


def linear(journeys: Sequence[Journey]) -> Credits:
    """The same credit to each touch; two touches of one channel count twice."""
    return _credited(journeys, lambda journey: [1.0] * len(journey.path))


def time_decay(journeys: Sequence[Journey], half_life: float = 24.0) -> Credits:
    """Weight 0.5^(hours before the last touch / half_life)."""
    return _credited(journeys, lambda journey: [0.5 ** ((h - journey.hours[-1]) / half_life) for h in journey.hours])


def position(journeys: Sequence[Journey], ends: float = 0.4) -> Credits:
    """``ends`` to the first and to the last touch, the rest shared by those between; one touch gets all, two half."""

    def weights(journey: Journey) -> list[float]:
        between = len(journey.path) - 2
        return [1.0] * len(journey.path) if between < 1 else [ends, *[(1 - 2 * ends) / between] * between, ends]

    return _credited(journeys, weights)


def behind_walls(journeys: Sequence[Journey], walled: Collection[str]) -> list[Journey]:
    """What the brand itself sees when touches inside walled gardens are hidden; what has none left becomes DIRECT."""
    seen = []
    for journey in journeys:
        kept = [(c, h) for c, h in zip(journey.path, journey.hours, strict=True) if c not in walled]
        path, hours = zip(*kept, strict=True) if kept else ((DIRECT,), (0.0,))
        seen.append(Journey(tuple(path), tuple(hours), journey.converted))
    return seen


def platform_claims(journeys: Sequence[Journey]) -> Credits:
    """What the platforms report if each claims every conversion it touched: the sum exceeds the conversions."""
    claimed = dict.fromkeys(channels(journeys), 0.0)
    for journey in journeys:
        if journey.converted:
            for channel in set(journey.path):
                claimed[channel] += 1.0
    return claimed
