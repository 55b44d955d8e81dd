"""One market of shoppers with tastes, served by three operating systems: guess, respond, co-create.

A shopper's taste is a point in three dimensions, a market is the tastes of n shoppers, (n, 3). An offer at another
point is bought with probability::

    P(buy) = 1 / (1 + exp(2.2 + 0.8·mismatch)),   mismatch = squared distance of taste and offer

- guess: one offer for all, at the mean taste (as if market research were perfect);
- respond: a few versions, one for each segment seen in clicks; some shoppers land in a wrong segment;
- co-create: k noisy answers of each shopper, shrunk towards the mean taste (the Bayes estimate), one offer each.

All pay the same media price. Guess and respond pay for versions, co-create pays for a platform once and for data
and k generated turns with every person. Profit is N·(gain for each person) − fixed cost, a line for each mode.
Made for this course; the squared-distance market is Hotelling's in three dimensions.
"""

from dataclasses import dataclass

import numpy as np

from .arrays import FloatArray
from .versions import best_versions, squared_distances

DIMENSIONS = 3
MODES = ("猜测", "响应", "共创")
NOBODY = "都亏"
"""What `winner` answers when every way of serving loses money."""


@dataclass(frozen=True)
class Prices:
    """元, unless it says otherwise."""

    margin: float = 120.0
    """earned by one sale"""
    media: float = 0.6
    """to reach one person, whatever the mode"""
    version: float = 20_000.0
    """to make one version of the offer"""
    platform: float = 40_000.0
    """to set up the dialogue, once"""
    data: float = 0.1
    """to keep and protect one person's answers"""
    generation: float = 0.02
    """to generate one turn of a dialogue"""


@dataclass(frozen=True)
class Mode:
    """One way of serving: what it costs before anybody comes, and what each person reached brings."""

    name: str
    fixed: float
    per_person: float
    """margin from sales less media, data and generation, 元 for each person"""

    def profit(self, people: float) -> float:
        """元 earned with ``people`` persons reached."""
        return people * self.per_person - self.fixed


def draw_tastes(
    rng: np.random.Generator, number: int = 6000, groups: int = 8, between: float = 1.0, within: float = 0.5
) -> FloatArray:
    """Tastes (number, 3) around ``groups`` centres: standard deviation ``between`` centres and ``within`` a group."""
    centres = rng.normal(0, between, (groups, DIMENSIONS))
    group = rng.integers(0, groups, number)
    return np.asarray(centres[group] + rng.normal(0, within, (number, DIMENSIONS)), dtype=np.float64)


def spread_out(tastes: FloatArray, spread: float) -> FloatArray:
    """The same people ``spread`` times as far from their mean: at 0 all want the same, at 1 they are as before."""
    middle = tastes.mean(axis=0)
    return np.asarray(middle + spread * (tastes - middle), dtype=np.float64)


def purchase_probability(mismatch: FloatArray | float) -> FloatArray:
    """Probability of buying, for each squared distance between taste and offer."""
    return np.asarray(1 / (1 + np.exp(2.2 + 0.8 * np.asarray(mismatch))), dtype=np.float64)


def guess(tastes: FloatArray) -> FloatArray:
    """Mismatch (n,) when everybody gets the offer at the mean taste."""
    return squared_distances(tastes, tastes.mean(axis=0)[None])[:, 0]


def respond(tastes: FloatArray, segments: int, misassigned: float, rng: np.random.Generator) -> FloatArray:
    """Mismatch (n,) with one version for each of ``segments`` segments.

    A share ``misassigned`` of shoppers is put into some other segment than their own.
    """
    offers = best_versions(tastes, segments, rng)
    distances = squared_distances(tastes, offers)
    own = distances.argmin(axis=1)
    if segments > 1:
        wrong = rng.random(len(own)) < misassigned
        own = np.where(wrong, (own + rng.integers(1, segments, len(own))) % segments, own)
    return np.asarray(distances[np.arange(len(own)), own], dtype=np.float64)


def co_create(tastes: FloatArray, turns: int, noise: float, rng: np.random.Generator) -> FloatArray:
    """Mismatch (n,) after ``turns`` answers of each shopper, each the taste plus noise of that standard deviation.

    The offer is the Bayes estimate under a normal prior with the market's own mean and variance.
    """
    mean, variance = tastes.mean(axis=0), float(tastes.var(axis=0).mean())
    heard = tastes + rng.normal(0, noise / np.sqrt(turns), tastes.shape)
    weight = variance / (variance + noise**2 / turns)
    offers = mean + weight * (heard - mean)
    return np.asarray(((tastes - offers) ** 2).sum(axis=1), dtype=np.float64)


def three_modes(
    tastes: FloatArray,
    prices: Prices,
    segments: int = 8,
    misassigned: float = 0.15,
    turns: int = 6,
    noise: float = 1.15,
    seed: int = 0,
) -> tuple[Mode, Mode, Mode]:
    """The three ways of serving the same shoppers, tastes (n, 3), at the same prices: guess, respond, co-create."""
    rng = np.random.default_rng(seed)

    def sales(mismatch: FloatArray) -> float:
        return prices.margin * float(purchase_probability(mismatch).mean()) - prices.media

    dialogue = prices.data + turns * prices.generation
    return (
        Mode(MODES[0], prices.version, sales(guess(tastes))),
        Mode(MODES[1], segments * prices.version, sales(respond(tastes, segments, misassigned, rng))),
        Mode(MODES[2], prices.platform, sales(co_create(tastes, turns, noise, rng)) - dialogue),
    )


def winner(modes: tuple[Mode, ...], people: float) -> str:
    """Name of the most profitable mode for ``people`` persons; NOBODY if none earns anything."""
    best = max(modes, key=lambda mode: mode.profit(people))
    return best.name if best.profit(people) > 0 else NOBODY


def overtakes(challenger: Mode, other: Mode) -> float:
    """Number of people from which ``challenger`` earns more than ``other``; infinite if it never does."""
    gain, extra = challenger.per_person - other.per_person, challenger.fixed - other.fixed
    if gain <= 0:
        return 0.0 if extra < 0 else float("inf")
    return max(0.0, extra / gain)
