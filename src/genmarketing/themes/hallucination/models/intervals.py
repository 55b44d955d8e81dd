"""What a count can say about a rate: the exact interval of a share."""

from __future__ import annotations


def rate_interval(trials: int, seen: int) -> tuple[float, float]:
    """Exact 95 % interval (Clopper & Pearson 1934) for a rate that ``seen`` of ``trials`` ≥ 1 cases showed."""
    from scipy.special import betaincinv

    tail = 0.025
    low = 0.0 if seen == 0 else float(betaincinv(seen, trials - seen + 1, tail))
    high = 1.0 if seen == trials else float(betaincinv(seen + 1, trials - seen, 1 - tail))
    return low, high
