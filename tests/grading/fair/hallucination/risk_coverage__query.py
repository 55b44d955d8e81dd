given = wb.data("risk_coverage")
odds = given["loss"] / given["gain"]
t = odds / (1 + odds)
table = given["answers"].assign(wrong=lambda each: 1 - each["right"].astype(int))
chosen = table.query("confidence > @t")
worth = chosen["wrong"].map({0: given["gain"], 1: -given["loss"]})
risk_coverage = pd.Series(
    {
        "t": t,
        "coverage": chosen.shape[0] / table.shape[0],
        "risk": chosen["wrong"].mean(),
        "value": worth.sum() / table.shape[0],
        "top_tenth_risk": table.nlargest(len(table) // 10, "confidence")["wrong"].mean(),
    }
).to_dict()
