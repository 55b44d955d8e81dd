given = wb.data("monofact_rates")
told = {}
for _, row in given["log"].iterrows():
    of_attribute = told.setdefault(row["attribute"], {})
    of_attribute[row["brand"]] = of_attribute.get(row["brand"], 0) + 1
rows = []
for attribute in sorted(told, reverse=True):
    counts = list(told[attribute].values())
    once = sum(1 for n in counts if n == 1)
    rows.append(
        {
            "attribute": attribute,
            "monofact_rate": once / sum(counts),
            "once": once,
            "unseen": given["brands"] - len(counts),
            "facts": len(counts),
            "sentences": sum(counts),
        }
    )
monofact_rates = pd.DataFrame(rows)
