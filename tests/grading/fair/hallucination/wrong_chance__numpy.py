def wrong_chance(own, common, truth, temperature):
    names = list(common)
    habit = np.array([common[name] for name in names], dtype=float)
    mine = np.array([own.get(name, 0) for name in names], dtype=float)
    p = (mine + habit / habit.sum()) / (mine.sum() + 1)
    if temperature == 0:
        tempered = np.isclose(p, p.max(), rtol=1e-12, atol=0).astype(float)
    else:
        logits = np.log(p) / temperature
        tempered = np.exp(logits - logits.max())
    return 1 - (tempered / tempered.sum())[names.index(truth)]
