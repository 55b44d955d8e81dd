d = wb.data("bm25_by_hand")
names = list(d["notes"])
tf = np.array([[d["notes"][n].count(w) for w in d["query"]] for n in names])
length = np.array([len(d["notes"][n]) for n in names])
df = (tf > 0).sum(axis=0)
idf = np.log1p((len(names) - df + 0.5) / (df + 0.5))


def scores(b):
    k = d["k1"] * (1 - b + b * length / length.mean())
    return (idf * tf * (d["k1"] + 1) / (tf + k[:, None])).sum(axis=1)


bm25_by_hand = {
    "idf": idf[0],
    "score": scores(d["b"])[0],
    "score_flat": scores(0)[0],
    "best": names[np.argmax(scores(d["b"]))],
    "best_flat": names[np.argmax(scores(0))],
}
