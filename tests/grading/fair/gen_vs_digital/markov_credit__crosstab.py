def markov_credit(paths):
    steps = [
        pair
        for path, bought in paths
        for pair in zip(["开始", *path], [*path, "成交" if bought else "流失"])
    ]
    table = pd.DataFrame(steps, columns=["from", "to"])
    chain = pd.crosstab(table["from"], table["to"], normalize="index")
    channels = [station for station in chain.index if station != "开始"]
    if "成交" not in chain:
        return pd.Series(0.0, index=channels)

    def p(left):
        inner = chain.reindex(index=["开始", *left], columns=["开始", *left], fill_value=0)
        fundamental = np.linalg.inv(np.eye(len(inner)) - inner.to_numpy())
        return (fundamental @ chain.loc[inner.index, "成交"].to_numpy())[0]

    effect = pd.Series({c: 1 - p([other for other in channels if other != c]) / p(channels) for c in channels})
    return effect / effect.sum() * sum(bought for _, bought in paths)
