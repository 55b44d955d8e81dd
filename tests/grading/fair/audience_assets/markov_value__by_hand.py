def markov_value(buys, margin, cost, discount, mailed):
    # every value is fixed + share · V_1, worked out from the last mailed state backwards
    fixed, share = [0.0] * (mailed + 1), [0.0] * (mailed + 1)
    for i in reversed(range(mailed)):
        stay = (1 - buys[i]) / (1 + discount)
        fixed[i] = -cost + (margin if i == 0 else 0) + stay * fixed[i + 1]
        share[i] = buys[i] / (1 + discount) + stay * share[i + 1]
    first = fixed[0] / (1 - share[0])
    return pd.Series([fixed[i] + share[i] * first for i in range(mailed)] + [0] * (len(buys) - mailed))
