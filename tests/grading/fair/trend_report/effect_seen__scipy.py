from scipy.signal import lfilter


def effect_seen(spend, carry):
    stock = lfilter([1.0], [1.0, -carry], np.asarray(spend, dtype=np.float64))
    paid = np.sum(spend)
    with np.errstate(divide="ignore", invalid="ignore"):
        half_life = np.nan_to_num(np.log(0.5) / np.log(carry))
        seen = np.nan_to_num(stock.sum() * (1 - carry) / paid)
    return {"half_life": abs(half_life), "stock": stock[-1], "seen": seen}
