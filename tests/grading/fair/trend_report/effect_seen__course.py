from genmarketing.themes.trend_report.models import adstock


def effect_seen(spend, carry):
    stock = adstock.adstock(np.array(spend, dtype=float), carry)
    if stock.max() == 0:
        return pd.Series({"half_life": adstock.half_life(carry), "stock": 0, "seen": 0})
    # 截止以后还会有的：期末的存量一直退下去
    later = stock[-1] * carry / (1 - carry)
    seen = stock.sum() / (stock.sum() + later)
    return pd.Series({"half_life": adstock.half_life(carry), "stock": stock[-1], "seen": seen})
