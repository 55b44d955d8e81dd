def feed_breadth(shown, topics):
    feed = pd.Series(shown, dtype=object)

    def measure(part):
        share = part.value_counts(normalize=True)
        if len(topics) < 2:
            return 0.0
        return -(share * np.log2(share)).sum() / np.log2(len(topics))

    half = len(feed) // 2
    return pd.Series(
        {
            "coverage": feed.nunique() / len(topics),
            "entropy": measure(feed),
            "narrowing": measure(feed.iloc[:half]) - measure(feed.iloc[half:]),
        }
    )
