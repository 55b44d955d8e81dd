def tag_keywords(posts, k):
    rows = [(tag, word) for tag, words in posts for word in words]
    table = pd.DataFrame(rows, columns=["tag", "word"])
    table = table[table["word"].str.len() > 1]
    counts = table.value_counts().rename("count").reset_index()
    number = len({tag for tag, _ in posts})
    used = counts.groupby("word")["tag"].nunique()
    counts["score"] = counts["count"] * (np.log((1 + number) / (1 + counts["word"].map(used))) + 1)
    counts["score"] = counts["score"].round(10)
    counts = counts.sort_values(["score", "word"], ascending=[False, True])
    found = {tag: part["word"].head(k).tolist() for tag, part in counts.groupby("tag")}
    return {tag: found.get(tag, []) for tag, _ in posts}
