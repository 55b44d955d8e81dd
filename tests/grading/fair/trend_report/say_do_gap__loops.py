given = wb.data("say_do_gap")
people = given["respondents"].to_dict("records")
rows = []
for number in reversed(range(len(given["pairs"]))):
    pair, first, second = given["pairs"].loc[number, ["pair", "first", "second"]]
    # 每个人的差：只勾前一项是 1，只勾后一项是 −1，其余是 0
    each = [person[first] - person[second] for person in people]
    mean = sum(each) / len(each)
    variance = sum((d - mean) ** 2 for d in each) / len(each)
    error = (variance / len(each)) ** 0.5
    rows.append(
        {
            "sure": int(abs(mean) > 1.96 * error),
            "error": error,
            "gap": mean,
            "both": sum(1 for person in people if person[first] == person[second] == 1),
            "q": sum(person[second] for person in people) / len(people),
            "p": sum(person[first] for person in people) / len(people),
            "pair": pair,
        }
    )
say_do_gap = rows
