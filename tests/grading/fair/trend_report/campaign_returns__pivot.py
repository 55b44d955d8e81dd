given = wb.data("campaign_returns")
lines = given["log"].pivot_table(
    index=["platform", "pricing"],
    values=["impressions", "clicks", "visits", "enquiries", "orders", "spend", "revenue"],
    aggfunc="sum",
)
known = given["terms"].set_index("platform")
margin = lines.index.get_level_values("platform").map(known["margin"])
anyway = lines.index.get_level_values("platform").map(known["anyway"])
counts = lines[["impressions", "clicks", "visits", "enquiries", "orders"]].to_numpy(float)
behind = np.array(list(given["benchmark"].values())) * counts[:, :-1] / counts[:, 1:]
campaign_returns = pd.DataFrame(index=lines.index)
campaign_returns["weakest"] = np.array(list(given["benchmark"]))[behind.argmax(axis=1)]
campaign_returns["ctr"] = (counts[:, 1] / counts[:, 0]).round(9)
campaign_returns["roas"] = lines["revenue"] / lines["spend"]
campaign_returns["break_even"] = margin**-1.0
campaign_returns["roi"] = campaign_returns["roas"] * margin - 1
campaign_returns["romi"] = campaign_returns["roas"] * margin * (1 - anyway) - 1
