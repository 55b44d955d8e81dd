d = wb.data("bm25_by_hand")
words = pd.Series(d["notes"]).explode().rename("word").reset_index()
counts = pd.crosstab(words["index"], words["word"]).reindex(list(d["notes"]))[d["query"]]
lengths = words.groupby("index").size().reindex(counts.index)
found = (counts > 0).sum()
idf = np.log(1 + (len(counts) - found + 0.5) / (found + 0.5))
answers = {"idf": round(idf.iloc[0], 6)}
for suffix, b in (("", d["b"]), ("_flat", 0)):
    damping = d["k1"] * (1 - b + b * lengths / lengths.mean())
    total = (counts * (d["k1"] + 1)).div(counts.add(damping, axis=0)).mul(idf).sum(axis=1)
    answers["score" + suffix] = round(total["甲"], 6)
    answers["best" + suffix] = total.idxmax()
bm25_by_hand = answers
