def verify_claims(texts, facts):
    def look(brand, attribute):
        return facts[brand][attribute] if brand in facts and attribute in facts[brand] else None

    def one(sentence):
        if "比" in sentence:
            a, b = sentence[: -len("成立得早")].split("比")
            x, y = look(a, "成立年份"), look(b, "成立年份")
            return "查不到" if x is None or y is None else ("属实" if x < y else "不实")
        if "和" in sentence:
            brands, attribute = sentence[:-2].split("的")
            a, b = brands.split("和")
            x, y = look(a, attribute), look(b, attribute)
            return "查不到" if x is None or y is None else ("属实" if x == y else "不实")
        subject, value = sentence.split("是")
        negative = subject.endswith("不")
        brand, attribute = subject.rstrip("不").split("的")
        known = look(brand, attribute)
        if known is None:
            return "查不到"
        return "属实" if (known != value) == negative else "不实"

    def quarrels(sentences):
        said = {}
        for s in sentences:
            if "是" in s and "和" not in s:
                subject, value = s.split("是")
                said.setdefault(subject, []).append(value)
        for subject in said:
            if subject.endswith("不"):
                if set(said[subject]) & set(said.get(subject[:-1], [])):
                    return True
            elif len(set(said[subject])) > 1:
                return True
        return False

    answers = []
    for text in texts:
        sentences = text.split("；")
        verdicts = [one(s) for s in sentences]
        if quarrels(sentences) or "不实" in verdicts:
            answers.append("不实")
        elif "查不到" in verdicts:
            answers.append("查不到")
        else:
            answers.append("属实")
    return answers
