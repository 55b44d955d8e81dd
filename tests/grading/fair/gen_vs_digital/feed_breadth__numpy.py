from scipy.stats import entropy


def feed_breadth(shown, topics):
    hits = np.array([[one == topic for topic in topics] for one in shown], dtype=float).reshape(-1, len(topics))

    def even(part):
        if len(part) == 0 or len(topics) == 1:
            return np.float64(0)
        return entropy(part.sum(axis=0)) / np.log(len(topics))

    first, second = hits[: len(hits) // 2], hits[len(hits) // 2 :]
    return {
        "coverage": hits.any(axis=0).mean(),
        "entropy": even(hits),
        "narrowing": np.round(even(first) - even(second), 10),
    }
