"""Forms of content as small cases: an audience that gathers or disperses, and the numbers behind a limited edition.

Podcast: an episode goes on being found, and each one brings some who then hear the next ones («planting a tree»).
Live stream: the audience is there while it lasts and is bought anew each time. Micro-drama: of those who watch one
episode, a share watches the next. Digital collectibles: a lottery whose odds follow from the edition.
All rates are made unless they come from the ledger.
"""

from __future__ import annotations

import numpy as np

from .arrays import FloatArray


def podcast_listens(weeks: int, first: float, kept: float, found: float, tail: float) -> FloatArray:
    """Listens (weeks,) of a weekly podcast.

    Args:
        weeks: how long it has run.
        first: listeners of the first episode in its week.
        kept: new regular listeners per listen of a week, as a share.
        found: share of an episode's first week that listens one week later.
        tail: what is left of that from week to week.
    """
    regulars, listens = first, np.zeros(weeks)
    shelf = 0.0  # listens that older episodes still bring in a week
    for week in range(weeks):
        listens[week] = regulars + shelf
        shelf = shelf * tail + regulars * found
        regulars += kept * listens[week]
    return listens


def live_views(weeks: int, viewers: float, returning: float) -> FloatArray:
    """Views (weeks,) of a weekly live stream: bought viewers, and a share of last week's who come back."""
    views = np.zeros(weeks)
    for week in range(weeks):
        views[week] = viewers + (returning * views[week - 1] if week else 0.0)
    return views


def overtaking_week(slow: FloatArray, fast: FloatArray) -> int | None:
    """First week (from 1) in which the running total of ``slow`` is above that of ``fast``; None if it never is."""
    ahead = np.flatnonzero(np.cumsum(slow) > np.cumsum(fast))
    return int(ahead[0]) + 1 if len(ahead) else None


def still_watching(episodes: int, kept: float) -> FloatArray:
    """Share (episodes,) of the first episode's viewers who see each episode."""
    return np.asarray(kept ** np.arange(episodes))


def placement_value(episodes: int, kept: float, warm_up: float) -> FloatArray:
    """Worth (episodes,) of showing a brand in each episode: viewers left × how far they are drawn in, 1 − e^(−k/warm_up)."""
    drawn_in = 1 - np.exp(-np.arange(1, episodes + 1) / warm_up)
    return np.asarray(still_watching(episodes, kept) * drawn_in)


def rare_share(common: int, rare: int) -> float:
    """Chance that one draw from a mixed edition is a rare piece."""
    return rare / (common + rare)


def chance_of_rare(share: float, draws: int) -> float:
    """Chance of at least one rare piece in so many draws: 1 − (1 − share)^draws."""
    return float(1 - (1 - share) ** draws)
