def top_share(orders, share):
    names, amounts = zip(*orders)
    _, which = np.unique(names, return_inverse=True)
    spent = np.sort(np.bincount(which, weights=amounts))[::-1]
    reached = np.append(0, np.cumsum(spent)) / spent.sum()
    return np.interp(share, np.linspace(0, 1, len(reached)), reached)
