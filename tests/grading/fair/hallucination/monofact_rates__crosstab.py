given = wb.data("monofact_rates")
log = given["log"]
table = pd.crosstab(log["brand"], log["attribute"]).to_numpy()
names = sorted(log["attribute"].unique())
once = (table == 1).sum(axis=0)
total = table.sum(axis=0)
facts = np.count_nonzero(table, axis=0)
monofact_rates = [
    {
        "attribute": names[i],
        "sentences": total[i],
        "facts": facts[i],
        "once": once[i],
        "monofact_rate": once[i] / total[i],
        "unseen": np.int64(given["brands"]) - facts[i],
        "note": "多出来的一列",
    }
    for i in range(len(names))
]
