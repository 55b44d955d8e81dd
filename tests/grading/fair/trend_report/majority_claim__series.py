def majority_claim(percent, n):
    people = int(percent / 100 * n + 0.5)
    shift = 1.96**2 / n
    share = pd.Series([people / n])
    width = 1.96 * (share.mul(1 - share).div(n).add(shift / n / 4)).pow(0.5)
    ends = pd.concat([share + shift / 2 - width, share + shift / 2 + width]) / (1 + shift)
    low, high = ends.tolist()
    verdict = np.select([[low > 0.5], [high < 0.5]], [["多数"], ["少数"]], default="都不写")[0]
    return pd.Series({"people": people, "low": low, "high": high, "say": verdict})
