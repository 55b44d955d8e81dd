"""What a count can say about a rate: the exact interval of a share."""

from __future__ import annotations


def rate_interval(trials: int, seen: int, confidence: float = 0.95) -> tuple[float, float]:
    """Exact (Clopper–Pearson) interval for a rate when ``seen`` of ``trials`` cases showed it."""
    from scipy.special import betaincinv

    tail = (1 - confidence) / 2
    low = 0.0 if seen == 0 else float(betaincinv(seen, trials - seen + 1, tail))
    high = 1.0 if seen == trials else float(betaincinv(seen + 1, trials - seen, 1 - tail))
    return low, high
