import math

from scipy.stats import norm


def tag_test(control, lift, daily):
    p = np.array([control, control + control * lift])
    q = 1 - p
    pooled = norm.ppf(0.975) * np.sqrt(2 * p.mean() * q.mean())
    own = norm.isf(0.2) * np.sqrt(np.sum(p * q))
    people = np.ceil((pooled + own) ** 2 / np.diff(p)[0] ** 2)
    return pd.Series({"days": math.ceil(people * 2 / daily), "people": people})
