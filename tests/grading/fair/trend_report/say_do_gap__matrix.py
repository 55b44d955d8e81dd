given = wb.data("say_do_gap")
people, pairs = given["respondents"].drop(columns="respondent"), given["pairs"]
together = people.T.dot(people)  # 每两项同时勾的人数，对角线上是各项的人数
n = len(people)
first = np.array([together.loc[c, c] for c in pairs["first"]], dtype=np.float32).astype(float)
second = np.array([together.loc[c, c] for c in pairs["second"]], dtype=float)
both = np.array([together.loc[a, b] for a, b in zip(pairs["first"], pairs["second"])], dtype=float)
only_first, only_second = first - both, second - both
# McNemar 的写法：差只由「只勾其一」的人造成
error = np.sqrt(only_first + only_second - (only_first - only_second) ** 2 / n) / n
say_do_gap = pd.DataFrame(
    {
        "p": first / n,
        "q": second / n,
        "both": both,
        "gap": (only_first - only_second) / n,
        "error": error.round(9),
        "sure": abs(only_first - only_second) / n > 1.96 * error,
    },
    index=pd.Index(pairs["pair"], name="pair"),
).sort_index()
