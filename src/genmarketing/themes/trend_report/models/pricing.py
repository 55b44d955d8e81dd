"""Six ways to pay for the same advertising, brought to one unit: money for a thousand impressions (eCPM).

    CPM   bid
    CPC   1000 · CTR · bid
    CPA   1000 · CTR · CVR · bid
    CPS   1000 · CTR · CVR · basket · rate
    CPT   price of the time / (impressions / 1000)
    oCPM  ranked by 1000 · pCTR · pCVR · target, but billed by impression

CTR: clicks for each impression. CVR: orders for each click (the paid action here). Whoever carries the risk that a rate
turns out lower is the one who is not paid for it.
"""

from dataclasses import dataclass

MODELS = ("CPM", "CPC", "CPA", "CPS", "CPT")
"""Pricing models that name what is paid for; «oCPM» and «oCPC» name what is aimed at."""


@dataclass(frozen=True)
class Rates:
    """What an impression is expected to lead to."""

    ctr: float
    """clicks for each impression"""
    cvr: float
    """orders for each click"""
    basket: float
    """money for an order, 元"""
    impressions: float = 100_000
    """impressions in the time that CPT pays for"""


def ecpm(model: str, bid: float, rates: Rates) -> float:
    """Money that a thousand impressions bring at this bid, 元.

    Args:
        model: one of ``MODELS``.
        bid: 元 for a thousand impressions, a click, an order, or the whole time; for CPS the share of revenue.
        rates: what an impression leads to.

    Raises:
        KeyError: another model.
    """
    return bid * _units_per_thousand(model, rates)


def bid_for(model: str, wanted_ecpm: float, rates: Rates) -> float:
    """Bid of a model that comes to ``wanted_ecpm``; the other way round from ``ecpm``."""
    return wanted_ecpm / _units_per_thousand(model, rates)


def cost_per_order(model: str, bid: float, rates: Rates) -> float:
    """Money that an order costs at these rates, 元: what the buyer finally compares."""
    return ecpm(model, bid, rates) / (1000 * rates.ctr * rates.cvr)


def _units_per_thousand(model: str, rates: Rates) -> float:
    """How many billed units a thousand impressions make."""
    return {
        "CPM": 1.0,
        "CPC": 1000 * rates.ctr,
        "CPA": 1000 * rates.ctr * rates.cvr,
        "CPS": 1000 * rates.ctr * rates.cvr * rates.basket,
        "CPT": 1000 / rates.impressions,
    }[model]


def ocpm_bid(predicted_ctr: float, predicted_cvr: float, target: float) -> float:
    """元 for a thousand impressions that the platform bids for a buyer who wants orders at ``target`` 元 each."""
    return 1000 * predicted_ctr * predicted_cvr * target


def ocpm_cost_per_order(predicted: Rates, actual: Rates, target: float) -> float:
    """What an order really costs under oCPM: billed by impression at the predicted worth, delivered at the actual rates.

    Equal to the target only when the prediction is right; a platform may refund the difference, the model does not.
    """
    return ocpm_bid(predicted.ctr, predicted.cvr, target) / (1000 * actual.ctr * actual.cvr)
