from functools import lru_cache


def segment(text, frequency):
    counts = pd.Series(frequency, dtype=float)
    known = counts / counts.sum()

    @lru_cache(maxsize=None)
    def rest(start):
        if start == len(text):
            return 0.0, ()
        ways = []
        for end in range(start + 1, len(text) + 1):
            word = text[start:end]
            if word in known.index:
                chance = known[word]
            elif len(word) == 1:
                chance = 1 / counts.sum()
            else:
                continue
            score, words = rest(end)
            ways.append((np.log10(chance) + score, (word, *words)))
        return max(ways, key=lambda way: way[0])

    return np.array(rest(0)[1])
