def moderation_report(posts, terms):
    table = pd.DataFrame(posts, columns=["medium", "text", "bad"])
    table["stopped"] = table["text"].apply(lambda text: any(term in text for term in terms))
    report = {}
    for medium in ["文本", "图像", "音频", "视频"]:
        part = table[table["medium"] == medium]
        stopped, bad = part["stopped"].astype(bool), part["bad"].astype(bool)
        report[medium] = {
            "precision": bad[stopped].mean() if stopped.any() else None,
            "recall": stopped[bad].mean() if bad.any() else None,
            "missed": (bad & ~stopped).sum(),
        }
    return report
