def idk_scores(results, t):
    table = pd.DataFrame(results, columns=["right", "wrong", "silent"])
    total = table["right"] - table["wrong"] * t / (1 - t)
    return (total / table.sum(axis=1)).fillna(0)
