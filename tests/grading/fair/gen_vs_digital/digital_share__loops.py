rows = wb.data("digital_share").to_dict("records")
money = sum(row["spend"] for row in rows)

rules = [
    ("看渠道", lambda r: r["online"]),
    ("看连接", lambda r: r["linked"]),
    ("看效果", lambda r: r["cost_known"] and r["result_known"]),
    ("看数据基础", lambda r: r["linked"] and r["acted"]),
]
rules.append(("四种都算", lambda r: all(rule(r) for _, rule in rules[:4])))
rules.append(("至少一种算", lambda r: any(rule(r) for _, rule in rules[:4])))

digital_share = []
for name, rule in rules:
    spent = [row["spend"] for row in rows if rule(row)]
    digital_share.append({"definition": name, "count": len(spent), "spend": sum(spent), "share": sum(spent) / money})
