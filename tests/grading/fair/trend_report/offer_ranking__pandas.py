def offer_ranking(offers, rates):
    table = pd.DataFrame(offers, columns=["name", "model", "bid"]).set_index("name")
    table = table.join(pd.DataFrame(rates).T.astype(float))
    clicks = 1000 * table["ctr"]
    orders = clicks * table["cvr"]
    model = table["model"]
    units = np.select(
        [model == "CPM", model == "CPC", model == "CPS", model == "CPT"],
        [1.0, clicks, orders * table["basket"], 1000 / table["impressions"]],
        default=orders,
    )
    price = table["bid"] * units
    order = price.sort_values(ascending=False, kind="stable").index
    return {"ecpm": price.to_dict(), "order": order}
