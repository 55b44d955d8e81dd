"""Brand and performance: one weekly budget, two kinds of stock, and the split that pays most within a horizon.

    value of a week = 1.9·sB + sP + 0.35·sB·sP,     sB = B/(B+18),  sP = P/(P+0.6)

B and P are adstocks: brand spend lingers (λ = 0.97, half-life 23 weeks), performance spend hardly (λ = 0.35). The money of
later weeks counts a little less. All constants are made; the lesson is what moves the optimum, not where it lies.

Closed forms for an optimal split, without time: Dorfman & Steiner 1954 (American Economic Review 44(5)) for constant
elasticities; equal powers by setting marginal returns equal.
"""

from dataclasses import dataclass, fields, replace

import numpy as np

from .adstock import adstock, saturation
from .arrays import FloatArray


@dataclass(frozen=True)
class Market:
    """How brand and performance spend turn into value. Stocks are in weekly budgets."""

    brand_carry: float = 0.97
    performance_carry: float = 0.35
    brand_value: float = 1.9
    performance_value: float = 1.0
    synergy: float = 0.35
    """extra value when both are there: a known brand converts better"""
    brand_half: float = 18.0
    performance_half: float = 0.6
    weekly_discount: float = 0.0015

    def weekly_value(self, brand_share: float, weeks: int, budget: float = 1.0) -> FloatArray:
        """Value of each week (weeks,), discounted, when ``brand_share`` of a constant budget goes to the brand."""
        brand = saturation(adstock(np.full(weeks, budget * brand_share), self.brand_carry), self.brand_half)
        performance = saturation(
            adstock(np.full(weeks, budget * (1 - brand_share)), self.performance_carry), self.performance_half
        )
        value = self.brand_value * brand + self.performance_value * performance + self.synergy * brand * performance
        return np.asarray(value * np.exp(-self.weekly_discount * np.arange(weeks)), dtype=np.float64)

    def total_value(self, brand_share: float, weeks: int, budget: float = 1.0) -> float:
        """Value of all weeks together."""
        return float(self.weekly_value(brand_share, weeks, budget).sum())

    def best_share(self, weeks: int, budget: float = 1.0) -> float:
        """Brand share with the largest total value to five digits, by golden-section search (the curve has one hump)."""
        ratio = (5**0.5 - 1) / 2
        low, high = 0.0, 1.0
        while high - low > 1e-7:
            left, right = high - ratio * (high - low), low + ratio * (high - low)
            if self.total_value(left, weeks, budget) < self.total_value(right, weeks, budget):
                low = left
            else:
                high = right
        inner = round((low + high) / 2, 5)
        return max((0.0, inner, 1.0), key=lambda share: self.total_value(share, weeks, budget))

    def loss(self, brand_share: float, weeks: int) -> float:
        """Share of the best total value that is given away by another split."""
        return 1 - self.total_value(brand_share, weeks) / self.total_value(self.best_share(weeks), weeks)


MARKET = Market()


def best_shares_under_noise(
    market: Market, weeks: int, noise: float, draws: int, rng: np.random.Generator
) -> FloatArray:
    """Optimal shares (draws,) when each value and saturation constant is off by up to ± ``noise`` (uniform)."""
    moved = ("brand_value", "performance_value", "synergy", "brand_half", "performance_half")
    known = {field.name: getattr(market, field.name) for field in fields(market)}
    factors = rng.uniform(1 - noise, 1 + noise, (draws, len(moved)))
    changed = (dict(zip(moved, row, strict=True)) for row in factors)
    return np.array(
        [replace(market, **{name: known[name] * f for name, f in each.items()}).best_share(weeks) for each in changed]
    )


def elasticity_share(brand: float, performance: float) -> float:
    """Optimal brand share when sales follow B^brand · P^performance: the share of its elasticity (Dorfman–Steiner)."""
    return brand / (brand + performance)


def ratio_for_share(share: float) -> float:
    """How many times the brand's elasticity must exceed performance's for ``share`` to be optimal."""
    return share / (1 - share)


def power_share(strength_ratio: float, power: float) -> float:
    """Optimal brand share when sales are k_b·B^γ + k_p·P^γ: odds (k_b/k_p)^{1/(1−γ)}.

    Raises:
        ValueError: γ outside 0 … 1, where there is no inner optimum.
    """
    if not 0 < power < 1:
        raise ValueError("the power must lie between 0 and 1")
    odds = float(strength_ratio ** (1 / (1 - power)))
    return odds / (1 + odds)


def strength_for_share(share: float, power: float) -> float:
    """How much stronger brand spend must be (k_b/k_p) for ``share`` to be optimal with equal powers."""
    return float(ratio_for_share(share) ** (1 - power))


def mean_share_margin(standard_deviation: float, n: int, z: float = 1.959964) -> float:
    """Margin of an average of brand shares over n firms: it depends on how far the firms differ, which is not printed."""
    return float(z * standard_deviation / n**0.5)
