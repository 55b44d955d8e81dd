a = wb.data("digital_share")
online, linked, cost, result, acted = a[["online", "linked", "cost_known", "result_known", "acted"]].to_numpy().T
four = np.array([online, linked, cost * result, linked * acted])
six = np.vstack([four, four.prod(axis=0), four.max(axis=0)]).astype(int)
spend = six @ a["spend"].to_numpy()
digital_share = pd.DataFrame(
    np.column_stack([six.sum(axis=1), spend, np.round(spend / a["spend"].sum(), 9)]),
    index=["看渠道", "看连接", "看效果", "看数据基础", "四种都算", "至少一种算"],
    columns=["count", "spend", "share"],
)
digital_share.index.name = "definition"
