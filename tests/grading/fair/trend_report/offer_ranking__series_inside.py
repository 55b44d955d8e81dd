def offer_ranking(offers, rates):
    foreseen = pd.DataFrame.from_dict(rates, orient="index")
    each = {"CPM": lambda r: 1, "CPC": lambda r: r.ctr * 1000, "CPT": lambda r: 1000 / r.impressions}
    each |= dict.fromkeys(["CPA", "oCPM", "oCPC"], lambda r: r.ctr * r.cvr * 1000)
    each["CPS"] = lambda r: r.ctr * r.cvr * r.basket * 1000
    price = pd.Series({name: bid * each[model](foreseen.loc[name]) for name, model, bid in offers})
    # 名次相同的，rank(method="first") 让先来的在前
    place = (-price.round(9)).rank(method="first").astype(int)
    return {"ecpm": price, "order": place.sort_values().index.to_numpy()}
