def markov_credit(paths):
    counts, leaving = {}, {}
    for path, bought in paths:
        stations = ["开始"] + list(path) + ["成交" if bought else "流失"]
        for i in range(len(stations) - 1):
            pair = (stations[i], stations[i + 1])
            counts[pair] = counts.get(pair, 0) + 1
            leaving[stations[i]] = leaving.get(stations[i], 0) + 1

    def chance(removed=None):
        x = {station: 0.0 for station in leaving}
        for _ in range(300):
            new = {station: 0.0 for station in leaving}
            for (here, there), times in counts.items():
                if there == removed or there == "流失":
                    continue
                new[here] += times / leaving[here] * (1.0 if there == "成交" else x[there])
            x = new
        return x["开始"]

    sales = sum(1 for _, bought in paths if bought)
    channels = [station for station in leaving if station != "开始"]
    if sales == 0:
        return {channel: 0 for channel in channels}
    p = chance()
    lost = {channel: p - chance(channel) for channel in channels}
    return {channel: lost[channel] / sum(lost.values()) * sales for channel in channels}
