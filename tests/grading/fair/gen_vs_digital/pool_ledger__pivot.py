log = wb.data("pool_ledger")
facts = pd.DataFrame(
    [
        ("短视频", "视频", 1.0),
        ("信息流", "资讯", 1.0),
        ("达人种草", "社交", 1.0),
        ("自然搜索", "搜索", 0.0),
        ("私域消息", "社交", 0.0),
        ("搜索广告", "搜索", 1.0),
        ("站内推荐", "电商", 1.0),
    ],
    columns=["channel", "pool", "paid"],
)
log = log.merge(facts, on="channel")
log["is_last"] = log["converted"] & (log["step"] == log.groupby("journey_id")["step"].transform("max"))
each = log.drop_duplicates(["journey_id", "pool"])
pool_ledger = pd.concat(
    [
        log.pivot_table(index="pool", values=["paid", "is_last", "step"], aggfunc={"paid": "mean", "is_last": "sum", "step": "count"}),
        each.pivot_table(index="pool", values=["journey_id", "converted"], aggfunc={"journey_id": "count", "converted": "sum"}),
    ],
    axis=1,
).rename(columns={"paid": "paid_share", "is_last": "last", "step": "touches", "journey_id": "reached", "converted": "claimed"})
