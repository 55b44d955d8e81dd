def tgi(group, group_size, everyone, size):
    people = pd.Series(group, dtype=float).reindex(list(everyone)).fillna(0)
    index = 100 * people / group_size / (pd.Series(everyone, dtype=float) / size)
    return index.astype(object).where(people >= 100, None)
