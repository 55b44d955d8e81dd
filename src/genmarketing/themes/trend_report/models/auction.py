"""Selling slots on a page by auction: the generalised second price against Vickrey–Clarke–Groves.

Bidders are ranked by bid for a click; slot k brings clicks[k].

    GSP   each pays, for a click, the bid of the next one down
    VCG   each pays what the others lose by their presence

Sources: Edelman, Ostrovsky & Schwarz 2007 (American Economic Review 97(1)); Vickrey 1961.
"""

from collections.abc import Sequence

import numpy as np

from .arrays import FloatArray, IntArray


def ranking(bids: Sequence[float], slots: int) -> IntArray:
    """Bidders from the highest bid down, as many as there are slots; the earlier one wins a tie."""
    return np.argsort(-np.asarray(bids, dtype=np.float64), kind="stable")[:slots]


def gsp_payments(bids: Sequence[float], clicks: Sequence[float]) -> FloatArray:
    """Money that each bidder pays in all, (bidders,): clicks of the own slot × the next bid; 0 without a slot."""
    ordered = sorted(bids, reverse=True)
    payments = np.zeros(len(bids))
    for slot, bidder in enumerate(ranking(bids, len(clicks))):
        following = ordered[slot + 1] if slot + 1 < len(ordered) else 0.0
        payments[bidder] = clicks[slot] * following
    return payments


def vcg_payments(bids: Sequence[float], clicks: Sequence[float]) -> FloatArray:
    """Money that each bidder pays in all, (bidders,): everybody below would move up one slot without them.

    ``clicks`` must not rise from one slot to the next.
    """
    ordered = sorted(bids, reverse=True)
    of_slot = [*clicks, 0.0]
    payments = np.zeros(len(bids))
    for slot, bidder in enumerate(ranking(bids, len(clicks))):
        below = range(slot + 1, min(len(ordered), len(of_slot)))
        payments[bidder] = sum((of_slot[k - 1] - of_slot[k]) * ordered[k] for k in below)
    return payments


def utility(value: float, bids: Sequence[float], bidder: int, clicks: Sequence[float], rule: str = "gsp") -> float:
    """What a bidder whose click is worth ``value`` keeps: worth of the clicks minus the payment. Rule: gsp or vcg."""
    won = np.zeros(len(bids))
    for slot, winner in enumerate(ranking(bids, len(clicks))):
        won[winner] = clicks[slot]
    payments = {"gsp": gsp_payments, "vcg": vcg_payments}[rule](bids, clicks)
    return float(won[bidder] * value - payments[bidder])


def rank_by_ecpm(bids: Sequence[float], click_rates: Sequence[float]) -> IntArray:
    """How search platforms rank bids for clicks: by bid · predicted CTR, highest first."""
    return np.argsort(-np.asarray(bids) * np.asarray(click_rates), kind="stable")


def second_price_revenue(bidders: int, auctions: int, rng: np.random.Generator) -> float:
    """Average price in simulated second-price auctions with values between 0 and 1; the theory says (n−1)/(n+1)."""
    values = np.sort(rng.random((auctions, bidders)), axis=1)
    return float(values[:, -2].mean())
