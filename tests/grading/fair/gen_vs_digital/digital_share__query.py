activities = wb.data("digital_share")
rules = {
    "至少一种算": "online | linked | (cost_known & result_known) | (linked & acted)",
    "四种都算": "online & linked & cost_known & result_known & acted",
    "看数据基础": "linked & acted",
    "看效果": "cost_known & result_known",
    "看连接": "linked",
    "看渠道": "online",
}
total = activities.spend.sum()
pieces = []
for name, rule in rules.items():
    part = activities.query(rule).agg({"activity": "count", "spend": "sum"}).rename({"activity": "count"})
    pieces.append(pd.concat([part, pd.Series({"share": part["spend"] / total, "definition": name})]))
digital_share = pd.concat(pieces, axis=1).T
