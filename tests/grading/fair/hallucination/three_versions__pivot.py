given = wb.data("three_versions")
summed = given["log"].pivot_table(index=["scenario", "version"], aggfunc="sum")
prices = given["prices"].set_index("scenario")
shares = summed.div(summed.sum(axis=1), axis=0)
joined = shares.join(prices)
three_versions = pd.DataFrame(
    {
        "offset": joined["loss"] / joined["gain"],
        "wrong_rate": joined["wrong"].round(10),
        "value": (joined["usable"] * joined["gain"] - joined["wrong"] * joined["loss"] - joined["refused"] * joined["human"]).round(10),
    }
)
best = three_versions["value"].groupby(level="scenario").idxmax()
three_versions["ship"] = [place in set(best) for place in three_versions.index]
