"""Repurchase rate: one table of orders, eight definitions in common use.

Each function returns a ``Rate``: how many of how many. A period is a half-open interval of dates, ``[start, end)``.
Orders on one day count as several where a definition counts orders, and as one where it counts days.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Rate:
    """``part`` of ``whole``: counts of people, or of orders where the definition says so."""

    part: int
    whole: int

    @property
    def value(self) -> float:
        """Share between 0 and 1; nan when there is nobody to count."""
        return self.part / self.whole if self.whole else float("nan")


@dataclass(frozen=True)
class Period:
    """A half-open period ``[start, end)`` of dates."""

    start: "pd.Timestamp"
    end: "pd.Timestamp"

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError("a period must end after it starts")

    def of(self, orders: "pd.DataFrame") -> "pd.DataFrame":
        """Return the orders that fall into the period."""
        return orders[(orders["date"] >= self.start) & (orders["date"] < self.end)]

    def before(self) -> "Period":
        """Return the period of equal length just before: whole months where this one has whole months, else days."""
        import pandas as pd

        months = (self.end.year - self.start.year) * 12 + self.end.month - self.start.month
        whole_months = self.start.day == self.end.day == 1
        step = pd.DateOffset(months=months) if whole_months else self.end - self.start
        return Period(self.start - step, self.start)


def period_of(start: str, end: str) -> Period:
    """Make a period from two ISO dates; ``end`` is the first day that no longer belongs to it."""
    import pandas as pd

    return Period(pd.Timestamp(start), pd.Timestamp(end))


def bought_twice(orders: "pd.DataFrame", period: Period) -> Rate:
    """Of those who bought in the period, those with at least two orders in it (期内复购率)."""
    counts = period.of(orders).groupby("customer_id").size()
    return Rate(int((counts >= 2).sum()), len(counts))


def bought_on_two_days(orders: "pd.DataFrame", period: Period) -> Rate:
    """Of those who bought in the period, those who came on at least two days of it."""
    days = period.of(orders).groupby("customer_id")["date"].nunique()
    return Rate(int((days >= 2).sum()), len(days))


def came_back_next_period(orders: "pd.DataFrame", period: Period) -> Rate:
    """Of those who bought in the period before, those who buy again in this one (上期顾客本期再来)."""
    earlier = set(period.before().of(orders)["customer_id"])
    return Rate(len(earlier & set(period.of(orders)["customer_id"])), len(earlier))


def were_customers_already(orders: "pd.DataFrame", period: Period) -> Rate:
    """Of those who bought in the period, those whose first order is older than the period (老客占比)."""
    buyers = set(period.of(orders)["customer_id"])
    known = set(orders.loc[orders["date"] < period.start, "customer_id"])
    return Rate(len(buyers & known), len(buyers))


def came_back_within(orders: "pd.DataFrame", period: Period, days: int = 30) -> Rate:
    """Of those whose first order falls in the period, those who order again within ``days`` days of it.

    Customers whose ``days`` days reach beyond the last date of the table are left out: nobody knows yet.
    """
    import pandas as pd

    by_customer = orders.sort_values("date", kind="stable").groupby("customer_id")["date"]
    first, second = by_customer.nth(0), by_customer.nth(1)
    dates = pd.DataFrame({"first": first.set_axis(orders.loc[first.index, "customer_id"])})
    dates["second"] = second.set_axis(orders.loc[second.index, "customer_id"])
    window = pd.Timedelta(days=days)
    in_period = (dates["first"] >= period.start) & (dates["first"] < period.end)
    known = dates[in_period & (dates["first"] + window <= orders["date"].max())]
    return Rate(int((known["second"] <= known["first"] + window).sum()), len(known))


def ever_bought_twice(orders: "pd.DataFrame", period: Period) -> Rate:
    """Of all who ever bought until the period's end, those with at least two orders until then (累计复购率)."""
    counts = orders[orders["date"] < period.end].groupby("customer_id").size()
    return Rate(int((counts >= 2).sum()), len(counts))


def members_who_bought_twice(orders: "pd.DataFrame", period: Period) -> Rate:
    """Of all who ever bought until the period's end, those with at least two orders *in* it (按全体会员算)."""
    members = orders.loc[orders["date"] < period.end, "customer_id"].nunique()
    return Rate(bought_twice(orders, period).part, members)


def orders_that_repeat(orders: "pd.DataFrame", period: Period) -> Rate:
    """Of the *orders* in the period, those that are not their customer's first ever (复购订单占比)."""
    number = orders.sort_values("date", kind="stable").groupby("customer_id").cumcount()
    repeats = number.reindex(period.of(orders).index) > 0
    return Rate(int(repeats.sum()), len(repeats))


@dataclass(frozen=True)
class Definition:
    """One way to say 复购率: its name, whom it counts among whom, and the function that counts."""

    name: str
    part: str
    whole: str
    count: Callable[["pd.DataFrame", Period], Rate]


DEFINITIONS: tuple[Definition, ...] = (
    Definition("期内复购率", "本期买了两单以上的人", "本期买过的人", bought_twice),
    Definition("期内复购率（按天）", "本期有两天以上来买的人", "本期买过的人", bought_on_two_days),
    Definition("上期顾客再来率", "上期买过、本期又买的人", "上期买过的人", came_back_next_period),
    Definition("老客占比", "本期以前就买过的人", "本期买过的人", were_customers_already),
    Definition("首购后 30 天复购率", "首单后 30 天内又买的人", "本期下首单、已满 30 天的人", came_back_within),
    Definition("累计复购率", "至今买了两单以上的人", "至今买过的人", ever_bought_twice),
    Definition("按全体会员算", "本期买了两单以上的人", "至今买过的人", members_who_bought_twice),
    Definition("复购订单占比", "不是首单的订单", "本期的订单", orders_that_repeat),
)
"""What reports call 复购率, most often without saying which."""
