given = wb.data("say_do_gap")
people = given["respondents"].set_index("respondent").astype(bool)
answer = {column: [] for column in ("pair", "p", "q", "both", "gap", "error", "sure")}
for row in given["pairs"].itertuples():
    a, b = people[row.first], people[row.second]
    spread = np.cov(a, b, ddof=0)
    error = np.sqrt((spread[0, 0] + spread[1, 1] - 2 * spread[0, 1]) / len(people))
    answer["pair"].append(row.pair)
    answer["p"].append(a.mean())
    answer["q"].append(b.mean())
    answer["both"].append((a & b).sum())
    answer["gap"].append(a.mean() - b.mean())
    answer["error"].append(error)
    answer["sure"].append(abs(a.mean() - b.mean()) / error > 1.96)
say_do_gap = answer
