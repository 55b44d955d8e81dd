import re


def examine_rules(texts, right, rules):
    pattern = {name: "|".join(map(re.escape, words)) for name, words in rules.items()}
    table = pd.DataFrame({"right": right, "text": texts})
    table["text"] = table["text"].str.replace("「[^」]*」", " ", regex=True)
    for word in rules["ordinary"]:
        table["text"] = table["text"].str.replace(word, " ", regex=False)
    clauses = table["text"].str.split("[。！？]", regex=True).explode()
    clauses = clauses[clauses.str.contains(pattern["terms"])]

    def has(name):
        return clauses.str.contains(pattern[name])

    firm = clauses.map(lambda clause: any(term in clause for term in rules["terms"] if term not in rules["vague"])).astype(bool)
    # 数越小越重：0 禁用，1 需人工，2 待证，3 豁免
    code = np.select([has("grave"), has("exempt"), has("proof"), ~firm], [0, 3, 2, 1], 0)
    worst = pd.Series(code, index=clauses.index).groupby(level=0).min().reindex(table.index)
    names = {0: "forbidden", 1: "needs_person", 2: "needs_proof", 3: "exempt"}
    labels = [names.get(value) for value in worst]
    said, meant = pd.Series(labels, dtype=object).eq("forbidden"), table["right"].eq("forbidden")
    return {
        "labels": np.array(labels, dtype=object),
        "precision": (said & meant).sum() / said.sum() if said.any() else float("nan"),
        "recall": float((said & meant).sum()) / meant.sum() if meant.any() else np.float64("nan"),
        "slipped": np.flatnonzero(meant & (worst.isna() | (worst == 3))),
    }
