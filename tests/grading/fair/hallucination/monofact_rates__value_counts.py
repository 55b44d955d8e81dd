given = wb.data("monofact_rates")
times = given["log"][["attribute", "brand"]].value_counts().rename("times").reset_index()
grouped = times.groupby("attribute")["times"]
monofact_rates = grouped.agg(sentences="sum", facts="count", once=lambda each: (each == 1).sum()).astype(float)
monofact_rates["monofact_rate"] = (monofact_rates["once"] / monofact_rates["sentences"]).round(9)
monofact_rates["unseen"] = given["brands"] - monofact_rates["facts"]
