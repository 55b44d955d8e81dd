from itertools import permutations


def shapley_credit(channels, sales):
    n = len(channels)
    worth = np.zeros(2**n)
    for mask in range(2**n):
        worth[mask] = sales["+".join(channel for i, channel in enumerate(channels) if mask >> i & 1)]
    orders = np.array(list(permutations(range(n))))
    after = np.cumsum(2**orders, axis=1)
    added = np.diff(worth[after], axis=1, prepend=np.full((len(orders), 1), worth[0]))
    return {channel: added[orders == i].mean() for i, channel in enumerate(channels)}
