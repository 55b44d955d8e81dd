"""What is paid for, and what is aimed at: prices of media put on one scale, and three ways to say what came back.

Effective price of a thousand impressions (eCPM), in 元::

    CPM: the price itself            CPC: 1000·CTR·price            CPA: 1000·CTR·CVR·price
    CPS: 1000·CTR·CVR·AOV·share of the sale

An oCPX bid is something else: the platform aims at conversions, but still charges for clicks (oCPC) or impressions
(oCPM). If fewer people convert than foreseen, a CPA bill shrinks, an oCPM bill does not.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Traffic:
    """What happens to the people reached."""

    impressions: float
    ctr: float
    """clicks / impressions"""
    cvr: float
    """conversions / clicks"""
    order_value: float
    """元 for one conversion (AOV)"""

    @property
    def clicks(self) -> float:
        """Expected clicks."""
        return self.impressions * self.ctr

    @property
    def conversions(self) -> float:
        """Expected conversions."""
        return self.clicks * self.cvr

    @property
    def revenue(self) -> float:
        """Expected revenue, 元."""
        return self.conversions * self.order_value


CHARGED_FOR = {"CPM": "展示", "CPC": "点击", "CPA": "行动", "CPS": "销售额", "oCPC": "点击", "oCPM": "展示"}
"""The event that is billed."""


def bill(model: str, price: float, actual: Traffic) -> float:
    """元 to pay. ``price``: for 1000 impressions, a click, an action, or a share of sales; KeyError for another model.

    For oCPC and oCPM ``price`` is that of the billed event, which the platform derived from the target cost.
    """
    units = {
        "展示": actual.impressions / 1000,
        "点击": actual.clicks,
        "行动": actual.conversions,
        "销售额": actual.revenue,
    }
    return price * units[CHARGED_FOR[model]]


def effective_cpm(model: str, price: float, traffic: Traffic) -> float:
    """元 for a thousand impressions, whatever the bill counts."""
    return 1000 * bill(model, price, traffic) / traffic.impressions


def optimised_price(model: str, target: float, foreseen: Traffic) -> float:
    """Price of the billed event (a click, or 1000 impressions) that gives ``target`` 元 for a conversion if all goes as foreseen."""
    cost = target * foreseen.conversions
    return cost / (foreseen.clicks if model == "oCPC" else foreseen.impressions / 1000)


def roas(revenue: float, spend: float) -> float:
    """Return on advertising spend: revenue / spend, a multiple."""
    return revenue / spend


def roi(revenue: float, spend: float, margin: float) -> float:
    """Return on investment: (revenue·margin − spend) / spend. 0 is break-even, negative is a loss."""
    return (revenue * margin - spend) / spend


def romi(revenue: float, baseline: float, spend: float, margin: float) -> float:
    """Return on marketing investment: as ROI, but only revenue beyond the ``baseline`` that would have come anyway."""
    return roi(revenue - baseline, spend, margin)


def break_even_roas(margin: float) -> float:
    """ROAS from which money is earned: 1 / margin."""
    return 1 / margin
