def slot_payments(bids, clicks):
    ranked = np.argsort(-np.asarray(bids, dtype=float), kind="stable")
    # 走掉一个人，后面每个人往上挪一格：各多得两格点击之差
    padded = np.append(np.asarray(clicks, dtype=float), np.zeros(len(bids) + 1))
    drop = padded[: len(bids)] - padded[1 : len(bids) + 1]
    ordered = np.append(np.asarray(bids, dtype=float)[ranked], 0.0)
    harm = np.cumsum((drop * ordered[1:])[::-1])[::-1]
    payments = np.zeros(len(bids))
    payments[ranked] = harm
    return payments
