def repurchase_rates(orders, start, end):
    table = pd.DataFrame(orders, columns=["who", "day"])
    table["first"] = table.groupby("who")["day"].transform("min")
    length = end - start
    now = table[table["day"].between(start, end - 1)]
    last = table[table["day"].between(start - length, start - 1)]
    times = now["who"].value_counts()
    old = now.drop_duplicates("who")["first"] < start
    fresh = now[now["first"] >= start]["who"].nunique()
    came = pd.Series(last["who"].unique()).isin(now["who"])
    return pd.Series(
        {
            "repeat_orders": 1 - fresh / len(now) if len(now) else np.nan,
            "known": old.mean(),
            "came_back": came.mean() if len(came) else np.nan,
            "in_period": times.ge(2).mean(),
        }
    ).to_dict()
