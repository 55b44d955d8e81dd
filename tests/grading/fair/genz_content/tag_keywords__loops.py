import math


def tag_keywords(posts, k):
    counts = {}
    for tag, words in posts:
        mine = counts.setdefault(tag, {})
        for word in words:
            if len(word) > 1:
                mine[word] = mine.get(word, 0) + 1
    result = {}
    for tag in counts:
        scored = []
        for word, times in counts[tag].items():
            tags = 0
            for other in counts:
                if word in counts[other]:
                    tags += 1
            scored.append((times * (math.log(1 + len(counts)) - math.log(1 + tags) + 1), word))
        scored.sort(key=lambda pair: pair[1])
        scored.sort(key=lambda pair: round(pair[0], 9), reverse=True)
        result[tag] = np.array([word for _, word in scored[:k]])
    return result
