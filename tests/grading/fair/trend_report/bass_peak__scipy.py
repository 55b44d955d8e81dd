from scipy.optimize import brentq, minimize_scalar


def bass_peak(p, q, voices):
    def adopted(t, q):
        left = np.exp(-(p + q) * t)
        return (1 - left) / (1 + q / p * left)

    def fresh(t, q):
        share = adopted(t, q)
        return (p + q * share) * (1 - share)

    after = q * voices
    found = minimize_scalar(lambda t: -fresh(t, after), bounds=(0, 60), method="bounded", options={"xatol": 1e-9})
    peak = found.x if fresh(found.x, after) > fresh(0, after) else 0.0
    before_16, after_16 = (brentq(lambda t, q=q: adopted(t, q) - 0.16, 0, 100) for q in (q, after))
    return {"peak": peak, "adopted": adopted(peak, after), "earlier": before_16 - after_16}
