given = wb.data("expert_specialisation")
rows = []
for expert in range(given["experts"]):
    mine = [row.domain for row in given["log"].itertuples() if row.expert == expert]
    mean = len(given["log"]) / given["experts"]
    counts = {}
    for domain in sorted(mine):
        counts[domain] = counts.get(domain, 0) + 1
    top = max(counts, key=lambda d: (counts[d], [-ord(c) for c in d])) if counts else "无"
    rows.append(
        {
            "expert": float(expert),
            "tokens": len(mine),
            "overload": len(mine) / mean - 1,
            "nudge": (len(mine) < mean) - (len(mine) > mean),
            "domain": top,
            "share": counts[top] / len(mine) if mine else 0,
        }
    )
expert_specialisation = list(reversed(rows))
