from genmarketing.themes.trend_report.models.brand_performance import Market


def best_brand_share(weeks, brand, performance, tried):
    market = Market(
        brand_carry=brand["carry"],
        performance_carry=performance["carry"],
        brand_value=brand["worth"],
        performance_value=performance["worth"],
        synergy=0,
        brand_half=brand["half"],
        performance_half=performance["half"],
        weekly_discount=0,
    )
    best = max(range(101), key=lambda percent: market.total_value(percent / 100, weeks))
    most = market.total_value(best / 100, weeks)
    return {"loss": (most - market.total_value(tried / 100, weeks)) / most, "share": float(best)}
