def examine_rules(texts, right, rules):
    order = {"forbidden": 0, "needs_person": 1, "needs_proof": 2, "exempt": 3}
    labels = []
    for text in texts:
        while "「" in text and "」" in text[text.index("「") :]:
            start = text.index("「")
            end = text.index("」", start)
            text = text[:start] + " " + text[end + 1 :]
        for word in rules["ordinary"]:
            text = " ".join(text.split(word))
        for mark in "！？":
            text = text.replace(mark, "。")
        worst = None
        for sentence in text.split("。"):
            hits = [term for term in rules["terms"] if term in sentence]
            if len(hits) == 0:
                continue
            label = "needs_person"
            for term in hits:
                if term not in rules["vague"]:
                    label = "forbidden"
            for words, verdict in (("proof", "needs_proof"), ("exempt", "exempt"), ("grave", "forbidden")):
                for word in rules[words]:
                    if word in sentence:
                        label = verdict
            if worst is None or order[label] < order[worst]:
                worst = label
        labels.append(worst)
    said = meant = both = 0
    slipped = []
    for at in range(len(texts)):
        said += labels[at] == "forbidden"
        meant += right[at] == "forbidden"
        both += labels[at] == right[at] == "forbidden"
        if right[at] == "forbidden" and labels[at] not in ("forbidden", "needs_person", "needs_proof"):
            slipped.append(at)
    return {
        "slipped": tuple(slipped),
        "recall": both / meant if meant else np.nan,
        "precision": both / said if said else np.nan,
        "labels": labels,
    }
