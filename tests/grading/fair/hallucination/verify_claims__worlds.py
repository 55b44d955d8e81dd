# 换个想法：把打架留给一本账，账里记每件事「只能是」和「不能是」
def verify_claims(texts, facts):
    def judge(text):
        only, never, doubts, lies = {}, set(), 0, 0
        for sentence in text.split("；"):
            if sentence.endswith("成立得早"):
                first, second = sentence.removesuffix("成立得早").split("比")
                pair = [facts.get(b, {}).get("成立年份") for b in (first, second)]
                truth = None if None in pair else int(pair[0]) < int(pair[1])
            elif sentence.endswith("相同"):
                brands, attribute = sentence.removesuffix("相同").split("的")
                pair = [facts.get(b, {}).get(attribute) for b in brands.split("和")]
                truth = None if None in pair else len(set(pair)) == 1
            else:
                head, _, value = sentence.partition("是")
                brand, _, attribute = head.removesuffix("不").partition("的")
                known = facts.get(brand, {}).get(attribute)
                denies = head.endswith("不")
                truth = None if known is None else (known != value if denies else known == value)
                if denies:
                    never.add((brand, attribute, value))
                elif only.setdefault((brand, attribute), value) != value:
                    lies += 1
            doubts += truth is None
            lies += truth is False
        lies += any((*key, value) in never for key, value in only.items())
        return "不实" if lies else "查不到" if doubts else "属实"

    return pd.Series([judge(text) for text in texts])
