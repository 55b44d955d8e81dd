def slot_payments(bids, clicks):
    people = pd.DataFrame({"bid": bids}).sort_values("bid", ascending=False, kind="stable")
    people["clicks"] = [*clicks, *[0] * len(bids)][: len(bids)]
    paid = {}
    for me in people.index:
        others = people.drop(index=me)
        moved = [*clicks, *[0] * len(bids)][: len(others)]
        paid[me] = (others["bid"] * moved).sum() - (others["bid"] * others["clicks"]).sum()
    return pd.Series(paid).sort_index()
