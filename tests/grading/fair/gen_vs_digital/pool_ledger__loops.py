pool_of = {
    "短视频": "视频",
    "信息流": "资讯",
    "达人种草": "社交",
    "私域消息": "社交",
    "自然搜索": "搜索",
    "搜索广告": "搜索",
    "站内推荐": "电商",
}
rows = {
    pool: {"pool": pool, "touches": 0, "paid": 0, "reached": set(), "claimed": set(), "last": 0}
    for pool in ["视频", "社交", "资讯", "搜索", "电商"]
}
latest = {}
for touch in wb.data("pool_ledger").itertuples():
    row = rows[pool_of[touch.channel]]
    row["touches"] += 1
    row["paid"] += touch.channel not in ("私域消息", "自然搜索")
    row["reached"].add(touch.journey_id)
    if touch.converted:
        row["claimed"].add(touch.journey_id)
        if touch.journey_id not in latest or touch.step > latest[touch.journey_id].step:
            latest[touch.journey_id] = touch
for touch in latest.values():
    rows[pool_of[touch.channel]]["last"] += 1
pool_ledger = []
for row in rows.values():
    row["paid_share"] = row["paid"] / row["touches"]
    row["reached"], row["claimed"] = len(row["reached"]), len(row["claimed"])
    pool_ledger.append(row)
