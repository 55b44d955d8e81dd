def repurchase_rates(orders, start, end):
    who = np.array([name for name, _ in orders])
    day = np.array([number for _, number in orders])
    now, before = (start <= day) & (day < end), day < start
    last = before & (day >= start - (end - start))
    people, times = np.unique(who[now], return_counts=True)
    old = np.isin(people, who[before])
    previous = np.unique(who[last])
    with np.errstate(invalid="ignore"):
        return {
            "in_period": np.float64((times > 1).sum()) / len(people),
            "came_back": np.float64(np.isin(previous, people).sum()) / len(previous),
            "known": np.float64(old.sum()) / len(people),
            "repeat_orders": np.float64(now.sum() - (~old).sum()) / now.sum(),
        }
