"""One quarter of advertising on five invented platforms: day × platform × pricing model.

Each line of the plan has impressions that follow the weekday and the Spring Festival, a chance of passing each stage of
the funnel, and a bill that follows its pricing model exactly: by impression, click, enquiry, sale or day. Optimised bids
(oCPM, oCPC) aim at a price for each order, but are billed by impression or click, so that the price that comes out moves.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

SEED = 53
DAYS = pd.date_range("2025-01-01", "2025-03-31")
FESTIVAL = pd.date_range("2025-01-28", "2025-02-04")
WEEKDAYS = (0.95, 0.93, 0.94, 0.97, 1.05, 1.12, 1.04)
"""Traffic from Monday to Sunday, against the average."""


@dataclass(frozen=True)
class PlanLine:
    """A platform bought by one pricing model.

    Attributes:
        platform: invented name.
        pricing: pricing model.
        purpose: what the line is booked for.
        impressions: on an average day.
        click: chance of a click for each impression.
        visit: chance that a click arrives.
        enquiry: chance of an enquiry for each visit.
        order: chance of an order for each enquiry.
        basket: money for an order, 元.
        price: 元 for a thousand impressions, a click, an enquiry or a day; share of revenue; or 元 aimed at for an order.
    """

    platform: str
    pricing: str
    purpose: str
    impressions: int
    click: float
    visit: float
    enquiry: float
    order: float
    basket: float
    price: float


PLAN = (
    PlanLine("桃枝", "CPM", "品牌", 220_000, 0.011, 0.86, 0.12, 0.14, 210, 38.0),
    PlanLine("桃枝", "CPC", "效果", 90_000, 0.019, 0.88, 0.17, 0.18, 205, 1.4),
    PlanLine("快溪", "CPM", "品牌", 400_000, 0.014, 0.78, 0.08, 0.13, 160, 22.0),
    PlanLine("快溪", "oCPM", "效果", 260_000, 0.018, 0.82, 0.15, 0.19, 165, 56.0),
    PlanLine("问泉", "CPC", "效果", 36_000, 0.042, 0.92, 0.26, 0.24, 240, 2.6),
    PlanLine("问泉", "oCPC", "效果", 30_000, 0.040, 0.92, 0.29, 0.25, 245, 48.0),
    PlanLine("楼望", "CPT", "品牌", 310_000, 0.0006, 0.70, 0.10, 0.15, 190, 9_000.0),
    PlanLine("橙联", "CPS", "效果", 70_000, 0.015, 0.85, 0.20, 0.22, 150, 0.2),
    PlanLine("橙联", "CPA", "效果", 60_000, 0.016, 0.85, 0.24, 0.12, 155, 9.0),
)
"""Rates and prices are made; none is any real platform's."""


def generate() -> pd.DataFrame:
    """Return one row for each day and line of the plan."""
    rng = np.random.default_rng(SEED)
    parts = [_line(line, rng) for line in PLAN]
    return pd.concat(parts, ignore_index=True).sort_values(["date", "platform", "pricing"], ignore_index=True)


def _line(line: PlanLine, rng: np.random.Generator) -> pd.DataFrame:
    days = len(DAYS)
    quiet = np.where(DAYS.isin(FESTIVAL), 0.6, 1.0)
    traffic = np.array(WEEKDAYS)[DAYS.day_of_week] * quiet * rng.lognormal(0, 0.12, days)
    impressions = np.round(line.impressions * traffic).astype(np.int64)
    mood = rng.lognormal(0, 0.08, days)
    clicks = rng.binomial(impressions, np.minimum(line.click * mood, 1))
    visits = rng.binomial(clicks, line.visit)
    enquiries = rng.binomial(visits, line.enquiry)
    orders = rng.binomial(enquiries, line.order)
    revenue = np.round(orders * line.basket * rng.lognormal(0, 0.06, days), 2)
    foreseen = line.click * line.visit * line.enquiry * line.order * rng.lognormal(0, 0.1, days)
    spend = {
        "CPM": impressions / 1000 * line.price,
        "oCPM": impressions * foreseen * line.price,
        "CPC": clicks * line.price,
        "oCPC": clicks * (foreseen / line.click) * line.price,
        "CPA": enquiries * line.price,
        "CPS": revenue * line.price,
        "CPT": np.full(days, line.price),
    }[line.pricing]
    return pd.DataFrame(
        {
            "date": DAYS.strftime("%Y-%m-%d"),
            "platform": line.platform,
            "pricing": line.pricing,
            "purpose": line.purpose,
            "impressions": impressions,
            "clicks": clicks,
            "visits": visits,
            "enquiries": enquiries,
            "orders": orders,
            "spend": np.round(spend, 2),
            "revenue": revenue,
        }
    )
