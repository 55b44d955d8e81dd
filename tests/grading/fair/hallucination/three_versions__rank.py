given = wb.data("three_versions")
long = given["log"].melt(id_vars=["scenario", "version"], var_name="outcome", value_name="n")
price = given["prices"].rename(columns={"gain": "usable", "loss": "wrong", "human": "refused"}).set_index("scenario")
long["yuan"] = [
    n * price.loc[scenario, outcome] * (1 if outcome == "usable" else -1)
    for scenario, outcome, n in zip(long["scenario"], long["outcome"], long["n"])
]
rows = []
for (scenario, version), part in long.groupby(["scenario", "version"]):
    n = part["n"].sum()
    rows.append((version, scenario, part.loc[part["outcome"] == "wrong", "n"].sum() / n, part["yuan"].sum() / n))
three_versions = pd.DataFrame(rows, columns=["version", "scenario", "wrong_rate", "value"])
three_versions["offset"] = three_versions["scenario"].map(given["prices"].set_index("scenario").eval("loss / gain"))
three_versions["ship"] = np.where(three_versions.groupby("scenario")["value"].rank(ascending=False) == 1, 1, 0)
