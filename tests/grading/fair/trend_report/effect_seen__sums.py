import math


def effect_seen(spend, carry):
    weeks = len(spend)
    # 每一元到期末还剩多少、一共起过多少作用，各算一遍再加起来
    left = sum(money * carry ** (weeks - 1 - week) for week, money in enumerate(spend))
    seen = sum(money * sum(carry**later for later in range(weeks - week)) for week, money in enumerate(spend))
    return {
        "seen": seen * (1 - carry) / sum(spend) if any(spend) else 0,
        "half_life": -1 / math.log2(carry) if carry else 0,
        "stock": left,
    }
