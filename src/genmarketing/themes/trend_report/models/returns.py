"""What came back for the money: four ratios that are often taken for one another.

    ROAS = revenue / spend
    ROI  = (revenue · margin − spend) / spend
    ROMI = (incremental revenue · margin − spend) / spend
    break-even ROAS = 1 / margin

Only ROMI asks what would have been sold without the advertising; that takes a group that did not see it.
"""

from dataclasses import dataclass


def roas(revenue: float, spend: float) -> float:
    """Revenue for each 元 spent. What platforms like to call ROI."""
    return revenue / spend


def roi(revenue: float, spend: float, margin: float) -> float:
    """Gross profit above the spend, for each 元 spent; 0 is break-even, negative a loss."""
    return (revenue * margin - spend) / spend


def romi(incremental_revenue: float, spend: float, margin: float) -> float:
    """As ROI, but only with revenue that would not have come by itself."""
    return (incremental_revenue * margin - spend) / spend


def break_even_roas(margin: float) -> float:
    """ROAS at which the gross profit just pays for the advertising. ValueError unless 0 < margin ≤ 1."""
    if not 0 < margin <= 1:
        raise ValueError(f"the margin must be above 0 and at most 1, not {margin}")
    return 1 / margin


def incremental_revenue(exposed: float, exposed_people: float, held_out: float, held_out_people: float) -> float:
    """Revenue that the advertising added among the exposed, from a group held out at random: excess per head × heads."""
    return (exposed / exposed_people - held_out / held_out_people) * exposed_people


@dataclass(frozen=True)
class Seeding:
    """A seeding campaign whose buyers scatter: some buy where they read, some search and buy elsewhere.

    Attributes:
        spend: 元 for seeding.
        search_spend: 元 for search advertising in the same weeks.
        seeded_revenue: what seeding brings in all, wherever it is paid.
        in_app: share of it that is paid where it was read.
        through_search: share that is paid after a search advertisement was clicked; the rest comes in unseen.
        search_revenue: what search brings from people who were never seeded.
    """

    spend: float
    search_spend: float
    seeded_revenue: float
    in_app: float
    through_search: float
    search_revenue: float

    def platform_reports(self) -> tuple[float, float]:
        """ROAS that each platform shows for itself: seeding sees what is paid there, search claims every last click."""
        by_search = self.search_revenue + self.seeded_revenue * self.through_search
        return roas(self.seeded_revenue * self.in_app, self.spend), roas(by_search, self.search_spend)

    def truth(self) -> tuple[float, float]:
        """ROAS of each by what it caused."""
        return roas(self.seeded_revenue, self.spend), roas(self.search_revenue, self.search_spend)
