"""Markov removal: how many conversions would be lost if nobody could pass through a channel any more.

Journeys become a chain with states start, channels, sale and nothing; each arrow's probability is how often it was
taken. The chance of a sale from the start comes from the fundamental matrix N = (I − Q)⁻¹, with Q the arrows among
start and channels. Removing a channel sends all arrows into it to nothing. Its removal effect is the share of sales
lost; credits are the effects scaled to sum to the conversions (Anderl et al. 2016).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from .arrays import FloatArray
from .attribution import Credits, Journey, channels, conversions

START, SALE, NOTHING = "开始", "成交", "没有成交"


@dataclass(frozen=True)
class Chain:
    """An absorbing chain: ``moves`` (n, n) among start and channels, ``sale`` (n,) the step from each to a sale."""

    states: tuple[str, ...]
    """start first, then the channels"""
    moves: FloatArray
    sale: FloatArray

    def conversion(self) -> float:
        """Chance that a journey from the start ends in a sale: first entry of (I − Q)⁻¹·sale."""
        return float(np.linalg.solve(np.eye(len(self.states)) - self.moves, self.sale)[0])

    def without(self, channel: str) -> "Chain":
        """The chain in which every arrow into ``channel`` leads to nothing."""
        moves = self.moves.copy()
        moves[:, self.states.index(channel)] = 0.0
        return Chain(self.states, moves, self.sale)


def chain_of(journeys: Sequence[Journey]) -> Chain:
    """Count the arrows of all journeys and divide by how often each state was left. ValueError without journeys."""
    if not journeys:
        raise ValueError("a chain needs journeys")
    states = (START, *channels(journeys))
    number = {state: i for i, state in enumerate(states)}
    moves, sale, left = np.zeros((len(states), len(states))), np.zeros(len(states)), np.zeros(len(states))
    for journey in journeys:
        stops = [0, *(number[channel] for channel in journey.path)]
        for here, there in pairwise(stops):
            moves[here, there] += 1
        sale[stops[-1]] += journey.converted
        np.add.at(left, stops, 1)
    return Chain(states, moves / left[:, None], sale / left)


def removal_effects(chain: Chain) -> Credits:
    """Share of all sales that is lost when each channel is removed."""
    whole = chain.conversion()
    return {channel: 1 - chain.without(channel).conversion() / whole for channel in chain.states[1:]}


def markov_attribution(journeys: Sequence[Journey]) -> Credits:
    """Credit each channel in proportion to its removal effect; credits sum to the conversions."""
    effects = removal_effects(chain_of(journeys))
    total = sum(effects.values())
    return {channel: conversions(journeys) * effect / total for channel, effect in effects.items()}
