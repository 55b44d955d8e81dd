given = wb.data("ad_check")
table = given["claims"].merge(given["facts"], on=["brand", "attribute"], how="left", suffixes=("", "_known"))
verdict = np.select(
    [table["fact"].isna(), table["value"] != table["value_known"], table["cited"] != table["fact"]],
    ["查不到", "冲突", "错引"],
    default="支持",
)
precision = np.isin(verdict, ["支持", "错引"]).mean()
ad_check = dict(zip(table["claim"], verdict))
ad_check["precision"] = precision
ad_check["fact_score"] = precision * np.exp(1 - given["gamma"] / len(table))
