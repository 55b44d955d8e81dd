def markov_value(buys, margin, cost, discount, mailed):
    values = [0] * (len(buys) + 1)
    for _ in range(3000):
        values = [
            (margin if i == 0 else 0) - cost + (buys[i] * values[0] + (1 - buys[i]) * values[i + 1]) / (1 + discount)
            if i < mailed
            else 0
            for i in range(len(buys))
        ] + [0]
    return tuple(values[: len(buys)])
