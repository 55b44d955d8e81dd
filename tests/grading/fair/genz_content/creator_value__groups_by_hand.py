given = wb.data("creator_value")
parts = []
for kind, part in given["creators"].groupby("kind", sort=False):
    x, n = part["interactions"].to_numpy(dtype="float32").astype(float), part["exposures"].to_numpy(float)
    share = n / (n + given["weight"])  # 自己的数占几成，其余是同类的
    shrunken = share * (x / n) + (1 - share) * (x.sum() / n.sum())
    cost = part["fee"].to_numpy() / (shrunken * n / part["posts"].to_numpy())
    parts.append(pd.DataFrame({"raw": x / n, "shrunken": shrunken, "cost": cost}, index=part["creator_id"]))
creator_value = pd.concat(parts).sort_index()
creator_value["place"] = creator_value["cost"].argsort().argsort() + 1
