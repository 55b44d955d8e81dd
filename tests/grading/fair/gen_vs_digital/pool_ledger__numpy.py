log = wb.data("pool_ledger").sort_values(["journey_id", "step"], ascending=[True, False])
pools = {"视频": ["短视频"], "资讯": ["信息流"], "社交": ["达人种草", "私域消息"], "搜索": ["自然搜索", "搜索广告"], "电商": ["站内推荐"]}
journeys = log["journey_id"].to_numpy()
bought = log["converted"].to_numpy()
first_row = np.r_[True, journeys[1:] != journeys[:-1]]
table = {"pool": [], "touches": [], "paid_share": [], "reached": [], "claimed": [], "last": []}
for pool, channels in pools.items():
    here = np.isin(log["channel"].to_numpy(), channels)
    free = log["channel"].isin(["私域消息", "自然搜索"]).to_numpy()
    table["pool"].append(pool)
    table["touches"].append(np.count_nonzero(here))
    table["paid_share"].append(1 - free[here].mean())
    table["reached"].append(len(np.unique(journeys[here])))
    table["claimed"].append(len(np.unique(journeys[here & bought])))
    table["last"].append(float((here & bought & first_row).sum()))
pool_ledger = table
