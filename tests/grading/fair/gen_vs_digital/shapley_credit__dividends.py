def shapley_credit(channels, sales):
    # what a group sells beyond all smaller groups inside it is shared equally among its members
    beyond = {}
    for key in sorted(sales, key=lambda key: len(key.split("+")) if key else 0):
        members = frozenset(key.split("+")) if key else frozenset()
        beyond[members] = sales[key] - sum(extra for group, extra in beyond.items() if group < members)
    shares = pd.Series(0.0, index=channels)
    for members, extra in beyond.items():
        for channel in members:
            shares[channel] += extra / len(members)
    return shares
