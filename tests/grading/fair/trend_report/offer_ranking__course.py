from genmarketing.themes.trend_report.models.pricing import Rates, ecpm, ocpm_bid


def offer_ranking(offers, rates):
    found = {}
    for name, model, bid in offers:
        expected = Rates(**rates[name])
        optimised = model.startswith("o")
        found[name] = ocpm_bid(expected.ctr, expected.cvr, bid) if optimised else ecpm(model, bid, expected)
    order = list(found)
    # 插入排序：后来的要严格更贵才往前挪
    for at in range(1, len(order)):
        while at > 0 and found[order[at]] > found[order[at - 1]] + 1e-9:
            order[at - 1], order[at] = order[at], order[at - 1]
            at -= 1
    return {"ecpm": found, "order": tuple(order)}
