"""Economies of scale and of scope: where the saving comes from.

Scale: one product, more of it; a fixed cost is spread over more units.
Scope: several products made together cost less than each alone, because they share something (Panzar & Willig
1981). The degree of scope economies is the saving as a share of the joint cost::

    S = (Σ C(each alone) − C(together)) / C(together)
"""

from collections.abc import Sequence
from dataclasses import dataclass


def unit_cost(fixed: float, variable: float, quantity: float) -> float:
    """Cost of one unit when ``quantity`` units share a fixed cost: fixed/quantity + variable. ValueError at 0."""
    if quantity <= 0:
        raise ValueError("quantity must be positive")
    return fixed / quantity + variable


@dataclass(frozen=True)
class ProductLine:
    """What a number of products cost to offer; money in 元."""

    shared: float
    """spent once, whatever the number of products: a model, a data platform, a brand"""
    own: float
    """spent for each product"""
    variable: float
    """spent for each unit"""

    def cost(self, quantities: Sequence[float]) -> float:
        """Cost of offering one product for each quantity, together."""
        kinds = sum(quantity > 0 for quantity in quantities)
        return (self.shared if kinds else 0.0) + kinds * self.own + self.variable * sum(quantities)

    def scope_economies(self, quantities: Sequence[float]) -> float:
        """Degree of scope economies: 0 when nothing is shared, more the more products share."""
        alone = sum(self.cost([quantity]) for quantity in quantities)
        together = self.cost(quantities)
        return (alone - together) / together
