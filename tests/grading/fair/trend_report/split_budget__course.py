from genmarketing.themes.trend_report.models.budget import Medium, equal_margins


def split_budget(media, budget):
    known = [Medium(name, each["worth"], each["half"], each["price"], high=each["most"]) for name, each in media.items()]
    total = min(budget, sum(medium.high for medium in known))
    return {medium.name: np.round(spend, 2) for medium, spend in zip(known, equal_margins(known, total))}
