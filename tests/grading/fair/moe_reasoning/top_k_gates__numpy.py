def top_k_gates(scores, bias, k):
    scores = np.asarray(scores, dtype=float)
    order = np.argsort(-(scores + np.asarray(bias, dtype=float)), kind="stable")[:k]
    gates = np.zeros(len(scores))
    gates[order] = scores[order] / scores[order].sum()
    return gates
