given = wb.data("rfm_tiers")
today = pd.Timestamp(given["today"])
past = given["orders"].copy()
past["date"] = pd.to_datetime(past["date"])
past = past[past["date"] < today]
table = past.groupby("customer_id").agg(
    monetary=("amount", "mean"), frequency=("amount", "count"), last=("date", "max")
)
table["recency"] = (today - table.pop("last")) / pd.Timedelta(days=1)
table["tier"] = np.select(
    [
        table["recency"] >= given["lost"],
        table["frequency"] < given["often"],
        table["recency"] > given["fresh"],
        table["monetary"] >= given["dear"],
    ],
    ["睡着了", "新客与散客", "要走的常客", "核心"],
    "常客",
)
rfm_tiers = table.sort_values("monetary")
