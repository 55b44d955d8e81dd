"""What is a company worth: by multiples of this year's figures, or by its customers, present and future.

Multiples: profit × PE, sales × PS; what the market pays for similar companies. By customers (Gupta, Lehmann & Stuart
2004, JMR 41(1)): the value of those who are here, and of those who will still come, less what it costs to win them
and the fixed costs; all in money of today. Money in 万元 unless said otherwise; years are whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace


@dataclass(frozen=True)
class Company:
    """One company and what is assumed about it.

    Attributes:
        customers: people who are customers now (万人).
        yearly_spend: what one of them spends in a year (元).
        margin: share of the spend left after the cost of the goods.
        retention: chance that a customer of this year is one next year.
        new_customers: people won each year (万人).
        acquisition_cost: for one of them (元).
        fixed_costs: each year (万元).
        discount: by how much money in a year is worth less.
        years: how far ahead the count goes; afterwards nothing is assumed.
    """

    customers: float
    yearly_spend: float
    margin: float
    retention: float
    new_customers: float
    acquisition_cost: float
    fixed_costs: float
    discount: float = 0.12
    years: int = 10

    def __post_init__(self) -> None:
        if not 0 <= self.retention <= 1 or self.discount <= 0 or self.years < 1:
            raise ValueError("retention must be between 0 and 1, the discount positive, years at least 1")

    @property
    def sales(self) -> float:
        """This year's sales (万元): those who are here, and those won this year, for half of it."""
        return (self.customers + self.new_customers / 2) * self.yearly_spend

    @property
    def profit(self) -> float:
        """This year's profit (万元)."""
        return self.sales * self.margin - self.new_customers * self.acquisition_cost - self.fixed_costs

    @property
    def customer_value(self) -> float:
        """Margin (元) that one customer still brings, counted from the coming year: Σ_t m·r^t/(1 + d)^t."""
        kept = self.retention / (1 + self.discount)
        return self.yearly_spend * self.margin * sum(kept**year for year in range(1, self.years + 1))


@dataclass(frozen=True)
class Worth:
    """What a company is worth by its customers (万元), and of what that is made."""

    present: float
    future: float
    fixed_costs: float

    @property
    def total(self) -> float:
        """Present and future customers, less fixed costs."""
        return self.present + self.future - self.fixed_costs


def by_customers(company: Company) -> Worth:
    """Value the company by its customers.

    Those who come in year t (1 … years) cost their acquisition then, bring half a year's margin then, and afterwards
    what any customer brings within the years that are left.
    """
    present = company.customers * company.customer_value
    future = 0.0
    fixed = 0.0
    for year in range(1, company.years + 1):
        worth = (1 + company.discount) ** -year
        left = company.years - year
        later = replace(company, years=left).customer_value if left else 0.0
        half_year = company.yearly_spend * company.margin / 2
        future += company.new_customers * (half_year + later - company.acquisition_cost) * worth
        fixed += company.fixed_costs * worth
    return Worth(present, future, fixed)


def by_profit(company: Company, price_earnings: float) -> float:
    """Return profit × PE (万元); a loss gives a negative number, which nobody pays: the method then says nothing."""
    return company.profit * price_earnings


def by_sales(company: Company, price_sales: float) -> float:
    """Return sales × PS (万元)."""
    return company.sales * price_sales


def sensitivity(company: Company, change: float = 0.1) -> Mapping[str, tuple[float, float]]:
    """Return for each assumption the value by customers when it is lower and higher by ``change`` of itself.

    Retention stops at 1. Whole years are no assumption and are left out. Widest range first.
    """
    found = {}
    for field in fields(company):
        if field.name == "years":
            continue
        now = getattr(company, field.name)
        ends = [now * (1 - change), now * (1 + change)]
        if field.name == "retention":
            ends[1] = min(1.0, ends[1])
        low, high = (by_customers(replace(company, **{field.name: end})).total for end in ends)
        found[field.name] = (low, high)
    return dict(sorted(found.items(), key=lambda item: -abs(item[1][1] - item[1][0])))
