def split_budget(media, budget):
    step = 0.05
    spent = {name: 0.0 for name in media}
    left = budget
    while left > 1e-9:
        best, most = None, 0.0
        for name, medium in media.items():
            half = medium["half"] * medium["price"]
            gain = medium["worth"] * half / (spent[name] + half) ** 2
            if spent[name] < medium["most"] - 1e-9 and gain > most:
                best, most = name, gain
        if best is None:
            break
        piece = min(step, left, media[best]["most"] - spent[best])
        spent[best] += piece
        left -= piece
    return spent
