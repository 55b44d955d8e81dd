def offer_ranking(offers, rates):
    prices = []
    for place, (name, model, bid) in enumerate(offers):
        ctr, cvr, basket, impressions = (rates[name][key] for key in ("ctr", "cvr", "basket", "impressions"))
        if model == "CPM":
            price = bid
        elif model == "CPC":
            price = 1000 * ctr * bid
        elif model in ("CPA", "oCPM", "oCPC"):
            price = 1000 * ctr * cvr * bid
        elif model == "CPS":
            price = 1000 * ctr * cvr * basket * bid
        else:
            price = bid / impressions * 1000
        # 先取到九位小数：并列的两家，乘的次序不同会差出最后一位
        prices.append((-round(price, 9), place, name))
    return {
        "order": [name for _, _, name in sorted(prices)],
        "ecpm": {name: -price for price, _, name in prices},
    }
