import math

d = wb.data("bm25_by_hand")
brand, attribute = d["query"]
n = len(d["notes"])
average = sum(map(len, d["notes"].values())) / n
with_brand = [name for name, words in d["notes"].items() if brand in words]
with_attribute = [name for name, words in d["notes"].items() if attribute in words]
rare = {}
for word, notes in ((brand, with_brand), (attribute, with_attribute)):
    rare[word] = round(math.log((n + 1) / (len(notes) + 0.5)), 5)
table = {}
flat = {}
for name, words in d["notes"].items():
    weight = (brand in words) * rare[brand] + (attribute in words) * rare[attribute]
    table[name] = weight * 2.5 / (1 + 1.5 * (0.25 + 0.75 * len(words) / average))
    flat[name] = weight
bm25_by_hand = pd.Series(
    {
        "best_flat": sorted(flat, key=flat.get)[-1],
        "best": sorted(table, key=table.get)[-1],
        "score_flat": flat["甲"],
        "score": round(table["甲"], 4),
        "idf": rare[brand],
    }
).to_dict()
