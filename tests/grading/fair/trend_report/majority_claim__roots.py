from statistics import NormalDist


def majority_claim(percent, n):
    # 不记公式：解 |p − 真值| = z × √(真值 × (1 − 真值) / n) 这个一元二次方程，两个根就是两端
    people = min(range(n + 1), key=lambda count: abs(100 * count - percent * n))
    p, z = people / n, NormalDist().inv_cdf(0.975)
    roots = np.roots([1 + z**2 / n, -(2 * p + z**2 / n), p**2])
    low, high = sorted(np.real(roots))
    if low > 0.5:
        say = "多数"
    elif high < 0.5:
        say = "少数"
    else:
        say = "都不写"
    return {"say": say, "high": np.float64(high), "low": np.float64(low), "people": np.int64(people)}
