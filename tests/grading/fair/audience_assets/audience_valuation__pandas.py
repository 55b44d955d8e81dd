given = wb.data("audience_valuation")
stores = given["stores"].set_index("store")


def person(more=0.0):
    years = pd.RangeIndex(1, given["years"] + 1)
    kept = (stores["retention"] + more) / (1 + given["discount"])
    return stores["yearly_margin"] * pd.DataFrame({year: kept**year for year in years}).sum(axis=1)


each = person()
total = each * stores["customers"]
better = (person(0.05) * stores["customers"]).sum()
audience_valuation = pd.Series(
    {
        "retention_gain": (better - total.sum()) / 1e4,
        "top_store": total.idxmax(),
        "top_person": each.idxmax(),
        "by_audience": total.sum() / 1e4,
        "by_profit": given["profit"] * given["pe"],
    }
).to_dict()
