given = wb.data("expert_specialisation")
log, experts = given["log"], given["experts"]
counts = pd.crosstab(log["expert"], log["domain"]).reindex(range(experts)).fillna(0)
tokens = counts.sum(axis=1).astype(int)
mean = tokens.sum() / experts
expert_specialisation = pd.DataFrame(index=counts.index)
expert_specialisation["share"] = (counts.max(axis=1) / tokens).fillna(0.0)
expert_specialisation["domain"] = [counts.columns[r.argmax()] if r.sum() else "无" for r in counts.to_numpy()]
expert_specialisation["nudge"] = np.where(tokens > mean, -1.0, np.where(tokens < mean, 1.0, 0.0))
expert_specialisation["overload"] = (tokens - mean) / mean
expert_specialisation["tokens"] = tokens.astype(object)
