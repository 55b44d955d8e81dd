from scipy.stats import nbinom


def plan_reach(layers, market):
    met = contacts = spent = 0.0
    inside = 0.0
    for depth in range(len(layers) - 1, -1, -1):
        people = layers[depth][0] * market - inside
        mean = 0.0
        for audience, budget, making, cpm in layers[: depth + 1]:
            if budget > making:
                mean += (budget - making) * 1000 / cpm / (audience * market)
        met += people * nbinom.sf(0, 0.7, 0.7 / (0.7 + mean))
        contacts += people * mean
        spent += layers[depth][1]
        inside += people
    return pd.Series([met / market, contacts / met, spent / met], index=["reach", "frequency", "cost"])
