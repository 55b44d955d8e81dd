def effective_topics(parent, labels):
    tops = set(parent.values()) - set(parent)
    topics = []
    for name in labels:
        while parent[name] not in tops:
            name = parent[name]
        topics.append(name)
    shares = pd.Series(topics).value_counts(normalize=True)
    return np.float64(1 / np.prod(shares**shares))
