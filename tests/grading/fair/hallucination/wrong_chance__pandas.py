def wrong_chance(own, common, truth, temperature):
    habit = pd.Series(common, dtype="float64")
    seen = pd.Series(own, dtype="float64").reindex(habit.index).fillna(0)
    p = seen + habit / habit.sum()
    p = p / p.sum()
    if temperature == 0:
        winners = p[p.round(12) == p.max().round(12)].index
        return float(1 - (truth in winners) / len(winners))
    p = (p / p.max()) ** (1 / temperature)
    return round(1 - p[truth] / p.sum(), 9)
