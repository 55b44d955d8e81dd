def bits(p):
    p = p[p > 0]
    return -(p * np.log2(p)).sum()


def question_gain(belief, answers, slip):
    truly = pd.Series(belief, index=answers).groupby(level=0).sum()
    others = len(truly) - 1
    if not others:
        return False
    heard = truly * (1 - slip) + (1 - truly) * slip / others
    said_wrong = pd.Series([1 - slip] + [slip / others] * others)
    return round(bits(heard) - bits(said_wrong), 9)
