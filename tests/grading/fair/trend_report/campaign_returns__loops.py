given = wb.data("campaign_returns")
terms = {row.platform: row for row in given["terms"].itertuples()}
steps = ["impressions", "clicks", "visits", "enquiries", "orders"]
totals = {}
for day in given["log"].to_dict("records"):
    line = totals.setdefault((day["platform"], day["pricing"]), dict.fromkeys([*steps, "spend", "revenue"], 0))
    for column in line:
        line[column] += day[column]
rows = []
for (platform, pricing), line in sorted(totals.items(), reverse=True):
    margin, anyway = terms[platform].margin, terms[platform].anyway
    worst, weakest = 0, None
    for layer, before, after in zip(given["benchmark"], steps, steps[1:]):
        behind = given["benchmark"][layer] / (line[after] / line[before])
        if behind > worst:
            worst, weakest = behind, layer
    profit = line["revenue"] * margin
    rows.append(
        [
            platform,
            pricing,
            line["clicks"] / line["impressions"],
            line["revenue"] / line["spend"],
            1 / margin,
            profit / line["spend"] - 1,
            (profit - profit * anyway) / line["spend"] - 1,
            weakest,
        ]
    )
columns = ["platform", "pricing", "ctr", "roas", "break_even", "roi", "romi", "weakest"]
campaign_returns = pd.DataFrame(rows, columns=columns)
