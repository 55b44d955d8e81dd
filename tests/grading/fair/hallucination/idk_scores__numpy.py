def idk_scores(results, t):
    counts = np.array(results, dtype=float)
    marks = np.array([1.0, -t / (1 - t), 0.0])
    asked = counts.sum(axis=1)
    return np.divide(counts @ marks, asked, out=np.zeros(len(counts)), where=asked > 0)
