data = wb.data("audience_valuation")


def value_of_one(row, more):
    q = (row["retention"] + more) / (1 + data["discount"])
    return row["yearly_margin"] * q * (1 - q ** data["years"]) / (1 - q)


ones, stores, gain = {}, {}, 0
for row in data["stores"].to_dict("records"):
    ones[row["store"]] = value_of_one(row, 0)
    stores[row["store"]] = ones[row["store"]] * row["customers"] / 10000
    gain += (value_of_one(row, 0.05) - value_of_one(row, 0)) * row["customers"] / 10000
audience_valuation = {
    "by_profit": int(data["profit"] * data["pe"]) if data["profit"] * data["pe"] % 1 == 0 else data["profit"] * data["pe"],
    "by_audience": round(sum(stores.values()), 9),
    "top_person": max(ones, key=ones.get),
    "top_store": sorted(stores, key=stores.get)[-1],
    "retention_gain": gain,
}
