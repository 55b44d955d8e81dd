def top_k_gates(scores, bias, k):
    table = pd.DataFrame({"score": scores, "bias": bias})
    table["rank"] = (table["score"] + table["bias"]).rank(method="first", ascending=False)
    kept = table["score"].where(table["rank"] <= k, 0.0)
    return (kept / kept.sum()).round(12)
