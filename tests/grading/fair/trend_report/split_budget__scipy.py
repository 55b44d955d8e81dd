from scipy.optimize import minimize


def split_budget(media, budget):
    names = list(media)
    worth, half, price, most = (np.array([media[name][key] for name in names], dtype=float) for key in ("worth", "half", "price", "most"))
    total = min(budget, most.sum())

    def lost(spend):
        bought = spend / price
        return -(worth * bought / (bought + half)).sum() / total

    found = minimize(
        lost,
        most * total / most.sum(),
        bounds=[(0, limit) for limit in most],
        constraints=[{"type": "eq", "fun": lambda spend: spend.sum() / total - 1}],
        method="SLSQP",
        options={"ftol": 1e-13, "maxiter": 1000},
    )
    return pd.Series(found.x, index=names)
