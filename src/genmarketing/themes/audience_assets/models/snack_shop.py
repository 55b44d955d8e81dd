"""Unit economics of a shop that sells at 1 yuan and is watched by thousands: what a visitor leaves, what a viewer adds.

Only the price and the number of viewers come from the course's source material, unverified; everything else is an
assumption to be replaced by one's own books. Money in 元, a day at a time.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shop:
    """One day of the shop.

    Attributes:
        price: of the cheap item.
        item_cost: food, packing and gas for one of them.
        add_on_share: share of visitors who also buy something at an ordinary price.
        add_on_margin: what that leaves after its own cost.
        visitors: people who come anyway, each for one cheap item.
        fixed_costs: rent and wages.
        viewers: people who watch the live stream.
        brought: visitors for every 1 000 viewers.
        screen_income: what 1 000 viewers bring without anyone coming: tips, advertising, goods of other brands.
    """

    price: float = 1.0
    item_cost: float = 0.8
    add_on_share: float = 0.3
    add_on_margin: float = 3.0
    visitors: float = 600
    fixed_costs: float = 900
    viewers: float = 0
    brought: float = 2.0
    screen_income: float = 8.0

    def per_visitor(self) -> float:
        """What one visitor leaves: the cheap item's margin and the expected add-on's."""
        return self.price - self.item_cost + self.add_on_share * self.add_on_margin

    def visitors_in_all(self) -> float:
        """Those who come anyway and those whom the stream brings."""
        return self.visitors + self.viewers / 1000 * self.brought

    def per_thousand_viewers(self) -> float:
        """What 1 000 viewers are worth: those who come, and the screen itself. This is the spill-over."""
        return self.brought * self.per_visitor() + self.screen_income

    def without_viewers(self) -> float:
        """Profit of a day that nobody watches."""
        return self.visitors * self.per_visitor() - self.fixed_costs

    def profit(self) -> float:
        """Profit of the day."""
        return self.without_viewers() + self.viewers / 1000 * self.per_thousand_viewers()

    def viewers_to_break_even(self) -> float:
        """Viewers at which the day's profit is 0; 0 if it needs none, inf if viewers are worth nothing."""
        if self.without_viewers() >= 0:
            return 0.0
        each = self.per_thousand_viewers() / 1000
        return -self.without_viewers() / each if each > 0 else float("inf")
