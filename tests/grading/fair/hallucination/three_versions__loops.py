given = wb.data("three_versions")
prices = {row.scenario: row for row in given["prices"].itertuples()}
totals = {}
for row in given["log"].itertuples():
    counts = totals.setdefault((row.scenario, row.version), [0, 0, 0])
    for place, count in enumerate((row.usable, row.wrong, row.refused)):
        counts[place] += count
rows = []
for (scenario, version), (usable, wrong, refused) in totals.items():
    price = prices[scenario]
    n = usable + wrong + refused
    rows.append(
        {
            "ship": False,
            "value": usable / n * price.gain - wrong / n * price.loss - refused / n * price.human,
            "wrong_rate": wrong / n,
            "offset": price.loss / price.gain,
            "version": version,
            "scenario": scenario,
        }
    )
for scenario in prices:
    best = max((row for row in rows if row["scenario"] == scenario), key=lambda row: row["value"])
    best["ship"] = True
three_versions = pd.DataFrame(rows)
