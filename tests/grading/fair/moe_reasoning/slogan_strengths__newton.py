def slogan_strengths(votes, items, prior):
    from scipy.optimize import minimize

    wins = np.full((items, items), float(prior))
    np.fill_diagonal(wins, 0)
    np.add.at(wins, tuple(np.array(votes).reshape(-1, 2).T.astype(int)), 1)

    def loss(theta):
        gap = theta[None, :] - theta[:, None]
        return (wins * np.logaddexp(0, gap)).sum()

    def slope(theta):
        chance = 1 / (1 + np.exp(theta[:, None] - theta[None, :]))
        missed = wins * chance
        return missed.sum(axis=0) - missed.sum(axis=1)

    found = minimize(loss, np.zeros(items), jac=slope, method="BFGS", options={"gtol": 1e-12}).x
    return found - found.mean()
