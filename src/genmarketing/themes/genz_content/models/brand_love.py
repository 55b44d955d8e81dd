"""Brand love as three steps: people remember (认知), like what they met (认可), and speak for the brand (认同).

Four shares of a market move week by week: strangers, who remember, who like it, who speak for it. Content moves people
up, forgetting moves them down, and those who speak for the brand bring strangers in::

    strangers → remember:   theme + word·speakers           remember → strangers:  forgetting
    remember → like:        experience                      like → remember:       cooling
    like → speak:           taking part                     speak → like:          tiring

A Markov chain whose first step depends on the last state, as in models of contagion (Bass 1969). The three steps are an
author's frame (memory, experience, engagement); the rates here are made.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from .arrays import FloatArray

STATES = ("陌生", "记得", "认可", "认同")


@dataclass(frozen=True)
class Rates:
    """Shares that move in a week."""

    theme: float
    experience: float
    taking_part: float
    word: float = 0.5
    forgetting: float = 0.06
    cooling: float = 0.04
    tiring: float = 0.03


def next_week(now: FloatArray, rates: Rates) -> FloatArray:
    """Shares (4,) a week later; they sum to what they summed to."""
    strangers, remember, like, speak = now
    arrive = min(1.0, rates.theme + rates.word * speak) * strangers
    up, forget = rates.experience * remember, rates.forgetting * remember
    join, cool = rates.taking_part * like, rates.cooling * like
    tire = rates.tiring * speak
    return np.array(
        [
            strangers - arrive + forget,
            remember + arrive - forget - up + cool,
            like + up - cool - join + tire,
            speak + join - tire,
        ]
    )


def course(rates: Rates, weeks: int, stop: int | None = None) -> FloatArray:
    """Shares (weeks + 1, 4) from a market of strangers; from week ``stop`` on there is no content, only word of mouth."""
    states = [np.array([1.0, 0.0, 0.0, 0.0])]
    silent = replace(rates, theme=0.0, experience=0.0, taking_part=0.0)
    for week in range(weeks):
        states.append(next_week(states[-1], silent if stop is not None and week >= stop else rates))
    return np.array(states)
