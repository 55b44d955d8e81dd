def moderation_report(posts, terms):
    out = {m: dict(precision=None, recall=None, missed=0) for m in ("文本", "图像", "音频", "视频")}
    for medium in out:
        texts = [p[1] for p in posts if p[0] == medium]
        bad = np.array([p[2] for p in posts if p[0] == medium], dtype=bool)
        stopped = np.zeros(len(texts), dtype=bool)
        for term in terms:
            stopped |= np.array([text.find(term) >= 0 for text in texts], dtype=bool)
        hits = np.logical_and(bad, stopped).sum()
        if stopped.sum():
            out[medium]["precision"] = np.float64(hits / stopped.sum())
        if bad.sum():
            out[medium]["recall"] = round(float(hits / bad.sum()), 9)
        out[medium]["missed"] = float(bad.sum() - hits)
    return out
