from statistics import NormalDist


def tag_test(control, lift, daily):
    p0, p1 = control, control * (1 + lift)
    middle = (p0 + p1) / 2
    z1, z2 = NormalDist().inv_cdf(1 - 0.05 / 2), NormalDist().inv_cdf(0.80)
    first = z1 * (2 * middle * (1 - middle)) ** 0.5
    second = z2 * (p0 * (1 - p0) + p1 * (1 - p1)) ** 0.5
    exact = ((first + second) / abs(p0 - p1)) ** 2
    people = int(exact) + (exact > int(exact))
    days = -(-2 * people // daily)
    return {"people": np.int64(people), "days": days}
